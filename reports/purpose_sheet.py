"""Questions about surfaces and purposes as a sheet, and the answers read back from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from auditor.desk.grids import Grid, by_name
from auditor.desk.purposes import FIRST, Question, questions
from auditor.model.errors import AuditError
from auditor.model.exposure import PersonCount
from auditor.model.result import Result
from auditor.model.vocabulary import Audience, Basis, Category, Scope
from auditor.policy.model import CONDITIONS, NEEDS, SIDES, Confirmation
from auditor.policy.purposes import WHO
from auditor.reports.decision_sheet import day, plain, words_of
from auditor.reports.messages import LANGUAGES, Messages
from auditor.reports.wording import Wording

_ASKED = ("surface", "match", "audience", "purposes", "scope", "side", "category", "who", "need")
_CONFIRMED = ("by", "on", "because")
COLUMNS = ("first", "kind", *_ASKED, "when", "why", "persons", "provenance", *_CONFIRMED)
_KINDS = ("surface", "cell")
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "surface": ("match", "purposes"),
    "cell": ("purposes", "side", "category", "need"),
}


def sheet(result: Result, lang: str) -> Grid:
    """A line a question, at most ten marked to be answered first, the most persons first."""
    wording = Wording.of(result, lang)
    words = wording.messages
    asked = questions(result)
    return Grid(
        header=tuple(words.text(f"sheet.{name}") for name in COLUMNS),
        rows=tuple(_row(one, number, wording) for number, one in enumerate(asked, start=1)),
        choices={
            words.text("sheet.audience"): tuple(words.label("audience", one) for one in Audience),
            words.text("sheet.scope"): tuple(words.label("scope", one) for one in Scope),
            words.text("sheet.need"): tuple(words.label("need", one) for one in NEEDS),
        },
    )


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back: the confirmed lines, and how many lines nobody confirmed."""

    confirmed: tuple[Question, ...]
    left: int


def answers(grid: Grid, file: Path, purposes: Iterable[str]) -> Answers:
    """The lines that carry who, when and why; `purposes` are the ids that may be named."""
    names = ("kind", *_ASKED, "when", *_CONFIRMED)
    headers = {name: [m.text(f"sheet.{name}") for m in _all()] for name in names}
    known = _known(tuple(purposes))
    rows = by_name(grid, headers, file)
    told = [
        _answer(row, _Place(number, file), known)
        for number, row in enumerate(rows, start=2)
        if any(row[name] for name in _CONFIRMED)
    ]
    return Answers(tuple(told), len(rows) - len(told))


def _all() -> tuple[Messages, ...]:
    return tuple(Messages(lang) for lang in LANGUAGES)


def _row(question: Question, number: int, wording: Wording) -> tuple[str, ...]:
    words = wording.messages
    said = question.confirmation
    cells = {
        "first": str(number) if question.open and number <= FIRST else "",
        "kind": words.label("question", question.kind),
        "surface": question.surface,
        "match": "\n".join(question.match),
        "audience": words.label("audience", question.audience) if question.audience else "",
        "purposes": ", ".join(question.purposes),
        "scope": words.label("scope", question.scope) if question.scope else "",
        "side": words.label("side", question.side) if question.side else "",
        "category": question.category,
        "who": words.label("who", question.who) if question.who else "",
        "need": words.label("need", question.need) if question.need else "",
        "when": ", ".join(question.when),
        "why": words.text(f"question.{question.why}", rows=question.rows),
        "persons": wording.persons(question.persons),
        "provenance": (
            words.label("provenance", question.provenance) if question.provenance else ""
        ),
        "by": said.by if said else "",
        "on": said.on if said else "",
        "because": said.because if said else "",
    }
    return tuple(cells[name] for name in COLUMNS)


@dataclass(frozen=True, slots=True)
class _Place:
    """A line of the sheet, for faults."""

    line: int
    file: Path

    def fault(self, code: str, name: str) -> AuditError:
        column = Messages("fr").text(f"sheet.{name}")
        return AuditError(code, file=str(self.file), line=self.line, column=column)


_Known = Mapping[str, Mapping[str, str]]


def _known(purposes: Sequence[str]) -> _Known:
    """By column, the id of each word that may stand in it."""
    return {
        "kind": words_of("question", _KINDS),
        "audience": words_of("audience", [one.value for one in Audience]),
        "scope": words_of("scope", [one.value for one in Scope]),
        "side": words_of("side", SIDES),
        "who": words_of("who", tuple(WHO)),
        "need": words_of("need", NEEDS),
        "category": words_of("category", [one.value for one in Category]),
        "purposes": {plain(name): name for name in purposes},
        "when": {plain(name): name for name in CONDITIONS},
    }


def _answer(row: Mapping[str, str], place: _Place, known: _Known) -> Question:
    for name in _CONFIRMED:
        if not row[name]:
            raise place.fault("sheet_cell_missing", name)

    def word(name: str) -> str:
        return _word(row[name], name, place, known) if row[name] else ""

    def words(name: str) -> tuple[str, ...]:
        parts = [part.strip() for part in row[name].replace("\n", ",").split(",")]
        return tuple(_word(part, name, place, known) for part in parts if part)

    kind = word("kind")
    for name in ("kind", *_NEEDED.get(kind, ())):
        if not row[name]:
            raise place.fault("sheet_cell_missing", name)
    purposes = words("purposes")
    return Question(
        kind=kind,
        why="",
        persons=PersonCount(None, Basis.STRUCTURE),
        surface=row["surface"] or purposes[0],
        match=tuple(line.strip() for line in row["match"].splitlines() if line.strip()),
        audience=word("audience"),
        purposes=purposes,
        scope=word("scope"),
        side=word("side"),
        category=word("category"),
        who=word("who") or "anyone",
        need=word("need"),
        when=words("when"),
        confirmation=_confirmation(row, place),
    )


def _word(typed: str, name: str, place: _Place, known: _Known) -> str:
    found = known[name].get(plain(typed))
    if found is None:
        raise place.fault("sheet_word", name)
    return found


def _confirmation(row: Mapping[str, str], place: _Place) -> Confirmation:
    try:
        on = date.fromisoformat(day(row["on"])).isoformat()
    except ValueError:
        raise place.fault("sheet_date", "on") from None
    return Confirmation(row["by"], on, row["because"])
