"""One definition traced by itself; `resolve` joins several."""

from dataclasses import replace

from sqlglot import exp

from auditor.lineage import routines
from auditor.lineage.choosing import chosen_by
from auditor.lineage.model import Known, Lineage, OutputColumn
from auditor.lineage.names import PARSERS, Catalogue, Shape
from auditor.lineage.queries import Tracer
from auditor.lineage.text import Parsed, UnreadableTextError, acts, deeply, parse
from auditor.lineage.transforms import origins


def trace(text: str, dialect: str, known: Known, *, default_schema: str = "") -> Lineage:
    """The lineage of one text; see `auditor.lineage.trace`."""
    return traced(text, dialect, Catalogue(known, default_schema))[0]


def traced(text: str, dialect: str, catalogue: Catalogue) -> tuple[Lineage, tuple[str, ...]]:
    """The lineage, and the routines that it calls without their columns being known."""
    parser = PARSERS.get(dialect, "")
    try:
        if routines.is_routine(text, parser):
            return _routine(text, parser, catalogue)
        parsed = parse(text, parser)
        if parsed.query is None:
            return Lineage(untraced=("unparsable",), writes=True), ()
        lineage, calls = _followed([parsed], parser, catalogue, frozenset())
        chosen = deeply(lambda: chosen_by(_known_tree(parsed)))
        return replace(lineage, chosen_by=chosen), calls
    except UnreadableTextError as fault:
        return Lineage(untraced=(fault.code,)), ()


def _routine(text: str, parser: str, catalogue: Catalogue) -> tuple[Lineage, tuple[str, ...]]:
    routine = routines.read(text, parser)
    lineage, calls = _followed(
        [Parsed(one) for one in routine.queries],
        parser,
        catalogue,
        routine.parameters,
        [Parsed(one) for one in routine.decisions],
    )
    columns = lineage.columns
    if routine.columns:
        columns = tuple(
            OutputColumn(name, columns[i].origins if i < len(columns) else ())
            for i, name in enumerate(routine.columns)
        )
    codes = tuple(sorted({*lineage.untraced, *routine.untraced}))
    return (
        Lineage(
            columns,
            lineage.tables,
            lineage.filters,
            lineage.whole,
            codes,
            writes=lineage.writes or routine.writes,
        ),
        calls,
    )


def _followed(
    queries: list[Parsed],
    parser: str,
    catalogue: Catalogue,
    ignored: frozenset[str],
    decisions: list[Parsed] | None = None,
) -> tuple[Lineage, tuple[str, ...]]:
    """Several queries whose rows come out together, by position."""

    def work() -> tuple[Lineage, tuple[str, ...]]:
        tracer = Tracer(catalogue, parser, ignored)
        shapes = []
        for parsed in queries:
            tree = _known_tree(parsed)
            tracer.writes = tracer.writes or parsed.writes or acts(tree)
            shapes.append(tracer.query(tree, None).renamed(parsed.names))
        for parsed in decisions or ():
            tree = _known_tree(parsed)
            tracer.writes = tracer.writes or acts(tree)
            tracer.decides(tree)
        return _lineage(tracer, tracer.together(shapes)), tuple(tracer.routines)

    return deeply(work)


def _known_tree(parsed: Parsed) -> exp.Expression:
    if parsed.query is None:
        raise UnreadableTextError("unparsable")
    return parsed.query


def _lineage(tracer: Tracer, shape: Shape) -> Lineage:
    return Lineage(
        columns=tuple(OutputColumn(name, origins(mix)) for name, mix in shape.columns),
        tables=tuple(tracer.tables),
        filters=origins(tracer.filters.mix),
        whole=tuple(dict.fromkeys((*shape.passing, *tracer.whole))),
        untraced=tuple(sorted(tracer.untraced)),
        writes=tracer.writes,
    )
