"""How a delimited file is written: separator, quotes, and which line names the columns."""

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.refs import ContainerRef
from auditor.naming import read as read_names

NO_DELIMITER = "\x1f"
"""Stands for a file of one column; no export writes it."""
_DELIMITERS = (";", ",", "\t", "|")
_RECORDS = 1_000
_REGULAR = 0.9
_TABLE = 0.995
_PREAMBLE = 20
"""Lines at most that may stand before the names of the columns."""
_CLUE = 0.5
_LONGEST_NAME = 64
_SOME = 5
_RARELY = 4
_VALUE = re.compile(
    r"(?=.*\d)[\d\s.,:/+\-€%*]+|[^@\s]+@[^@\s]+|.*\d{5}.*|\d{1,4}[-/.]\d{1,2}[-/.].*"
)
_CODED = re.compile(r"[a-zA-Z]\w*[_.]\w+|[a-z]+[A-Z]\w*")


@dataclass(frozen=True, slots=True)
class Dialect:
    """A delimited file; `names` is None where no line names the columns."""

    delimiter: str
    quote: str
    width: int
    skipped: int
    """Records before the first row, the names among them."""
    names: tuple[str, ...] | None = None


def detect_dialect(head: str) -> Dialect:
    """The dialect of a file that begins so."""
    quote = "'" if _enclosed(head, "'") else '"'
    delimiter, records = _delimiter(head, quote)
    if delimiter == NO_DELIMITER and not _enclosed(head, quote):
        # A quote that opens a line of free text is a sign like any other.
        quote = ""
        records = records_of(head, delimiter, quote)
    width = _usual_width(records)
    skipped = _preamble(records, width)
    body = [record for record in records[skipped:] if len(record) == width]
    if body and is_header(body[0], body[1:]):
        return Dialect(delimiter, quote, width, skipped + 1, tuple(body[0]))
    if len(body) < len(records) * _TABLE:
        # Lines of text that a sign happens to cut: read as lines, none of them is lost.
        return Dialect(NO_DELIMITER, "", 1, 0)
    return Dialect(delimiter, quote, width, 0)


def is_header(first: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether that row names the columns of those below it.

    In doubt it does not: a row of values taken for names would be printed in every report.
    """
    filled = [cell.strip() for cell in first if cell.strip()]
    if len(filled) * 2 < len(first) or not filled:
        return False
    if any(len(cell) > _LONGEST_NAME or _VALUE.fullmatch(cell) for cell in filled):
        return False
    if len(set(filled)) < len(filled):
        return False
    # Exports that were appended to one another repeat their names.
    rows = [row for row in body if list(row) != list(first)]
    again = sum(
        bool(cell.strip()) and cell in {row[place] for row in rows}
        for place, cell in enumerate(first)
    )
    if again * _RARELY > len(filled):
        return False
    coded = sum(bool(_CODED.fullmatch(cell)) for cell in filled)
    return coded * 2 >= len(filled) or _named(filled) or _unlike(first, rows)


def records_of(text: str, delimiter: str, quote: str, most: int = _RECORDS) -> list[list[str]]:
    """The first records of a text, as far as it can be read so."""
    reader = _reader(io.StringIO(text, newline=""), delimiter, quote)
    records: list[list[str]] = []
    # A quote that is never closed makes one cell of the rest, which is then too long.
    with contextlib.suppress(csv.Error):
        records.extend(record for record in islice(reader, most) if record)
    return records


def length_of(text: str, dialect: Dialect) -> int:
    """Characters that the skipped records take up."""
    stream = io.StringIO(text, newline="")
    reader = _reader(iter(stream.readline, ""), dialect.delimiter, dialect.quote)
    left = dialect.skipped
    while left:
        left -= bool(next(reader))
    return stream.tell()


def _delimiter(head: str, quote: str) -> tuple[str, list[list[str]]]:
    best, best_records, best_share = NO_DELIMITER, records_of(head, NO_DELIMITER, quote), 0.0
    for delimiter in _DELIMITERS:
        records = records_of(head, delimiter, quote)
        width = _usual_width(records)
        share = sum(len(record) == width for record in records) / max(len(records), 1)
        # A preamble of a few lines may outweigh a short table.
        regular = share >= _REGULAR or (len(records) <= _PREAMBLE * 2 and share >= _CLUE)
        if width > 1 and regular and (share, width) > (best_share, _usual_width(best_records)):
            best, best_records, best_share = delimiter, records, share
    return best, best_records


def _usual_width(records: Sequence[Sequence[str]]) -> int:
    counts = Counter(len(record) for record in records)
    return max(counts, key=lambda width: (counts[width], width)) if counts else 1


def _preamble(records: Sequence[Sequence[str]], width: int) -> int:
    """Lines before the first that is as wide as most of them are."""
    for place, record in enumerate(records[:_PREAMBLE]):
        if len(record) == width:
            return place
    return 0


def _enclosed(head: str, quote: str) -> bool:
    """Whether most lines begin and end with that quote."""
    lines = [line.strip() for line in head.splitlines()[:50]]
    quoted = sum(line[:1] == quote == line[-1:] and len(line) > 1 for line in lines)
    return quoted * 2 > len(lines)


def _reader(lines: Iterable[str], delimiter: str, quote: str) -> "Iterator[list[str]]":
    if not quote:
        return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=delimiter, quotechar=quote)


def _named(cells: Sequence[str]) -> bool:
    """Whether some of the cells are names that columns are known to have."""
    columns = tuple(Column(cell, "", Family.TEXT) for cell in cells)
    names = read_names(Container(ContainerRef("", ""), ContainerKind.FILE, columns))
    known = sum(any(c.strength >= _CLUE for c in one.clues) for one in names.columns)
    return known * 3 >= len(cells)


def _unlike(first: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a column of numbers, dates, codes or long texts stands below a word."""
    for place, cell in enumerate(first):
        below = [row[place].strip() for row in body if row[place].strip()]
        values = sum(bool(_VALUE.fullmatch(one)) for one in below)
        if not cell.strip() or not below:
            continue
        if values >= len(below) * _REGULAR:
            return True
        shortest = sorted(map(len, below))[len(below) // 10]
        if len(below) >= _SOME and shortest >= 2 * len(cell.strip()):
            return True
    return False
