"""What sqlglot's own parser reads of the annotated SQL files, beside the reader of this project.

    python -m benchmarks.ddl

For each dialect: statements that sqlglot makes a node of (not `Command`, not an error), expected
effects whose statement is one of those, expected effects that the project's reader tells at their
line, and CPU time a file of both. A file that sqlglot cannot cut into statements as a whole is
given to it statement by statement, cut by the project's reader, which is to its favour.
"""

import logging
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from auditor.connectors.migrations.sql.dialects import dialect_of
from auditor.connectors.migrations.sql.lexer import Text
from auditor.connectors.migrations.sql.split import statements
from tests.connectors.migrations.annotated import CASES, read_case

NAMES = {
    "postgresql": "postgres",
    "mysql": "mysql",
    "oracle": "oracle",
    "sqlserver": "tsql",
    "sqlite": "sqlite",
}
RUNS = 5


def main() -> int:
    """Print one line a dialect."""
    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    head = ("dialect", "files", "statements", "node", "Command", "error", "effects", "theirs")
    print(("{:11}" + "{:>11}" * 7).format(*head) + "       ours   ms theirs     ms ours")
    for ours, theirs in NAMES.items():
        files = sorted((CASES / ours).glob("*.sql"))
        told: Counter[str] = Counter()
        spent = [0.0, 0.0]
        for path in files:
            told += _file(path, ours, theirs)
            spent[0] += _took(_whole, path, theirs)
            spent[1] += _took(read_case, path, ours)
        numbers = (
            *(len(files), told["statement"], told["node"], told["command"], told["error"]),
            *(told["effect"], told["theirs"], told["ours"]),
        )
        each = [1_000 * total / max(1, len(files)) for total in spent]
        print(
            f"{ours:11}" + "".join(f"{n:11}" for n in numbers) + f"{each[0]:12.1f}{each[1]:12.1f}"
        )
    return 0


def _file(path: Path, ours: str, theirs: str) -> Counter[str]:
    """How the statements of one file fare, and the effects that hang on them."""
    raw = path.read_text(encoding="utf-8")
    text = Text(raw, dialect_of(ours))
    told: Counter[str] = Counter()
    reached: set[int] = set()
    for one in statements(text):
        if not one.tokens or one.kind in ("client", "meta", "conflict"):
            continue
        first, last = one.tokens[0], one.tokens[-1]
        kind = _kind(raw[first.start : last.end], theirs)
        told.update(("statement", kind))
        if kind == "node":
            reached.update(range(text.line(first.start), text.line(last.start) + 1))
    case = read_case(path, ours)
    for effect in set(case.expected):
        line = int(effect.split(":")[1])
        told.update(("effect",))
        told.update(("theirs",) if line in reached else ())
        told.update(("ours",) if effect in case.told else ())
    return told


def _kind(sql: str, dialect: str) -> str:
    try:
        parsed = [one for one in sqlglot.parse(sql, read=dialect) if one is not None]
    except (SqlglotError, RecursionError):
        return "error"
    commands = any(isinstance(node, exp.Command) for one in parsed for node in one.walk())
    return "command" if commands or not parsed else "node"


def _whole(path: Path, dialect: str) -> None:
    try:
        sqlglot.parse(path.read_text(encoding="utf-8"), read=dialect)
    except (SqlglotError, RecursionError):
        return


def _took(run: Callable[[Path, str], object], path: Path, dialect: str) -> float:
    best = sys.float_info.max
    for _ in range(RUNS):
        start = time.process_time()
        run(path, dialect)
        best = min(best, time.process_time() - start)
    return best


if __name__ == "__main__":
    sys.exit(main())
