"""Cells per second of the column kernels against Presidio, the full identifier set on both sides.

    python -m benchmarks.speed --rows 200000

Presidio reads a sample of cells of every column, one call a cell, with a blank pipeline and our
recognizers only; its rate is extrapolated per cell. The kernels read every cell, inside text too.
CPU time is counted, so that a busy machine changes the ratio little.
"""

import argparse
import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass

import pyarrow as pa

from auditor.detection.kernels.inside import find
from auditor.detection.plan import ColumnPlan
from auditor.detection.tally import ColumnTally
from auditor.identifiers import REGISTRY
from auditor.model.catalogue import Family
from benchmarks.generator import COLUMNS, batches

SEED = 2024
ROUNDS = 3
SHARED_CELLS = 20_000
SECRET = b"benchmark"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; rates in cells per CPU-second."""

    rows: int
    cells: int
    presidio: float
    columnar_distinct: float
    columnar_every_cell: float
    ratio_distinct: float
    ratio_every_cell: float
    without_text: float
    shared_cells: int
    findings: int
    equal: bool


def columnar(table: list[pa.RecordBatch], columns: list[str], *, distinct: bool) -> float:
    """Cells per CPU-second of the kernels over those columns."""
    start = time.process_time()
    for name in columns:
        plan = ColumnPlan(name, Family.TEXT, tuple(REGISTRY), distinct_first=distinct, text=True)
        tally = ColumnTally(plan, SECRET)
        for batch in table:
            tally.add(batch.column(name))
        tally.profile()
    cells = sum(int(batch.num_rows) for batch in table) * len(columns)
    return cells / (time.process_time() - start)


def presidio(table: list[pa.RecordBatch], sample: int) -> float:
    """Cells per CPU-second of one `AnalyzerEngine.analyze` call a cell."""
    import spacy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    from auditor.recognizers import french_recognizers

    nlp = SpacyNlpEngine()
    nlp.nlp = {"fr": spacy.blank("fr")}  # type: ignore[assignment]  # Presidio starts at None
    registry = RecognizerRegistry(recognizers=french_recognizers(), supported_languages=["fr"])
    engine = AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["fr"])
    cells = shared(table, sample)
    engine.analyze("premier appel", language="fr")
    start = time.process_time()
    for cell in cells:
        engine.analyze(cell, language="fr")
    return len(cells) / (time.process_time() - start)


def shared(table: list[pa.RecordBatch], wanted: int) -> list[str]:
    """The same number of cells of every column."""
    each = -(-wanted // len(COLUMNS))
    first = table[0].slice(0, each)
    return [cell for name in COLUMNS for cell in first.column(name).to_pylist()][:wanted]


def findings(cells: list[str]) -> tuple[set[tuple[str, int, int, int]], bool]:
    """What the kernels find in the cells, and whether Presidio's engine finds just that."""
    from auditor.recognizers import FrenchRecognizer

    array = pa.array(cells, pa.string())
    ours = {(name, *hit) for name in REGISTRY for hit in find(REGISTRY[name], array)}
    theirs = set()
    for name, identifier in REGISTRY.items():
        recognizer = FrenchRecognizer(identifier)
        for row, cell in enumerate(cells):
            for result in recognizer.analyze(cell, recognizer.supported_entities):
                if identifier.holds(cell[result.start : result.end]):
                    theirs.add((name, row, result.start, result.end))
    return ours, ours == theirs


def measure(rows: int, sample: int) -> Figures:
    """All figures, each rate the median of three rounds."""
    table = list(batches(rows, SEED))
    names = list(COLUMNS)
    columnar(table[:1], names, distinct=True)
    by_cell = statistics.median(presidio(table, sample) for _ in range(ROUNDS))
    distinct, every, short = (
        statistics.median(columnar(table, columns, distinct=first) for _ in range(ROUNDS))
        for columns, first in ((names, True), (names, False), (names[:-4], False))
    )
    found, equal = findings(shared(table, SHARED_CELLS))
    return Figures(
        rows=rows,
        cells=rows * len(names),
        presidio=by_cell,
        columnar_distinct=distinct,
        columnar_every_cell=every,
        ratio_distinct=distinct / by_cell,
        ratio_every_cell=every / by_cell,
        without_text=short,
        shared_cells=min(SHARED_CELLS, rows * len(names)),
        findings=len(found),
        equal=equal,
    )


def main() -> int:
    """Print a table for people and the figures as JSON; 1 where the engines disagree."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--sample", type=int, default=4_400, help="cells that Presidio reads")
    asked = parser.parse_args()
    figures = measure(asked.rows, asked.sample)
    lines = (
        ("Presidio, one call a cell", figures.presidio, 1.0),
        ("columns, distinct first", figures.columnar_distinct, figures.ratio_distinct),
        ("columns, every cell", figures.columnar_every_cell, figures.ratio_every_cell),
        (
            "columns, every cell, no free text",
            figures.without_text,
            figures.without_text / figures.presidio,
        ),
    )
    print(f"{'':36}{'cells/CPU-s':>14}{'ratio':>9}")
    for label, rate, ratio in lines:
        print(f"{label:36}{rate:>14,.0f}{ratio:>8,.0f}×")
    verdict = "equal" if figures.equal else "DIFFERENT"
    print(f"{figures.findings:,} findings on {figures.shared_cells:,} shared cells: {verdict}")
    print(json.dumps(asdict(figures)))
    return 0 if figures.equal else 1


if __name__ == "__main__":
    sys.exit(main())
