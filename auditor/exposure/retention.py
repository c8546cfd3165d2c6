"""How old stored rows are, from counts by year; certain on both sides of the year that is cut.

A profile knows the year of a date, not its day: a row of the year in which a period ends is
neither overdue nor kept in time until the day is read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from auditor.exposure.rooms import Room
from auditor.exposure.said import DATES, ENDS, says
from auditor.model.catalogue import Column, Family
from auditor.model.gaps import Gap
from auditor.model.profiles import ColumnProfile
from auditor.model.vocabulary import Category, GapKind
from auditor.policy.model import RetentionRule

_YEAR = 12
_DATED = frozenset({Family.DATE, Family.TIMESTAMP})
_PERSONAL_DATES = frozenset({Category.BIRTH_DATE, Category.DEATH_DATE})
_SENTINELS = frozenset({1, 1000, 1753, 1899, 1900, 1901, 1970, 9999})
"""Years that zero dates and empty fields take in databases; they tell no age."""
_LIFE = 130
_LONG_ENDED = 3
"""Calendar years after which rights ended more than two years ago, whatever the day."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One declared period held against the dates of one container."""

    column: str
    months: int
    overdue: int | None
    """Rows certainly older than the period; None where the dates were not read."""
    undecided: int = 0
    """Rows of the year in which the period ends."""
    undated: int = 0
    """Rows whose cell is filled with what is no date, or with a zero date."""

    @property
    def in_time(self) -> bool:
        """Whether every row that has a date is certainly younger than the period."""
        return self.overdue == 0 and self.undecided == 0 and self.undated == 0


def kept(room: Room, rules: Iterable[RetentionRule], today: date | None) -> tuple[Kept, ...]:
    """Every declared period of the container."""
    return tuple(
        _held(room, rule, today)
        for rule in rules
        if _matches(rule, room.container.name)
        and any(rule.column == column.name for column in room.container.columns)
    )


def least_age(room: Room, today: date | None) -> int | None:
    """Months that the oldest row has certainly been there; None where no date tells."""
    if today is None:
        return None
    oldest = [
        min(years)
        for column in dated(room)
        if not says(column, ENDS) and (years := _years(room, column, today))
    ]
    if not oldest:
        return None
    return max(0, (today.year - min(oldest) - 1) * _YEAR + today.month - 1)


def dated(room: Room) -> tuple[str, ...]:
    """The columns that date a row: neither a birth nor a death, which date the person."""
    personal = {j.ref.column for j, verdict in room.verdicts if verdict.category in _PERSONAL_DATES}
    return tuple(
        column.name
        for column in room.container.columns
        if column.name not in personal and (column.family in _DATED or _reads_as_date(room, column))
    )


def ended_rows(room: Room, columns: Iterable[str], today: date | None) -> int | None:
    """Rows whose rights ended more than two years ago, by the end column that shows the fewest."""
    ends = [column for column in columns if says(column, ENDS)]
    profiles = [profile for column in ends if (profile := room.profiled(column))]
    if today is None or not profiles:
        return None
    last = today.year - _LONG_ENDED
    return min(
        sum(rows for year, rows in profile.years.items() if year <= last and _real(year, today))
        for profile in profiles
    )


def retention_gaps(
    rooms: Sequence[Room], rules: Sequence[RetentionRule], today: date | None
) -> tuple[Gap, ...]:
    """Declarations that match nothing or name no column, and what declared periods leave open."""
    gaps = [gap for room in rooms for gap in _open(room, kept(room, rules, today))]
    for rule in rules:
        matched = [room for room in rooms if _matches(rule, room.container.name)]
        detail = (("match", ", ".join(rule.match)), ("column", rule.column))
        if not matched:
            gaps.append(Gap(GapKind.UNDECLARED, "retention_matches_nothing", detail=detail))
        for room in matched:
            if all(rule.column != column.name for column in room.container.columns):
                ref = room.container.ref
                gaps.append(
                    Gap(
                        GapKind.UNDECLARED,
                        "retention_column_missing",
                        ref.source,
                        ref.container,
                        detail=detail,
                    )
                )
    return tuple(gaps)


def _open(room: Room, found: Iterable[Kept]) -> Iterable[Gap]:
    """What a declared period leaves open in one container."""
    ref = room.container.ref
    for one in found:
        if one.overdue is None:
            yield Gap(
                GapKind.UNDECIDED, "retention_dates_unread", ref.source, ref.container, one.column
            )
        elif one.undecided:
            detail = (("rows", str(one.undecided)), ("months", str(one.months)))
            yield Gap(
                GapKind.BOUNDED,
                "retention_year",
                ref.source,
                ref.container,
                one.column,
                detail=detail,
            )


def _held(room: Room, rule: RetentionRule, today: date | None) -> Kept:
    profile = room.profiled(rule.column)
    if today is None or profile is None or (profile.filled and not profile.years):
        return Kept(rule.column, rule.months, None)
    years = _years(room, rule.column, today)
    cut, first_day = _cut(today, rule.months)
    return Kept(
        rule.column,
        rule.months,
        overdue=sum(rows for year, rows in years.items() if year < cut),
        undecided=0 if first_day else years.get(cut, 0),
        undated=max(0, profile.filled - sum(years.values()) - _to_come(profile, today)),
    )


def _to_come(profile: ColumnProfile, today: date) -> int:
    """Rows dated after this year: they are in time."""
    return sum(
        rows for year, rows in profile.years.items() if year > today.year and year not in _SENTINELS
    )


def _cut(today: date, months: int) -> tuple[int, bool]:
    """The year in which the period ends, and whether it ends with that year's first day."""
    year, month = divmod(today.year * _YEAR + today.month - 1 - months, _YEAR)
    return year, month == 0 and today.day == 1


def _years(room: Room, column: str, today: date) -> dict[int, int]:
    profile = room.profiled(column)
    years = profile.years if profile else {}
    return {year: rows for year, rows in years.items() if _real(year, today)}


def _real(year: int, today: date) -> bool:
    return year not in _SENTINELS and today.year - _LIFE < year <= today.year


def _reads_as_date(room: Room, column: Column) -> bool:
    """Whether a text or a number dates its row; any count can be read as days since 1970."""
    profile = room.profiled(column.name)
    if profile is None or (column.family is not Family.TEXT and not says(column.name, DATES)):
        return False
    real = sum(rows for year, rows in profile.years.items() if year not in _SENTINELS)
    return profile.filled > 0 and real * 2 >= profile.filled


def _matches(rule: RetentionRule, name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in rule.match)
