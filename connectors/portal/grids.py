"""XML that writes a table cell by cell, as spreadsheets do: rows of cells of one name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor.connectors.portal.keys import shown
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.sink import Sink
from auditor.connectors.portal.trees import head_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_WIDEST = 400


def grid_of(children: "Sequence[_Element]") -> list[list[str]]:
    """The rows of cells that these elements are, [] where they are records of another kind."""
    if len(children) < 2:  # noqa: PLR2004 - a head and a row
        return []
    rows = []
    names = set()
    for child in children:
        cells = [one for one in child if isinstance(one.tag, str)]
        names |= {one.tag for one in cells}
        if len(names) > 1 or not 1 < len(cells) <= _WIDEST or (child.text or "").strip():
            return []
        rows.append([_text(cell) for cell in cells])
    return rows if len({len(row) for row in rows}) == 1 else []


def read_grid(rows: list[list[str]], at: At, sink: Sink) -> None:
    """Hand over the cells of rows, by the names of their columns where the first row has them."""
    width = len(rows[0])
    names, body = head_of(list(rows), width)
    for index, row in enumerate(body):
        below = at.under("*", index=index)
        for name, text in zip(names, row if isinstance(row, list) else [], strict=False):
            if text:
                sink.value(below.under(shown(name), label=name), str(text))


def _text(cell: "_Element") -> str:
    return " ".join("".join(cell.itertext()).split())
