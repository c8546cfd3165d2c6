"""From what was typed to opened sources: `@name`, `env:NAME`, a URL or a path."""

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from auditor.connectors.base import Source
from auditor.connectors.database.options import DatabaseOptions, Reader
from auditor.connectors.files.masks import masked
from auditor.connectors.open import open_target
from auditor.model.errors import TargetError
from auditor.policy.layouts import Layout
from auditor.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Named:
    """A target with the name that the result will carry."""

    name: str
    location: str


def resolve(typed: Sequence[str], policy: Policy) -> tuple[Named, ...]:
    """The targets in the order typed, each under a name of its own."""
    taken: dict[str, int] = {}
    resolved = []
    for target in typed:
        name, location = _one(target, policy)
        taken[name] = taken.get(name, 0) + 1
        suffix = f"-{taken[name]}" if taken[name] > 1 else ""
        resolved.append(Named(name + suffix, location))
    return tuple(resolved)


@contextlib.contextmanager
def opened(
    targets: Sequence[Named],
    options: DatabaseOptions,
    reader: Reader = "auto",
    layouts: tuple[Layout, ...] = (),
) -> Iterator[list[Source]]:
    """Every target, opened; all are closed at the end, also when one of them cannot be opened."""
    with contextlib.ExitStack() as stack:
        sources: list[Source] = [
            stack.enter_context(
                contextlib.closing(
                    open_target(
                        target.location,
                        target.name,
                        reader=reader,
                        options=options,
                        layouts=layouts,
                    )
                )
            )
            for target in targets
        ]
        yield sources


def _one(target: str, policy: Policy) -> tuple[str, str]:
    if target.startswith("@"):
        name = target[1:]
        if name not in policy.targets:
            near = get_close_matches(name, policy.targets, n=1)
            raise TargetError(
                "unknown_target",
                name=name,
                known=", ".join(sorted(policy.targets)) or "-",
                near=near[0] if near else "-",
            )
        return name, _from_environment(policy.targets[name])
    if target.startswith("env:"):
        return target[4:].lower(), _from_environment(target)
    return _label(target), target


def _from_environment(location: str) -> str:
    if not location.startswith("env:"):
        return location
    variable = location[4:]
    if not os.environ.get(variable):
        raise TargetError("variable_unset", variable=variable)
    return os.environ[variable]


def _label(location: str) -> str:
    """The database name of a URL, the stem of a path; never a user or a password."""
    _, scheme, rest = location.rpartition("://")
    if not scheme:
        return masked(Path(location).stem) or "source"
    path = rest.rpartition("@")[2].partition("?")[0]
    last = Path(path.partition("/")[2]).stem
    return last if re.fullmatch(r"[\w.\-]+", last) else "source"
