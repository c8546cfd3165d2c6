"""Weighs what identifiers found in the values of one column, against what chance would find."""

from collections import Counter
from collections.abc import Iterable

from auditor.decide.case import Case, Cases, View, case_of
from auditor.decide.named import ANY_DIGEST
from auditor.decide.score import surprise
from auditor.identifiers import REGISTRY, Identifier
from auditor.model.catalogue import Family
from auditor.model.profiles import Count, Hits
from auditor.model.vocabulary import Category, Form, Mode

_MOSTLY = 0.5
_NEARLY = 0.9
_FEW_DISTINCT = 5
_REPEATED = 20
_WEAK_CHECK = 0.05
"""Chance from which an identifier is too easily met to be sought inside other data."""
_INSIDE = {
    "born": 6.0,
    "email": 6.0,
    "phone": 4.0,
    "ipv4": 4.0,
    "ipv6": 4.0,
    "mac": 4.0,
    "jwt": 6.0,
    "private_key": 7.0,
    "api_token": 6.0,
    "secret_url": 6.0,
    "password_hash": 6.0,
    "ldap_hash": 5.0,
}
"""What hits inside prose weigh, for identifiers without check digits."""
_SOUGHT_ANYWAY = frozenset({"card"})
"""Identifiers with an easy check and a rare shape: candidates inside text tell chance apart."""
_APART = {"introduced": "announced_hits", "grouped": "grouped_hits"}
"""Facets of hits inside text that set them apart from other candidates, and their reasons."""
_VERSIONS = 0.8
_KIND = "kind_"
_DIGESTS = frozenset({"password_hash", "ldap_hash"})
_REVERSIBLE = "reversible"
_VAGUE = frozenset({"", ANY_DIGEST, "token"})
"""Variants of a name that say less than values do."""
_LITTLE = 3.0
"""Surprise under which chance explains the hits: one draw in twenty."""
_WHOLE = {
    "email": 8.0,
    "phone": 5.5,
    "phone_bare": 4.5,
    "ipv4": 6.0,
    "ipv6": 7.0,
    "mac": 7.0,
    "jwt": 8.0,
    "private_key": 8.0,
    "api_token": 8.0,
    "secret_url": 7.0,
    "password_hash": 8.0,
    "ldap_hash": 7.0,
}
"""What a column full of cells of that shape weighs, for identifiers without check digits."""


def weigh_values(view: View, cases: Cases) -> None:
    """Adds to the cases what every identifier found in the cells."""
    if not view.filled:
        return
    shaped: dict[Category, list[tuple[Identifier, Hits]]] = {}
    for name, hits in sorted(view.profile.hits.items()):
        known = REGISTRY.get(name)
        if known is None or not known.alone:
            continue
        if known.check is None:
            shaped.setdefault(known.category, []).append((known, hits))
            continue
        if hits.valid + hits.wrong_key:
            _checked(view, cases, known, hits)
        if hits.inside and not _whole(view, hits):
            _inside(view, cases, known, hits)
    for found in shaped.values():
        _shapes(view, cases, found)


def _shapes(view: View, cases: Cases, found: list[tuple[Identifier, Hits]]) -> None:
    """The identifiers of one category that have no check digits, as the one that is met most."""
    known, _ = max(found, key=lambda pair: pair[1].valid + pair[1].inside)
    hits = _together(hits for _, hits in found)
    if _releases(view, hits):
        return
    _shape_only(view, cases, known, hits)
    if hits.inside and not _whole(view, hits):
        _inside(view, cases, known, hits)


def _together(found: Iterable[Hits]) -> Hits:
    every = list(found)
    facets: Counter[str] = Counter()
    for hits in every:
        facets.update(hits.facets)
    return Hits(
        valid=sum(hits.valid for hits in every),
        wrong_key=sum(hits.wrong_key for hits in every),
        inside=sum(hits.inside for hits in every),
        occurrences=sum(hits.occurrences for hits in every),
        distinct=Count(sum(hits.distinct.value for hits in every)),
        facets=facets,
    )


def _releases(view: View, hits: Hits) -> bool:
    """Whether four small numbers with dots between them are releases of a program."""
    whole = hits.facets.get("version_like", 0) >= _VERSIONS * max(hits.valid, 1)
    inside = hits.facets.get("inside_version_like", 0) >= _VERSIONS * max(hits.occurrences, 1)
    return whole if hits.valid else inside and view.filled > 0


def variant_of(known: Identifier, hits: Hits) -> str:
    """The variant that the values have: the identifier's own, or the kind that most cells are."""
    kinds = {name: rows for name, rows in hits.facets.items() if name.startswith(_KIND)}
    if known.variant or not kinds:
        return known.variant
    return max(sorted(kinds), key=lambda name: kinds[name]).removeprefix(_KIND)


def _whole(view: View, hits: Hits) -> bool:
    return view.share(hits.valid + hits.wrong_key) >= _MOSTLY


def _shape_only(view: View, cases: Cases, known: Identifier, hits: Hits) -> None:
    share = view.share(hits.valid)
    if share >= _MOSTLY:
        weight = _WHOLE.get(known.name, 4.0) - (0 if share >= _NEARLY else 1.0)
        if view.column.family in {Family.INTEGER, Family.DECIMAL}:
            weight -= 3.0
        case = case_of(cases, known.category, view)
        case.value("shape_of_cells", weight, share=round(share, 3), rows=hits.valid)
        case.rows, case.mode = hits.valid, Mode.IS
        if case.variant in _VAGUE:
            case.variant = variant_of(known, hits)
        if known.name in _DIGESTS:
            case.form = Form.CLEAR if case.variant == _REVERSIBLE else Form.HASHED
        _tested(view, case, hits)
        _cardinality(case, hits)
    elif hits.valid:
        _inside(
            view, cases, known, Hits(inside=hits.valid, distinct=hits.distinct, facets=hits.facets)
        )


def _checked(view: View, cases: Cases, known: Identifier, hits: Hits) -> None:
    """Whole cells with check digits: the pass rate against chance, over different values."""
    shaped = hits.valid + hits.wrong_key
    rate = hits.valid / shaped
    trials = max(round(view.distinct * view.share(shaped)), hits.distinct.value, 1)
    passed = min(hits.distinct.value or hits.valid, trials)
    case = case_of(cases, known.category, view)
    data = {"valid": hits.valid, "shaped": shaped, "rate": round(rate, 4), "chance": known.chance}
    case.value("key_rate", surprise(passed, trials, known.chance), **data)
    _rate(case, hits, rate, view.share(shaped))
    _lost_zeros(case, known, hits)
    if view.share(shaped) < _MOSTLY and not case.named:
        _minority(view, case, known, hits)
    case.rows = shaped if case.named and case.mode is Mode.IS else hits.valid
    case.variant = case.variant or _checked_variant(view, known, hits)
    _tested(view, case, hits)
    _cardinality(case, hits)


def _checked_variant(view: View, known: Identifier, hits: Hits) -> str:
    """That of the identifier; a NIR whose first digits are not those of sex is a waiting number."""
    if known.name == "nir" and view.share(hits.facets.get("sex_other", 0)) >= _NEARLY:
        return "NIA"
    return known.variant if _whole(view, hits) else ""


def _tested(view: View, case: Case, hits: Hits) -> None:
    """Nearly all cells are documentation values, or of a range that is kept for tests."""
    if view.share(hits.facets.get("test", 0)) >= _NEARLY:
        case.form = Form.TEST


def _rate(case: Case, hits: Hits, rate: float, coverage: float) -> None:
    """A name stands against wrong keys (staging data), values alone do not."""
    if hits.facets.get("all_zero", 0) >= _NEARLY * (hits.valid + hits.wrong_key):
        case.add("all_zero", -12.0, rows=hits.valid + hits.wrong_key)
    elif rate < _MOSTLY:
        _no_such_numbers(case, hits)
        case.add("wrong_keys", -2.5 if case.named else -7.0, rate=round(rate, 4))
    elif rate < _NEARLY:
        case.add("some_wrong_keys", -1.0, rate=round(rate, 4))
    if coverage >= _NEARLY:
        case.value("all_cells", 1.0, share=round(coverage, 3))


def _no_such_numbers(case: Case, hits: Hits) -> None:
    """Wrong keys of what a name promises: times of day or a counter are not even test data.

    Numbers of the RPPS register begin with 10; a counter filled with zeros does not.
    """
    shaped = hits.valid + hits.wrong_key
    if not case.named or shaped < _REPEATED:
        return
    if hits.facets.get("timestamp_like", 0) >= _NEARLY * shaped:
        case.add("timestamps", -4.0, rows=shaped)
    elif hits.facets.get("zero_led", 0) >= _NEARLY * shaped:
        case.add("counted_up", -4.0, rows=shaped)


def _lost_zeros(case: Case, known: Identifier, hits: Hits) -> None:
    """Numbers of which most lack two leading zeros are shorter numbers, whose key is the same."""
    width = known.widths[0]
    shaped = hits.valid + hits.wrong_key
    short = hits.shapes.get("9" * (width - 2), 0)
    if short > _MOSTLY * shaped and not case.named:
        case.add("shorter_numbers", -8.0, share=round(short / shaped, 3), width=width)


def _minority(view: View, case: Case, known: Identifier, hits: Hits) -> None:
    """Some whole cells of a mixed column: an easy check would meet them by chance."""
    case.mode = Mode.CONTAINS
    if known.chance >= _WEAK_CHECK or not view.prose:
        weight = -4.0 if known.chance >= _WEAK_CHECK else -1.0
        case.add("minority_of_cells", weight, share=round(view.share(hits.valid), 4))


def _inside(view: View, cases: Cases, known: Identifier, hits: Hits) -> None:
    """Hits inside longer text, held against the chance hits of the candidates met there."""
    weak = known.check is not None and known.chance >= _WEAK_CHECK
    if _announced(view, cases, known, hits, weak=weak):
        return
    if weak and known.name not in _SOUGHT_ANYWAY:
        return
    missed = hits.facets.get("inside_wrong_key", 0)
    found = max(min(hits.occurrences, hits.distinct.value or hits.occurrences), 1)
    case = case_of(cases, known.category, view)
    weight = _INSIDE.get(known.name) or surprise(found, found + missed, known.chance)
    if weight < _LITTLE:
        case.add("chance_hits", -2.0, rows=hits.inside, candidates=found + missed)
        return
    if not view.prose and known.literal == "":
        weight -= 1.5
    case.value("hits_inside", weight, rows=hits.inside, share=round(view.share(hits.inside), 6))
    case.variant = case.variant or variant_of(known, hits)
    if not case.named:
        case.mode = Mode.CONTAINS
        case.rows = (case.rows or 0) + hits.inside
    elif case.rows is None:
        case.rows = hits.inside


def _announced(view: View, cases: Cases, known: Identifier, hits: Hits, *, weak: bool) -> bool:
    """Hits that a word just before them announces, held against announced ones with wrong keys.

    They are found among any number of references that nothing announces, and with an easy check.
    Hits written in groups are likewise held against candidates in groups, not against digits in
    a row.
    """
    return any(
        _apart(view, cases, known, hits, facet)
        for facet in ("introduced", *(() if weak else ("grouped",)))
    )


def _apart(view: View, cases: Cases, known: Identifier, hits: Hits, facet: str) -> bool:
    """The hits of that facet alone, where they are not all there are."""
    weak = known.check is not None and known.chance >= _WEAK_CHECK
    found = hits.facets.get(facet, 0)
    trials = found + hits.facets.get(f"{facet}_wrong_key", 0)
    if known.check is None or not found:
        return False
    weight = surprise(found, trials, known.chance)
    case = cases.get(known.category)
    every = found == hits.occurrences and not weak
    if weight < _LITTLE or every or (case is not None and case.named):
        return False
    case = case_of(cases, known.category, view)
    case.value(_APART[facet], weight, rows=found, candidates=trials)
    case.mode = Mode.CONTAINS
    case.rows = (case.rows or 0) + min(found, hits.inside)
    return True


def _cardinality(case: Case, hits: Hits) -> None:
    """The same few values again and again are a code, unless the name says otherwise."""
    distinct = hits.distinct.value
    if case.named or not distinct or distinct >= _FEW_DISTINCT:
        return
    if hits.valid >= _REPEATED * distinct:
        case.add("few_values", -4.0, distinct=distinct, rows=hits.valid)


NINE_DIGITS = (Category.SIREN, Category.FINESS, Category.ADELI)
"""Categories that share length and key: any value of one may pass as another."""
