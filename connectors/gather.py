"""Files of migrations from paths, from standard input, or from both sides of a range in git."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from auditor.connectors.git import Blob, Range, contents, open_range
from auditor.model.errors import TargetError
from auditor.model.gaps import Gap
from auditor.model.vocabulary import GapKind

SOURCE = "migrations"
MOST_BYTES = 256_000_000
"""Of one file; a longer one is an unread gap."""
MOST_AROUND = 20_000
"""Files that only tell the schema so far."""
LONGEST_AROUND = 2_000_000
"""Bytes of one of them: a longer one is rather a dump of rows than a step of the schema."""
MOST_BYTES_AROUND = 16_000_000
"""Bytes of all of them."""
_READ = frozenset(
    {"sql", "ddl", "psql", "pgsql", "pls", "plsql", "pkg", "pks", "pkb", "prc", "fnc", "trg", "vw"}
    | {"tab", "py", "xml", "yaml", "yml", "json", "rb", "prisma", "ts", "mts", "cts", "js", "mjs"}
    | {"cjs", "php", "cs", "go", "ex", "exs", "java", "kt", "kts", "groovy", "scala", "dump", "bak"}
    | {"csv", "properties"}  # rows and names that changelogs load
)
"""Endings under which migrations are written, read or told as unread."""
_PLACES = re.compile(
    r"(^|/)(migrations?|migrate|alembic|versions|changelogs?|liquibase|flyway|schemas?|prisma|ddl|"
    r"sql|db|database|databases|hasura|metadata|updates?|upgrades?|deploy|knex)(/|$)",
    re.IGNORECASE,
)
_SKIPPED = frozenset(
    {".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".tox"}
)
_INCLUDES = frozenset({"xml", "yaml", "yml", "json"})
_LFS = b"version https://git-lfs"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files as they are and as they were, and those that are asked about."""

    now: Mapping[str, bytes] = field(repr=False)
    asked: frozenset[str]
    before: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    gaps: tuple[Gap, ...] = ()


def from_text(content: bytes, name: str) -> Gathered:
    """One file that was given on standard input, under that name; its neighbours tell the rest."""
    file = Path(name)
    around, cut = _context(_around((file,)) if file.parent.name else (), frozenset({name}))
    return Gathered({**around, name: content}, frozenset({name}), gaps=cut)


def from_paths(paths: Sequence[Path]) -> Gathered:
    """Files, and folders with all below them; around a file, its folder tells the schema so far.

    Raises TargetError for a path that does not exist.
    """
    for path in paths:
        if not path.exists():
            raise TargetError("check_no_path", path=str(path))
    wanted = {_name(file): file for path in paths for file in _files(path)}
    now, gaps = _read(wanted.values())
    alone = [path for path in paths if path.is_file()]
    around, cut = _context(_around(alone), frozenset(wanted))
    asked = frozenset(now) | {gap.container for gap in gaps}
    return Gathered({**around, **now}, asked, gaps=(*gaps, *cut))


def from_range(folder: Path, since: str, until: str, under: Sequence[Path] = ()) -> Gathered:
    """The files that a range of revisions adds or edits, with both sides of what is around them."""
    span = open_range(folder, since, until)
    within = tuple(_in_tree(path, span.root) for path in under)
    changed = [name for name in span.changed if _is_read(name) and _is_under(name, within)]
    if not changed:
        return Gathered({}, frozenset())
    folders = {str(PurePosixPath(name).parent) for name in changed}
    gaps: list[Gap] = []
    now = _side(span, span.now, folders, frozenset(changed), gaps)
    edited = frozenset(name for name in changed if name in span.before)
    before = _side(span, span.before, folders, edited, []) if edited else {}
    return Gathered(now, frozenset(changed), before, tuple(gaps))


def _side(
    span: Range,
    tree: Mapping[str, Blob],
    folders: set[str],
    changed: frozenset[str],
    gaps: list[Gap],
) -> dict[str, bytes]:
    """The changed files of one tree and those around them, as many as are bounded."""
    around = [n for n in sorted(tree) if n not in changed and _tells(n, folders)]
    kept, cut = _kept((name, tree[name].size) for name in around)
    gaps += cut
    names = [*sorted(changed), *kept]
    small = [name for name in names if tree[name].size <= MOST_BYTES]
    gaps += [_too_large(name) for name in sorted(changed) if tree[name].size > MOST_BYTES]
    found = contents(span.root, (tree[name] for name in small))
    read: dict[str, bytes] = {}
    for name in small:
        content = found.get(tree[name].id)
        if content is None or content.startswith(_LFS):
            if name in changed:
                gaps.append(Gap(GapKind.UNREAD, "not_in_clone", SOURCE, name))
            continue
        read[name] = content
    return read


def _tells(name: str, folders: set[str]) -> bool:
    """Whether a file may tell the schema that the changed ones stand on."""
    if not _is_read(name):
        return False
    folder = str(PurePosixPath(name).parent)
    return folder in folders or name.endswith(".sql") or bool(_PLACES.search(folder))


def _is_read(name: str) -> bool:
    return PurePosixPath(name).suffix.lower().removeprefix(".") in _READ


def _in_tree(path: Path, root: Path) -> str:
    """A path as the tree of the repository writes it."""
    try:
        inside = path.absolute().resolve().relative_to(root.resolve())
    except ValueError:
        raise TargetError("check_not_in_repository", path=str(path), folder=str(root)) from None
    return "" if str(inside) == "." else inside.as_posix()


def _is_under(name: str, within: Sequence[str]) -> bool:
    return not within or any(not one or name == one or name.startswith(f"{one}/") for one in within)


def _files(path: Path) -> Iterator[Path]:
    """The file itself whatever its ending; of a folder, what has one that migrations have."""
    if path.is_file():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        for name in sorted(names):
            if _is_read(name) and (file := Path(folder, name)).is_file():
                yield file


def _around(files: Iterable[Path]) -> Iterator[Path]:
    """What stands in the folders of those files; below them too, where files include others."""
    deep: dict[Path, bool] = {}
    for file in files:
        includes = file.suffix.lower().removeprefix(".") in _INCLUDES
        deep[file.parent] = deep.get(file.parent, False) or includes
    for folder, below in sorted(deep.items()):
        yield from _files(folder) if below else _listed(folder)


def _context(
    files: Iterable[Path], without: frozenset[str]
) -> tuple[dict[str, bytes], tuple[Gap, ...]]:
    """The files that only tell the schema so far, with a gap where their bounds cut some off.

    One that cannot be opened tells nothing, as if it were not there.
    """
    sizes: dict[str, tuple[Path, int]] = {}
    for file in files:
        name = _name(file)
        if name not in without:
            with suppress(OSError):
                sizes.setdefault(name, (file, file.stat().st_size))
    kept, cut = _kept((name, size) for name, (_, size) in sizes.items())
    read, _ = _read(sizes[name][0] for name in kept)
    return read, cut


def _kept(around: Iterable[tuple[str, int]]) -> tuple[list[str], tuple[Gap, ...]]:
    """The names that the bounds on files and bytes leave, in their order."""
    kept: list[str] = []
    left = MOST_BYTES_AROUND
    missed = 0
    for name, size in around:
        if len(kept) < MOST_AROUND and size <= min(LONGEST_AROUND, left):
            kept.append(name)
            left -= size
        else:
            missed += 1
    if not missed:
        return kept, ()
    limits = (("files", str(MOST_AROUND)), ("limit", str(MOST_BYTES_AROUND // 1_000_000)))
    detail = (*limits, ("each", str(LONGEST_AROUND // 1_000_000)))
    return kept, (Gap(GapKind.BOUNDED, "context_bounded", SOURCE, count=missed, detail=detail),)


def _listed(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (f for f in sorted(folder.iterdir()) if f.is_file() and _is_read(f.name))


def _read(
    files: Iterable[Path], without: frozenset[str] = frozenset()
) -> tuple[dict[str, bytes], tuple[Gap, ...]]:
    read: dict[str, bytes] = {}
    gaps = []
    for file in files:
        name = _name(file)
        if name in read or name in without:
            continue
        try:
            if file.stat().st_size > MOST_BYTES:
                gaps.append(_too_large(name))
                continue
            read[name] = file.read_bytes()
        except OSError:
            gaps.append(Gap(GapKind.UNREAD, "migration_unreadable", SOURCE, name))
    return read, tuple(gaps)


def _too_large(name: str) -> Gap:
    detail = (("limit", str(MOST_BYTES)),)
    return Gap(GapKind.UNREAD, "migration_too_large", SOURCE, name, detail=detail)


def _name(file: Path) -> str:
    """The path as a report prints it: from the current folder where it lies below, with `/`."""
    if file.is_absolute() and file.is_relative_to(Path.cwd()):
        file = file.relative_to(Path.cwd())
    return file.as_posix()
