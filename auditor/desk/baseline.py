"""A scan against the lock: what stands in it is unchanged, what is not there any more is gone."""

from dataclasses import replace

from auditor.desk.lock import Line, Lock, of_result, place_of
from auditor.model.findings import Conforming, Finding
from auditor.model.result import Result
from auditor.model.vocabulary import Category

UNCHANGED = "unchanged"
_Known = dict[tuple[str, str], set[Category]]


def against(result: Result, lock: Lock) -> Result:
    """Every open finding located in the lock; those of known columns alone are `unchanged`.

    A column of the lock that the scan reads again without finding its categories is told as gone.
    """
    known = _categories(lock)
    findings = tuple(_stated(finding, known, lock) for finding in result.findings)
    return replace(result, findings=findings, conforming=(*result.conforming, *_gone(result, lock)))


def _stated(finding: Finding, known: _Known, lock: Lock) -> Finding:
    columns = finding.columns or ((finding.column,) if finding.column else ())
    location = finding.location or lock.location(finding.container, columns[0] if columns else "")
    state = finding.state
    if state == "new" and columns and all(_is_known(finding, name, known) for name in columns):
        state = UNCHANGED
    return replace(finding, location=location, state=state)


def _is_known(finding: Finding, column: str, known: _Known) -> bool:
    """Whether the lock gives the column one of the finding's categories; `table.column` too."""
    places = [place_of(finding.container, column)]
    if "." in column:
        container, _, name = column.rpartition(".")
        places.append(place_of(container, name))
    wanted = set(finding.categories)
    return any(
        known.get(place, set()) & wanted or (place in known and not wanted) for place in places
    )


def _gone(result: Result, lock: Lock) -> tuple[Conforming, ...]:
    now = _categories(of_result(result))
    read = {
        place_of(entry.container, "")[0]: entry.source
        for entry in result.coverage
        if entry.state != "unread"
    }
    every = {table for table, _ in now} | set(read)
    complete = not result.run.selected and result.summary.complete
    gone: dict[str, list[Line]] = {}
    for line in lock.lines:
        place = place_of(line.container, line.column)
        looked_at = place[0] in read or (complete and place[0] not in every)
        if looked_at and not set(line.categories) & now.get(place, set()):
            gone.setdefault(line.container, []).append(line)
    source = result.run.targets[0].source if result.run.targets else ""
    return tuple(
        Conforming(
            "baseline_gone",
            read.get(place_of(container, "")[0], source),
            container,
            detail=(("columns", ", ".join(sorted({line.column for line in lines}))),),
        )
        for container, lines in sorted(gone.items())
    )


def _categories(lock: Lock) -> _Known:
    found: _Known = {}
    for line in lock.lines:
        found.setdefault(place_of(line.container, line.column), set()).update(line.categories)
    return found
