"""Which rows of a table row policies leave to a user."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.exposure.access.principals import Principals
from auditor.model.access import Access, Relation, RowPolicy

_WIDTH = ("none", "restricted", "unknown", "all")
"""From the fewest rows to the most; what is unknown may be all of them."""


@dataclass(frozen=True, slots=True)
class Policies:
    """The policies of one source that bear on reading."""

    by_relation: Mapping[str, tuple[RowPolicy, ...]]
    principals: Principals

    @classmethod
    def of(cls, access: Access, source: str, principals: Principals) -> "Policies":
        """Those for SELECT, or for every command."""
        found: dict[str, list[RowPolicy]] = {}
        for policy in access.policies:
            if policy.source == source and policy.command in ("select", "all"):
                found.setdefault(policy.container, []).append(policy)
        return cls({name: tuple(held) for name, held in found.items()}, principals)

    def rows(self, user: str, relation: Relation) -> str:
        """`all`, `restricted`, `none` or `unknown`; an owner is exempt unless they are forced."""
        if not relation.row_security or self.principals.passes_policies(user):
            return "all"
        if self.principals.owns(user, relation.owner) and not relation.forced:
            return "all"
        acts_as = self.principals.acts_as(user)
        mine = [
            policy
            for policy in self.by_relation.get(relation.container, ())
            if not acts_as.isdisjoint(policy.roles)
        ]
        return _combined(
            [policy.restricts for policy in mine if policy.permissive],
            [policy.restricts for policy in mine if not policy.permissive],
        )


def _combined(permissive: Iterable[str], restrictive: Iterable[str]) -> str:
    """A row passes that one permissive policy and every restrictive one let through."""
    let, kept = frozenset(permissive), frozenset(restrictive)
    if not let:
        return "none"
    if "yes" in kept:
        return "restricted"
    if "no" in let:
        return "unknown" if "unknown" in kept else "all"
    return "unknown" if "unknown" in let else "restricted"


def widest(one: str, other: str) -> str:
    """The answer that shows more rows."""
    return max(one, other, key=_WIDTH.index)


def joined(parts: Iterable[str]) -> str:
    """The rows of what is made of several relations, whether it joins them or adds them up.

    Which of the two is not known here: where some are cut and others not, it is `restricted`, and
    what is shown of each one stands in `Rights.behind`.
    """
    found = frozenset(parts) or frozenset({"all"})
    if len(found) == 1:
        return next(iter(found))
    return "unknown" if "unknown" in found else "restricted"
