"""Two results side by side: what is new, worse, corrected, and what was not looked at again.

Only `fixed` counts as a correction: the place was read again, at least as fully and by the same
detector and rules, and the condition of the rule is false.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.desk.grounds import grew, ground_of
from auditor.facts import FACTS, Family
from auditor.model.findings import Finding
from auditor.model.result import Coverage, Result, Run
from auditor.model.vocabulary import Severity

STATES = ("new", "worse", "unchanged", "decided", "fixed", "place_gone", "not_reverified")
REASONS = (
    "severity",
    "columns",
    "audience",
    "persons",
    "decision_lapsed",
    "place_not_read_before",
    "unread",
    "smaller_coverage",
    "selection",
    "other_target",
    "detector",
    "declarations",
)
_DECLARED = frozenset({Family.POLICY, Family.EXPOSURE})
_STRENGTH = {"read": 3, "partly": 2}


@dataclass(frozen=True, slots=True)
class Compared:
    """One finding in one of `STATES`; `finding` is the newer one where both results have it."""

    state: str
    finding: Finding
    before: Finding | None = None
    reasons: tuple[str, ...] = ()
    """Words of `REASONS`: what got worse, or why it was not verified again."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every finding of either result, the most pressing state first, then the heaviest."""

    old: Run
    new: Run
    entries: tuple[Compared, ...]
    same_rules: bool
    same_declarations: bool
    same_means: bool
    """Whether both runs read as deep (mode, sample)."""

    @property
    def counts(self) -> Mapping[str, int]:
        """Findings by state, every state present."""
        found = Counter(entry.state for entry in self.entries)
        return {state: found[state] for state in STATES}

    def fails(self, threshold: Severity | None) -> bool:
        """Whether something is new or worse at or above the threshold; never for None."""
        return threshold is not None and any(
            entry.state in {"new", "worse"} and entry.finding.severity.rank >= threshold.rank
            for entry in self.entries
        )


def compare(old: Result, new: Result) -> Comparison:
    """Each finding of both results in its state."""
    before = {finding.fingerprint: finding for finding in old.findings}
    after = {finding.fingerprint: finding for finding in new.findings}
    places = _Places(old, new)
    entries = [_present(finding, before.get(ref), places) for ref, finding in after.items()]
    entries += [places.absent(finding) for ref, finding in before.items() if ref not in after]
    return Comparison(
        old.run,
        new.run,
        tuple(sorted(entries, key=_order)),
        same_rules=_detector(old.run) == _detector(new.run),
        same_declarations=old.policy.digest == new.policy.digest,
        same_means=(old.run.mode, old.run.sample_rows) == (new.run.mode, new.run.sample_rows),
    )


def _order(entry: Compared) -> tuple[int, int, str, str, str]:
    finding = entry.finding
    state = STATES.index(entry.state)
    return (state, -finding.severity.rank, finding.rule, finding.container, finding.column)


def _present(finding: Finding, before: Finding | None, places: "_Places") -> Compared:
    if finding.state in {"decided", "waived"}:
        return Compared("decided", finding, before)
    if before is None:
        seen = places.covered(places.old, finding)
        reasons: tuple[str, ...] = (
            () if seen and places.strength(places.old, seen) else ("place_not_read_before",)
        )
        return Compared("new", finding, None, reasons)
    reasons = tuple(_worse(before, finding))
    return Compared("worse" if reasons else "unchanged", finding, before, reasons)


def _worse(before: Finding, now: Finding) -> Iterable[str]:
    if now.severity.rank > before.severity.rank:
        yield "severity"
    if set(_columns(now)) - set(_columns(before)):
        yield "columns"
    old, new = ground_of(before), ground_of(now)
    if old.audience != new.audience:
        yield "audience"
    if old.persons is not None and grew(old.persons, new.persons):
        yield "persons"
    if before.state == "decided":
        yield "decision_lapsed"


def _columns(finding: Finding) -> tuple[str, ...]:
    return finding.columns or ((finding.column,) if finding.column else ())


def _detector(run: Run) -> tuple[str, str, str]:
    return (run.tool, run.version, run.rules)


class _Places:
    """What both runs covered, to tell why a finding is not there any more."""

    def __init__(self, old: Result, new: Result) -> None:
        self.old, self.new = old, new
        self._covered = {
            id(result): {(entry.source, entry.container): entry for entry in result.coverage}
            for result in (old, new)
        }
        self._fields = {(f.source, f.container, f.column) for f in new.fields}
        self._sources = {target.source for target in new.run.targets}

    def covered(self, result: Result, finding: Finding) -> Coverage | None:
        """The coverage of the finding's container in that result."""
        return self._covered[id(result)].get((finding.source, finding.container))

    def strength(self, result: Result, entry: Coverage) -> int:
        """How well a container was looked at: 3 in full, 2 in part, 1 its schema, 0 not at all."""
        if entry.state in _STRENGTH:
            return _STRENGTH[entry.state]
        return 1 if result.run.mode == "schema_only" else 0

    def absent(self, finding: Finding) -> Compared:
        """The state of a finding that the newer result does not have."""
        state, reasons = self._absent(finding)
        return Compared(state, finding, finding, reasons)

    def _absent(self, finding: Finding) -> tuple[str, tuple[str, ...]]:
        if finding.source not in self._sources:
            return "not_reverified", ("other_target",)
        now = self.covered(self.new, finding)
        if finding.container and now is None:
            return self._missing()
        if doubts := tuple(self._doubts(finding, now)):
            return "not_reverified", doubts
        place = (finding.source, finding.container, finding.column)
        if finding.container and finding.column and place not in self._fields:
            return "place_gone", ()
        return "fixed", ()

    def _missing(self) -> tuple[str, tuple[str, ...]]:
        """A container that is not listed is gone only if everything was to be listed."""
        if self.new.run.selected:
            return "not_reverified", ("selection",)
        if self.new.summary.interrupted:
            return "not_reverified", ("unread",)
        return "place_gone", ()

    def _doubts(self, finding: Finding, now: Coverage | None) -> Iterable[str]:
        if now is not None:
            yield from self._coverage_doubts(finding, now)
        else:
            yield from self._source_doubts(finding.source)
        if _detector(self.old.run) != _detector(self.new.run):
            yield "detector"
        if self.old.policy.digest != self.new.policy.digest and _rests_on_declarations(finding):
            yield "declarations"

    def _source_doubts(self, source: str) -> Iterable[str]:
        """A finding about a whole source is verified by all that it was read from."""
        if self.new.run.selected and self.new.run.selected != self.old.run.selected:
            yield "selection"
        if not self.new.summary.complete:
            yield "unread"
        now = self._covered[id(self.new)]
        then = [entry for place, entry in self._covered[id(self.old)].items() if place[0] == source]
        if any(
            self.strength(self.new, now[entry.source, entry.container])
            < self.strength(self.old, entry)
            for entry in then
            if (entry.source, entry.container) in now
        ):
            yield "smaller_coverage"

    def _coverage_doubts(self, finding: Finding, now: Coverage) -> Iterable[str]:
        then = self.covered(self.old, finding)
        strength = self.strength(self.new, now)
        if not strength:
            yield "unread"
        elif then is not None and (
            strength < self.strength(self.old, then)
            or (now.state == "partly" and (now.rows_read or 0) < (then.rows_read or 0))
        ):
            yield "smaller_coverage"


def _rests_on_declarations(finding: Finding) -> bool:
    """Whether a rule read a fact that audit.yaml decides: another declaration is no correction."""
    return any(FACTS[name].family in _DECLARED for name in finding.facts if name in FACTS)
