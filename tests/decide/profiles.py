"""Hand-built profiles: what a pass would have counted of a column described in a few words."""

from collections.abc import Mapping

from auditor.decide import judge
from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.profiles import ColumnProfile, ContainerProfile, Count, Hits, PairProfile
from auditor.model.refs import ContainerRef
from auditor.model.verdicts import Judgement, Verdict
from auditor.naming import read

ROWS = 1000


def hits(
    valid: int = 0,
    wrong: int = 0,
    inside: int = 0,
    distinct: int | None = None,
    occurrences: int | None = None,
    **facets: int,
) -> Hits:
    """Counts of one identifier; all values different unless said otherwise."""
    different = valid + inside if distinct is None else distinct
    found = inside if occurrences is None else occurrences
    return Hits(valid, wrong, inside, found, Count(different), facets=facets)


def profile(
    name: str,
    *,
    rows: int = ROWS,
    nulls: int = 0,
    distinct: int | None = None,
    length: int = 10,
    lengths: Mapping[int, int] | None = None,
    kind: str = "other",
    words: Mapping[str, int] | None = None,
    years: Mapping[int, int] | None = None,
    facets: Mapping[str, int] | None = None,
    found: Mapping[str, Hits] | None = None,
    **kernels: Hits,
) -> ColumnProfile:
    """A column of `rows` cells, all of one make-up and length unless said otherwise."""
    filled = rows - nulls
    return ColumnProfile(
        name,
        rows,
        nulls,
        0,
        Count(filled if distinct is None else distinct),
        dict(lengths or {length: filled}),
        {kind: filled},
        {**(found or {}), **kernels},
        dict(words or {}),
        dict(years or {}),
        dict(facets or {}),
    )


def column(name: str, family: Family = Family.TEXT) -> Column:
    """A column of that family."""
    return Column(name, family.value, family)


def container(table: str, *columns: Column) -> Container:
    """A table of those columns."""
    return Container(ContainerRef("s", table), ContainerKind.TABLE, columns)


def judged(
    table: str,
    columns: tuple[Column, ...],
    profiles: tuple[ColumnProfile, ...],
    pairs: tuple[PairProfile, ...] = (),
) -> dict[str, Judgement]:
    """The judgements of a table by column, from its names and those profiles."""
    described = container(table, *columns)
    rows = max((p.rows for p in profiles), default=0)
    seen = ContainerProfile(
        described.ref, rows, columns={p.column: p for p in profiles}, pairs=pairs
    )
    return {j.ref.column: j for j in judge(described, read(described), seen)}


def single(
    name: str, seen: ColumnProfile, table: str = "donnees", family: Family = Family.TEXT
) -> Judgement:
    """The judgement of one column alone in its table."""
    return judged(table, (column(name, family),), (seen,))[name]


def categories(judgement: Judgement) -> list[str]:
    """The asserted categories, the surest first."""
    return [verdict.category.value for verdict in judgement.verdicts]


def only(judgement: Judgement) -> Verdict:
    """The one verdict of a judgement."""
    assert len(judgement.verdicts) == 1, categories(judgement)
    return judgement.verdicts[0]
