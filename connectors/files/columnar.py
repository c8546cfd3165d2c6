"""Parquet: row groups as slices, typed columns as canonical text."""

import io
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from auditor.connectors.database.arrow import Cells, of_arrays
from auditor.connectors.database.dialect import BINARY_PREFIX
from auditor.connectors.files.entry import Entry, open_entry
from auditor.connectors.files.masks import column_names
from auditor.connectors.files.table import WHOLE, Lost, Slice
from auditor.model.catalogue import Column, Family

MAGIC = b"PAR1"
_BATCH = 16_384
_DRAW_GROUPS = 32
_LOOK = 1_000
_ENCODER = msgspec.json.Encoder(decimal_format="number", uuid_format="canonical")


@dataclass(frozen=True, slots=True)
class ParquetTable:
    """A Parquet file."""

    entry: Entry
    schema: pa.Schema
    columns: tuple[Column, ...]
    group_rows: tuple[int, ...]
    label: str = ""

    @property
    def rows(self) -> int | None:
        """As the footer counts them."""
        return sum(self.group_rows)

    def slices(self, wanted: int) -> Sequence[Slice]:
        """Runs of row groups."""
        groups = len(self.group_rows)
        wanted = max(1, min(wanted, groups))
        if wanted == 1:
            return [WHOLE]
        edges = [groups * index // wanted for index in range(wanted + 1)]
        return [(str(low), str(high)) for low, high in itertools.pairwise(edges)]

    def stream(self, places: Sequence[int], part: Slice) -> Iterator[Cells | Lost]:
        """The rows of these row groups."""
        low, high = int(part[0] or 0), int(part[1] or len(self.group_rows))
        yield from self._groups(range(low, high), places)

    def draw(self, rows: int, seed: int) -> Iterator[Cells | Lost] | None:
        """Rows from row groups drawn over the whole file; a full read where there are few."""
        groups = len(self.group_rows)
        if groups <= _DRAW_GROUPS:
            return None
        random = np.random.default_rng(seed)
        chosen = np.sort(random.choice(groups, _DRAW_GROUPS, replace=False)).tolist()
        return self._drawn(chosen, -(-rows // _DRAW_GROUPS), random)

    def _drawn(
        self, groups: Sequence[int], each: int, random: np.random.Generator
    ) -> Iterator[Cells | Lost]:
        yield Lost("sample_of_groups", len(self.group_rows) - len(groups))
        for group in groups:
            for cells in self._groups([group], range(len(self.columns))):
                batch = cells.batch
                share = batch.num_rows / max(self.group_rows[group], 1)
                size = min(batch.num_rows, int(random.binomial(each, min(share, 1.0))))
                rows = np.sort(random.choice(batch.num_rows, size, replace=False))
                yield Cells(batch.take(pa.array(rows)), cells.replaced)

    def _groups(self, groups: Sequence[int], places: Sequence[int]) -> Iterator[Cells]:
        names = [self.columns[place].name for place in places]
        with open_entry(self.entry) as file, _opened(file) as parquet:
            paths = [self.schema.field(place).name for place in places]
            # Names that repeat or hold a dot do not tell which column is meant.
            plain = len(set(self.schema.names)) == len(self.schema.names) and not any(
                "." in path for path in self.schema.names
            )
            batches = parquet.iter_batches(
                _BATCH,
                row_groups=list(groups),
                columns=paths if plain else None,
                use_threads=False,
            )
            for batch in batches:
                arrays = [
                    batch.column(path if plain else place)
                    for place, path in zip(places, paths, strict=True)
                ]
                texts = [
                    canonical(array, as_text=self.columns[place].family is Family.TEXT)
                    for array, place in zip(arrays, places, strict=True)
                ]
                yield of_arrays(texts, names)


def parquet_table(entry: Entry) -> ParquetTable:
    """The table that a Parquet file's footer describes."""
    with open_entry(entry) as file, _opened(file) as parquet:
        schema = parquet.schema_arrow
        texts = _written_as_bytes(parquet, schema)
        names = column_names(list(schema.names))
        columns = tuple(
            Column(
                name,
                str(field.type) if len(str(field.type)) <= _LONGEST_TYPE else "struct",
                Family.TEXT if place in texts else family_of(field.type),
                nullable=field.nullable,
            )
            for place, (name, field) in enumerate(zip(names, schema, strict=True))
        )
        metadata = parquet.metadata
        groups = tuple(metadata.row_group(i).num_rows for i in range(metadata.num_row_groups))
    return ParquetTable(entry, schema, columns, groups)


_LONGEST_TYPE = 40


def family_of(kind: pa.DataType) -> Family:
    """The family of an Arrow type."""
    if pa.types.is_dictionary(kind):
        return family_of(kind.value_type)
    found = (family for test, family in _FAMILIES if test(kind))
    return next(found, Family.OTHER)


def canonical(array: pa.Array, *, as_text: bool) -> pa.Array:
    """The column as canonical text; `as_text` says that binary cells hold UTF-8."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        return canonical(array.dictionary_decode(), as_text=as_text)
    family = family_of(kind)
    if family is Family.BINARY and not as_text:
        cells: list[bytes | None] = array.to_pylist()
        return pa.array(
            [None if c is None else c[:BINARY_PREFIX].hex() for c in cells], pa.string()
        )
    if family in (Family.DOCUMENT, Family.ARRAY):
        return pa.array([None if c is None else _json(c) for c in array.to_pylist()], pa.string())
    if family is Family.TIMESTAMP:
        # The cast to text of a zoned timestamp ends in Z; its instant is in UTC already.
        text = array.cast(pa.timestamp(kind.unit)).cast(pa.string())
        return pc.replace_substring_regex(text, r"\.0+$|(\.\d*[1-9])0+$", r"\1")
    return array if family is Family.TEXT else array.cast(pa.string())


_FAMILIES = (
    (pa.types.is_boolean, Family.BOOLEAN),
    (pa.types.is_integer, Family.INTEGER),
    (pa.types.is_floating, Family.FLOAT),
    (pa.types.is_decimal, Family.DECIMAL),
    (pa.types.is_date, Family.DATE),
    (pa.types.is_timestamp, Family.TIMESTAMP),
    (pa.types.is_time, Family.TIME),
    (pa.types.is_string, Family.TEXT),
    (pa.types.is_large_string, Family.TEXT),
    (pa.types.is_string_view, Family.TEXT),
    (pa.types.is_binary, Family.BINARY),
    (pa.types.is_large_binary, Family.BINARY),
    (pa.types.is_binary_view, Family.BINARY),
    (pa.types.is_fixed_size_binary, Family.BINARY),
    (pa.types.is_list, Family.ARRAY),
    (pa.types.is_large_list, Family.ARRAY),
    (pa.types.is_fixed_size_list, Family.ARRAY),
    (pa.types.is_struct, Family.DOCUMENT),
    (pa.types.is_map, Family.DOCUMENT),
)


def _opened(file: io.BufferedReader) -> pq.ParquetFile:
    return pq.ParquetFile(file, arrow_extensions_enabled=False)


def _json(value: object) -> str:
    return _ENCODER.encode(value).decode()


def _written_as_bytes(parquet: pq.ParquetFile, schema: pa.Schema) -> frozenset[int]:
    """Binary columns whose first cells are UTF-8: some writers do not say that text is text."""
    places = [i for i, field in enumerate(schema) if family_of(field.type) is Family.BINARY]
    if not places or not parquet.metadata.num_rows:
        return frozenset()
    head = next(parquet.iter_batches(_LOOK, use_threads=False))
    return frozenset(place for place in places if _is_text(head.column(place)))


def _is_text(array: pa.Array) -> bool:
    cells = [cell for cell in array.to_pylist() if cell]
    try:
        return bool(cells) and all("\x00" not in cell.decode() for cell in cells)
    except UnicodeDecodeError:
        return False
