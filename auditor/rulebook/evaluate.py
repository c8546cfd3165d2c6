"""Rules over records → findings, gaps and conforming places, in a stable order."""

import hashlib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from auditor.facts import FactRecord, FactValue, Family, Unit
from auditor.model.findings import Conforming, Finding, Location
from auditor.model.gaps import Gap
from auditor.model.vocabulary import Category, GapKind, Provenance, Subject
from auditor.policy.model import Limits
from auditor.rulebook.logic import facts_of
from auditor.rulebook.matching import Match, apply
from auditor.rulebook.model import Group, Rule, Rulebook
from auditor.rulebook.severity import MODIFIER_FACTS, graded
from auditor.rulebook.wording import worded

SETTLED_BY: Mapping[str, str] = {
    "environment": "environment",
    "persons": "full",
    "persons_basis": "full",
    "share": "full",
    "rows": "full",
    "distinct": "full",
    "plausible": "full",
    "private": "full",
    "obsolete_rows": "full",
    "past_accounts": "full",
    "ended_rows": "full",
    "least_age": "dates",
    "protection": "protection",
    "overdue_rows": "retention",
    "accounts": "full",
    "dormant_accounts": "full",
    "shared_accounts": "full",
    "controllers": "full",
    "small_groups": "groups",
    "reach_level": "full",
    "answer_level": "full",
    "origin": "capture",
    "entry": "capture",
}
"""What would settle an unknown fact: an audit.yaml key, a full pass, a capture of exchanges…

Facts that are not listed follow from `tables`, the declaration of who reads which table and why.
"""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that the rulebook says of a target."""

    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    conforming: tuple[Conforming, ...] = ()


def evaluate(
    rulebook: Rulebook,
    records: Sequence[FactRecord],
    families: AbstractSet[Family],
    limits: Limits,
) -> Evaluation:
    """What every applicable rule says of the records.

    A rule that needs a family the target cannot have is not applicable: no finding, no gap. One
    `undecided` gap stands for all records that lack the same fact for the same rule.
    """
    findings: list[Finding] = []
    gaps: list[Gap] = []
    conforming: list[Conforming] = []
    for rule in rulebook.rules:
        if not rule.needs <= families:
            continue
        said = apply(rule, records)
        findings += (_finding(rule, match, limits) for match in said.matches)
        conforming += (_conforming(rule, match) for match in said.excused)
        gaps += (_gap(rule, fact, count) for fact, count in sorted((said.undecided or {}).items()))
    findings.sort(key=_order)
    return Evaluation(tuple(findings), tuple(gaps), tuple(conforming))


def fingerprint(rule: str, place: Mapping[str, str]) -> str:
    """The reference of a finding: rule and place, so that it outlives rows, lines and wording."""
    names = ("source", "container", "column", "path", "surface", "entry")
    parts = [rule, *(place.get(name, "") for name in names)]
    parts += [place["grantee"]] if place.get("grantee") else []
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def _finding(rule: Rule, match: Match, limits: Limits) -> Finding:
    severity, modifiers, record = max(
        ((*graded(rule.severity, rule.modifiers, one, limits), one) for one in match.records),
        key=lambda graded_one: (graded_one[0].rank, _weight(graded_one[2])),
    )
    columns = _columns(rule, match)
    categories = _categories(match)
    provenance = record.get("provenance")
    only = columns[0] if len(columns) == 1 and rule.group is not Group.SOURCE else ""
    return Finding(
        rule=rule.id,
        severity=severity,
        base_severity=rule.severity,
        modifiers=modifiers,
        source=match.place["source"],
        container=match.place.get("container", ""),
        column=match.place.get("column", only),
        path=match.place.get("path", ""),
        surface=match.place.get("surface", match.place.get("grantee", "")),
        subject=_subject(match),
        categories=categories,
        title=rule.title,
        message=worded(rule.message, match.place, columns, categories, record),
        fix=rule.fix,
        basis=rule.basis,
        cwe=rule.cwe,
        provenance=Provenance(str(provenance)) if provenance else None,
        verified=match.verified,
        fingerprint=fingerprint(rule.id, match.place),
        columns=columns if len(columns) > 1 else (),
        facts=_facts(rule, record),
        location=_location(match),
    )


def _location(match: Match) -> Location | None:
    """The first line that did it, where the records speak of lines of files."""
    for record in match.records:
        file, line = record.get("file"), record.get("line")
        if isinstance(file, str) and isinstance(line, int):
            return Location(file, line)
    return None


def _order(finding: Finding) -> tuple[int, str, str, str, str, str, str]:
    place = (finding.source, finding.container, finding.column, finding.path, finding.surface)
    return (-finding.severity.rank, finding.rule, *place)


def _columns(rule: Rule, match: Match) -> tuple[str, ...]:
    """The columns to act upon, in order of name; with their container where there are several."""
    found: set[str] = set()
    for record in match.records:
        column = record.get("column")
        names = record.columns or ((str(column),) if column else ())
        if rule.unit is Unit.ROLE and not names and rule.group is not Group.CONTAINER:
            names = (str(record.get("container")),) if record.get("container") else ()
        elif rule.unit is Unit.CONTAINER and rule.group is Group.SOURCE:
            names = (str(record.get("container")),)
        elif rule.group in {Group.SOURCE, Group.SURFACE}:
            names = tuple(f"{record.get('container')}.{name}" for name in names)
        found.update(names)
    return tuple(sorted(found))


def _categories(match: Match) -> tuple[Category, ...]:
    found = {
        word
        for record in match.records
        for word in _each(record, "category", "container_categories")
    }
    return tuple(category for category in Category if category in found)


def _subject(match: Match) -> Subject:
    found = {word for record in match.records for word in _each(record, "subject", "subjects")}
    return next((subject for subject in Subject if subject in found), Subject.UNKNOWN)


def _each(record: FactRecord, one: str, many: str) -> tuple[FactValue, ...]:
    """The one word of a field or exposure, else the words of a whole container."""
    words = record.get(many)
    if record.unit is Unit.CONTAINER and isinstance(words, tuple):
        return words
    return (record.get(one),)


def _facts(rule: Rule, record: FactRecord) -> Mapping[str, str | int | float | bool | None]:
    each = rule.together.each if rule.together else ()
    names = dict.fromkeys(facts_of((*rule.when, *rule.unless, *each)))
    names |= dict.fromkeys(fact for name in rule.modifiers for fact in MODIFIER_FACTS[name])
    return {name: _flat(record.get(name)) for name in names}


def _flat(value: FactValue) -> str | int | float | bool | None:
    return ", ".join(value) if isinstance(value, tuple) else value


def _weight(record: FactRecord) -> tuple[int | float, list[tuple[str, str]]]:
    """Persons first; all facts then settle a tie, so that no order of records shows."""
    persons = record.get("persons")
    facts = sorted((name, str(value)) for name, value in record.values.items())
    return persons if isinstance(persons, int | float) else -1, facts


def _gap(rule: Rule, fact: str, count: int) -> Gap:
    settled = SETTLED_BY.get(fact, "roles" if rule.unit is Unit.ROLE else "tables")
    detail = (("rule", rule.id), ("fact", fact))
    return Gap(GapKind.UNDECIDED, f"undecided_{settled}", count=count, detail=detail)


def _conforming(rule: Rule, match: Match) -> Conforming:
    columns = ", ".join(_columns(rule, match))
    place = match.place
    detail = (("rule", rule.id), ("columns", columns), ("grantee", place.get("grantee", "")))
    return Conforming(
        rule.lifted or "rule_exception",
        place["source"],
        place.get("container", ""),
        place.get("surface", ""),
        tuple((name, value) for name, value in detail if value or name != "grantee"),
    )
