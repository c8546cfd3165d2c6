"""What identifiers that prove nothing alone add to a name, to a table of persons, to a NIR."""

from auditor.decide.case import Case, Cases, View, case_of
from auditor.identifiers import REGISTRY
from auditor.model.profiles import Hits
from auditor.model.vocabulary import Category, Form, Mode

_NEARLY = 0.9
_ENOUGH = 50
_HELD = 1.0
"""What cells of the right shape add to a name, where the shape is telling."""
_LITTLE = 0.3
_TELLING = frozenset({"bic", "ccam", "cip13", "cim10", "nnp", "mig", "nia13", "mac_other"})
_ELSEWHERE = frozenset({"nir13", "date_iso", "date_fr", "date_words", "ins_oid"})
"""Identifiers that other modules of this package weigh."""
_JOINED = {"ccam": (4.5, 5), "cip13": (5.0, 5), "cim10": (3.8, 20)}
"""What a column full of such codes weighs beside persons, and how many different ones it takes."""
_PERSONS = frozenset(
    {Category.NIR, Category.PERSON, Category.MEMBER_NUMBER, Category.BIRTH_DATE}
    | {Category.PSEUDONYM}
)
_OID = "ins_oid"


def weigh_shapes(view: View, cases: Cases) -> None:
    """Adds to a named case the shapes that only a name makes meaningful, and their variant."""
    for name, hits in sorted(view.profile.hits.items()):
        known = REGISTRY.get(name)
        if known is None or known.alone or name in _ELSEWHERE:
            continue
        case = cases.get(known.category)
        share = view.share(hits.valid)
        if case is None or not case.named or share < _NEARLY:
            continue
        telling = name in _TELLING
        weight = _HELD if telling else _LITTLE
        case.value("shape_of_cells", weight, share=round(share, 3), rows=hits.valid)
        if telling and not case.variant:
            case.variant = known.variant


def weigh_joined(views: dict[str, View], docket: dict[str, Cases]) -> None:
    """Codes of acts, drugs and diseases are health data where the table holds persons.

    GDPR article 4(15): data revealing the health of an identified or identifiable person.
    """
    for name, view in views.items():
        if not any(case.asserted for case in docket[name].values()) and _persons(name, docket):
            _codes(view, docket[name])


def _persons(column: str, docket: dict[str, Cases]) -> bool:
    return any(
        case.asserted and case.mode is Mode.IS and case.category in _PERSONS
        for name, cases in docket.items()
        if name != column
        for case in cases.values()
    )


def _codes(view: View, cases: Cases) -> None:
    for name, (weight, different) in _JOINED.items():
        hits = view.hits(name)
        if hits is None or view.filled < _ENOUGH or view.share(hits.valid) < _NEARLY:
            continue
        if hits.distinct.value >= different:
            case = case_of(cases, Category.HEALTH, view)
            share = round(view.share(hits.valid), 3)
            case.value("codes_beside_persons", weight, share=share, rows=hits.valid)
            case.variant = case.variant or REGISTRY[name].variant
            case.rows = hits.valid
            return


def weigh_oids(views: dict[str, View], docket: dict[str, Cases]) -> None:
    """An OID of the INS makes the number beside it certain, or says that it is test data."""
    for name, view in views.items():
        hits = view.hits(_OID)
        if hits is None:
            continue
        if hits.inside and _has_number(view):
            case = case_of(docket[name], Category.NIR, view)
            case.value("ins_oid", 5.0, rows=hits.inside)
            _qualify(case, hits.facets.get("inside_test", 0) >= hits.occurrences)
        elif view.share(hits.valid) >= _NEARLY:
            _beside(name, hits, docket)


def _has_number(view: View) -> bool:
    found = view.hits("nir") or Hits()
    return found.valid + found.wrong_key + found.inside > 0


def _beside(name: str, hits: Hits, docket: dict[str, Cases]) -> None:
    """The one NIR column of a table that has a column of OIDs."""
    numbers = [
        cases[Category.NIR]
        for other, cases in docket.items()
        if other != name and Category.NIR in cases and cases[Category.NIR].variant != "key"
    ]
    standing = [case for case in numbers if case.asserted]
    if len(standing) == 1:
        standing[0].value("ins_oid_beside", 2.0, other=name, rows=hits.valid)
        _qualify(standing[0], hits.facets.get("test", 0) >= hits.valid)


def _qualify(case: Case, test: bool) -> None:  # noqa: FBT001 - private, named at its only two uses
    case.variant = case.variant or "INS"
    if test and case.form is Form.CLEAR:
        case.form = Form.TEST
