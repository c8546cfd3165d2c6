"""Which relations the text of a view names and which of their columns, where no catalogue tells."""

import logging
from collections.abc import Mapping

import sqlglot
from sqlglot import expressions as exp
from sqlglot.errors import SqlglotError

Taken = Mapping[tuple[str, str], tuple[str, ...]]
"""Columns by (schema, table)."""
MAX_LENGTH = 200_000
"""Characters of a text that is looked at."""


def taken_by(text: str, dialect: str, schema: str) -> Taken:
    """What a SELECT takes; nothing where its text cannot be read.

    A name without schema lies in `schema`. A column without its table is given to the only table
    of the query, else to none, so that no right is asked for that may not be needed.
    """
    if not text or len(text) > MAX_LENGTH:
        return {}
    logger = logging.getLogger("sqlglot")
    before = logger.level
    # Its warnings quote the text, in which values may stand.
    logger.setLevel(logging.CRITICAL + 1)
    try:
        query = sqlglot.parse_one(text, read=dialect)
        return _taken(query, schema)
    except (SqlglotError, RecursionError):
        return {}
    finally:
        logger.setLevel(before)


def _taken(query: exp.Expr, schema: str) -> Taken:
    within = {cte.alias for cte in query.find_all(exp.CTE)}
    by_alias: dict[str, set[tuple[str, str]]] = {}
    found: dict[tuple[str, str], set[str]] = {}
    for table in query.find_all(exp.Table):
        if not table.name or (table.name in within and not table.db):
            continue
        address = (table.db or schema, table.name)
        found.setdefault(address, set())
        by_alias.setdefault(table.alias_or_name, set()).add(address)
    for column in query.find_all(exp.Column):
        places = by_alias.get(column.table, set())
        if not column.table and len(found) == 1:
            places = set(found)
        # One alias in two subqueries may stand for either.
        if len(places) == 1 and not isinstance(column.this, exp.Star):
            found[next(iter(places))].add(column.name)
    return {address: tuple(sorted(columns)) for address, columns in found.items()}
