"""Rights that go beyond reading a table: powers of a role, its own or those it may take on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.model.access import PUBLIC, Access, Grant, Membership

_ATTRIBUTES = ("superuser", "bypass_rls", "read_all", "server_files", "create_role")
_ORDINARY = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
_OWNERS = frozenset({"TRUNCATE", "REFERENCES", "TRIGGER", "ALL", "DROP", "ALTER", "CREATE"})
POWERS = (*_ATTRIBUTES, "all_privileges", "grant_option", "future_tables", "public")


@dataclass(frozen=True, slots=True)
class Power:
    """A power of a role, the object that it bears on ("" for all), and the role it comes from."""

    name: str
    container: str = ""
    through: str = ""
    """"" where it is the role's own."""


class Powers:
    """The powers of every role of an access, by set lookups."""

    def __init__(self, access: Access) -> None:
        self._attributes = {(r.source, r.name): r.attributes for r in access.roles}
        self._parents: dict[tuple[str, str], list[Membership]] = {}
        for membership in access.memberships:
            key = membership.source, membership.member
            self._parents.setdefault(key, []).append(membership)
        self._grants: dict[tuple[str, str], list[Grant]] = {}
        for grant in access.grants:
            self._grants.setdefault((grant.source, grant.role), []).append(grant)
        self._owners = {(r.source, r.container): r.owner for r in access.relations}
        self._future: dict[tuple[str, str], set[str]] = {}
        for default in access.defaults:
            if default.kind == "relation" and default.privilege in {"SELECT", "ALL"}:
                key = default.source, default.role
                self._future.setdefault(key, set()).add(default.schema)

    def lineage(self, source: str, role: str) -> tuple[str, ...]:
        """The role and every role whose rights it has or may take on; cycles end."""
        seen = {role: None}
        frontier = [role]
        while frontier:
            frontier = [
                parent.role
                for name in frontier
                for parent in self._parents.get((source, name), ())
                if (parent.inherits or parent.may_set) and parent.role not in seen
            ]
            seen |= dict.fromkeys(frontier)
        return tuple(seen)

    def of(self, source: str, role: str, personal: frozenset[str]) -> tuple[Power, ...]:
        """The powers of a role; those over single objects where they hold personal data.

        What an owner may do with its own objects is not told again.
        """
        found: dict[tuple[str, str], Power] = {}
        for name in self.lineage(source, role):
            through = "" if name == role else name
            for power in self._powers(source, name, personal):
                found.setdefault(power, Power(*power, through))
        if any(power == "superuser" for power, _ in found):
            # A superuser may do all the rest: to say so again would be noise.
            found = {key: one for key, one in found.items() if key[0] == "superuser"}
        return tuple(found[key] for key in sorted(found))

    def everyone(self, source: str) -> bool:
        """Whether tables that are made later will be open to everyone."""
        return (source, PUBLIC) in self._future

    def _powers(
        self, source: str, role: str, personal: frozenset[str]
    ) -> Iterable[tuple[str, str]]:
        attributes = self._attributes.get((source, role), ())
        yield from ((name, "") for name in _ATTRIBUTES if name in attributes)
        if (source, role) in self._future:
            yield "future_tables", ""
        by_object: dict[str, list[Grant]] = {}
        for grant in self._grants.get((source, role), ()):
            if grant.level in {"relation", "schema", "database", "server"}:
                by_object.setdefault(grant.container, []).append(grant)
        for container, grants in by_object.items():
            if self._owners.get((source, container)) == role:
                continue
            if any(grant.level == "relation" for grant in grants) and container not in personal:
                continue
            yield from ((name, container) for name in _over(grants))


def _over(grants: Sequence[Grant]) -> Iterable[str]:
    """What the grants on one object come to."""
    reading = [grant for grant in grants if grant.level != "schema" or grant.privilege != "USAGE"]
    if any(grant.grantable and grant.privilege in {"SELECT", "ALL"} for grant in reading):
        yield "grant_option"
    whole = {grant.privilege for grant in reading if not grant.column}
    if "ALL" in whole or (whole >= _ORDINARY and whole & _OWNERS):
        yield "all_privileges"


def by_power(powers: Iterable[Power]) -> Mapping[str, tuple[Power, ...]]:
    """The powers by name."""
    found: dict[str, list[Power]] = {}
    for power in powers:
        found.setdefault(power.name, []).append(power)
    return {name: tuple(ones) for name, ones in found.items()}
