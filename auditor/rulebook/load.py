"""Rule packs from YAML, checked whole: a rule that could never fire as written is refused."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter

from auditor.facts import FACTS, FactValue, Family, Unit
from auditor.model.errors import ConfigurationError
from auditor.model.vocabulary import Severity
from auditor.policy.legal import legal_texts, read_label
from auditor.rulebook.conditions import read_conditions, read_record
from auditor.rulebook.logic import facts_of
from auditor.rulebook.matching import GROUPS
from auditor.rulebook.model import Case, Group, Outcome, Pack, Rule, Rulebook, Texts, Together
from auditor.rulebook.severity import MODIFIER_FACTS
from auditor.rulebook.wording import FIELDS
from auditor.strictyaml import Node, load, read_each, read_text

STATUSES = ("experimental", "stable", "deprecated")
TEXTS = ("title", "about", "message", "fix", "justify")

REQUIRED = ("id", "status", *TEXTS, "severity", "basis", "unit", "needs", "when", "tests")
KEYS = (*REQUIRED, "cwe", "group", "unless", "together", "lifted")
SCOPES = ("targets", "migrations")
"""What a pack is for: what is scanned, or what is checked before it exists."""

_SCOPE = re.compile(r"^scope:(?P<words>.*)$", re.MULTILINE)
_ID = re.compile(r"[A-Z]{3}-[0-9]{3}")
_EVERYWHERE = frozenset({Family.PLACE, Family.VERDICT})
"""Families that every target has: a rule need not name them."""


@cache
def shipped_rulebook() -> Rulebook:
    """The rules that the package ships."""
    return load_rulebook()


def load_rulebook(extra: Sequence[Path] = (), scope: str = "") -> Rulebook:
    """The shipped packs and those of `extra` files and folders; ids are unique over all.

    With a `scope`, only the packs for it are parsed; the digest is that of all texts.
    """
    texts = {**_shipped(), **_given(extra)}
    wanted = {file: text for file, text in texts.items() if not scope or _is_for(text, scope)}
    packs = tuple(_pack(load(text, file)) for file, text in wanted.items())
    first: dict[str, Rule] = {}
    for rule in (rule for pack in packs for rule in pack.rules):
        if rule.id in first:
            place = Node(rule.file, rule.line, 1, None)
            raise place.fault("rule_id_twice", rule=rule.id, first=first[rule.id].file)
        first[rule.id] = rule
    digest = hashlib.sha256("\0".join(texts.values()).encode()).hexdigest()
    return Rulebook(packs, digest)


def read_pack(text: str, file: str) -> Pack:
    """One pack of rules."""
    return _pack(load(text, file))


def _is_for(text: str, scope: str) -> bool:
    """Whether the pack names that scope, told without parsing it; `targets` where it names none."""
    named = _SCOPE.search(text)
    return scope in re.findall(r"[a-z]+", named["words"] if named else SCOPES[0])


def _shipped() -> Mapping[str, str]:
    folder = files("auditor.rules").joinpath("packs")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return {f"rules/packs/{f.name}": f.read_text(encoding="utf-8") for f in found}


def _given(paths: Iterable[Path]) -> Mapping[str, str]:
    return {str(file): read_text(file) for path in paths for file in _packs_in(path)}


def _packs_in(path: Path) -> Sequence[Path]:
    if not path.is_dir():
        return (path,)
    found = sorted(path.glob("*.yaml"))
    if not found:
        raise ConfigurationError("rules_none_found", file=str(path))
    return found


def _pack(root: Node) -> Pack:
    entry = root.mapping(("pack", "title", "scope", "rules"), ("pack", "title", "rules"))
    name = entry["pack"].text()
    rules = read_each(entry["rules"].items(), lambda node: _rule(node, name))
    scope = entry["scope"].words(SCOPES) if "scope" in entry else SCOPES[:1]
    return Pack(name, read_label(entry["title"]), rules, scope)


def _rule(node: Node, pack: str) -> Rule:
    entry = node.mapping(KEYS, REQUIRED)
    if not _ID.fullmatch(entry["id"].text()):
        raise entry["id"].fault("rule_id")
    unit = entry["unit"].member(Unit)
    base, modifiers = _severity(entry["severity"])
    together = _together(entry["together"], unit) if "together" in entry else None
    group = _group(entry.get("group"), unit)
    rule = Rule(
        id=entry["id"].text(),
        pack=pack,
        status=entry["status"].word(STATUSES),
        unit=unit,
        group=together.by if together else group,
        needs=frozenset(Family(word) for word in entry["needs"].words(Family)),
        **_texts(entry),
        severity=base,
        modifiers=modifiers,
        basis=entry["basis"].words(legal_texts()),
        cwe=read_each(entry["cwe"].items(), Node.integer) if "cwe" in entry else (),
        when=read_conditions(entry["when"], unit),
        unless=read_conditions(entry["unless"], unit) if "unless" in entry else (),
        together=together,
        tests=_tests(entry["tests"], unit),
        file=node.file,
        line=node.line,
        lifted=entry["lifted"].text() if "lifted" in entry else "",
    )
    _check_needs(rule, entry["needs"])
    return rule


def _texts(entry: Mapping[str, Node]) -> Mapping[str, Texts]:
    texts = dict(zip(TEXTS, read_each((entry[name] for name in TEXTS), read_label), strict=True))
    for text in texts["message"].values():
        try:
            parts = list(Formatter().parse(text))
        except ValueError:
            raise entry["message"].fault("rule_message_braces") from None
        for _, name, spec, conversion in parts:
            if name is not None and (name not in FIELDS or spec or conversion):
                raise entry["message"].fault("rule_message_field", known=", ".join(FIELDS))
    return texts


def _severity(node: Node) -> tuple[Severity, tuple[str, ...]]:
    entry = node.mapping(("base", "modifiers"), ("base",))
    names = entry["modifiers"].words(MODIFIER_FACTS) if "modifiers" in entry else ()
    return entry["base"].member(Severity), names


def _group(node: Node | None, unit: Unit) -> Group:
    return Group(node.word(GROUPS[unit])) if node else GROUPS[unit][0]


def _together(node: Node, unit: Unit) -> Together:
    entry = node.mapping(("by", "each", "at_least"), ("by", "each"))
    each = read_conditions(entry["each"], unit)
    least = entry["at_least"].integer(2) if "at_least" in entry else len(each)
    if not 1 < least <= len(each):
        raise node.fault("rule_together_least")
    return Together(_group(entry["by"], unit), each, least)


def _check_needs(rule: Rule, node: Node) -> None:
    """The families that the rule names are those that its conditions read."""
    each = rule.together.each if rule.together else ()
    read = {FACTS[name].family for name in facts_of((*rule.when, *each))} - _EVERYWHERE
    if read != rule.needs - _EVERYWHERE:
        raise node.fault("rule_needs", families=", ".join(sorted(read)))


def _tests(node: Node, unit: Unit) -> tuple[Case, ...]:
    entry = node.mapping(("given", "cases"), ("cases",))
    start: Mapping[str, FactValue] = {"source": "source", "container": "table"}
    given = read_record(entry["given"], unit, start).values if "given" in entry else start
    cases = read_each(entry["cases"].items(), lambda item: _case(item, unit, given))
    expected = {case.expect for case in cases}
    if not {Outcome.FIRES, Outcome.SILENT} <= expected:
        raise node.fault("rule_tests_missing")
    return cases


def _case(node: Node, unit: Unit, given: Mapping[str, FactValue]) -> Case:
    entry = node.mapping((*Outcome, "severity"))
    outcomes = [name for name in entry if name != "severity"]
    if len(outcomes) != 1:
        raise node.fault("rule_test_outcome")
    value = entry[outcomes[0]]
    records = read_each(value.each(), lambda item: read_record(item, unit, given))
    severity = entry["severity"].member(Severity) if "severity" in entry else None
    return Case(Outcome(outcomes[0]), records, severity, node.line)
