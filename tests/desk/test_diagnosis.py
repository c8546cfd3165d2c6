from dataclasses import replace

from auditor.desk.diagnosis import diagnose
from auditor.model.catalogue import Catalogue, Column, Container, ContainerKind, Family
from auditor.model.gaps import Gap
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import GapKind
from auditor.reports.diagnosis import render

COLUMN = Column("a", "text", Family.TEXT)
TABLE = Container(ContainerRef("s", "t"), ContainerKind.TABLE, (COLUMN,), estimated_rows=1_000_000)
VIEW = Container(ContainerRef("s", "v"), ContainerKind.VIEW, (COLUMN, COLUMN))


def catalogue(*gaps: Gap, warnings: tuple[str, ...] = ()) -> Catalogue:
    return Catalogue("s", "postgresql", (TABLE, VIEW), gaps, warnings, "15.4")


def gap(code: str, container: str = "t", column: str = "") -> Gap:
    return Gap(GapKind.UNREAD, code, "s", container, column)


def test_a_target_that_can_be_read_is_ready() -> None:
    found = diagnose(catalogue(), "postgresql://x")
    assert found.ready
    assert (found.readable, found.columns, found.views) == (2, 3, 1)
    assert (found.rows, found.unsized) == (1_000_000, 1)
    page = render(found, [("psycopg", "3.2")], "fr")
    assert "Prêt" in page
    assert "postgresql 15.4" in page
    assert "psycopg 3.2" in page


def test_what_is_closed_or_hidden_is_not_ready() -> None:
    closed = diagnose(catalogue(gap("not_allowed")), "x")
    assert not closed.ready
    assert closed.readable == 1
    assert closed.seconds is None
    column = diagnose(catalogue(gap("column_not_allowed", column="a")), "x")
    assert column.readable == 2
    assert not column.ready
    hidden = diagnose(catalogue(gap("row_security")), "x")
    assert [one.container for one in hidden.hidden] == ["t"]
    assert hidden.closed == ()
    assert "Row-level security: 1 table" in render(hidden, [], "en")


def test_nothing_to_read_is_not_ready() -> None:
    assert not diagnose(Catalogue("s", "sqlite"), "x").ready


def test_an_account_that_could_write_is_told() -> None:
    found = diagnose(catalogue(warnings=("account_can_write", "password_in_url")), "x")
    assert found.can_write
    assert found.warnings == ("password_in_url",)
    assert "could write" in render(found, [], "en")


def test_more_rows_and_fewer_jobs_take_longer() -> None:
    one, two = diagnose(catalogue(), "x", 1).seconds, diagnose(catalogue(), "x", 2).seconds
    larger = replace(TABLE, estimated_rows=100_000_000)
    most = diagnose(replace(catalogue(), containers=(larger,)), "x").seconds
    assert one
    assert two
    assert most
    assert two[1] < one[1] < most[1]
    assert one[0] < one[1]


def test_names_of_the_target_are_printed_safe() -> None:
    hostile = replace(TABLE, ref=ContainerRef("s", "t\x1b[31m"))
    found = diagnose(Catalogue("s", "sqlite", (hostile,), (gap("not_allowed", "t\x1b[31m"),)), "x")
    assert "\x1b" not in render(found, [], "fr")
