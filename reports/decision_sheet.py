"""Findings as a sheet to decide upon, and the decisions read back from it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from auditor.desk.decisions import (
    BACK,
    DATES,
    EXTRA,
    NEEDED,
    STATES,
    WHO,
    Decided,
    about,
    read_decisions,
    write_decisions,
)
from auditor.desk.grids import Grid, by_name
from auditor.desk.grounds import Ground, ground_of
from auditor.model.errors import AuditError
from auditor.model.findings import Decision, Finding
from auditor.model.result import Result
from auditor.reports.messages import LANGUAGES, Messages
from auditor.reports.wording import Wording

COLUMNS = (
    *("finding", "severity", "title", "place", "surface", "persons", "message", "fix", "today"),
    *("state", *WHO, *EXTRA, "about", "ground"),
)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def sheet(result: Result, lang: str, entries: Sequence[Decided] = ()) -> Grid:
    """A line a finding, the heaviest first, with its decision where there is one.

    A decision that no longer holds is shown without its state: it has to be taken again. One that
    holds keeps the ground of `entries`, so that a slow drift adds up.
    """
    grounds = {entry.fingerprint: entry.ground for entry in entries}
    wording = Wording.of(result, lang)
    words = wording.messages
    findings = sorted(result.findings, key=lambda finding: -finding.severity.rank)
    return Grid(
        header=tuple(words.text(f"sheet.{name}") for name in COLUMNS),
        rows=tuple(_row(one, grounds.get(one.fingerprint), wording) for one in findings),
        choices={
            words.text("sheet.state"): tuple(words.label("decision", one) for one in STATES),
        },
    )


def decisions(grid: Grid, file: Path) -> tuple[Decided, ...]:
    """The decisions of a sheet that came back; lines without a state are undecided.

    Every fault is told at once, by line and column of the sheet.
    """
    rows = by_name(grid, _headers(), file)
    faults: list[AuditError] = []
    found: list[Decided] = []
    for number, row in enumerate(rows, start=2):
        if row["state"]:
            try:
                found.append(_decided(row, number, file))
            except AuditError as fault:
                faults.append(fault)
    if faults:
        raise faults[0]
    # The file's own reader is the last word on what may stand in it.
    return read_decisions(write_decisions(found), str(file))


def words_of(kind: str, ids: Sequence[str]) -> Mapping[str, str]:
    """The id of each word that a person may have typed: ids and labels of every language."""
    spoken = {messages.label(kind, one): one for messages in _all() for one in ids}
    return {plain(word): one for word, one in (spoken | {one: one for one in ids}).items()}


def plain(text: str) -> str:
    """The text as it is compared: case and kind of spaces do not count."""
    return " ".join(text.split()).casefold()


def day(text: str) -> str:
    """An ISO date from `31/12/2026` or `2026-12-31`; anything else as it is."""
    found = _DAY.fullmatch(text)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text[:10]


def _all() -> tuple[Messages, ...]:
    return tuple(Messages(lang) for lang in LANGUAGES)


def _headers() -> Mapping[str, Sequence[str]]:
    wanted = ("finding", "state", *WHO, *EXTRA, "about", "ground")
    return {name: [words.text(f"sheet.{name}") for words in _all()] for name in wanted}


def _row(finding: Finding, ground: Ground | None, wording: Wording) -> tuple[str, ...]:
    words, decision = wording.messages, finding.decision
    held = decision is not None and finding.state not in BACK
    persons, basis = finding.facts.get("persons"), finding.facts.get("persons_basis")
    counted = words.number(persons) if isinstance(persons, int) else ""
    cells = {
        "finding": finding.fingerprint,
        "severity": words.label("severity", finding.severity),
        "title": words.pick(finding.title),
        "place": wording.finding_place(finding),
        "surface": finding.surface,
        "persons": f"{counted} ({words.label('basis', str(basis))})" if counted else "",
        "message": words.pick(finding.message),
        "fix": words.pick(finding.fix),
        "today": words.label("state", finding.state),
        "state": words.label("decision", decision.state) if decision and held else "",
        "about": about(finding),
        "ground": _packed((ground if held else None) or ground_of(finding)),
    }
    if decision:
        cells |= {name: getattr(decision, name) for name in (*WHO, *EXTRA)}
    return tuple(cells.get(name, "") for name in COLUMNS)


def _decided(row: Mapping[str, str], number: int, file: Path) -> Decided:
    state = words_of("decision", STATES).get(plain(row["state"]))
    if state is None:
        raise _fault("sheet_word", number, "state", file)
    for name in (*WHO, *NEEDED.get(state, ())):
        if not row[name]:
            raise _fault("sheet_cell_missing", number, name, file)
    texts = {name: row[name] for name in (*WHO, *EXTRA)}
    for name in DATES:
        texts[name] = _checked_day(row[name], number, name, file)
    decision = Decision(state=state, **texts)
    return Decided(row["finding"], decision, _unpacked(row["ground"]), row["about"])


def _checked_day(text: str, number: int, name: str, file: Path) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(day(text)).isoformat()
    except ValueError:
        raise _fault("sheet_date", number, name, file) from None


def _fault(code: str, number: int, name: str, file: Path) -> AuditError:
    column = Messages("fr").text(f"sheet.{name}")
    return AuditError(code, file=str(file), line=number, column=column)


def _packed(ground: Ground) -> str:
    """The ground in one cell, so that it travels with the sheet."""
    persons = "" if ground.persons is None else str(ground.persons)
    return f"{ground.columns}/{ground.audience}/{persons}"


def _unpacked(cell: str) -> Ground | None:
    columns, _, rest = cell.partition("/")
    audience, _, persons = rest.partition("/")
    if not columns:
        return None
    return Ground(columns, audience, int(persons) if persons.isdecimal() else None)
