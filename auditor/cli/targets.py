"""From what was typed to opened sources: `@name`, `env:NAME`, a URL or a path."""

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from auditor.connectors.base import Portal, Source
from auditor.connectors.database.options import DatabaseOptions, Reader
from auditor.connectors.files.masks import masked
from auditor.connectors.open import open_portal, open_target, opens_as_portal
from auditor.model.errors import TargetError
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


@dataclass(frozen=True, slots=True)
class Opened:
    """Opened targets in the order typed: those with rows, and those with exchanges."""

    sources: list[Source] = field(default_factory=list)
    portals: list[Portal] = field(default_factory=list)


@contextlib.contextmanager
def opened(
    targets: Sequence[Named],
    options: DatabaseOptions,
    reader: Reader = "auto",
    policy: Policy | None = None,
    wanted: str = "",
) -> Iterator[Opened]:
    """Every target, opened; all are closed at the end, also when one of them cannot be opened.

    `wanted` is `portal` or `data` where the user says what the files are; else what only a portal
    has is one, and data that audit.yaml calls a capture of an account.
    """
    held = Opened()
    with contextlib.ExitStack() as stack:
        for target in targets:
            if _is_portal(target, policy, wanted):
                portal = open_portal(target.location, target.name)
                held.portals.append(stack.enter_context(contextlib.closing(portal)))
                continue
            source = open_target(
                target.location,
                target.name,
                reader=reader,
                options=options,
                layouts=policy.layouts if policy else (),
            )
            held.sources.append(stack.enter_context(contextlib.closing(source)))
        yield held


def _is_portal(target: Named, policy: Policy | None, wanted: str) -> bool:
    if wanted or "://" in target.location:
        return wanted == "portal"
    declared = policy.accounts if policy else ()
    path = Path(target.location)
    files = [path]
    with contextlib.suppress(OSError, ValueError):
        files += sorted(path.iterdir()) if path.is_dir() else []
    if any(account.recorded(str(one), one.name) for account in declared for one in files):
        return True
    return opens_as_portal(target.location)


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
