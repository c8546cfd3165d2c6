"""Tables of a page: rows as records, each cell under the heading of its column or row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from auditor.connectors.portal.keys import is_label, shown
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.trees import is_head

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME = 40
_WIDEST = 400


ROLES = frozenset({"table", "grid", "treegrid"})
"""Roles by which an element that is no table says that it is one."""
_CELLS = frozenset({"cell", "gridcell"})
_HEADS = frozenset({"columnheader", "rowheader"})


class Reader(Protocol):
    """The page that a table stands in."""

    label: str
    tables: int

    def walk(self, node: "_Element", at: At, place: str) -> None:
        """Hand over everything below an element."""
        ...

    def text(self, lines: list[str], at: At, place: str, *, labels: bool = False) -> None:
        """Hand over lines of text."""
        ...


def read_table(page: Reader, table: "_Element", at: At, place: str) -> None:
    """Hand over the cells of a table, records by columns or labels by rows."""
    name = table.get("id") or ""
    number = str(page.tables) if page.tables > 1 else ""
    is_name = bool(name) and len(name) <= _NAME and shown(name) == name
    base = at.under(f"table#{name}" if is_name else f"table{number}")
    rows = _rows_of(table)
    heads, body = _heads(rows)
    labels = not heads and _is_vertical(body)
    for caption in table.iter("caption"):
        page.walk(caption, base.under("caption"), place)
    for title in heads:
        if title and not is_label(title):
            page.label = ""
            page.text([title], base, place)
    for index, row in enumerate(body):
        below = base if labels else base.under("*", index=index)
        page.label = ""
        _row(page, row, heads, below, place)
    page.label = ""


def _row(page: Reader, row: "_Element", heads: Sequence[str], at: At, place: str) -> None:
    cells = _cells(row)
    column = 0
    if not heads and _is_pair(cells):
        for label, cell in zip(cells[::2], cells[1::2], strict=False):
            title = _title(label)
            page.label = title
            page.walk(cell, at, place)
            page.label = ""
        return
    page.walk(_bare(row), at, place)
    for cell in cells:
        title = heads[column] if column < len(heads) else ""
        step = shown(title) if title and is_label(title) else f"c{column + 1}"
        page.label = title
        page.walk(cell, at.under(step, label=title), place)
        page.label = ""
        column += _span(cell)


def _bare(row: "_Element") -> "_Element":
    """The row without its cells: it may have attributes of its own."""
    bare: _Element = row.makeelement(row.tag, dict(row.attrib))
    return bare


def _heads(rows: "Sequence[_Element]") -> "tuple[list[str], Sequence[_Element]]":
    """The titles of the columns, and the rows below; [] where no row has them."""
    for place, row in enumerate(rows[:4]):
        cells = _cells(row)
        marked = row.getparent() is not None and row.getparent().tag == "thead"
        if len(cells) > 1 and (marked or all(map(_is_head, cells))):
            below = [one for one in rows[place + 1 :] if one.getparent().tag != "thead"]
            return _spread(cells), below
    if len(rows) > 1:
        cells = _cells(rows[0])
        titles = [_title(cell) for cell in cells]
        labels = sum(map(is_label, titles))
        if len(cells) > 2 and is_head(titles) and labels * 2 >= len(titles):  # noqa: PLR2004
            return _spread(cells), rows[1:]
    return [], rows


def _spread(cells: "Sequence[_Element]") -> list[str]:
    titles: list[str] = []
    for cell in cells:
        titles += [_title(cell)] * _span(cell)
    return titles[:_WIDEST]


def _is_vertical(rows: "Sequence[_Element]") -> bool:
    return bool(rows) and sum(_is_pair(_cells(row)) for row in rows) * 2 > len(rows)


def _is_pair(cells: "Sequence[_Element]") -> bool:
    """Whether a row holds labels and values by turns."""
    if len(cells) < 2 or len(cells) % 2:  # noqa: PLR2004 - a label and its value
        return False
    labels = cells[::2]
    if all(map(_is_head, labels)):
        return not any(map(_is_head, cells[1::2]))
    return all(_is_told(cell) for cell in labels)


def _is_told(cell: "_Element") -> bool:
    """Whether a cell that is no heading labels the next one."""
    text = "".join(cell.itertext()).strip()
    return is_label(_title(cell)) or (text.endswith(":") and len(text) <= _NAME)


def _rows_of(table: "_Element") -> "list[_Element]":
    """The rows of this table, not of one inside it."""
    if table.tag != "table":
        return [one for one in table.iterdescendants() if one.get("role") == "row"]
    own = []
    for row in table.iter("tr"):
        above = next((one for one in row.iterancestors("table")), None)
        if above is table:
            own.append(row)
    return own


def _cells(row: "_Element") -> "list[_Element]":
    if row.tag == "tr":
        return [cell for cell in row if cell.tag in {"td", "th"}]
    return [one for one in row.iterdescendants() if one.get("role") in _CELLS | _HEADS]


def _is_head(cell: "_Element") -> bool:
    return cell.tag == "th" or cell.get("role") in _HEADS


def _title(cell: "_Element") -> str:
    return " ".join("".join(cell.itertext()).split()).rstrip(" :")[:80]


def _span(cell: "_Element") -> int:
    span = cell.get("colspan") or "1"
    return min(int(span), _WIDEST) if span.isascii() and span.isdigit() and int(span) else 1
