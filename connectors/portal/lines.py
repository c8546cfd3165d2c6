"""Delimited bodies as records: each value by the name of its column."""

import csv
import io

from auditor.connectors.files.dialect import detect_dialect
from auditor.connectors.portal.keys import shown
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.sink import Sink
from auditor.connectors.portal.trees import is_head

_HEAD = 64 << 10


def read_lines(text: str, at: At, sink: Sink) -> bool:
    """Hand over the cells of delimited lines; False where there is one column only."""
    dialect = detect_dialect(text[:_HEAD])
    delimiter, skipped, names = dialect.delimiter, dialect.skipped, dialect.names
    if dialect.width < 2:  # noqa: PLR2004 - lines of prose
        delimiter = next((sign for sign in ";\t|," if sign in text.split("\n", 1)[0]), "")
        skipped, names = 0, None
    if not delimiter:
        return False
    stream = io.StringIO(text.lstrip("\ufeff"))
    if dialect.quote:
        reader = csv.reader(stream, delimiter=delimiter, quotechar=dialect.quote)
    else:
        reader = csv.reader(stream, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    try:
        rows = [row for row in reader if row]
    except csv.Error:
        sink.cut("body_damaged")
        return False
    if names is None and rows and len(rows) > 1 and is_head(rows[0]) and not skipped:
        names, skipped = tuple(rows[0]), 1
    _rows(rows[skipped:], names or (), at, sink)
    return True


def _rows(rows: list[list[str]], names: tuple[str, ...], at: At, sink: Sink) -> None:
    titles = [name.strip() for name in names]
    for index, row in enumerate(rows):
        if sink.full:
            sink.cut("too_many_values")
            return
        below = at.under("*", index=index)
        for place, cell in enumerate(row):
            title = titles[place] if place < len(titles) and titles[place] else ""
            step = shown(title) if title else f"c{place + 1}"
            if cell:
                sink.value(below.under(step, label=title), cell)
