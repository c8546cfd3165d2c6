"""Judges what stands inside the columns of a container, and what that makes of the columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from auditor.decide.judge import judge as judge_columns
from auditor.model.catalogue import Container
from auditor.model.naming import ContainerNames, ObjectNames
from auditor.model.profiles import ColumnProfile, ContainerProfile
from auditor.model.refs import FieldRef
from auditor.model.verdicts import Judgement, Reason, Verdict
from auditor.model.vocabulary import Category, Mode

_MOSTLY = 0.5


def judge(
    container: Container, names: ContainerNames, profile: ContainerProfile | None
) -> tuple[Judgement, ...]:
    """One judgement a column, each followed by those of the paths inside it, in path order.

    A column contains every category that is asserted under one of its paths.
    """
    judged = judge_columns(container, names, profile)
    if profile is None or not names.objects:
        return judged
    inside: dict[str, list[Judgement]] = {}
    for one in names.objects:
        found = _judge_object(container, one, profile)
        inside.setdefault(one.column, []).extend(found)
    return tuple(
        judgement
        for column in judged
        for judgement in _with_inside(column, inside.get(column.ref.column, ()), profile)
    )


def _judge_object(
    container: Container, one: ObjectNames, profile: ContainerProfile
) -> Iterable[Judgement]:
    """The object's own judgements, as a table whose columns are its paths."""
    profiles = profile.nested.get(one.column, {})
    columns = {
        column.name: profiles[path]
        for column, path in zip(one.container.columns, one.paths, strict=True)
    }
    rows = max((found.rows for found in columns.values()), default=0)
    table = ContainerProfile(one.container.ref, rows, profile.complete, columns)
    judged = judge_columns(one.container, one.names, table)
    for judgement, path in zip(judged, one.paths, strict=True):
        ref = FieldRef(container.ref.source, container.ref.container, one.column, path)
        yield replace(judgement, ref=ref)


def _with_inside(
    column: Judgement, inside: Sequence[Judgement], profile: ContainerProfile
) -> Iterable[Judgement]:
    whole = profile.columns.get(column.ref.column)
    if whole is None or not inside:
        yield column
        return
    found: dict[Category, list[tuple[Judgement, Verdict]]] = {}
    for judgement in inside:
        for verdict in judgement.verdicts:
            found.setdefault(verdict.category, []).append((judgement, verdict))
    asserted = {category: _contained(places, whole) for category, places in found.items()}
    values = max(one.rows for one in profile.nested[column.ref.column].values())
    made_of_them = values >= whole.filled * _MOSTLY
    yield replace(
        column,
        verdicts=_joined(column.verdicts, asserted, whole=made_of_them),
        considered=tuple(one for one in column.considered if one.category not in asserted),
    )
    yield from sorted(inside, key=lambda judgement: judgement.ref)


def _joined(
    own: Iterable[Verdict], inside: Mapping[Category, Verdict], *, whole: bool
) -> tuple[Verdict, ...]:
    """At most one verdict a category: a path tells more than a hit somewhere in the text.

    What a column is by itself stands, unless the `whole` column is made of other values.
    """
    kept = [v for v in own if v.category not in inside or (v.mode is Mode.IS and not whole)]
    held = {verdict.category for verdict in kept}
    more = [verdict for category, verdict in inside.items() if category not in held]
    return tuple(sorted([*kept, *more], key=lambda v: (-v.confidence, v.category)))


def _contained(places: Sequence[tuple[Judgement, Verdict]], whole: ColumnProfile) -> Verdict:
    """The verdict of the column for a category that stands under some of its paths."""
    judgement, best = min(places, key=lambda one: (-one[1].confidence, one[0].ref))
    rows = min(max(verdict.rows or 0 for _, verdict in places), whole.filled)
    where = (("paths", len(places)), ("path", judgement.ref.pointer))
    reason = Reason("nested_in", 4.0, where)
    return replace(
        best,
        mode=Mode.CONTAINS,
        share=round(rows / whole.filled, 6) if whole.filled else None,
        rows=rows,
        alternatives=(),
        reasons=(reason,),
    )
