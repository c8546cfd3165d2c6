"""Reads tables of names under `cases/`: `table NAME SUBJECT`, then `column type [pk] CATEGORY`."""

from dataclasses import dataclass
from pathlib import Path

from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.refs import ContainerRef

CASES = Path(__file__).parent / "cases"
BLIND = Path(__file__).parent / "blind"
_FAMILIES = {
    "bool": Family.BOOLEAN,
    "timestamp": Family.TIMESTAMP,
    "date": Family.DATE,
    "json": Family.DOCUMENT,
    "bigint": Family.INTEGER,
    "smallint": Family.INTEGER,
    "int": Family.INTEGER,
    "num": Family.DECIMAL,
    "decimal": Family.DECIMAL,
    "binary": Family.BINARY,
    "inet": Family.OTHER,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A container with what its names should say; "-" is nothing, or nobody."""

    container: Container
    subject: str
    expected: dict[str, str]


def family(declared: str) -> Family:
    """The family of a declared type."""
    for begin, known in _FAMILIES.items():
        if declared.startswith(begin) and declared != "integers":
            return known
    return Family.TEXT


def column(name: str, declared: str = "varchar", comment: str = "") -> Column:
    """A column of that declared type."""
    return Column(name, declared, family(declared), comment=comment)


def table(name: str, *columns: Column, key: tuple[str, ...] = ()) -> Container:
    """A container of those columns."""
    return Container(ContainerRef("s", name), ContainerKind.TABLE, tuple(columns), primary_key=key)


def sheets(style: str, folder: Path = CASES) -> list[Sheet]:
    """The tables of one file of that folder."""
    found: list[Sheet] = []
    text = (folder / f"{style}.txt").read_text(encoding="utf-8")
    for block in text.split("\ntable ")[1:]:
        head, *lines = [line.split() for line in block.splitlines() if line.strip()]
        keys = tuple(line[0] for line in lines if "pk" in line)
        container = table(head[0], *(column(line[0], line[1]) for line in lines), key=keys)
        found.append(Sheet(container, head[1], {line[0]: line[-1] for line in lines}))
    return found
