"""How much was read, and how much was decided."""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.exposure.rooms import Room
from auditor.model.catalogue import Container
from auditor.model.gaps import Gap
from auditor.model.refs import ContainerRef, FieldRef
from auditor.model.result import Coverage, FieldEntry
from auditor.model.vocabulary import GapKind
from auditor.pipelines.options import Depth, ReadOptions
from auditor.pipelines.reading import BUDGETS, Reading

ROW_SECURITY = "row_security"
"""The gap of rows that a policy may hide from the auditing account."""
_RULE_OF_THREE = 3.0
"""No hit in n random rows: fewer than one row in n/3 carries it, at 95 %."""


@dataclass(frozen=True, slots=True)
class Covered:
    """The coverage of every container, the gaps it implies, and the containers never read."""

    entries: tuple[Coverage, ...]
    gaps: tuple[Gap, ...]
    unread: frozenset[ContainerRef]


def cover(reading: Reading, options: ReadOptions) -> Covered:
    """What was read of each container, in name order."""
    entries = tuple(_entry(container, reading, options) for container in reading.containers)
    told = {(gap.source, gap.container) for gap in reading.gaps if gap.kind is GapKind.UNREAD}
    gaps = [
        Gap(GapKind.UNREAD, "interrupted", entry.source, entry.container)
        for entry in entries
        if entry.state == "unread"
        and reading.interrupted
        and (entry.source, entry.container) not in told
    ]
    if options.depth is not Depth.FULL:
        gaps += [_bounded(catalogue.source, entries, options) for catalogue in reading.catalogues]
    gaps += _comments_left(reading)
    unread = frozenset(
        ContainerRef(entry.source, entry.container) for entry in entries if entry.state == "unread"
    )
    by_choice = options.depth is Depth.SCHEMA_ONLY
    return Covered(entries, tuple(gaps), frozenset() if by_choice else unread)


def _comments_left(reading: Reading) -> Iterable[Gap]:
    """What the budget of the text stage left unread, a gap a column."""
    for ref, profile in reading.profiles.items():
        inside = ((name, c) for name, paths in profile.nested.items() for c in paths.values())
        for name, column in (*profile.columns.items(), *inside):
            if column.text and column.text.rows_left:
                detail = (
                    ("read", str(column.text.templates)),
                    ("left", str(column.text.left.value)),
                    ("rows", str(column.text.rows_left)),
                )
                yield Gap(
                    GapKind.BOUNDED,
                    "comments_left",
                    ref.source,
                    ref.container,
                    name,
                    detail=detail,
                )


def field_entries(rooms: Iterable[Room]) -> tuple[FieldEntry, ...]:
    """Every field of every container with what was decided of it."""
    return tuple(
        FieldEntry(
            source=judgement.ref.source,
            container=judgement.ref.container,
            column=judgement.ref.column,
            path=judgement.ref.pointer,
            type="" if judgement.ref.path else room.container.column(judgement.ref.column).type,
            verdicts=judgement.verdicts,
            considered=judgement.considered,
            nested=_nested(room, judgement.ref),
        )
        for room in rooms
        for judgement in room.judgements
    )


def _nested(room: Room, ref: FieldRef) -> tuple[str, ...]:
    """The pointers of the paths inside a column."""
    return tuple(
        judgement.ref.pointer
        for judgement in room.judgements
        if not ref.path and judgement.ref.path and judgement.ref.column == ref.column
    )


def _entry(container: Container, reading: Reading, options: ReadOptions) -> Coverage:
    ref = container.ref
    profile = reading.profiles.get(ref)
    if profile is None or (profile.rows == 0 and _is_veiled(ref, reading)):
        return Coverage(ref.source, ref.container, container.kind.value, "unread", None, None)
    full = options.depth is Depth.FULL
    hidden = any(
        (gap.kind is GapKind.UNREAD or gap.code in BUDGETS)
        and (gap.source, gap.container) == (ref.source, ref.container)
        for gap in reading.gaps
    )
    return Coverage(
        source=ref.source,
        container=ref.container,
        kind=container.kind.value,
        state="read" if full and not hidden else "partly",
        rows_read=profile.rows,
        rows=profile.rows if full and not hidden else None,
        bound=None if full else round(min(1.0, _RULE_OF_THREE / max(profile.rows, 1)), 6),
    )


def _is_veiled(ref: ContainerRef, reading: Reading) -> bool:
    """Whether row security may hide rows of it; no rows at all then says nothing of them."""
    return any(
        (gap.code, gap.source, gap.container) == (ROW_SECURITY, ref.source, ref.container)
        for gap in reading.gaps
    )


def _bounded(source: str, entries: Iterable[Coverage], options: ReadOptions) -> Gap:
    mine = [entry for entry in entries if entry.source == source]
    detail = (("rows", str(options.sample_rows)),) if options.depth is Depth.SAMPLE else ()
    return Gap(GapKind.BOUNDED, options.depth.value, source, count=len(mine), detail=detail)
