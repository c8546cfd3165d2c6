"""Whose rights a role has: its own, those that it inherits, those that it may take on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from auditor.model.access import PUBLIC, Access, Membership

_WIDENING = frozenset({"superuser", "bypass_rls"})
"""Attributes that only the role itself has."""


@dataclass(slots=True)
class Principals:
    """The roles of one source and the ways between them; membership may run in circles."""

    attributes: dict[str, frozenset[str]]
    _inherited: Mapping[str, tuple[str, ...]]
    _settable: Mapping[str, tuple[str, ...]]
    _connects: frozenset[str] | None
    """Roles that may open a session, PUBLIC perhaps among them; None where nothing says."""
    _keeping: frozenset[str]
    """Members whose own rights stay when they take on a role."""
    _as_owner: Mapping[str, tuple[str, ...]]
    """What is inherited where something runs as its owner, if that is less."""
    _policies_bind: frozenset[str]
    """Roles that a restrictive policy names, from which another role of theirs is free."""
    _closed: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, access: Access, source: str) -> "Principals":
        """Those of one source."""
        members = [one for one in access.memberships if one.source == source]
        connects = [
            grant.role
            for grant in access.grants
            if grant.source == source and grant.level == "database"
        ]
        return cls(
            {r.name: frozenset(r.attributes) for r in access.roles if r.source == source},
            _ways(one for one in members if one.inherits),
            _ways(one for one in members if one.may_set),
            frozenset(connects) if connects else None,
            frozenset(one.member for one in members if one.keeps),
            _ways(one for one in members if one.inherits and not one.by_session),
            frozenset(
                role
                for policy in access.policies
                if policy.source == source and not policy.permissive
                for role in policy.roles
            ),
        )

    def acts_as(self, role: str) -> frozenset[str]:
        """The role, what it inherits at any depth, and PUBLIC."""
        if role not in self._closed:
            self._closed[role] = frozenset({*_closure(role, self._inherited), PUBLIC})
        return self._closed[role]

    def may_set(self, role: str) -> tuple[str, ...]:
        """The other roles that it may become; a superuser needs none."""
        if self.is_superuser(role):
            return ()
        return tuple(sorted(_closure(role, self._settable) - {role}))

    def worth_setting(self, role: str) -> tuple[str, ...]:
        """Of the roles that it may become, those that may show what it does not see already."""
        wide = [role]
        kept: list[str] = []
        others = self.may_set(role)
        for other in sorted(others, key=lambda one: (-len(self.acts_as(one)), one)):
            user = self.once_set(role, other)
            if not any(self._covers(one, user) for one in wide):
                wide.append(user)
                kept.append(other)
        return tuple(sorted(kept))

    def _covers(self, wide: str, narrow: str) -> bool:
        """Whether `wide` sees all that `narrow` sees: its rights, and no policy more on it."""
        held, asked = self.acts_as(wide), self.acts_as(narrow)
        if not asked <= held or not self._policies_bind.isdisjoint(held - asked):
            return False
        widening = _WIDENING & self.attributes.get(narrow, frozenset())
        return widening <= self.attributes.get(wide, frozenset())

    def once_set(self, session: str, role: str) -> str:
        """Whose rights that session has once it took the role on: the role's, or both."""
        if session not in self._keeping:
            return role
        return self._composite(f"{session}\0{role}", self.acts_as(role) | {session})

    def as_owner(self, role: str) -> str:
        """Whose rights hold where something runs as that role, which has not logged in."""
        less = frozenset({*_closure(role, self._as_owner), PUBLIC})
        return role if less == self.acts_as(role) else self._composite(f"{role}\0", less)

    def session(self, user: str) -> str:
        """The role that logged in, whatever it took on since."""
        return user.partition("\0")[0]

    def _composite(self, name: str, roles: frozenset[str]) -> str:
        if name not in self._closed:
            self._closed[name] = roles
            held = (self.attributes.get(one, frozenset()) for one in name.split("\0"))
            self.attributes[name] = frozenset().union(*held)
        return name

    def may_connect(self, role: str) -> bool:
        """Whether a login may open a session here; what cannot log in is judged by its rights."""
        if self._connects is None or self.is_superuser(role):
            return True
        return "login" not in self.attributes.get(role, ()) or bool(
            self._connects & self.acts_as(role)
        )

    def knows(self, role: str) -> bool:
        """Whether the source has such a role."""
        return role in self.attributes

    def is_superuser(self, role: str) -> bool:
        """An attribute of the role itself, which no membership hands on."""
        return "superuser" in self.attributes.get(role, ())

    def reads_all(self, role: str) -> bool:
        """Whether it inherits a predefined role that reads everything."""
        return any("read_all" in self.attributes.get(one, ()) for one in self.acts_as(role))

    def passes_policies(self, role: str) -> bool:
        """Whether row policies are not for it at all."""
        return bool(_WIDENING & self.attributes.get(role, frozenset()))

    def owns(self, role: str, owner: str) -> bool:
        """Whether it is the owner, or inherits from it."""
        return self.is_superuser(role) or (bool(owner) and owner in self.acts_as(role))


def _ways(members: Iterable[Membership]) -> Mapping[str, tuple[str, ...]]:
    ways: dict[str, list[str]] = {}
    for one in members:
        ways.setdefault(one.member, []).append(one.role)
    return {member: tuple(roles) for member, roles in ways.items()}


def _closure(role: str, ways: Mapping[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    pending = [role]
    while pending:
        one = pending.pop()
        if one not in found:
            found.add(one)
            pending += ways.get(one, ())
    return found
