"""What findings say of each grant, beside what the maker of the world knows."""

from collections.abc import Iterable

from auditor.model.access import PUBLIC
from auditor.model.findings import Finding
from auditor.model.result import Result
from tests.corpus.rights.model import World

WHOLE = frozenset({"DBX-003", "DBX-004", "DBX-011", "DBX-013", "DBX-014", "DBX-017"})
"""Rules about a role as a whole."""
TOGETHER = "DBX-023"
"""It names what is dangerous together, needed columns included."""

Triples = frozenset[tuple[str, str, str]]
"""(role, object, column)."""


def expected(world: World) -> Triples:
    """What is to be found."""
    return frozenset(
        (role, place, column) for (role, place), names in world.alarms.items() for column in names
    )


def found(world: World, result: Result, prefix: str) -> Triples:
    """What findings of the pack name, role by role and column by column.

    An object that is open to everyone is said once, of PUBLIC; the server's own roles are left out.
    """
    named = {
        (_role(finding, prefix), _place(world, finding), column)
        for finding in of_roles(result)
        if finding.container and finding.rule != TOGETHER
        for column in (finding.columns or (finding.column,))
    }
    everyone = {place for role, place, _ in named if role == PUBLIC}
    return frozenset(
        (role, place, column)
        for role, place, column in named
        if role == PUBLIC or (role in world.roles and place not in everyone)
    )


def of_roles(result: Result) -> Iterable[Finding]:
    """The findings about roles."""
    return (f for f in result.findings if f.rule.startswith("DBX-") and f.surface)


def powers(result: Result, prefix: str) -> dict[str, frozenset[str]]:
    """The rules about whole roles that fire, by role."""
    rules: dict[str, set[str]] = {}
    for finding in of_roles(result):
        if finding.rule in WHOLE:
            rules.setdefault(_role(finding, prefix), set()).add(finding.rule)
    return {role: frozenset(names) for role, names in rules.items()}


def _place(world: World, finding: Finding) -> str:
    if world.dialect == "mysql":
        return finding.container.rpartition(".")[2]
    return finding.container


def _role(finding: Finding, prefix: str) -> str:
    return finding.surface.partition("@")[0].strip("'\"").removeprefix(prefix)
