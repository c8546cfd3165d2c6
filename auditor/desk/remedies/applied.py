"""The rights as they would be once a plan was run: edges in, edges out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from auditor.desk.remedies.model import (
    Forget,
    Give,
    Leave,
    Lower,
    MinimalView,
    Plan,
    Revoke,
)
from auditor.model.access import Access, Grant, LineageEdge, Relation
from auditor.model.refs import FieldAddress

_Place = tuple[str, str, str]
"""Role, object and level of a grant."""
_ALL = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def applied(access: Access, plan: Plan) -> Access:
    """Every step of the plan; skeletons, labels and remarks change no edge.

    A plan takes away before it gives back, so that both can be done at once.
    """
    source, steps = plan.source, plan.steps
    taken: dict[_Place, list[Revoke]] = {}
    for step in steps:
        if isinstance(step, Revoke):
            taken.setdefault((step.role, step.container, step.level), []).append(step)
    gone = {(source, step.member, step.role) for step in steps if isinstance(step, Leave)}
    access = replace(
        access,
        grants=(
            *(kept for grant in access.grants for kept in _left(grant, source, taken)),
            *(made for step in steps if isinstance(step, Give) for made in _given(source, step)),
        ),
        memberships=tuple(
            one for one in access.memberships if (one.source, one.member, one.role) not in gone
        ),
    )
    for step in steps:
        access = _step(access, source, step)
    return _viewed(access, source, [step for step in steps if isinstance(step, MinimalView)])


def _step(access: Access, source: str, step: object) -> Access:
    """The few steps of which a plan has one or two."""
    if isinstance(step, Lower):
        return _lowered(access, source, step)
    if isinstance(step, Forget):
        gone = (source, step.owner, step.schema, step.role, step.privilege, step.kind)
        kept_defaults = tuple(
            one
            for one in access.defaults
            if (one.source, one.owner, one.schema, one.role, one.privilege, one.kind) != gone
        )
        return replace(access, defaults=kept_defaults)
    return access


def _left(grant: Grant, source: str, taken: Mapping[_Place, list[Revoke]]) -> Iterable[Grant]:
    """What is left of one grant."""
    left: tuple[Grant, ...] = (grant,)
    if grant.source == source:
        for step in taken.get((grant.role, grant.container, grant.level), ()):
            left = tuple(kept for one in left for kept in _revoked(one, step))
    return left


def _revoked(grant: Grant, step: Revoke) -> Iterable[Grant]:
    if step.columns:
        if grant.column not in step.columns or grant.privilege != step.privilege:
            yield grant
    elif grant.privilege == "ALL":
        yield from (replace(grant, privilege=name) for name in _ALL if name != step.privilege)
    elif grant.privilege != step.privilege or (grant.column and step.level != "relation"):
        yield grant


def _given(source: str, step: Give) -> Iterable[Grant]:
    for column in step.columns or ("",):
        yield Grant(source, step.role, step.privilege, step.container, column, level=step.level)


def _lowered(access: Access, source: str, step: Lower) -> Access:
    roles = tuple(
        replace(one, attributes=tuple(a for a in one.attributes if a != step.attribute))
        if (one.source, one.name) == (source, step.role)
        else one
        for one in access.roles
    )
    return replace(access, roles=roles)


def _viewed(access: Access, source: str, views: Sequence[MinimalView]) -> Access:
    """The edges with those views and what each column of them is made of."""
    bases = {one.container: one for one in access.relations if one.source == source}
    made = tuple(
        Relation(
            source,
            view.name,
            "view",
            bases[view.base].owner,
            view.schema,
            view.columns,
            runs_as="owner",
            barrier=True,
            reads=(view.base,),
            columns_read=(view.columns,),
        )
        for view in views
    )
    edges = tuple(
        LineageEdge(
            FieldAddress(source, view.name, column),
            FieldAddress(source, view.base, column),
            "masked" if column in view.masked else "same",
        )
        for view in views
        for column in view.columns
    )
    return replace(
        access,
        relations=(*access.relations, *made),
        lineage=(*access.lineage, *edges),
    )
