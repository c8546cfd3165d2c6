"""audit.yaml → `Policy`.

Keys that the tool cannot honour yet are refused like any unknown key: a declaration that is
silently ignored would be worse than none.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from auditor.identifiers import REGISTRY
from auditor.identifiers.base import normalise
from auditor.model.result import Environment, Mission, ProductionPersons
from auditor.model.vocabulary import Audience, EnvironmentKind, Provenance, Scope
from auditor.policy.accounts import read_accounts
from auditor.policy.incidents import load_incidents
from auditor.policy.layouts import read_layouts
from auditor.policy.model import Limits, Policy, Purpose, TableRule
from auditor.policy.purposes import (
    cells_of,
    override,
    read_confirmation,
    read_date,
    shipped_purposes,
)
from auditor.policy.retention import read_retention
from auditor.policy.roles import read_controllers, read_roles
from auditor.policy.screens import read_screens
from auditor.strictyaml import Node, load, raise_together, read_each, read_text

KEYS = (
    *("mission", "environment", "targets", "tables", "purposes", "limits", "retention", "layouts"),
    *("roles", "controllers", "incidents", "accounts", "screens"),
)
REFUSED = ("nir", "iban", "rib")
"""Identifiers that may not stand literally in a configuration file."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_VARIABLE = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*")


def load_policy(path: Path | None) -> Policy:
    """The policy of that audit.yaml over the shipped defaults; the defaults for None."""
    if path is None:
        return read_policy("", "audit.yaml")
    return read_policy(read_text(path), str(path))


def read_policy(text: str, file: str) -> Policy:
    """The policy that `text` declares."""
    refuse_identifiers(text, file)
    root = load(text, file)
    entry = root.mapping(KEYS) if root.value is not None else {}
    purposes = shipped_purposes()
    if "purposes" in entry:
        purposes = override(purposes, entry["purposes"])
    cells = cells_of(purposes.values())
    return Policy(
        purposes=purposes,
        mission=_mission(entry["mission"]) if "mission" in entry else Mission(),
        environment=_environment(entry["environment"]) if "environment" in entry else Environment(),
        targets=_targets(entry["targets"]) if "targets" in entry else {},
        tables=_tables(entry["tables"], purposes) if "tables" in entry else (),
        limits=_limits(entry["limits"]) if "limits" in entry else Limits(),
        retention=read_retention(entry["retention"]) if "retention" in entry else (),
        layouts=read_layouts(entry["layouts"]) if "layouts" in entry else (),
        roles=read_roles(entry["roles"], purposes) if "roles" in entry else (),
        controllers=read_controllers(entry["controllers"]) if "controllers" in entry else None,
        incidents=_incidents(entry["incidents"]) if "incidents" in entry else None,
        accounts=read_accounts(entry["accounts"]) if "accounts" in entry else (),
        screens=read_screens(entry["screens"], purposes) if "screens" in entry else (),
        digest=hashlib.sha256(text.encode()).hexdigest() if text else "",
        confirmed=sum(cell.provenance is Provenance.CONFIRMED for cell in cells),
        cells=len(cells),
    )


def _mission(node: Node) -> Mission:
    entry = node.mapping(("client", "mandate", "dates", "author"))
    return Mission(**dict(zip(entry, read_each(entry.values(), Node.text), strict=True)))


def _environment(node: Node) -> Environment:
    if isinstance(node.value, str):
        return Environment(node.member(EnvironmentKind), declared=True)
    entry = node.mapping(("kind", "production_persons"), ("kind",))
    kind = entry["kind"].member(EnvironmentKind)
    if "production_persons" not in entry:
        return Environment(kind, declared=True)
    keys = ("value", "source", "date")
    persons = entry["production_persons"].mapping(keys, keys)
    count = ProductionPersons(
        persons["value"].integer(1), persons["source"].text(), read_date(persons["date"])
    )
    return Environment(kind, declared=True, production_persons=count)


def _targets(node: Node) -> Mapping[str, str]:
    entry = node.mapping()
    faults = [
        node.keys[name].fault("policy_target_name") for name in entry if not _NAME.fullmatch(name)
    ]
    raise_together(faults)
    return dict(zip(entry, read_each(entry.values(), _target), strict=True))


def _target(node: Node) -> str:
    target = node.text()
    if target.startswith("env:") and not _VARIABLE.fullmatch(target):
        raise node.fault("policy_target_variable")
    if target.startswith("@"):
        raise node.fault("policy_target_alias")
    return target


def _tables(node: Node, purposes: Mapping[str, Purpose]) -> tuple[TableRule, ...]:
    return read_each(node.items(), lambda item: _table(item, purposes))


def _table(node: Node, purposes: Mapping[str, Purpose]) -> TableRule:
    required = ("match", "purposes")
    optional = ("surface", "audience", "scope", "presumed", "confirmed")
    entry = node.mapping((*required, *optional), required)
    ids, match = entry["purposes"].words(purposes), entry["match"].texts()
    if not ids:
        raise entry["purposes"].fault("policy_table_without_purpose")
    if not match:
        raise entry["match"].fault("policy_table_without_match")
    if len(ids) > 1 and "surface" not in entry:
        raise node.fault("policy_surface_missing")
    return TableRule(
        match=match,
        surface=entry["surface"].text() if "surface" in entry else ids[0],
        audience=_audience(entry.get("audience"), node, [purposes[name] for name in ids]),
        purposes=ids,
        scope=entry["scope"].member(Scope) if "scope" in entry else None,
        presumed="presumed" in entry and entry["presumed"].boolean(),
        confirmation=read_confirmation(entry["confirmed"]) if "confirmed" in entry else None,
    )


def _incidents(node: Node) -> tuple[str, ...]:
    return node.words(incident.id for incident in load_incidents())


def _audience(stated: Node | None, node: Node, purposes: Iterable[Purpose]) -> Audience | None:
    """The stated audience, else the one that all purposes share."""
    if stated is not None:
        return stated.member(Audience)
    shared = {purpose.audience for purpose in purposes}
    if len(shared) > 1:
        raise node.fault("policy_audience_missing")
    return shared.pop()


def _limits(node: Node) -> Limits:
    entry = node.mapping(("medium", "high", "critical"))
    values = read_each(entry.values(), lambda item: item.integer(1))
    limits = Limits(**dict(zip(entry, values, strict=True)))
    if not limits.medium < limits.high < limits.critical:
        raise node.fault("policy_limits_order")
    return limits


def refuse_identifiers(text: str, file: str) -> None:
    """Refuse a literal NIR, IBAN or RIB anywhere, comments included, before anything is parsed."""
    faults = []
    for number, line in enumerate(text.splitlines(), start=1):
        for name, pattern in _refused_patterns().items():
            check = REGISTRY[name].check
            for match in pattern.finditer(line):
                if check is not None and check(normalise(match.group())):
                    place = Node(file, number, match.start() + 1, None)
                    faults.append(place.fault("policy_literal", kind=name.upper()))
    raise_together(faults)


@cache
def _refused_patterns() -> Mapping[str, re.Pattern[str]]:
    return {
        name: re.compile(
            rf"(?a)\b(?:{'|'.join(shape.pattern for shape in REGISTRY[name].shapes)})\b"
        )
        for name in REFUSED
    }
