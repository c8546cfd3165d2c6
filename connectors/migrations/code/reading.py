"""What the readers of all these languages do alike."""

from collections.abc import Callable, Iterator

from auditor.connectors.migrations.code import tree
from auditor.connectors.migrations.code.follow import (
    Call,
    Closure,
    Follower,
    Names,
    TooMuchError,
    Value,
    Watch,
)
from auditor.connectors.migrations.code.grammar import (
    LONGEST,
    MissingGrammarError,
    faults,
    parse,
)
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.literals import categories_in
from auditor.connectors.migrations.located import Text
from auditor.model.vocabulary import Category

TYPE = Callable[[object], tuple[tree.Node, ...]]


def statements(draft: Draft, language: str) -> tuple[tree.Node, ...]:
    """The statements of the file; a gap for what does not parse, or where no grammar is."""
    text = draft.file.text
    if len(text) > LONGEST:
        draft.gap("migration_too_long", 1)
        return ()
    try:
        root = parse(language, text)
    except MissingGrammarError:
        draft.gap("grammar_missing", 1, language=language)
        return ()
    for line in faults(root):
        draft.gap("source_syntax", line)
    try:
        return _brought(language, root)
    except RecursionError:
        draft.gap("migration_too_long", 1)
        return ()


def _brought(language: str, root: object) -> tuple[tree.Node, ...]:
    if language == "ruby":
        from auditor.connectors.migrations.code.ruby import Ruby

        return Ruby(root).nodes(root)  # type: ignore[arg-type]
    if language == "php":
        from auditor.connectors.migrations.code import php

        return php.nodes(root)  # type: ignore[arg-type]
    from auditor.connectors.migrations.code import javascript

    return javascript.nodes(root)  # type: ignore[arg-type]


def open_file(draft: Draft, language: str, watch: Watch) -> Follower:
    """A follower that knows the functions and constants of the file."""
    follower = Follower(watch)
    guarded(draft, lambda: follower.body(statements(draft, language), follower.names))
    return follower


def guarded(draft: Draft, work: Callable[[], object]) -> None:
    """Does it; what goes beyond the bounds is a gap."""
    try:
        work()
    except (TooMuchError, RecursionError):
        draft.gap("migration_too_long", 1)


def follow(draft: Draft, follower: Follower, name: str, *, down: bool = False) -> bool:
    """Follows a function of the file; whether there is one of that name."""
    entry = follower.names.get(name)
    if not isinstance(entry, Closure):
        return False
    draft.down = down
    guarded(draft, lambda: follower.run(entry))
    draft.down = False
    return True


def functions_of(names: Names) -> Iterator[tuple[str, Value]]:
    """What `module.exports = {up, down}` and `export default {…}` give names to."""
    for value in list(names.values()):
        if isinstance(value, dict):
            yield from ((str(key), kept) for key, kept in value.items())


def chain(value: Value) -> Iterator[Call]:
    """The calls of a chain, the last one first."""
    while isinstance(value, Call):
        yield value
        value = value.receiver


def run_sql(draft: Draft, text: Value, line: int) -> None:
    """The steps of a piece of SQL, or a gap where it is not evident."""
    if isinstance(text, Text):
        draft.sql_at(*text.laid_out())
    else:
        draft.gap("migration_not_evident", line)


def found_in(rows: Value) -> tuple[tuple[str, ...], tuple[tuple[str, Category], ...]]:
    """Columns and identifiers of the rows that a call writes."""
    columns: dict[str, None] = {}
    found: set[tuple[str, Category]] = set()
    for row in rows if isinstance(rows, list) else [rows]:
        for key, value in row.items() if isinstance(row, dict) else ():
            columns.setdefault(str(key))
            if isinstance(value, Text | int) and not isinstance(value, bool):
                found.update((str(key), kind) for kind in categories_in(str(value), str(key)))
    return tuple(columns), tuple(sorted(found))
