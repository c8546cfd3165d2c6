"""Database roles, controllers and the choice of past incidents, as audit.yaml declares them."""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from auditor.model.vocabulary import Audience, Scope
from auditor.policy.model import Controllers, Purpose, RoleRule
from auditor.strictyaml import Node, YamlError, raise_together, read_each

_ROLE_KEYS = ("audience", "purposes", "scope", "per_day")


def role_rule(rules: Sequence[RoleRule], name: str) -> RoleRule | None:
    """The rule of that role: its own name before a pattern, then the first pattern."""
    exact = next((rule for rule in rules if rule.match == name), None)
    return exact or next((rule for rule in rules if fnmatchcase(name, rule.match)), None)


def read_roles(node: Node, purposes: Mapping[str, Purpose]) -> tuple[RoleRule, ...]:
    """The entries of `roles`, in the order of the file; a key is a name or a pattern of names."""
    rules, faults = [], []
    for match, entry in node.mapping().items():
        try:
            rules.append(_role(match, entry, purposes))
        except YamlError as fault:
            faults.append(fault)
    raise_together(faults)
    return tuple(rules)


def read_controllers(node: Node) -> Controllers:
    """`controllers: {by: schema.table.column, names: {code: name}}`."""
    entry = node.mapping(("by", "names"), ("by",))
    table, dot, column = entry["by"].text().rpartition(".")
    if not (dot and table and column):
        raise entry["by"].fault("policy_controllers_by")
    names = entry["names"].mapping() if "names" in entry else {}
    texts = read_each(names.values(), Node.text)
    return Controllers(table, column, dict(zip(names, texts, strict=True)))


def _role(match: str, node: Node, purposes: Mapping[str, Purpose]) -> RoleRule:
    entry = node.mapping(_ROLE_KEYS)
    ids = entry["purposes"].words(purposes) if "purposes" in entry else ()
    return RoleRule(
        match=match,
        audience=_audience(entry.get("audience"), node, [purposes[name] for name in ids]),
        purposes=ids,
        scope=entry["scope"].member(Scope) if "scope" in entry else None,
        per_day=entry["per_day"].integer(1) if "per_day" in entry else None,
    )


def _audience(stated: Node | None, node: Node, purposes: Sequence[Purpose]) -> Audience:
    """The stated audience, else the one that all its purposes share."""
    if stated is not None:
        return stated.member(Audience)
    shared = {purpose.audience for purpose in purposes}
    if len(shared) != 1 or None in shared:
        raise node.fault("policy_role_audience")
    found = shared.pop()
    assert found is not None  # noqa: S101 - told apart just above
    return found
