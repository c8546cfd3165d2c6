"""`audit-decisions.yaml`: what named persons decided of findings, and whether it still holds.

A decision settles a finding only while it may: a justified necessity, an accepted risk and a false
positive until their ground changes, an accepted risk until it expires, a planned correction until
it is due. A finding under review, or said to be corrected and found again, stays open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.desk.grounds import Ground, ground_of
from auditor.desk.yaml_text import quoted
from auditor.model.findings import Decision, Finding
from auditor.model.result import Result
from auditor.policy.load import refuse_identifiers
from auditor.policy.purposes import read_date
from auditor.strictyaml import Node, load, raise_together, read_each, read_text

STATES = ("to_review", "to_fix", "fixed_to_verify", "justified", "accepted", "false_positive")
NEEDED: Mapping[str, tuple[str, ...]] = {"to_fix": ("owner", "due"), "accepted": ("expires",)}
"""What a state asks for besides who, as what, when and why."""
DATES = ("date", "due", "expires")
WHO = ("decided_by", "role", "date", "reason")
EXTRA = ("owner", "due", "expires", "dpo_advice")
BACK = ("expired", "overdue", "ground_changed", "found_again")
"""States of a finding whose decision no longer settles it."""

_KEYS = ("finding", "about", "state", *WHO, *EXTRA, "ground")
_GROUND_FACTS: Mapping[str, tuple[str, ...]] = {
    "justified": ("columns", "audience", "persons"),
    "accepted": ("columns", "audience", "persons"),
    "false_positive": ("columns",),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """One entry of the file: the finding's reference, the decision, and what it rested on."""

    fingerprint: str
    decision: Decision
    ground: Ground | None = None
    about: str = ""
    """Rule and place, for the people who read the file."""


def load_decisions(file: Path) -> tuple[Decided, ...]:
    """The entries of a decisions file; `ConfigurationError` with every fault of it."""
    return read_decisions(read_text(file), str(file))


def read_decisions(text: str, file: str) -> tuple[Decided, ...]:
    """The entries that `text` declares; a finding is decided once."""
    refuse_identifiers(text, file)
    root = load(text, file)
    if root.value is None:
        return ()
    nodes = root.mapping(("decisions",), ("decisions",))["decisions"].items()
    entries = read_each(nodes, _entry)
    seen: set[str] = set()
    faults = []
    for node, entry in zip(nodes, entries, strict=True):
        if entry.fingerprint in seen:
            faults.append(node.fault("decision_twice", finding=entry.fingerprint))
        seen.add(entry.fingerprint)
    raise_together(faults)
    return entries


def write_decisions(entries: Iterable[Decided], comment: Sequence[str] = ()) -> str:
    """The file that `read_decisions` reads back as it was, under lines of comment."""
    lines = [f"# {line}".rstrip() for line in comment]
    written = [line for entry in entries for line in _written(entry)]
    return "\n".join([*lines, "decisions:" if written else "decisions: []", *written, ""])


def decide(result: Result, entries: Iterable[Decided], today: str) -> Result:
    """The result with every decision beside its finding; `today` is an ISO date.

    A finding is `decided` while its decision holds, else it carries one of `BACK` and counts as
    any other.
    """
    by_reference = {entry.fingerprint: entry for entry in entries}
    findings = tuple(
        _decided(finding, by_reference[finding.fingerprint], today)
        if finding.fingerprint in by_reference
        else finding
        for finding in result.findings
    )
    return replace(result, findings=findings)


def unmatched(result: Result, entries: Iterable[Decided]) -> tuple[Decided, ...]:
    """The entries whose finding is not in this result: corrected, not read, or never there."""
    known = {finding.fingerprint for finding in result.findings}
    return tuple(entry for entry in entries if entry.fingerprint not in known)


def entries_of(result: Result) -> tuple[Decided, ...]:
    """The decisions that a result carries, with the ground of today."""
    return tuple(
        Decided(finding.fingerprint, finding.decision, ground_of(finding), about(finding))
        for finding in result.findings
        if finding.decision
    )


def about(finding: Finding) -> str:
    """Rule and place of a finding in one line."""
    place = ".".join(part for part in (finding.container, finding.column) if part)
    said = f"{finding.rule} · {place}{finding.path}"
    return f"{said} · {finding.surface}" if finding.surface else said


def _decided(finding: Finding, entry: Decided, today: str) -> Finding:
    return replace(finding, state=_state(finding, entry, today), decision=entry.decision)


def _state(finding: Finding, entry: Decided, today: str) -> str:
    decision = entry.decision
    if decision.state == "to_review":
        return finding.state
    if decision.state == "fixed_to_verify":
        return "found_again"
    if decision.state == "to_fix":
        return "overdue" if decision.due < today else "decided"
    if decision.expires and decision.expires < today:
        return "expired"
    changed = entry.ground.changes(ground_of(finding)) if entry.ground else ()
    if set(changed) & set(_GROUND_FACTS[decision.state]):
        return "ground_changed"
    return "decided"


def _entry(node: Node) -> Decided:
    entry = node.mapping(_KEYS, ("finding", "state", *WHO))
    state = entry["state"].word(STATES)
    missing = [key for key in NEEDED.get(state, ()) if key not in entry]
    raise_together([node.fault("decision_needs", state=state, key=key) for key in missing])
    words = [name for name in (*WHO, *EXTRA) if name in entry and name not in DATES]
    days = [name for name in DATES if name in entry]
    said = {
        **dict(zip(words, read_each((entry[name] for name in words), Node.text), strict=True)),
        **dict(zip(days, read_each((entry[name] for name in days), read_date), strict=True)),
    }
    decision = Decision(state=state, **said)
    ground = _ground(entry["ground"]) if "ground" in entry else None
    told = entry["about"].text() if "about" in entry else ""
    return Decided(entry["finding"].text(), decision, ground, told)


def _ground(node: Node) -> Ground:
    entry = node.mapping(("columns", "audience", "persons"), ("columns",))
    return Ground(
        entry["columns"].text(),
        entry["audience"].text() if "audience" in entry else "",
        entry["persons"].integer() if "persons" in entry else None,
    )


def _written(entry: Decided) -> Iterable[str]:
    decision = entry.decision
    yield f"  - finding: {quoted(entry.fingerprint)}"
    if entry.about:
        yield f"    about: {quoted(entry.about)}"
    yield f"    state: {decision.state}"
    for name in (*WHO, *EXTRA):
        if text := getattr(decision, name):
            yield f"    {name}: {quoted(text)}"
    if entry.ground:
        yield f"    ground: {_written_ground(entry.ground)}"


def _written_ground(ground: Ground) -> str:
    parts = [f"columns: {quoted(ground.columns)}"]
    if ground.audience:
        parts.append(f"audience: {ground.audience}")
    if ground.persons is not None:
        parts.append(f"persons: {ground.persons}")
    return "{" + ", ".join(parts) + "}"
