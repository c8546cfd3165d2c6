"""What single exchanges show beside their data; each flag is one small test."""

import re
from collections.abc import Callable, Mapping

from auditor.exposure.portal.asking import COVERED, FAILED, PERSONAL, STRONG, sent, shows_personal
from auditor.exposure.portal.showing import Showing
from auditor.exposure.portal.telling import (
    cacheable,
    connection_string,
    debug,
    in_error,
    introspection,
    long_session,
    shows_secret,
    stack_trace,
    unencrypted,
)
from auditor.exposure.portal.travelling import (
    identifier_in_url,
    in_cookie,
    in_location,
    in_referer,
    in_token,
    nir_in_url,
    secret_in_url,
    third_party,
)
from auditor.exposure.portal.values import is_record_key, is_reference, plain
from auditor.model.exchanges import Leaf
from auditor.model.flags import Flag
from auditor.model.visits import REQUEST
from auditor.model.vocabulary import Category, Form, Necessity, Origin, Subject
from auditor.naming.split import words_of

_TYPED = 4
"""Letters after which a name is hardly a beginning any more."""
MANY = 20
"""Persons above which an answer is a bulk: a screen is looked at, not read (product threshold)."""
PAGE = 100
"""Records above which a page is no page (product threshold)."""
_AUTOCOMPLETE = frozenset(
    {"autocomplete", "autocompletion", "suggest", "suggestion", "suggestions", "typeahead"}
    | {"completion", "lookahead", "select2", "livesearch"}
)
_EXPORT = frozenset(
    {"export", "exports", "exporter", "extraction", "extract", "extractions", "download"}
    | {"telecharger", "telechargement", "dump", "csv", "xlsx", "xls"}
)
_LIMITS = frozenset(
    {"limit", "limite", "size", "pagesize", "perpage", "parpage", "taille", "max", "maxresults"}
    | {
        "rows",
        "top",
        "count",
        "nb",
        "nombre",
        "length",
        "first",
        "take",
        "pagelength",
        "itemsperpage",
    }
    | {"nbresultats", "nbparpage", "taillepage", "hitsperpage", "resultsperpage", "rpp"}
)
_UNLIMITED = frozenset({"1", "all", "tous", "tout", "0"})
_ENUMERABLE = re.compile(r"[A-Za-z]{0,4}[-_]?0*[0-9]{1,9}")
_HIDDEN = frozenset({"hidden", "attribute", "comment", "script"})
_TECHNICAL = frozenset({Category.AMOUNT, Category.DEVICE, Category.IP_ADDRESS, Category.SECRET})
Test = Callable[[Showing], bool]


def flags_of(showing: Showing) -> tuple[Flag, ...]:
    """The flags that one exchange shows by itself, in the order of the list."""
    return tuple(flag for flag in Flag if flag in _TESTS and _TESTS[flag](showing))


def insured_persons(showing: Showing) -> int:
    """Distinct insured persons that the answer tells apart."""
    return len([p for p in showing.answer.persons if p.subject in {*COVERED, Subject.UNKNOWN}])


def persons(showing: Showing) -> int:
    """Distinct insured persons or practitioners that the answer tells apart."""
    return max(insured_persons(showing), showing.carers)


def _is_list(showing: Showing) -> bool:
    family = len(showing.answer.family) + 1 if showing.answer.family else 0
    return max(insured_persons(showing) - family, showing.carers) > 1


def _bulk(showing: Showing) -> bool:
    return persons(showing) > MANY


def _autocomplete(showing: Showing) -> bool:
    named = [one for one in showing.shown if one.category is Category.PERSON]
    if not named or persons(showing) <= 1:
        return False
    endpoint = showing.visit.endpoint
    if _AUTOCOMPLETE & {*words_of(endpoint.path), *words_of(endpoint.operation)}:
        return True
    typed = [leaf for leaf in sent(showing) if _short_prefix(leaf)]
    return any(
        plain(one.sighting.leaf.text).startswith(plain(leaf.text))
        for one in named
        for leaf in typed
    )


def _short_prefix(leaf: Leaf) -> bool:
    text = leaf.text.strip()
    return leaf.part != "path" and 0 < len(text) <= _TYPED and text.isalpha()


def _export(showing: Showing) -> bool:
    """A file of persons, by its address, its medium or the answer's own word."""
    endpoint, exchange = showing.visit.endpoint, showing.visit.exchange
    header = dict(exchange.response.headers).get("content-disposition", "")
    said = bool(_EXPORT & {*words_of(endpoint.path), *words_of(endpoint.operation)})
    filed = header.lower().startswith("attachment") or exchange.response.medium == "csv"
    answered = exchange.status in range(200, 300) or exchange.status == 0
    if not answered or endpoint.third_party:
        return False
    held = persons(showing) > 1
    return (held and (said or filed)) or (said and exchange.response.medium == "binary")


def _no_cap(showing: Showing) -> bool:
    """A page as large as the caller wished, or more than a page without being asked."""
    found = max(persons(showing), _records(showing))
    if found > PAGE:
        return True
    for leaf in sent(showing):
        name = plain(leaf.path[-1]) if leaf.path else ""
        value = leaf.text.strip()
        if name not in _LIMITS or found <= 1:
            continue
        if value.lstrip("-") in _UNLIMITED and (
            value.startswith("-") or not value.isdigit() or value == "0"
        ):
            return True
        if value.isdigit() and int(value) >= PAGE:
            return True
    return False


def _records(showing: Showing) -> int:
    """Instances of the most numerous object that holds personal data."""
    by_path: dict[tuple[str, ...], set[tuple[int, ...]]] = {}
    for one in showing.shown:
        if one.category in PERSONAL:
            by_path.setdefault(one.sighting.spot.path, set()).add(one.sighting.spot.indexes)
    return max((len(found) for found in by_path.values()), default=0)


def _enumerable(showing: Showing) -> bool:
    if not _discloses(showing):
        return False
    endpoint = showing.visit.endpoint
    if any(
        kind == "{id}" and _ENUMERABLE.fullmatch(key) and is_record_key(key)
        for key, kind in zip(endpoint.keys, endpoint.kinds, strict=True)
    ):
        return True
    told = {
        one.leaf
        for one in showing.visit.seen(REQUEST)
        if any(v.category in _OWNED for v in one.verdicts)
    }
    return any(is_reference(leaf) and leaf not in told for leaf in sent(showing))


_OWNED = PERSONAL | {
    Category.RPPS,
    Category.FINESS,
    Category.ADELI,
    Category.SIRET,
    Category.INSURER,
}
"""Numbers that a register or an insurer gave, not the portal's counter."""


def _family(showing: Showing) -> bool:
    return (
        bool(showing.answer.family)
        and showing.screen.audience is not None
        and (showing.screen.audience.value != "insured")
    )


def _hidden(showing: Showing) -> bool:
    """Personal data in a page's source of which the page shows nothing."""
    if showing.visit.exchange.response.medium != "html":
        return False
    visible = " ".join(
        plain(leaf.text)
        for leaf in showing.visit.exchange.response.leaves
        if leaf.place in {"visible", "title", "input"}
    )
    return any(
        one.sighting.leaf.place in _HIDDEN
        and one.category not in _TECHNICAL
        and one.origin is Origin.REVEALED
        and plain(one.sighting.leaf.text) not in visible
        for one in showing.shown
        if one.category in PERSONAL | {Category.INTERNAL_REFERENCE, Category.SIRET, Category.RPPS}
    )


def _weak_key(showing: Showing) -> bool:
    """A strong identifier of the person asked for, got with none."""
    if showing.answer.asked is None or showing.visit.exchange.status >= FAILED:
        return False
    supplied = {
        verdict.category
        for one in showing.visit.seen(REQUEST)
        if one.leaf.part != "cookie"
        for verdict in one.verdicts
    }
    if supplied & STRONG or "{NIR}" in showing.visit.endpoint.kinds:
        return False
    return any(
        one.category in STRONG
        and one.subject in COVERED
        and one.form is Form.CLEAR
        and one.origin is Origin.REVEALED
        and one.necessity is not Necessity.NEEDED
        for one in showing.shown
    )


def _discloses(showing: Showing) -> bool:
    status = showing.visit.exchange.status
    return (status in range(200, 300) or status == 0) and shows_personal(showing)


_TESTS: Mapping[Flag, Test] = {
    Flag.LIST: _is_list,
    Flag.BULK: _bulk,
    Flag.AUTOCOMPLETE: _autocomplete,
    Flag.EXPORT: _export,
    Flag.NO_PAGINATION_CAP: _no_cap,
    Flag.ENUMERABLE_ID: _enumerable,
    Flag.INTROSPECTION: introspection,
    Flag.NIR_IN_URL: nir_in_url,
    Flag.IDENTIFIER_IN_URL: identifier_in_url,
    Flag.SECRET_IN_URL: secret_in_url,
    Flag.IN_REFERER: in_referer,
    Flag.IN_LOCATION: in_location,
    Flag.IN_TOKEN: in_token,
    Flag.IN_COOKIE: in_cookie,
    Flag.IN_ERROR: in_error,
    Flag.STACK_TRACE: stack_trace,
    Flag.DEBUG: debug,
    Flag.SECRET: shows_secret,
    Flag.CONNECTION_STRING: connection_string,
    Flag.CACHEABLE: cacheable,
    Flag.THIRD_PARTY: third_party,
    Flag.UNENCRYPTED: unencrypted,
    Flag.FAMILY_ROLLUP: _family,
    Flag.HIDDEN_FIELD: _hidden,
    Flag.WEAK_KEY: _weak_key,
    Flag.LONG_SESSION: long_session,
}
