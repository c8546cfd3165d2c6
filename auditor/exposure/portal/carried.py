"""NIR that travel outside of a body: in addresses, redirections, cookies and tokens.

Such places are written to logs, histories and proxies whatever the screen is for (CWE-598), so
that no purpose needs a NIR there, not even one that the caller typed.
"""

from collections.abc import Iterator

from auditor.exposure.portal.showing import Shown
from auditor.model.visits import RESPONSE, Sighting, Visit
from auditor.model.vocabulary import Category, Form, Necessity, Origin, Scope, Subject

_PLACES = frozenset({"path", "query", "header", "cookie"})
_CLAIMS = "@jwt"


def carried(visit: Visit) -> Iterator[Shown]:
    """Each NIR in clear that an exchange carries in its addresses, cookies or headers."""
    for one in visit.sightings:
        if one.leaf.part not in _PLACES or visit.endpoint.third_party:
            continue
        for verdict in one.verdicts:
            if verdict.category is not Category.NIR or verdict.form is not Form.CLEAR:
                continue
            yield Shown(
                one,
                Category.NIR,
                Subject.INSURED if verdict.subject is Subject.UNKNOWN else verdict.subject,
                Form.CLEAR,
                Scope.OWN if _is_bearer(one) else Scope.ASKED_PERSON,
                Origin.REVEALED if one.side == RESPONSE else Origin.ECHOED,
                Necessity.EXCESSIVE,
                None,
            )


def _is_bearer(one: Sighting) -> bool:
    """Whether a token says the NIR of whom it was given to."""
    return _CLAIMS in one.leaf.path and one.leaf.path[-1] == "sub"
