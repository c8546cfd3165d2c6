"""Roles that are the same role under many names, such as the accounts of one team."""

from collections.abc import Hashable, Sequence
from dataclasses import replace

from auditor.exposure.access.roles import APPLICATION, Standing
from auditor.model.access import Access
from auditor.model.gaps import Gap
from auditor.model.vocabulary import GapKind

MOST = 10
"""Roles alike that are still told one by one."""


def represented(
    access: Access, standing: Sequence[Standing]
) -> tuple[tuple[Standing, ...], tuple[Gap, ...]]:
    """The roles to tell of: of more than a few alike the first stands for all, and a gap says so.

    Alike are roles of one audience and purpose with the same attributes, memberships, grants,
    policies and objects of their own: what one of them reads, the others read.
    """
    signs = _signs(access)
    groups: dict[Hashable, list[Standing]] = {}
    for one in standing:
        sign = frozenset(signs.get((one.source, one.role), ()))
        groups.setdefault((replace(one, role=""), sign), []).append(one)
    many = [members for members in groups.values() if _collapses(members)]
    hidden = {(one.source, one.role) for members in many for one in members[1:]}
    gaps = tuple(
        Gap(
            GapKind.BOUNDED,
            "roles_alike",
            members[0].source,
            count=len(members) - 1,
            detail=(("role", members[0].role),),
        )
        for members in many
    )
    return tuple(one for one in standing if (one.source, one.role) not in hidden), gaps


def _collapses(members: Sequence[Standing]) -> bool:
    return len(members) > MOST and members[0].kind == APPLICATION


def _signs(access: Access) -> dict[tuple[str, str], list[Hashable]]:
    """Everything that the edges say of each role."""
    found: dict[tuple[str, str], list[Hashable]] = {}
    for role in access.roles:
        found.setdefault((role.source, role.name), []).append(role.attributes)
    for membership in access.memberships:
        key = membership.source, membership.member
        found.setdefault(key, []).append(replace(membership, member=""))
    for grant in access.grants:
        found.setdefault((grant.source, grant.role), []).append(replace(grant, role=""))
    for default in access.defaults:
        found.setdefault((default.source, default.role), []).append(replace(default, role=""))
    for relation in access.relations:
        found.setdefault((relation.source, relation.owner), []).append(relation.container)
    for policy in access.policies:
        for name in policy.roles:
            found.setdefault((policy.source, name), []).append((policy.container, policy.name))
    return found
