"""The same thing said once: findings by rule, gaps and conforming checks by sentence."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.model.exposure import Exposure, IncidentLine, IncidentReplay, Reach
from auditor.model.findings import Finding
from auditor.model.result import Headline, HeadlineRow, Result
from auditor.model.vocabulary import Audience, Category, GapKind, Necessity, Severity
from auditor.reports.wording import Wording
from auditor.taxonomy import CATEGORIES, Sensitivity

_WORST = (
    Necessity.EXCESSIVE,
    Necessity.TO_JUSTIFY,
    Necessity.UNDETERMINED,
    Necessity.NEEDED,
)


SETTLED = frozenset({"decided", "waived"})
"""States of findings that a named person settled."""


_OUTSIDE = frozenset({Audience.PRACTITIONER, Audience.INSURED, Audience.INSURER, Audience.PUBLIC})


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one rule at one severity that share title, remedy and references."""

    rule: str
    severity: Severity
    title: str
    fix: str
    basis: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence and the places it holds for; `count` may exceed the places."""

    sentence: str
    places: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A category of a subject, and its worst exposure on each surface (None: not shown)."""

    subject: str
    category: str
    cells: tuple[Exposure | None, ...]


def worst_first(headline: Headline) -> list[HeadlineRow]:
    """The rows of the opening table, what is not needed first."""
    return sorted(
        headline.rows,
        key=lambda row: (
            _WORST.index(Necessity(row.needed)),
            _weight(row.category),
            -(row.persons.value or 0),
        ),
    )


def widest_first(result: Result) -> list[Reach]:
    """The surface that the report opens on, then those that reach the most persons."""
    headline = result.summary.headline
    opening = headline.surface if headline else ""
    return sorted(
        result.reach,
        key=lambda one: (one.surface != opening, one.audience not in _OUTSIDE, -widest((one,))),
    )


def widest(reach: Iterable[Reach]) -> int:
    """The largest number of persons within reach; 0 where none was counted."""
    counts = (count for one in reach for count in (one.listable, one.answerable) if count)
    return max((count.value for count in counts if count.value), default=0)


def _weight(category: str) -> int:
    """How early a category comes among those of equal necessity: the most sensitive first."""
    return list(Sensitivity).index(CATEGORIES[Category(category)].sensitivity)


def by_exposed(incident: IncidentReplay) -> tuple[list[IncidentLine], list[IncidentLine]]:
    """The lines that were exposed in the incident, and those said not to have been."""
    exposed = [line for line in incident.lines if line.exposed]
    return exposed, [line for line in incident.lines if not line.exposed]


def open_findings(result: Result) -> list[Finding]:
    """Findings that nobody decided or waived, the heaviest first."""
    found = [finding for finding in result.findings if finding.state not in SETTLED]
    return sorted(found, key=lambda finding: -finding.severity.rank)


def decided_findings(result: Result) -> list[Finding]:
    """Findings under a decision or a waiver; every report lists them."""
    return [finding for finding in result.findings if finding.state in SETTLED]


def by_rule(findings: Iterable[Finding], wording: Wording) -> list[FindingGroup]:
    """The findings in groups, in the order of their first finding."""
    pick = wording.messages.pick
    groups: dict[tuple[str, Severity, str, str, tuple[str, ...]], list[Finding]] = {}
    for finding in findings:
        key = (
            finding.rule,
            finding.severity,
            pick(finding.title),
            pick(finding.fix),
            finding.basis,
        )
        groups.setdefault(key, []).append(finding)
    return [FindingGroup(*key, tuple(members)) for key, members in groups.items()]


def gaps_of(result: Result, kind: GapKind, wording: Wording) -> list[Said]:
    """The gaps of one kind by sentence, the most frequent first."""
    said = _said(
        (wording.gap(gap), wording.gap_place(gap), gap.count)
        for gap in result.gaps
        if gap.kind is kind
    )
    return sorted(said, key=lambda one: -one.count)


def conforming_of(result: Result, wording: Wording) -> list[Said]:
    """What was checked and found in line, by sentence."""
    return _said(
        (wording.conforming(one), wording.conforming_place(one), 1) for one in result.conforming
    )


def _said(items: Iterable[tuple[str, str, int]]) -> list[Said]:
    places: dict[str, dict[str, None]] = {}
    counts: Counter[str] = Counter()
    for sentence, place, count in items:
        known = places.setdefault(sentence, {})
        if place:
            known[place] = None
        counts[sentence] += count
    return [Said(sentence, tuple(known), counts[sentence]) for sentence, known in places.items()]


def severity_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Findings by severity, the heaviest first, zero included."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}


def matrix(exposures: Iterable[Exposure], columns: tuple[str, ...]) -> list[MatrixRow]:
    """The worst exposure of each category of each subject on those surfaces."""
    cells: dict[tuple[str, str], dict[str, Exposure]] = {}
    for exposure in exposures:
        if exposure.surface not in columns:
            continue
        row = cells.setdefault((exposure.subject.value, exposure.category.value), {})
        known = row.get(exposure.surface)
        if known is None or _badness(exposure) < _badness(known):
            row[exposure.surface] = exposure
    rows = [
        MatrixRow(subject, category, tuple(row.get(column) for column in columns))
        for (subject, category), row in cells.items()
    ]
    return sorted(rows, key=_row_order)


def _badness(exposure: Exposure) -> tuple[int, int]:
    return _WORST.index(exposure.necessity), -(exposure.persons.value or 0)


def _row_order(row: MatrixRow) -> tuple[int, int, int, str, str]:
    necessity, persons = min(_badness(cell) for cell in row.cells if cell is not None)
    return necessity, _weight(row.category), persons, row.subject, row.category
