"""Scripts in the order in which their ecosystem runs them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from auditor.model.migrations import Script

_PARTS = re.compile(r"(\d+)")


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key by which `2` stands before `10`."""
    return tuple(
        (0, int(part), "") if part.isdigit() and part.isascii() else (1, 0, part.lower())
        for part in _PARTS.split(name)
        if part
    )


def ordered(scripts: Iterable[Script]) -> tuple[Script, ...]:
    """All scripts, ecosystem after ecosystem, each in its own order."""
    groups: dict[str, list[Script]] = {}
    for script in scripts:
        key = script.ecosystem if script.ecosystem in _SORTED else ""
        groups.setdefault(key, []).append(script)
    runs = [
        (min(natural(script.file) for script in group), _SORTED.get(key, _by_name)(group))
        for key, group in groups.items()
    ]
    return tuple(script for _, run in sorted(runs, key=lambda run: run[0]) for script in run)


def _by_name(scripts: Sequence[Script]) -> list[Script]:
    return sorted(scripts, key=lambda script: natural(script.file))


_RANK = {"B": 0, "V": 0, "U": 1, "R": 2}


def _flyway(scripts: Sequence[Script]) -> list[Script]:
    """Versions first, repeatable scripts last (Flyway's documentation, Migrations)."""

    def key(script: Script) -> tuple[object, ...]:
        kind, version = script.order or ("", "")
        numbers = tuple(int(part) for part in version.split(".") if part)
        late = 1 if kind == "R" else 0
        while numbers and numbers[-1] == 0:
            numbers = numbers[:-1]
        return (late, numbers, _RANK.get(kind, 0), natural(script.file))

    return sorted(scripts, key=key)


def _graph(scripts: Sequence[Script]) -> list[Script]:
    """Each after those that it comes after; one whose parents are not here stands first."""
    by_name = {script.order[0]: script for script in scripts if script.order}
    return _walk(_by_name(scripts), by_name, lambda script: script.order[1:])


def _includes(scripts: Sequence[Script]) -> list[Script]:
    """A changelog and what it includes, in its order (Liquibase, include and includeAll).

    Its own name among them tells where its own change sets stand.
    """
    by_name = {script.file: script for script in scripts}
    included = {name for script in scripts for name in script.order if name != script.file}
    roots = [script for script in _by_name(scripts) if script.file not in included]
    found: dict[str, Script] = {}
    stack = [*reversed([*roots, *[s for s in _by_name(scripts) if s.file in included]])]
    pending = [(script, False) for script in reversed(roots)]
    opened: set[str] = set()
    while pending:
        script, ready = pending.pop()
        if ready:
            found.setdefault(script.file, script)
        elif script.file not in opened:
            opened.add(script.file)
            own = script.order if script.file in script.order else (script.file, *script.order)
            pending.extend(
                (by_name[name], name == script.file) for name in reversed(own) if name in by_name
            )
    while stack:  # what only a cycle reaches
        script = stack.pop()
        found.setdefault(script.file, script)
    return list(found.values())


def _walk(
    scripts: Sequence[Script],
    by_name: Mapping[str, Script],
    parents: Callable[[Script], Sequence[str]],
) -> list[Script]:
    done: dict[int, Script] = {}
    for first in scripts:
        stack = [(first, False)]
        opened: set[int] = set()
        while stack:
            script, ready = stack.pop()
            if id(script) in done:
                continue
            if ready or id(script) in opened:
                done[id(script)] = script
                continue
            opened.add(id(script))
            stack.append((script, True))
            before = [by_name[name] for name in parents(script) if name in by_name]
            stack.extend((one, False) for one in reversed(before) if id(one) not in opened)
    return list(done.values())


_SORTED: dict[str, Callable[[Sequence[Script]], list[Script]]] = {
    "flyway": _flyway,
    "alembic": _graph,
    "django": _graph,
    "liquibase": _includes,
}
