"""From a sample to the decoders of a container: which columns hold values inside their cells."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from auditor.detection.nested.attributes import attribute_of
from auditor.detection.nested.cell import Unpacked
from auditor.detection.nested.encoded import of_hex
from auditor.detection.nested.fixed import find_fixed
from auditor.detection.nested.limits import LIMITS
from auditor.detection.plan import ContainerPlan, DecoderPlan
from auditor.model.catalogue import Column, Family

_PATTERNS = {
    "@json": r"^\s*[\[{]",
    "@xml": r"^\s*<",
    "@html": r"<[A-Za-z!/]",
    "@query": r"^(\?|/|https?://|[A-Za-z_][A-Za-z0-9_.\-\[\]]*=)\S*$",
    "@base64": r"^[A-Za-z0-9+/_.\-\s]{16,}={0,2}\s*$",
    "@csv": r"[^\s]\s*\n\s*[^\s]",
    "@hl7": r"^\s*MSH\|",
}
_LEAST_SHARE = {"@query": 0.02, "@base64": 0.2, "@csv": 0.3}
"""Share of the filled cells under which a look-alike explains a medium; others have no double."""
_ANY = "|".join(f"(?:{pattern})" for pattern in _PATTERNS.values())
_LOOKED_AT = 400
_FEW = 10
_LEAST = 2
_PREFIX = 512
"""Characters from which the text of a binary cell may be a bounded prefix."""
_TEXTS = frozenset({Family.TEXT, Family.OTHER})
_NARROW = 8
"""A column declared narrower than this holds nothing nested."""


def with_decoders(plan: ContainerPlan, sample: pa.RecordBatch) -> ContainerPlan:
    """The plan with a decoder for each column of whose sampled cells some hold other values."""
    return replace(plan, decoders=tuple(_decoders(plan, sample)))


def _decoders(plan: ContainerPlan, sample: pa.RecordBatch) -> Iterator[DecoderPlan]:
    planned = {column.column for column in plan.columns}
    columns = [column for column in plan.container.columns if column.name in planned]
    pair = attribute_of(columns, sample)
    for column in columns:
        cells = sample.column(column.name)
        if pair and column.name == pair[1]:
            decoder: DecoderPlan | None = DecoderPlan(column.name, "attribute", attribute=pair[0])
        else:
            decoder = _decoder(column, cells)
        if decoder:
            yield replace(decoder, one_in=_one_in(plan, cells))


def _decoder(column: Column, cells: pa.Array) -> DecoderPlan | None:
    if column.family is Family.ARRAY:
        return DecoderPlan(column.name, "array")
    if column.family is Family.BINARY:
        return _of_blobs(column, cells)
    wide = column.width is None or column.width >= _NARROW
    if column.family is Family.DOCUMENT:
        return DecoderPlan(column.name, "xml" if "xml" in column.type.lower() else "json")
    if column.family not in _TEXTS or not wide:
        return None
    media = _media(cells)
    if not media:
        fixed = find_fixed(cells)
        return DecoderPlan(column.name, "fixed", fixed=fixed) if fixed else None
    return DecoderPlan(column.name, pattern="|".join(_PATTERNS[m] for m in sorted(media)))


def _media(cells: pa.Array) -> set[str]:
    """The media of which enough of the sampled cells are."""
    likely = cells.filter(pc.fill_null(pc.match_substring_regex(cells, _ANY), False))
    if not len(likely):
        return set()
    looked = likely.slice(0, _LOOKED_AT)
    found = Counter(marker for cell in looked.to_pylist() for marker in _markers(cell))
    filled = (len(cells) - cells.null_count) * len(looked) / len(likely)
    least = 1 if filled <= _FEW else _LEAST
    return {
        marker
        for marker, count in found.items()
        if marker in _PATTERNS and count >= max(least, _LEAST_SHARE.get(marker, 0.0) * filled)
    }


def _markers(cell: str) -> Iterable[str]:
    """The outermost media of one cell."""
    unpacked = Unpacked(LIMITS)
    unpacked.text((), cell)
    return {path[0] for path, _ in unpacked.leaves if path}


def _of_blobs(column: Column, cells: pa.Array) -> DecoderPlan | None:
    """A decoder for a binary column of whose cells some hold text, compressed or not."""
    held = cells.drop_null().slice(0, _LOOKED_AT).to_pylist()
    opened = 0
    for cell in held:
        data = of_hex(cell)
        if data is not None:
            opened += Unpacked(LIMITS).blob((), data, whole=len(cell) < _PREFIX)
    if opened < min(_LEAST, len(held)) or not held:
        return None
    return DecoderPlan(column.name, "binary", prefix=_PREFIX)


def _one_in(plan: ContainerPlan, cells: pa.Array) -> int:
    """How many cells stand for one, so that a huge column costs no more than the budget."""
    each = cells.nbytes / max(len(cells), 1)
    expected = each * (plan.container.estimated_rows or 0)
    return max(1, -int(-expected // LIMITS.characters))
