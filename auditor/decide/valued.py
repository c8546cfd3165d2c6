"""Weighs what identifiers found in the values of one column, against what chance would find."""

from auditor.decide.case import Case, Cases, View, case_of
from auditor.decide.score import surprise
from auditor.identifiers import REGISTRY, Identifier
from auditor.model.catalogue import Family
from auditor.model.profiles import Hits
from auditor.model.vocabulary import Category, Form, Mode

_MOSTLY = 0.5
_NEARLY = 0.9
_FEW_DISTINCT = 5
_REPEATED = 20
_WEAK_CHECK = 0.05
"""Chance from which an identifier is too easily met to be sought inside other data."""
_INSIDE = {"email": 6.0, "phone": 4.0}
"""What hits inside prose weigh, for identifiers without check digits."""
_LITTLE = 3.0
"""Surprise under which chance explains the hits: one draw in twenty."""
_WHOLE = {"email": 8.0, "phone": 5.5}
"""What a column full of cells of that shape weighs, for identifiers without check digits."""


def weigh_values(view: View, cases: Cases) -> None:
    """Adds to the cases what every identifier found in the cells."""
    for name, hits in sorted(view.profile.hits.items()):
        known = REGISTRY.get(name)
        if known is None or not view.filled or not known.alone:
            continue
        if known.check is None:
            _shape_only(view, cases, known, hits)
        elif hits.valid + hits.wrong_key:
            _checked(view, cases, known, hits)
        if hits.inside and not _whole(view, hits):
            _inside(view, cases, known, hits)


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
        _cardinality(case, hits)
    elif hits.valid:
        _inside(view, cases, known, Hits(inside=hits.valid, distinct=hits.distinct))


def _checked(view: View, cases: Cases, known: Identifier, hits: Hits) -> None:
    """Whole cells with check digits: the pass rate against chance, over different values."""
    shaped = hits.valid + hits.wrong_key
    rate = hits.valid / shaped
    trials = max(round(view.distinct * view.share(shaped)), hits.distinct.value, 1)
    passed = min(hits.distinct.value or hits.valid, trials)
    case = case_of(cases, known.category, view)
    data = {"valid": hits.valid, "shaped": shaped, "rate": round(rate, 4), "chance": known.chance}
    case.value("key_rate", surprise(passed, trials, known.chance), **data)
    _rate(case, rate, view.share(shaped))
    if view.share(shaped) < _MOSTLY and not case.named:
        _minority(view, case, known, hits)
    case.rows = shaped if case.named and case.mode is Mode.IS else hits.valid
    if view.share(hits.facets.get("test", 0)) >= _NEARLY:
        case.form = Form.TEST
    _cardinality(case, hits)


def _rate(case: Case, rate: float, coverage: float) -> None:
    """A name stands against wrong keys (staging data), values alone do not."""
    if rate < _MOSTLY:
        case.add("wrong_keys", -2.5 if case.named else -7.0, rate=round(rate, 4))
    elif rate < _NEARLY:
        case.add("some_wrong_keys", -1.0, rate=round(rate, 4))
    if coverage >= _NEARLY:
        case.value("all_cells", 1.0, share=round(coverage, 3))


def _minority(view: View, case: Case, known: Identifier, hits: Hits) -> None:
    """Some whole cells of a mixed column: an easy check would meet them by chance."""
    case.mode = Mode.CONTAINS
    if known.chance >= _WEAK_CHECK or not view.prose:
        weight = -4.0 if known.chance >= _WEAK_CHECK else -1.0
        case.add("minority_of_cells", weight, share=round(view.share(hits.valid), 4))


def _inside(view: View, cases: Cases, known: Identifier, hits: Hits) -> None:
    """Hits inside longer text, held against the chance hits of the candidates met there."""
    if known.check is not None and known.chance >= _WEAK_CHECK:
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
    if not case.named:
        case.mode = Mode.CONTAINS
        case.rows = (case.rows or 0) + hits.inside
    elif case.rows is None:
        case.rows = hits.inside


def _cardinality(case: Case, hits: Hits) -> None:
    """The same few values again and again are a code, unless the name says otherwise."""
    distinct = hits.distinct.value
    if case.named or not distinct or distinct >= _FEW_DISTINCT:
        return
    if hits.valid >= _REPEATED * distinct:
        case.add("few_values", -4.0, distinct=distinct, rows=hits.valid)


NINE_DIGITS = (Category.SIREN, Category.FINESS, Category.ADELI)
"""Categories that share length and key: any value of one may pass as another."""
