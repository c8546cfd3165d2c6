"""`audit.lock.yaml`: the personal columns that are known, one a line, under version control.

It is the state of reference: what stands in it is not new. It holds names and categories, no value.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from auditor.desk.yaml_text import scalar
from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.findings import Location
from auditor.model.refs import ContainerRef
from auditor.model.result import Result
from auditor.model.verdicts import Verdict
from auditor.model.vocabulary import Category, Evidence, Form, Mode, Subject
from auditor.strictyaml import Node, load, read_each, read_text

SCHEMA = 1
NAME = "audit.lock.yaml"
_KEYS = ("table", "column", "path", "category", "subject", "mode", "form", "purpose")
_NEEDED = ("table", "column", "category", "subject", "mode")
_DEFAULT_SCHEMAS = frozenset({"public", "dbo", "main"})
_LIMIT = 200_000_000

Place = tuple[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One column, or one path inside it, with what it holds."""

    container: str
    column: str
    path: str
    categories: tuple[Category, ...]
    subject: Subject
    mode: Mode
    form: Form = Form.CLEAR
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lock:
    """The lines of a lock in their order, with the number of each in its file."""

    lines: tuple[Line, ...] = ()
    file: str = NAME
    numbers: Mapping[tuple[str, str, str], int] = field(default_factory=dict)

    def containers(self, source: str) -> tuple[Container, ...]:
        """The tables as far as the lock knows them, for migrations to be read upon."""
        columns: dict[str, dict[str, Column]] = {}
        for line in self.lines:
            known = columns.setdefault(line.container, {})
            known.setdefault(line.column, Column(line.column, "", _family(line)))
        return tuple(
            Container(ContainerRef(source, name), ContainerKind.TABLE, tuple(found.values()))
            for name, found in columns.items()
        )

    def known(self) -> Mapping[Place, tuple[Verdict, ...]]:
        """What each place is known to hold, by `place_of`."""
        found: dict[Place, tuple[Verdict, ...]] = {}
        for line in self.lines:
            place = place_of(line.container, line.column)
            verdicts = tuple(
                Verdict(category, line.subject, line.mode, Evidence.BOTH, 1.0, line.form)
                for category in line.categories
            )
            found[place] = (*found.get(place, ()), *verdicts)
        return found

    def location(self, container: str, column: str) -> Location:
        """The line of that column, else the first of its table, else the first of the file."""
        found = self._first.get((container, column)) or self._first.get((container, ""))
        return Location(self.file, found or 1)

    @cached_property
    def _first(self) -> Mapping[Place, int]:
        first: dict[Place, int] = {}
        for (container, column, _), number in sorted(self.numbers.items(), key=lambda e: e[1]):
            first.setdefault((container, column), number)
            first.setdefault((container, ""), number)
        return first


def place_of(container: str, column: str) -> Place:
    """The place of a column whatever the case, and whether or not the usual schema is written."""
    schema, _, bare = container.rpartition(".")
    name = bare if schema.lower() in _DEFAULT_SCHEMAS else container
    return name.lower(), column.lower()


def of_result(result: Result) -> Lock:
    """The lock of what a scan asserted, with the declared purposes of each table."""
    purposes: dict[str, set[str]] = {}
    for surface in result.surfaces:
        if surface.declared:
            for container in surface.containers:
                purposes.setdefault(container, set()).update(surface.purposes)
    return made(
        Line(
            entry.container,
            entry.column,
            entry.path,
            tuple(sorted({verdict.category for verdict in entry.verdicts})),
            entry.verdicts[0].subject,
            entry.verdicts[0].mode,
            entry.verdicts[0].form,
            tuple(sorted(purposes.get(entry.container, ()))),
        )
        for entry in result.fields
        if entry.verdicts
    )


def made(lines: Iterable[Line], file: str = NAME) -> Lock:
    """A lock of those lines, sorted."""
    ordered = tuple(sorted(set(lines)))
    first = len(_HEAD) + 2
    numbers = {
        (line.container, line.column, line.path): number
        for number, line in enumerate(ordered, start=first + 1)
    }
    return Lock(ordered, file, numbers)


_HEAD = (
    "# Known personal columns, one a line; made by `audit snapshot`. Names only, no value.",
    "# Colonnes personnelles connues, une par ligne ; produit par « audit snapshot ».",
)


def write(lock: Lock) -> str:
    """The file that `read` reads back as it was."""
    rows = [f"  - {_written(line)}" for line in lock.lines]
    return "\n".join(
        [*_HEAD, f"schema: {SCHEMA}", "columns:" if rows else "columns: []", *rows, ""]
    )


def load_lock(file: Path) -> Lock:
    """The lock of that file; `ConfigurationError` where it is none."""
    return read(read_text(file), str(file))


def read(text: str, file: str) -> Lock:
    """The lock that `text` holds: fast where we wrote it, strict wherever it was edited."""
    return _as_written(text, file) or _strictly(text, file)


_ROW = re.compile(r"  - \{(?P<pairs>.*)\}")
_PLAIN = r"(?:[A-Za-z_][A-Za-z0-9_]*|\"[^\"\\]*\")"
_PAIR = re.compile(rf"(?P<key>[a-z]+): (?P<value>\[(?:{_PLAIN}(?:, )?)+\]|{_PLAIN})(?:, |$)")


def _as_written(text: str, file: str) -> Lock | None:
    """The lock where every line is as we write plain names; None where one is not."""
    rows = text.splitlines()
    head = [*_HEAD, f"schema: {SCHEMA}", "columns:"]
    if rows[: len(head)] != head:
        return None
    lines = []
    for row in rows[len(head) :]:
        line = _row(row)
        if line is None:
            return None
        lines.append(line)
    lock = made(lines, file)
    return lock if lock.lines == tuple(lines) else None


def _row(row: str) -> Line | None:
    found = _ROW.fullmatch(row)
    if found is None:
        return None
    pairs = {match["key"]: match["value"] for match in _PAIR.finditer(found["pairs"])}
    try:
        line = Line(
            pairs["table"].strip('"'),
            pairs["column"].strip('"'),
            pairs.get("path", "").strip('"'),
            tuple(Category(word) for word in _words(pairs["category"])),
            Subject(pairs["subject"]),
            Mode(pairs["mode"]),
            Form(pairs.get("form", Form.CLEAR)),
            tuple(_words(pairs.get("purpose", ""))),
        )
    except (KeyError, ValueError):
        return None
    return line if _written(line) == row[4:] else None


def _words(value: str) -> Sequence[str]:
    return [word.strip('"') for word in value.strip("[]").split(", ") if word]


def _strictly(text: str, file: str) -> Lock:
    root = load(text, file, limit=_LIMIT)
    entry = root.mapping(("schema", "columns"), ("schema", "columns"))
    if entry["schema"].integer() != SCHEMA:
        raise entry["schema"].fault("lock_schema", expected=SCHEMA)
    nodes = entry["columns"].items()
    lines = read_each(nodes, _line)
    numbers = {
        (line.container, line.column, line.path): node.line
        for node, line in zip(nodes, lines, strict=True)
    }
    return Lock(tuple(sorted(set(lines))), file, numbers)


def _line(node: Node) -> Line:
    entry = node.mapping(_KEYS, _NEEDED)
    return Line(
        entry["table"].text(),
        entry["column"].text(),
        entry["path"].text() if "path" in entry else "",
        tuple(sorted(Category(word) for word in entry["category"].words(Category))),
        entry["subject"].member(Subject),
        entry["mode"].member(Mode),
        entry["form"].member(Form) if "form" in entry else Form.CLEAR,
        tuple(sorted(entry["purpose"].texts())) if "purpose" in entry else (),
    )


def _written(line: Line) -> str:
    parts = [f"table: {scalar(line.container)}", f"column: {scalar(line.column)}"]
    if line.path:
        parts.append(f"path: {scalar(line.path)}")
    parts += [
        f"category: {_listed([category.value for category in line.categories])}",
        f"subject: {line.subject.value}",
        f"mode: {line.mode.value}",
    ]
    if line.form is not Form.CLEAR:
        parts.append(f"form: {line.form.value}")
    if line.purposes:
        parts.append(f"purpose: {_listed(line.purposes)}")
    return "{" + ", ".join(parts) + "}"


def _listed(words: Sequence[str]) -> str:
    spelled = [scalar(word) for word in words]
    return spelled[0] if len(spelled) == 1 else f"[{', '.join(spelled)}]"


def _family(line: Line) -> Family:
    """A family that no veto of the names stands against."""
    dates = {Category.BIRTH_DATE, Category.DEATH_DATE, Category.COVERAGE_PERIOD}
    return Family.DATE if dates & set(line.categories) else Family.TEXT
