"""The report as one HTML page: no network, readable without scripts, printable."""

import base64
import hashlib
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from auditor.model.exposure import Exposure
from auditor.model.findings import Finding
from auditor.model.result import FieldEntry, Result
from auditor.model.vocabulary import Category, GapKind, Severity
from auditor.reports import method, opening
from auditor.reports.grouping import (
    MatrixRow,
    Said,
    by_exposed,
    by_rule,
    conforming_of,
    decided_findings,
    gaps_of,
    matrix,
    open_findings,
    severity_counts,
    widest,
    widest_first,
    worst_first,
)
from auditor.reports.names import visible
from auditor.reports.portal import portal_page
from auditor.reports.references import References
from auditor.reports.stolen import split_of
from auditor.reports.stolen_page import stolen
from auditor.reports.wording import Wording

MAX_DETAILED = 1_000
"""Findings shown with their evidence; a page of 5,000 must stay under 3 MB."""
MAX_FIELDS = 2_000
MAX_EXPOSURES = 600
MATRIX_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Matrix:
    """A part of the exposure matrix that fits the width of a page."""

    surfaces: tuple[str, ...]
    rows: list[MatrixRow]


def render(result: Result, *, lang: str = "fr", references: References | None = None) -> bytes:
    """The whole report as a self-contained UTF-8 page."""
    wording = Wording.of(result, lang, references)
    page = _environment().get_template("page.html").render(_context(result, wording))
    return page.encode()


def stand_alone(template: str, wording: Wording, **given: object) -> str:
    """Another page in the same dress."""
    dress = {
        "style": Markup(_asset("report.css")),  # noqa: S704 - our own file, no audited text
        "policy": _content_policy(),
    }
    page = _environment().get_template(f"{template}.html")
    return page.render({**_words(wording), **dress, **given})


def _context(result: Result, wording: Wording) -> dict[str, object]:
    return {
        "r": result,
        "style": Markup(_asset("report.css")),  # noqa: S704 - our own file, no audited text
        "script": Markup(_asset("report.js")),  # noqa: S704 - same
        "policy": _content_policy(),
        **_words(wording),
        **_first_page(result, wording),
        **_findings(result, wording),
        **_exposures(result),
        "portal": portal_page(result, wording),
        **_fields(result),
        **_closing(result, wording),
    }


def _words(wording: Wording) -> dict[str, object]:
    messages = wording.messages
    return {
        "w": wording,
        "t": messages.text,
        "count": messages.count,
        "label": messages.label,
        "number": messages.number,
        "percent": messages.percent,
        "date": messages.date,
        "lang": messages.lang,
    }


def _first_page(result: Result, wording: Wording) -> dict[str, object]:
    headline = result.summary.headline
    return {
        "opening": _opening(result, wording),
        "rows": worst_first(headline) if headline else [],
        "reach": widest_first(result),
        "widest": widest(result.reach),
        "replays": [(incident, by_exposed(incident)) for incident in result.incidents],
        "stolen": stolen(result, wording),
        "split_of": split_of,
    }


def _findings(result: Result, wording: Wording) -> dict[str, object]:
    findings = open_findings(result)
    return {
        "findings": findings,
        "groups": by_rule(findings, wording),
        "counts": severity_counts(findings),
        "detailed": {id(finding) for finding in findings[:MAX_DETAILED]},
        "brief": max(0, len(findings) - MAX_DETAILED),
        "decided": decided_findings(result),
        "severities": list(Severity),
        "categories": _categories(findings),
        "containers": sorted({finding.container for finding in findings if finding.container}),
    }


def _exposures(result: Result) -> dict[str, object]:
    return {
        "matrices": _matrices(result),
        "surfaces": {surface.id: surface for surface in result.surfaces},
        "exposures": _by_surface(result.exposures[:MAX_EXPOSURES]),
        "more_exposures": max(0, len(result.exposures) - MAX_EXPOSURES),
    }


def _fields(result: Result) -> dict[str, object]:
    shown = _with_evidence(result.fields)
    return {
        "fields": _by_container(shown[:MAX_FIELDS]),
        "more_fields": max(0, len(shown) - MAX_FIELDS),
    }


def _closing(result: Result, wording: Wording) -> dict[str, object]:
    cited = _cited(result)
    return {
        "conforming": conforming_of(result, wording),
        "gaps": _gaps(result, wording),
        "coverage": method.coverage(wording, result),
        "rows_read": partial(method.rows, wording),
        "method": method.method(wording, result),
        "cited": cited,
        "unverified": method.unverified(wording, cited),
        "references": wording.references,
    }


def _opening(result: Result, wording: Wording) -> tuple[str, str]:
    """The opening sentence and the one that follows it."""
    headline = result.summary.headline
    if headline is None:
        return opening.without(wording, result)
    return opening.sentence(wording, headline), opening.basis(wording, headline)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("auditor.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["prose"] = _prose
    environment.filters["breakable"] = _breakable
    environment.tests["in_detail"] = _in_detail
    return environment


def _safe(value: object) -> object:
    """Every name that a template prints passes here before it is escaped."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _in_detail(finding: Finding, detailed: Container[int]) -> bool:
    return id(finding) in detailed


def _prose(text: str) -> Markup:
    """Escaped text with its Latin in italics."""
    return Markup(_LATIN.sub(r'<i lang="la">\g<0></i>', str(escape(visible(text)))))  # noqa: S704 - escaped on this line


def _breakable(name: str) -> Markup:
    """An escaped name that may be broken after the signs that join its words."""
    return Markup(_JOINTS.sub(r"\g<0><wbr>", str(escape(visible(name)))))  # noqa: S704 - escaped on this line


_JOINTS = re.compile(r"[._/](?=\w)")
_LATIN = re.compile(r"\b[Aa] priori\b")


@cache
def _asset(name: str) -> str:
    return (files("auditor.reports") / "templates" / name).read_text(encoding="utf-8")


@cache
def _content_policy() -> str:
    """A policy that lets the page run nothing but its own style and script."""
    return (
        f"default-src 'none'; style-src '{_digest(_asset('report.css'))}'; "
        f"script-src '{_digest(_asset('report.js'))}'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _categories(findings: Sequence[Finding]) -> list[Category]:
    present = {category for finding in findings for category in finding.categories}
    return [category for category in Category if category in present]


def _gaps(result: Result, wording: Wording) -> list[tuple[GapKind, list[Said]]]:
    found = [(kind, gaps_of(result, kind, wording)) for kind in GapKind]
    return [(kind, said) for kind, said in found if said]


def _matrices(result: Result) -> list[Matrix]:
    surfaces = list(dict.fromkeys(exposure.surface for exposure in result.exposures))
    parts = [
        tuple(surfaces[start : start + MATRIX_COLUMNS])
        for start in range(0, len(surfaces), MATRIX_COLUMNS)
    ]
    return [Matrix(part, matrix(result.exposures, part)) for part in parts]


def _by_surface(exposures: Sequence[Exposure]) -> list[tuple[str, list[Exposure]]]:
    grouped: dict[str, list[Exposure]] = {}
    for exposure in exposures:
        grouped.setdefault(exposure.surface, []).append(exposure)
    return list(grouped.items())


def _with_evidence(fields: Sequence[FieldEntry]) -> list[FieldEntry]:
    """Fields of which something was asserted or weighed, those with an assertion first."""
    kept = [entry for entry in fields if entry.verdicts or entry.considered]
    return sorted(kept, key=lambda entry: not entry.verdicts)


def _by_container(fields: Sequence[FieldEntry]) -> list[tuple[str, str, list[FieldEntry]]]:
    def place(entry: FieldEntry) -> tuple[str, str]:
        return entry.source, entry.container

    ordered = sorted(fields, key=place)
    return [(*where, list(entries)) for where, entries in groupby(ordered, key=place)]


def _cited(result: Result) -> list[str]:
    """Keys of every reference that a finding or a necessity cites, in order of appearance."""

    def keys() -> Iterator[str]:
        for finding in result.findings:
            yield from finding.basis
        for exposure in result.exposures:
            yield from exposure.ground.basis if exposure.ground else ()

    return list(dict.fromkeys(keys()))
