"""Conditions from YAML: each is a mapping of one key, checked against the closed vocabulary."""

from collections.abc import Callable, Mapping

from auditor.facts import FACTS, FactRecord, FactSpec, FactValue, Unit
from auditor.rulebook.model import AllOf, AnyOf, AtLeast, Condition, Has, Is, Not
from auditor.strictyaml import Node, YamlError, raise_together, read_each
from auditor.taxonomy import Sensitivity

_LOGIC = ("not", "any", "all")


def read_conditions(node: Node, unit: Unit) -> tuple[Condition, ...]:
    """A list of conditions, at least one."""
    if not node.items():
        raise node.fault("rule_no_condition")
    return read_each(node.items(), lambda item: read_condition(item, unit))


def read_condition(node: Node, unit: Unit) -> Condition:
    """One condition over the facts of that unit."""
    known = _known(unit)
    entry = node.mapping((*_LOGIC, *known))
    if len(entry) != 1:
        raise node.fault("rule_condition_keys")
    ((key, value),) = entry.items()
    match key:
        case "not":
            return Not(read_condition(value, unit))
        case "any":
            return AnyOf(read_conditions(value, unit))
        case "all":
            return AllOf(read_conditions(value, unit))
    return _READERS[known[key].type](known[key], value)


def read_record(node: Node, unit: Unit, given: Mapping[str, FactValue]) -> FactRecord:
    """The facts of an inline test, laid over those already given; `null` is unknown."""
    known = _known(unit)
    entry = node.mapping(known) if node.value is not None else {}
    values = dict(given)
    faults = []
    for name, value in entry.items():
        try:
            values[name] = _value(known[name], value)
        except YamlError as fault:
            faults.append(fault)
    raise_together(faults)
    return FactRecord(unit, values)


def _known(unit: Unit) -> Mapping[str, FactSpec]:
    return {name: spec for name, spec in FACTS.items() if unit in spec.units}


def words_of(spec: FactSpec) -> tuple[str, ...]:
    """The only words that a rule may write for the fact; empty where the list is open."""
    return tuple(Sensitivity) if spec.name == "sensitivity" else spec.known


def _text(spec: FactSpec, node: Node) -> str:
    known = words_of(spec)
    return node.word(known) if known else node.text()


def _read_is(spec: FactSpec, node: Node) -> Condition:
    values = read_each(node.each(), lambda item: _text(spec, item))
    if not values:
        raise node.fault("rule_no_value")
    return Is(spec.name, values)


def _read_flag(spec: FactSpec, node: Node) -> Condition:
    return Is(spec.name, (node.boolean(),))


def _read_least(spec: FactSpec, node: Node) -> Condition:
    return AtLeast(spec.name, node.mapping(("at_least",), ("at_least",))["at_least"].number())


def _read_has(spec: FactSpec, node: Node) -> Condition:
    entry = node.mapping(("has_any", "has_all"))
    if len(entry) != 1:
        raise node.fault("rule_condition_keys")
    ((key, value),) = entry.items()
    words = read_each(value.each(), lambda item: _text(spec, item))
    if not words:
        raise value.fault("rule_no_value")
    return Has(spec.name, words, key == "has_all")


_READERS: Mapping[str, Callable[[FactSpec, Node], Condition]] = {
    "text": _read_is,
    "boolean": _read_flag,
    "number": _read_least,
    "words": _read_has,
}


def _value(spec: FactSpec, value: Node) -> FactValue:
    if value.value is None:
        return None
    match spec.type:
        case "boolean":
            return value.boolean()
        case "number":
            return value.number()
        case "words":
            return tuple(_text(spec, item) for item in value.items())
    # An open word may be empty: a table without any apparent role.
    return "" if value.value == "" and not words_of(spec) else _text(spec, value)
