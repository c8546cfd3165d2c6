"""Prisma's `schema.prisma`, by a small parser of our own; its migrations are SQL."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.connectors.migrations.base import MigrationFile, Peers
from auditor.connectors.migrations.code.table import listed_check
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.types import column_of
from auditor.model.catalogue import Column, ForeignKey
from auditor.model.migrations import CreateTable, Script

LONGEST = 5_000_000
_BLOCK = re.compile(r"^\s*(model|view|type|enum|generator|datasource)\s+(\w+)\s*\{")
_FIELD = re.compile(r"^\s*(\w+)\s+(Unsupported\(\"[^\"]*\"\)|\w+)(\[\])?(\?)?(.*)$")
_MAP = re.compile(r"@map\(\s*(?:name\s*:\s*)?\"([^\"]*)\"")
_BLOCK_MAP = re.compile(r"@@map\(\s*(?:name\s*:\s*)?\"([^\"]*)\"")
_SCHEMA = re.compile(r"@@schema\(\s*\"([^\"]*)\"")
_NATIVE = re.compile(r"@db\.(\w+)(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?")
_RELATION = re.compile(r"@relation\((.*)\)")
_LISTS = re.compile(r"(fields|references)\s*:\s*\[([^\]]*)\]")
_TYPES = {
    "String": "text",
    "Int": "integer",
    "BigInt": "bigint",
    "Float": "double precision",
    "Decimal": "numeric",
    "Boolean": "boolean",
    "DateTime": "timestamp",
    "Json": "jsonb",
    "Bytes": "bytea",
}


def read(file: MigrationFile, peers: Peers, dialect: str) -> Script:
    """Its models as tables, in the order of the file."""
    del peers
    draft = Draft(file, "prisma", dialect)
    if len(file.text) > LONGEST:
        draft.gap("migration_too_long", 1)
        return draft.script()
    blocks = list(_blocks(draft, file.text.split("\n")))
    enums = {block.name: block for block in blocks if block.kind == "enum"}
    models = {block.name: block for block in blocks if block.kind in ("model", "view")}
    for block in models.values():
        _table(draft, block, models, enums)
    return draft.script()


@dataclass(slots=True)
class _Block:
    kind: str
    name: str
    line: int
    comment: str
    lines: list[tuple[int, str, str]] = field(default_factory=list)
    """(line, text without its comment, comment)."""

    @property
    def table(self) -> str:
        """The table that the model is mapped to."""
        attributes = "\n".join(text for _, text, _ in self.lines if text.startswith("@@"))
        mapped, schema = _BLOCK_MAP.search(attributes), _SCHEMA.search(attributes)
        name = mapped[1] if mapped else self.name
        return f"{schema[1]}.{name}" if schema else name


def _blocks(draft: Draft, lines: list[str]) -> Iterator[_Block]:
    block: _Block | None = None
    above: list[str] = []
    for number, raw in enumerate(lines, 1):
        text, comment = _parted(raw)
        if block is None:
            opened = _BLOCK.match(text)
            if opened:
                block = _Block(opened[1], opened[2], number, " ".join(above))
                above = []
                if text.endswith("}"):
                    yield block
                    block = None
            elif comment and not text:
                above.append(comment)
            elif text:
                draft.gap("source_syntax", number)
        elif text == "}":
            yield block
            block, above = None, []
        elif not text:
            above = [*above, comment] if comment else []
        else:
            block.lines.append((number, text, " ; ".join(filter(None, [*above, comment]))))
            above = []
    if block is not None:
        draft.gap("source_syntax", block.line)
        yield block


def _parted(line: str) -> tuple[str, str]:
    """The text of a line, and its comment where that is one for people (`///`)."""
    inside = False
    for place, char in enumerate(line):
        if char == '"' and line[place - 1 : place] != "\\":
            inside = not inside
        elif not inside and line.startswith("//", place):
            said = line[place:]
            comment = said[3:].strip() if said.startswith("///") else ""
            return line[:place].strip(), comment
    return line.strip(), ""


def _table(
    draft: Draft, block: _Block, models: dict[str, _Block], enums: dict[str, _Block]
) -> None:
    columns: list[Column] = []
    lines, names, links = [], {}, []
    for number, text, comment in block.lines:
        found = _FIELD.match(text)
        if found is None or text.startswith("@@"):
            continue
        name, kind, rest = found[1], found[2], found[5]
        if kind in models:
            links.append((kind, rest))
            continue
        mapped = _MAP.search(rest)
        names[name] = mapped[1] if mapped else name
        declared = _type(kind, rest, many=bool(found[3]))
        labels = _labels(enums[kind]) if kind in enums else []
        checks = listed_check(names[name], labels)
        columns.append(
            column_of(
                names[name], declared, nullable=bool(found[4]), comment=comment, checks=checks
            )
        )
        lines.append(number)
    keys = [key for kind, rest in links if (key := _link(models[kind], rest, names))]
    made = CreateTable(block.table, tuple(columns), tuple(lines), block.comment, tuple(keys))
    draft.add(block.line, made)


def _type(kind: str, rest: str, *, many: bool) -> str:
    native = _NATIVE.search(rest)
    declared = _TYPES.get(kind, "enum" if kind[:1].isupper() else kind)
    if native:
        declared = native[1].lower()
        if native[2]:
            declared += f"({native[2]},{native[3]})" if native[3] else f"({native[2]})"
    return f"{declared}[]" if many else declared


def _labels(block: _Block) -> list[str]:
    found = []
    for _, text, _ in block.lines:
        if not text.startswith("@@"):
            mapped = _MAP.search(text)
            found.append(mapped[1] if mapped else text.split()[0])
    return found


def _link(target: _Block, rest: str, names: dict[str, str]) -> ForeignKey | None:
    relation = _RELATION.search(rest)
    if relation is None:
        return None
    parts = {
        key: [w.strip() for w in words.split(",")] for key, words in _LISTS.findall(relation[1])
    }
    own, to = parts.get("fields"), parts.get("references")
    if not own or not to:
        return None
    theirs = {}
    for _, text, _ in target.lines:
        found, mapped = _FIELD.match(text), _MAP.search(text)
        if found:
            theirs[found[1]] = mapped[1] if mapped else found[1]
    return ForeignKey(
        tuple(names.get(name, name) for name in own),
        target.table,
        tuple(theirs.get(name, name) for name in to),
    )
