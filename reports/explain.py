"""One screen on one field: why it was qualified so, and what would change that."""

from collections.abc import Iterable

from auditor.model.findings import Finding
from auditor.model.refs import FieldAddress
from auditor.model.result import FieldEntry, Result
from auditor.model.verdicts import Reason, Verdict
from auditor.model.vocabulary import Evidence, Necessity, Provenance
from auditor.reports.page import SEVERITY_STYLE, Page
from auditor.reports.query import look
from auditor.reports.references import References
from auditor.reports.wording import Wording

MAX_FINDINGS, MAX_REASONS = 6, 8


def render(
    result: Result,
    address: FieldAddress,
    *,
    lang: str = "fr",
    width: int = 100,
    colour: bool = False,
    references: References | None = None,
) -> str:
    """The explanation as text; says so where the Result does not hold the field."""
    page = Page(Wording.of(result, lang, references), width, colour=colour)
    entry = _entry(result, address)
    place = page.name(page.wording.field(address), 40)
    if entry is None:
        page.line(page.words("explain.absent", place=place), "bold")
        page.line(page.words("explain.absent_next"))
        return page.text()
    page.line(page.words("explain.title", place=place), "bold")
    if entry.type:
        page.line(page.words("explain.type", type=page.name(entry.type, 40)), "dim")
    _verdicts(page, entry)
    _no_error(page, entry)
    _changes(page, result, entry)
    _findings(page, result, address)
    _query(page, result, address)
    return page.text()


def _entry(result: Result, address: FieldAddress) -> FieldEntry | None:
    for entry in result.fields:
        if FieldAddress(entry.source, entry.container, entry.column, entry.path) == address:
            return entry
    return None


def _verdicts(page: Page, entry: FieldEntry) -> None:
    label = page.wording.messages.label
    page.line()
    if not entry.verdicts:
        page.line(page.words("explain.nothing"))
    for verdict in entry.verdicts:
        page.line(page.wording.verdict(verdict), "bold")
        for title, reasons in page.wording.weighed(verdict.reasons):
            page.line(title, "dim", 2)
            _reasons(page, reasons)
    for one in entry.considered:
        refused = page.words("explain.refused", category=label("category", one.category))
        page.line(refused, "dim", 2)
        _reasons(page, one.reasons)


def _reasons(page: Page, reasons: Iterable[Reason]) -> None:
    for reason in list(reasons)[:MAX_REASONS]:
        page.item(page.wording.reason(reason), indent=4)


def _no_error(page: Page, entry: FieldEntry) -> None:
    page.title(page.words("explain.no_error"))
    if not entry.verdicts:
        page.line(page.words("explain.no_error.none"), indent=2)
    grounds: dict[Evidence, list[str]] = {}
    for verdict in entry.verdicts:
        label = page.wording.messages.label("category", verdict.category)
        grounds.setdefault(verdict.evidence, []).append(label)
    for evidence, categories in grounds.items():
        said = page.words(f"explain.no_error.{evidence.value}")
        colon = page.words("list.colon")
        page.line(said if len(grounds) == 1 else f"{', '.join(categories)}{colon}{said}", indent=2)


def _changes(page: Page, result: Result, entry: FieldEntry) -> None:
    page.title(page.words("explain.change"))
    said = [
        *(sentence for verdict in entry.verdicts for sentence in _verdict_changes(page, verdict)),
        *_necessity_changes(page, result, entry),
    ]
    if result.run.mode == "sample":
        said.append(page.words("explain.change.full"))
    if result.run.mode == "schema_only" and not entry.verdicts:
        said.append(page.words("explain.change.read_values"))
    for sentence in dict.fromkeys(said or [page.words("explain.change.nothing")]):
        page.item(sentence)


def _verdict_changes(page: Page, verdict: Verdict) -> Iterable[str]:
    if verdict.evidence is Evidence.NAMES:
        yield page.words("explain.change.read_values")
    if verdict.alternatives:
        label = page.wording.messages.label
        names = ", ".join(label("category", one.category) for one in verdict.alternatives)
        yield page.words("explain.change.alternative", categories=names)
    against = [reason for reason in verdict.reasons if reason.weight < 0]
    if against:
        strongest = min(against, key=lambda reason: reason.weight)
        yield page.words("explain.change.counter", reason=page.wording.reason(strongest))


def _necessity_changes(page: Page, result: Result, entry: FieldEntry) -> Iterable[str]:
    here = FieldAddress(entry.source, entry.container, entry.column, entry.path)
    for exposure in result.exposures:
        if here not in exposure.fields or exposure.necessity is Necessity.NEEDED:
            continue
        yield page.words("explain.change.justify", surface=exposure.surface)
        if exposure.ground and exposure.ground.provenance is Provenance.HYPOTHESIS:
            yield page.words("explain.change.hypothesis", surface=exposure.surface)


def _findings(page: Page, result: Result, address: FieldAddress) -> None:
    page.title(page.words("explain.rules"))
    found = [finding for finding in result.findings if _concerns(finding, address)]
    if not found:
        page.line(page.words("explain.rules.none"), indent=2)
    pick, label = page.wording.messages.pick, page.wording.messages.label
    for finding in found[:MAX_FINDINGS]:
        level = label("severity", finding.severity)
        line = f"{finding.rule} · {level} · {pick(finding.title)}"
        page.line(line, SEVERITY_STYLE[finding.severity], 2)
    hidden = len(found) - MAX_FINDINGS
    if hidden > 0:
        page.line("… " + page.wording.messages.count("list.more", hidden), "dim", 2)


def _concerns(finding: Finding, address: FieldAddress) -> bool:
    if (finding.source, finding.container) != (address.source, address.container):
        return False
    if finding.column == address.column:
        return finding.path == address.path
    return address.column in finding.columns


def _query(page: Page, result: Result, address: FieldAddress) -> None:
    kinds = {target.source: target.kind for target in result.run.targets}
    query = look(address, kinds.get(address.source, ""))
    page.title(page.words("explain.query"))
    page.verbatim(query or page.words("explain.query.none"), 2)
