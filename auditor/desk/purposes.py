"""What a result would ask the client: who reads these tables and why, and is this cell right."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from glob import escape
from itertools import groupby

from auditor.desk.yaml_text import comment, quoted, scalar
from auditor.model.exposure import Exposure, PersonCount
from auditor.model.result import Result
from auditor.model.vocabulary import Basis, Necessity, Provenance, Subject
from auditor.policy.load import read_policy
from auditor.policy.model import Confirmation
from auditor.policy.purposes import WHO
from auditor.strictyaml import Node, load

FIRST = 10
"""Questions that are asked first."""
_ASKING = frozenset({Necessity.EXCESSIVE, Necessity.TO_JUSTIFY, Necessity.UNDETERMINED})
_NOBODY = PersonCount(None, Basis.STRUCTURE)


@dataclass(frozen=True, slots=True)
class Question:
    """One line to confirm: a surface (who reads which tables, and why) or a cell of the matrix."""

    kind: str
    """`surface` or `cell`."""
    why: str
    """`presumed`, `silent`, `declared`, or the necessity that the cell gave."""
    persons: PersonCount
    surface: str = ""
    match: tuple[str, ...] = ()
    audience: str = ""
    purposes: tuple[str, ...] = ()
    scope: str = ""
    side: str = ""
    category: str = ""
    who: str = ""
    need: str = ""
    when: tuple[str, ...] = ()
    provenance: str = ""
    confirmation: Confirmation | None = None
    rows: int = 0
    """Rows of the tables, to rank those whose persons were not counted."""

    @property
    def open(self) -> bool:
        """Whether an answer would change what the report says."""
        return self.why not in {"declared", "needed"} and self.confirmation is None


def questions(result: Result) -> tuple[Question, ...]:
    """Every line of a result: open ones first, the most persons first."""
    found = [*_surfaces(result), *_silent(result), *_cells(result)]
    return tuple(sorted(found, key=_rank))


def confirmed_share(result: Result) -> tuple[int, int]:
    """How many of the cells that this result used were confirmed, and how many it used."""
    used = {
        (e.ground.purpose, e.ground.side, e.category, e.subject): e.ground.provenance
        for e in result.exposures
        if e.ground
    }
    return sum(origin is Provenance.CONFIRMED for origin in used.values()), len(used)


def fragment(answers: Iterable[Question], marks: tuple[str, str] = ("", "")) -> str:
    """The confirmed answers as the `tables` and `purposes` of an audit.yaml."""
    tables, purposes = _table_lines(answers := tuple(answers), 2), _purpose_lines(answers, 2)
    lines = [f"# {marks[0]}"] if marks[0] else []
    lines += ["tables:", *tables] if tables else []
    lines += ["purposes:", *purposes] if purposes else []
    lines += [f"# {marks[1]}"] if marks[1] else []
    return "\n".join(lines) + "\n"


def merged(text: str, answers: Iterable[Question], marks: tuple[str, str]) -> str | None:
    """The audit.yaml with marked blocks added, every line of it kept as it was.

    None where the file has no place for them: a section written in braces, or a purpose that it
    already changes. Those are for a person to join.
    """
    answers = tuple(answers)
    root = load(text, "audit.yaml")
    present = root.mapping() if root.value is not None else {}
    lines = text.splitlines()
    added = {"tables": _table_lines, "purposes": _purpose_lines}
    stops = sorted(root.keys[name].line for name in present) if present else []
    # From the bottom up, so that line numbers above stay true.
    names = sorted(added, key=lambda name: -present[name].line if name in present else 0)
    tail: list[str] = []
    for name in names:
        if name not in present:
            block = added[name](answers, 2)
            tail += [f"{name}:", *block] if block else []
            continue
        indent = _indent(present[name], root.keys[name], lines)
        if indent is None or _clash(name, present[name], answers):
            return None
        block = added[name](answers, indent)
        end = _end(lines, root.keys[name].line, stops)
        lines[end:end] = _marked(block, indent, marks)
    lines += _marked(tail, 0, marks)
    whole = "\n".join(lines) + "\n"
    read_policy(whole, "audit.yaml")
    return whole


def _rank(question: Question) -> tuple[bool | int | str, ...]:
    """The most persons first; of tables whose persons were not counted, their rows stand in."""
    weight = question.rows if question.persons.value is None else question.persons.value
    name = (question.surface, *question.purposes, *question.match, question.category)
    return (not question.open, -weight, question.kind != "surface", *name)


def _surfaces(result: Result) -> Iterator[Question]:
    shown: dict[str, list[Exposure]] = {}
    for exposure in result.exposures:
        shown.setdefault(exposure.surface, []).append(exposure)
    rows = {entry.container: entry.rows_read or 0 for entry in result.coverage}
    for surface in result.surfaces:
        inside = [e for e in shown.get(surface.id, ()) if e.container in surface.containers]
        yield Question(
            kind="surface",
            why="declared" if surface.declared else "presumed",
            persons=_most(inside),
            surface=surface.id,
            match=tuple(escape(name) for name in surface.containers),
            audience=surface.audience.value if surface.audience else "",
            purposes=surface.purposes,
            rows=max((rows.get(name, 0) for name in surface.containers), default=0),
        )


def _silent(result: Result) -> Iterator[Question]:
    """Tables with personal data that nobody said anything of."""
    placed = {name for surface in result.surfaces for name in surface.containers}
    personal = {f.container for f in result.fields if f.verdicts} - placed
    rows = {entry.container: entry.rows_read or 0 for entry in result.coverage}
    for name in sorted(personal):
        match = (escape(name),)
        yield Question("surface", "silent", _NOBODY, match=match, rows=rows.get(name, 0))


def _cells(result: Result) -> Iterator[Question]:
    groups: dict[tuple[str, str, str, str], list[Exposure]] = {}
    for one in result.exposures:
        if one.ground:
            key = (one.ground.purpose, one.ground.side, one.category.value, _who(one.subject))
            groups.setdefault(key, []).append(one)
    for (purpose, side, category, who), group in groups.items():
        worst = next((one for one in group if one.necessity in _ASKING), group[0])
        ground = worst.ground
        if ground is None or ground.provenance is Provenance.CONFIRMED:
            continue
        yield Question(
            kind="cell",
            why=worst.necessity.value,
            persons=_most(group),
            surface=worst.surface,
            purposes=(purpose,),
            side=side,
            category=category,
            who=who,
            need="" if ground.cell == "absent" else ground.cell,
            when=tuple(ground.conditions),
            provenance=ground.provenance.value,
        )


def _who(subject: Subject) -> str:
    """The word of the matrix for exactly that subject."""
    return next(word for word, subjects in WHO.items() if subjects == (subject,))


def _most(exposures: Iterable[Exposure]) -> PersonCount:
    counted = [e.persons for e in exposures if e.persons.value is not None]
    return max(counted, key=lambda count: count.value or 0, default=_NOBODY)


def _table_lines(answers: Iterable[Question], indent: int) -> list[str]:
    pad, lines = " " * indent, []
    for answer in answers:
        if answer.kind != "surface":
            continue
        lines.append(f"{pad}- match: [{', '.join(map(quoted, answer.match))}]")
        lines.append(f"{pad}  purposes: [{', '.join(map(scalar, answer.purposes))}]")
        named = {
            "surface": answer.surface,
            "audience": answer.audience,
            "scope": answer.scope,
        }
        lines += [f"{pad}  {key}: {scalar(text)}" for key, text in named.items() if text]
        lines += _confirmed(answer, f"{pad}  ")
    return lines


def _purpose_lines(answers: Iterable[Question], indent: int) -> list[str]:
    pad, lines = " " * indent, []
    cells = sorted(
        (answer for answer in answers if answer.kind == "cell"),
        key=lambda one: (one.purposes, one.side, one.category, one.who),
    )
    for purpose, of_purpose in groupby(cells, key=lambda one: one.purposes[0]):
        lines.append(f"{pad}{scalar(purpose)}:")
        for side, of_side in groupby(of_purpose, key=lambda one: one.side):
            lines.append(f"{pad}  {side}:")
            for cell in of_side:
                lines.append(f"{pad}    - need: {cell.need}")
                lines.append(f"{pad}      what: {cell.category}")
                lines.append(f"{pad}      who: {cell.who}")
                if cell.need == "conditional":
                    lines.append(f"{pad}      when: [{', '.join(cell.when)}]")
                lines += _confirmed(cell, f"{pad}      ")
    return lines


def _confirmed(answer: Question, pad: str) -> list[str]:
    said = answer.confirmation
    if said is None:
        return []
    parts = (f"by: {quoted(said.by)}", f"on: {said.on}", f"because: {quoted(said.because)}")
    return [f"{pad}confirmed: {{{', '.join(parts)}}}"]


def _marked(block: list[str], indent: int, marks: tuple[str, str]) -> list[str]:
    pad = " " * indent
    return [f"{pad}# {comment(marks[0])}", *block, f"{pad}# {comment(marks[1])}"] if block else []


def _indent(section: Node, key: Node, lines: list[str]) -> int | None:
    """Where the items of a block section begin; None for one in braces, or empty."""
    if not isinstance(section.value, tuple | Mapping) or not section.value:
        return None
    first = section.items()[0] if isinstance(section.value, tuple) else _first_key(section)
    if first.line <= key.line:
        return None
    found = re.match(r" *(?=- |[A-Za-z\"'])", lines[first.line - 1])
    return len(found[0]) if found else None


def _first_key(section: Node) -> Node:
    return min(section.keys.values(), key=lambda node: node.line)


def _end(lines: list[str], start: int, stops: list[int]) -> int:
    """Number of lines up to the last one of the section that begins at line `start`."""
    following = next((stop for stop in stops if stop > start), len(lines) + 1)
    end = following - 1
    while end > start and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _clash(name: str, section: Node, answers: Iterable[Question]) -> bool:
    if name != "purposes" or not isinstance(section.value, Mapping):
        return False
    wanted = {answer.purposes[0] for answer in answers if answer.kind == "cell"}
    return bool(wanted & section.value.keys())
