"""What keys say of the values inside a column: an object is read like a table of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from auditor.model.catalogue import Column, Container, Family
from auditor.model.naming import ContainerNames, ObjectNames
from auditor.model.profiles import ColumnProfile
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import Subject
from auditor.naming.read import read

Path = tuple[str, ...]
_DATED = 0.9
_FORM = "date_"
_WRITTEN = frozenset({"date_day_first", "date_words"})


def read_objects(
    container: Container,
    names: ContainerNames,
    nested: Mapping[str, Mapping[Path, ColumnProfile]],
) -> ContainerNames:
    """The names of a container together with those of the objects inside its columns."""
    objects = [
        _object(container, names, column, parent, paths)
        for column, profiles in nested.items()
        for parent, paths in _by_object(profiles).items()
    ]
    return replace(names, objects=tuple(objects))


def _by_object(profiles: Mapping[Path, ColumnProfile]) -> dict[Path, dict[Path, ColumnProfile]]:
    """The paths by the object that holds them: `a/b` and `a/c/*` stand in `a`."""
    found: dict[Path, dict[Path, ColumnProfile]] = {}
    for path, profile in profiles.items():
        keys = [index for index, key in enumerate(path) if _is_key(key)]
        parent = path[: keys[-1]] if keys else ()
        found.setdefault(parent, {})[path] = profile
    return found


def _is_key(segment: str) -> bool:
    return segment not in {"*", ""} and not segment.startswith(("@", "{"))


def _object(
    container: Container,
    names: ContainerNames,
    column: str,
    parent: Path,
    profiles: Mapping[Path, ColumnProfile],
) -> ObjectNames:
    columns = _columns(column, profiles)
    read_as = _in_context(container, names, column, parent, columns)
    return ObjectNames(column, *read_as, tuple(profiles))


def _columns(column: str, profiles: Mapping[Path, ColumnProfile]) -> tuple[Column, ...]:
    """One column a path, named by its last key; a sign makes names differ that would not."""
    made: dict[str, Column] = {}
    for path, profile in profiles.items():
        name = next((key for key in reversed(path) if _is_key(key)), column)
        while name in made:
            name += "/"
        made[name] = Column(name, "", Family.DATE if _dated(profile) else Family.TEXT)
    return tuple(made.values())


def _dated(profile: ColumnProfile) -> bool:
    """Whether the values are written as days; numbers that could count days may be anything."""
    numeric = any(name.startswith(_FORM) and name not in _WRITTEN for name in profile.facets)
    return not numeric and sum(profile.years.values()) >= _DATED * profile.filled > 0


def _in_context(
    container: Container,
    names: ContainerNames,
    column: str,
    parent: Path,
    columns: Sequence[Column],
) -> tuple[Container, ContainerNames]:
    """The object under the name of the nearest key that tells whose it is, else of its table."""
    ref = container.ref
    for name in (*_titles(parent), column):
        table = Container(
            ContainerRef(ref.source, name), container.kind, tuple(columns), container.comment
        )
        found = read(table)
        if found.role == "reference" or found.subject is not Subject.UNKNOWN:
            return table, found
    table = replace(container, columns=tuple(columns), primary_key=(), unique=(), foreign_keys=())
    found = read(table)
    if found.subject is Subject.UNKNOWN:
        found = _of_subject(found, names.subject)
    return table, found


def _titles(parent: Path) -> Iterable[str]:
    return (key for key in reversed(parent) if _is_key(key))


def _of_subject(found: ContainerNames, subject: Subject) -> ContainerNames:
    columns = tuple(
        replace(one, subject=subject) if one.subject is Subject.UNKNOWN else one
        for one in found.columns
    )
    return replace(found, subject=subject, columns=columns)
