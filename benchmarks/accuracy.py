"""How right the verdicts are on generated databases whose every column has an answer.

    python -m benchmarks.accuracy --write

Seeds and the vocabulary `held_out` were not used to tune the lexicon beyond what docs/accuracy.md
says. `names` reads no row. `--url` names a PostgreSQL server on which databases may be made.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from auditor.cli.job import Job, perform
from auditor.cli.targets import Named
from auditor.pipelines.options import Depth, ReadOptions
from auditor.policy.load import load_policy
from benchmarks.peers import judged, presidio, stdnum
from tests.corpus import Corpus, load_postgresql, schema
from tests.corpus.score import Score, Tally, score

URL = "postgresql://postgres@127.0.0.1:5432/postgres"
SEEDS = (301, 302, 303)
PAGE = Path(__file__).resolve().parents[1] / "docs" / "accuracy.md"
MARK = "<!-- figures -->\n"


@dataclass(frozen=True, slots=True)
class Trial:
    """One vocabulary, read with or without values, over all seeds."""

    vocabulary: str
    depth: Depth
    scores: tuple[Score, ...]

    @property
    def overall(self) -> Tally:
        """All seeds together."""
        return _sum([one.overall for one in self.scores])

    def split(self, by: str) -> dict[str, Tally]:
        """The tallies by `by_category` or `by_difficulty`, all seeds together."""
        parts: dict[str, list[Tally]] = {}
        for one in self.scores:
            for name, tally in getattr(one, by).items():
                parts.setdefault(name, []).append(tally)
        return {name: _sum(found) for name, found in sorted(parts.items())}


@contextmanager
def loaded(server: str, corpus: Corpus) -> Iterator[str]:
    """A database that holds the corpus, dropped at the end."""
    name = sql.Identifier(database := f"accuracy_{os.getpid()}")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            url = make_url(server).set(database=database).render_as_string(hide_password=False)
            load_postgresql(url, corpus)
            yield url
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def trial(server: str, vocabulary: str, depth: Depth) -> Trial:
    """Load, scan and score every seed."""
    scores = []
    for seed in SEEDS:
        corpus = schema(seed=seed, vocabulary=vocabulary)
        with loaded(server, corpus) as url:
            options = ReadOptions(depth=depth)
            result = perform(Job("scan", (Named("base", url),), load_policy(None), options))
        scores.append(score(corpus, result.fields))
    return Trial(vocabulary, depth, tuple(scores))


def peers() -> str:
    """What other libraries reach on the tables of the held-out vocabulary, as Markdown rows."""
    rows = []
    for name, label in (("Presidio, French defaults", presidio), ("python-stdnum", stdnum)):
        scores = [judged(schema(seed=seed, vocabulary="held_out"), label) for seed in SEEDS]
        clean = sum(found.clean_columns for found in scores)
        alarms = sum(len(found.false_alarms) for found in scores)
        overall = _sum([found.overall for found in scores])
        rows.append(f"| held_out | {name} | {_cells(overall)} | {alarms} of {clean} |")
    return "\n".join(rows)


def table(trials: list[Trial]) -> str:
    """The figures as Markdown."""
    rows = [
        "| vocabulary | reads | precision | recall | F1 | false alarms on clean columns |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one in trials:
        clean = sum(found.clean_columns for found in one.scores)
        alarms = sum(len(found.false_alarms) for found in one.scores)
        reads = "names only" if one.depth is Depth.SCHEMA_ONLY else "every row"
        rows.append(f"| {one.vocabulary} | {reads} | {_cells(one.overall)} | {alarms} of {clean} |")
    rows.append(peers())
    best = next(t for t in trials if t.vocabulary == "held_out" and t.depth is Depth.FULL)
    for title, by in (("category", "by_category"), ("difficulty", "by_difficulty")):
        rows += ["", f"Every row, held-out vocabulary, by {title}:", ""]
        rows += [f"| {title} | right | missed | wrong | precision | recall | F1 |"]
        rows += ["| --- | --- | --- | --- | --- | --- | --- |"]
        rows += [
            f"| {name} | {found.right} | {found.missed} | {found.wrong} | {_cells(found)} |"
            for name, found in best.split(by).items()
        ]
    return "\n".join(rows) + "\n"


def _cells(found: Tally) -> str:
    return f"{found.precision:.3f} | {found.recall:.3f} | {found.f1:.3f}"


def _sum(tallies: list[Tally]) -> Tally:
    total: Counter[str] = Counter()
    for one in tallies:
        total.update(right=one.right, missed=one.missed, wrong=one.wrong)
    return Tally(total["right"], total["missed"], total["wrong"])


def main() -> int:
    """Measure, print, and write the page where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default=os.environ.get("AUDIT_TEST_PG_URL", URL))
    parser.add_argument("--write", action="store_true", help="renew docs/accuracy.md")
    asked = parser.parse_args()
    figures = table(
        [
            trial(asked.url, vocabulary, depth)
            for vocabulary in ("tuning", "held_out")
            for depth in (Depth.FULL, Depth.SCHEMA_ONLY)
        ]
    )
    print(figures)
    if asked.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(MARK)
        after = rest.partition(MARK)[2]
        PAGE.write_text(f"{before}{MARK}\n{figures}\n{MARK}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
