"""How the dialects of SQL are written, as far as reading them differs."""

from dataclasses import dataclass

POSTGRESQL, MYSQL, ORACLE, SQLSERVER, SQLITE = (
    *("postgresql", "mysql", "oracle"),
    *("sqlserver", "sqlite"),
)
_NAMES = {
    **dict.fromkeys(
        ("postgresql", "postgres", "pg", "psql", "redshift", "cockroachdb"), POSTGRESQL
    ),
    **dict.fromkeys(("mysql", "mariadb"), MYSQL),
    **dict.fromkeys(("oracle", "plsql"), ORACLE),
    **dict.fromkeys(("sqlserver", "mssql", "tsql", "azuresql"), SQLSERVER),
    **dict.fromkeys(("sqlite", "sqlite3"), SQLITE),
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the lexer and the splitter must know; where nothing is known, all is allowed."""

    name: str
    backslash: bool = False
    """A backslash escapes inside quotes."""
    hashes: bool = False
    """`#` begins a comment."""
    brackets: bool = False
    """`[x]` is a quoted name."""
    dollars: bool = True
    """`$$ … $$` is a string."""
    batches: bool = False
    """Statements may follow one another without `;`."""
    slashes: bool = False
    """A line of `/` alone ends a block."""


_DIALECTS = {
    POSTGRESQL: Dialect(POSTGRESQL),
    MYSQL: Dialect(MYSQL, backslash=True, hashes=True, dollars=False),
    ORACLE: Dialect(ORACLE, dollars=False, slashes=True),
    SQLSERVER: Dialect(SQLSERVER, brackets=True, dollars=False, batches=True),
    SQLITE: Dialect(SQLITE, brackets=True, dollars=False),
    "": Dialect("", slashes=True),
}


def dialect_of(name: str) -> Dialect:
    """The dialect of that name, whatever it is called; the permissive one where it is unknown."""
    return _DIALECTS[canonical(name)]


def canonical(name: str) -> str:
    """Our name of a dialect, "" for one that we do not know."""
    return _NAMES.get(name.partition("+")[0].lower(), "")
