"""Conditions of the purpose matrix that only an exchange makes observable."""

from collections.abc import Mapping, Sequence

from auditor.exposure.portal.values import Supplied, plain, words
from auditor.model.visits import Endpoint, Sighting, Spot
from auditor.model.vocabulary import Category, Form
from auditor.naming.split import words_of

_DOMAINS: Mapping[str, frozenset[str]] = {
    "optical": frozenset({"optique", "opt", "opto", "lunettes", "verres", "lentilles", "optical"}),
    "dental": frozenset({"dentaire", "dent", "dental", "prothese", "orthodontie", "implantologie"}),
    "hearing": frozenset({"audio", "audition", "audioprothese", "auditif", "hearing", "aud"}),
    "pharmacy": frozenset({"pharmacie", "phar", "pharm", "medicament", "medicaments", "pharmacy"}),
    "hospital": frozenset({"hospitalisation", "hospi", "hosp", "hopital", "hospital", "sejour"}),
    "care": frozenset(
        {
            "soins",
            "consultation",
            "consultations",
            "generaliste",
            "specialiste",
            "medecine",
            "honoraires",
            "soin",
            "medecin",
        }
    ),
    "laboratory": frozenset({"biologie", "labo", "laboratoire", "analyses", "laboratory"}),
    "nursing": frozenset({"infirmier", "kine", "auxiliaires", "paramedical", "auxiliaire"}),
    "transport": frozenset({"transport", "transports", "ambulance", "vsl", "tran"}),
    "imaging": frozenset({"radiologie", "imagerie", "radio"}),
    "prevention": frozenset({"prevention", "osteopathie", "medecinesdouces", "cure"}),
}
"""Third-party-payment domains by the words and codes that name them."""
_AGREEMENT = frozenset(
    {"pec", "accord", "prealable", "devis", "agreement", "authorization", "preauth"}
)
_STATEMENT = ("c2s", "acs", "cmu", "css", "complementairesantesolidaire")
_DEPARTMENT = 3


def domains(text: str) -> frozenset[str]:
    """The care domains that a text names."""
    said = words(text) | {plain(text)}
    return frozenset(name for name, known in _DOMAINS.items() if known & said)


def asked_domain(
    sighting: Sighting, answer: Sequence[tuple[Spot, str]], asked: frozenset[str]
) -> bool | None:
    """Whether a guarantee is of the domain asked for; `answer` holds the domains that are named."""
    own = _domain_of(sighting, answer)
    if asked:
        return bool(own & asked) if own else None
    shown = frozenset[str]().union(*(domains(text) for _, text in answer))
    return False if len(shown) > 1 else None


def _domain_of(sighting: Sighting, answer: Sequence[tuple[Spot, str]]) -> frozenset[str]:
    own = domains(sighting.leaf.text) | domains(" ".join(sighting.leaf.path[-2:]))
    if own:
        return own
    near = [d for spot, text in answer if spot.holds(sighting.spot) for d in domains(text)]
    return frozenset(near)


def observed(
    sighting: Sighting, endpoint: Endpoint, request: Sequence[Sighting], *, stated: bool
) -> dict[str, bool | None]:
    """Conditions that the exchange settles by itself; `stated`: it calls itself a C2S statement."""
    text = sighting.leaf.text.strip()
    agreed = {*words_of(endpoint.path), *words_of(endpoint.operation)} & _AGREEMENT
    member = any(
        verdict.category is Category.MEMBER_NUMBER for one in request for verdict in one.verdicts
    )
    return {
        "match_only": sighting.leaf.kind == "boolean",
        "without_member_number": not member,
        "prior_agreement": bool(agreed) or "priseencharge" in plain(endpoint.path),
        "c2s_statement": stated,
        "year": any(verdict.form is Form.TRUNCATED for verdict in sighting.verdicts),
        "department": len(text) <= _DEPARTMENT,
    }


def is_stated(said: str) -> bool:
    """Whether plain words speak of the C2S or of what it replaced."""
    return any(word in said for word in _STATEMENT)


def repeated(supplied: Supplied, sighting: Sighting, category: Category) -> bool:
    """Whether the caller supplied that value in the same exchange."""
    return supplied.repeats(sighting.leaf.text, name=category is Category.PERSON)
