"""From what the user typed to a database: which dialect, where, and what may be shown of it."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from auditor.model.errors import TargetError

SQLITE_MAGIC = b"SQLite format 3\x00"
_DIALECTS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mysql": "mysql",
    "mariadb": "mysql",
    "oracle": "oracle",
    "mssql": "sqlserver",
    "sqlserver": "sqlserver",
}
_SECRET_OPTIONS = ("password", "passwd", "pwd", "sslpassword", "ssl_key_password", "token")
_MASK = "***"


@dataclass(frozen=True, slots=True)
class DatabaseTarget:
    """A database to open; `location` is the only part that may be shown."""

    dialect: str
    location: str
    url: URL | None = field(default=None, repr=False)
    path: Path | None = field(default=None, repr=False)
    password_in_url: bool = False


def is_sqlite_file(path: Path) -> bool:
    """Whether the file carries SQLite's header, whatever its name."""
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except OSError:
        return False


def mask_url(url: str) -> str:
    """The URL with every secret replaced by `***`; only its scheme where it is malformed."""
    scheme = url.partition("://")[0] if "://" in url else ""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return f"{scheme}://{_MASK}"
    if "@" in (parsed.host or "") or "@" in (parsed.database or ""):
        return f"{scheme}://{_MASK}"
    query = {
        key: _MASK if key.lower() in _SECRET_OPTIONS else value
        for key, value in parsed.query.items()
    }
    shown = parsed.set(query=query).render_as_string(hide_password=True)
    return shown.replace("%2A" * len(_MASK), _MASK)


def parse_target(target: str) -> DatabaseTarget:
    """The database that a URL or a path names; `TargetError` where it names none."""
    if "://" not in target:
        return _file(Path(target).expanduser(), target)
    shown = mask_url(target)
    try:
        url = make_url(target)
    except (ArgumentError, ValueError):
        raise TargetError("bad_url", target=shown) from None
    dialect = _DIALECTS.get(url.get_backend_name())
    if dialect is None:
        raise TargetError(
            "unknown_scheme", scheme=url.get_backend_name(), known=", ".join(sorted(_DIALECTS))
        )
    if dialect == "sqlite":
        return _file(_sqlite_path(url), shown)
    if shown.endswith(f"://{_MASK}"):
        raise TargetError("bad_url", target=shown)
    secret = url.password is not None or any(k.lower() in _SECRET_OPTIONS for k in url.query)
    return DatabaseTarget(dialect, shown, url=url, password_in_url=secret)


def _sqlite_path(url: URL) -> Path:
    name = url.database or ""
    if name.startswith("file:"):
        name = unquote(name.removeprefix("file:").partition("?")[0])
    return Path(name).expanduser()


def _file(path: Path, shown: str) -> DatabaseTarget:
    try:
        if not path.exists():
            raise TargetError("file_missing", path=shown)
        if not path.is_file() or not is_sqlite_file(path):
            raise TargetError("not_a_database", path=shown)
    except (OSError, ValueError):
        raise TargetError("file_missing", path=shown) from None
    return DatabaseTarget("sqlite", shown, path=path.resolve())
