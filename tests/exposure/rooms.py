"""Rooms for tests: a container, what its columns hold, and what a pass counted."""

from collections.abc import Mapping

from auditor.exposure.rooms import Room
from auditor.model.catalogue import Column, Container, ContainerKind, Family, ForeignKey
from auditor.model.naming import ContainerNames
from auditor.model.profiles import ColumnProfile, ContainerProfile, Count
from auditor.model.refs import ContainerRef, FieldRef
from auditor.model.verdicts import Judgement, Verdict
from auditor.model.vocabulary import Category, Evidence, Mode, Subject

SOURCE = "base"
_TYPES = {"date": Family.DATE, "number": Family.INTEGER}


def verdict(category: Category, subject: Subject = Subject.INSURED, variant: str = "") -> Verdict:
    """A sure verdict over the whole column."""
    return Verdict(
        category, subject, Mode.IS, Evidence.BOTH, 0.99, variant=variant, share=1.0, rows=100
    )


def profile(
    column: str,
    *,
    rows: int = 100,
    nulls: int = 0,
    distinct: int = 100,
    years: Mapping[int, int] | None = None,
) -> ColumnProfile:
    """Counts of one column."""
    return ColumnProfile(
        column, rows=rows, nulls=nulls, distinct=Count(distinct), years=years or {}
    )


def room(
    name: str,
    columns: Mapping[str, Verdict | str | None],
    *profiles: ColumnProfile,
    role: str = "",
    parents: Mapping[str, str] | None = None,
) -> Room:
    """A table; a column holds a verdict, a type of date or number, or nothing."""
    ref = ContainerRef(SOURCE, name)
    container = Container(
        ref,
        ContainerKind.TABLE,
        tuple(
            Column(
                column,
                "text",
                _TYPES.get(held, Family.TEXT) if isinstance(held, str) else Family.TEXT,
            )
            for column, held in columns.items()
        ),
        foreign_keys=tuple(
            ForeignKey((column,), target, ("id",)) for column, target in (parents or {}).items()
        ),
    )
    judgements = tuple(
        Judgement(FieldRef(SOURCE, name, column), (held,) if isinstance(held, Verdict) else ())
        for column, held in columns.items()
    )
    read = ContainerProfile(ref, 100, columns={p.column: p for p in profiles}) if profiles else None
    subject = Subject.UNKNOWN
    return Room(container, ContainerNames(subject, role, ()), read, judgements, ())


def rooms(*all_rooms: Room) -> dict[tuple[str, str], Room]:
    """The rooms by their place."""
    return {(SOURCE, one.container.name): one for one in all_rooms}
