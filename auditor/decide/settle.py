"""Settles what one column cannot be at once, and names what it might be instead."""

from auditor.decide.case import Case, Cases, View
from auditor.decide.valued import NINE_DIGITS
from auditor.model.verdicts import Alternative
from auditor.model.vocabulary import Category, Mode, Subject

_FULL = 0.8
_TIE = 1.5
_ENOUGH = 60
_NUMBERS = frozenset(
    {Category.CONTRACT_NUMBER, Category.MEMBER_NUMBER, Category.CARD_NUMBER}
    | {Category.INTERNAL_REFERENCE, Category.PHONE_NUMBER, Category.RPPS, Category.NIR}
    | {Category.SIREN, Category.SIRET, Category.FINESS, Category.ADELI, Category.IBAN}
)
"""Categories of which a cell that is one is no other."""

Alternatives = dict[Category, tuple[Alternative, ...]]


def settle(view: View, cases: Cases, docket: dict[str, Cases]) -> Alternatives:
    """Withdraws the weaker of excluding cases; returns what stands as alternative to what."""
    found: Alternatives = {}
    _letters_only(view, cases)
    _nine_digits(view, cases, docket, found)
    _one_number(cases, found)
    _made_of_one(view, cases)
    return found


def _letters_only(view: View, cases: Cases) -> None:
    """A number that a name suggests, of which nearly no cell holds a digit, is none."""
    letters = view.class_share("upper", "lower", "title", "mixed")
    for case in cases.values():
        if case.category in _NUMBERS and not case.valued and letters >= _FULL:
            case.add("no_such_shape", -4.0, share=round(1 - letters, 3))


def _nine_digits(view: View, cases: Cases, docket: dict[str, Cases], found: Alternatives) -> None:
    """SIREN, FINESS and ADELI share length and key: a name settles it, else the likeliest."""
    rivals = [cases[category] for category in NINE_DIGITS if category in cases]
    standing = [case for case in rivals if case.asserted]
    if not standing:
        return
    likely = _likely_nine(view, docket)
    standing.sort(key=lambda case: (-case.named, case.category is not likely, -case.total))
    best, *tying = standing
    tied = [Alternative(case.category, case.confidence) for case in tying]
    if not best.named and Category.ADELI not in cases:
        tied.append(Alternative(Category.ADELI, round(best.confidence / 2, 2)))
    _withdraw(rivals, best)
    if not best.named:
        best.add("ambiguous_nine_digits", 0.0)
        found[best.category] = tuple(tied)


def _all_departments(view: View) -> bool:
    """Whether all of many values begin with a department, as one SIREN in twelve does not."""
    siren, finess = view.hits("siren"), view.hits("finess")
    if siren is None or finess is None or finess.distinct.value < _ENOUGH:
        return False
    return finess.valid >= siren.valid


def _same_company(cases: Cases) -> bool:
    """Whether a SIRET beside proved the SIREN row by row."""
    case = cases.get(Category.SIREN)
    return case is not None and any(r.code == "pair_siret_siren" for r in case.reasons)


def _likely_nine(view: View, docket: dict[str, Cases]) -> Category:
    """A table with SIRET numbers keeps their SIREN; one of practitioners their FINESS."""
    asserted = {
        category
        for name, cases in docket.items()
        if name != view.column.name
        for category, case in cases.items()
        if case.asserted
    }
    if _all_departments(view) and not _same_company(docket[view.column.name]):
        return Category.FINESS
    if Category.SIRET in asserted:
        return Category.SIREN
    practice = view.container.subject is Subject.PRACTITIONER or Category.RPPS in asserted
    return Category.FINESS if practice else Category.SIREN


def _one_number(cases: Cases, found: Alternatives) -> None:
    """Of two kinds of number that a column would be made of, the surer stays."""
    numbers = [
        case for case in cases.values() if case.category in _NUMBERS and case.mode is Mode.IS
    ]
    standing = [case for case in numbers if case.asserted]
    if not standing:
        return
    standing.sort(key=lambda case: (-case.total, case.category))
    best, *others = standing
    near = [case for case in others if best.total - case.total <= _TIE]
    found[best.category] = (
        *found.get(best.category, ()),
        *(Alternative(case.category, case.confidence) for case in near),
    )
    _withdraw(numbers, best)


def _withdraw(cases: list[Case], best: Case) -> None:
    """Whatever its weight: a case that grows must not fall once it is strong enough to stand."""
    for case in cases:
        if case is not best and not any(r.code == "ambiguous_with" for r in case.reasons):
            case.add("ambiguous_with", -9.0, category=best.category.value)


def _made_of_one(view: View, cases: Cases) -> None:
    """Cells that are one identifier hold no other inside; a name then yields to the values."""
    whole = [case for case in cases.values() if _is_whole(view, case)]
    if not whole:
        return
    best = max(whole, key=lambda case: case.total)
    for case in cases.values():
        inside = case.mode is Mode.CONTAINS and not case.named
        silent = not case.valued or case.category is Category.FREE_TEXT
        overruled = case.named and silent and not best.named
        if case is not best and (inside or overruled):
            case.add("overruled_by", -9.0, category=best.category.value)


def _is_whole(view: View, case: Case) -> bool:
    return (
        case.asserted
        and case.valued
        and case.mode is Mode.IS
        and case.rows is not None
        and view.share(case.rows) >= _FULL
    )
