"""The opening where no account is open to people outside, although some reach persons."""

from dataclasses import replace

from auditor.model.exposure import PersonCount, Reach
from auditor.model.result import Result
from auditor.model.vocabulary import Audience, Basis, Subject
from auditor.reports import opening
from auditor.reports.wording import Wording
from tests.reports.build import run


def _reach(surface: str, persons: int | None) -> Reach:
    count = PersonCount(persons, Basis.MEASURED)
    return Reach("base", surface, "", Audience.STATISTICS, Subject.INSURED, (), (), count)


def _said(result: Result) -> str:
    return opening.without(Wording.of(result, "en"), result)[1]


def test_the_widest_account_inside_is_told() -> None:
    result = Result(run=run(), reach=(_reach("bi", 240), _reach("etl", 480), _reach("x", None)))
    assert "“etl”" in _said(result)
    assert "480 persons" in _said(result)


def test_where_nobody_is_reached_a_declaration_is_asked_for() -> None:
    result = Result(run=run(), reach=(_reach("bi", 0),))
    assert _said(result) == _said(replace(result, reach=()))
