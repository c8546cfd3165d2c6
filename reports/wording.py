"""The phrases that every report shares, about one Result in one language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.facts import FACTS
from auditor.model.exposure import ControllerCount, Ground, IncidentReplay, PersonCount, Reach
from auditor.model.findings import Conforming, Decision, Finding, Modifier
from auditor.model.gaps import Gap
from auditor.model.refs import FieldAddress
from auditor.model.result import Result
from auditor.model.verdicts import Reason, Verdict
from auditor.model.vocabulary import Basis, Form
from auditor.reports.messages import FieldValue, Messages
from auditor.reports.names import shorten, visible
from auditor.reports.references import References

_ANSWERS = ("request.", "response.")
"""How the columns of a captured exchange begin."""
_LABELLED = {
    "category": "category",
    "subject": "subject",
    "form": "form",
    "mode": "mode",
    "evidence": "evidence",
    "scope": "scope",
    "origin": "origin",
    "necessity": "necessity",
    "stored_necessity": "necessity",
    "provenance": "provenance",
    "audience": "audience",
    "environment": "environment",
    "persons_basis": "basis",
    "container_kind": "container",
    "container_categories": "category",
    "categories": "category",
    "purpose": "purpose",
    "purposes": "purpose",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Turns parts of the Result into phrases; names are printed as they are, not yet safe."""

    messages: Messages
    several_sources: bool
    references: References

    @classmethod
    def of(cls, result: Result, lang: str, references: References | None = None) -> "Wording":
        """The wording for that Result; a place names its source only where there are several."""
        sources = {target.source for target in result.run.targets}
        return cls(Messages(lang), len(sources) > 1, references or {})

    def place(self, source: str, container: str, column: str = "", path: str = "") -> str:
        """Where something stands: `source: container.column/path`."""
        name = ".".join(part for part in (container, column) if part) + path
        return f"{source}: {name}" if self.several_sources and source else name

    def field(self, address: FieldAddress) -> str:
        """The place of a field."""
        return self.place(address.source, address.container, address.column, address.path)

    def grouped(self, addresses: Iterable[FieldAddress]) -> list[tuple[str, list[str]]]:
        """Fields by container: its place and the names in it."""
        groups: dict[str, list[str]] = {}
        for address in addresses:
            place = self.place(address.source, address.container)
            groups.setdefault(place, []).append(address.column + address.path)
        return list(groups.items())

    def fields(self, addresses: Sequence[FieldAddress], most: int = 12, width: int = 60) -> str:
        """Several fields on a line, container by container: `assures (nir, nom)`.

        At most `most` names, each in at most `width` columns; the text says how many more.
        """
        places = []
        for place, names in self.grouped(addresses[:most]):
            listed = ", ".join(shorten(visible(name), width) for name in names if name)
            places.append(shorten(visible(place), width) + (f" ({listed})" if listed else ""))
        if len(addresses) > most:
            places.append(self.messages.count("list.more", len(addresses) - most))
        return ", ".join(places)

    def whereabouts(self, addresses: Sequence[FieldAddress], most: int = 3, width: int = 60) -> str:
        """The containers of several fields, at most `most`: tables with columns, screens alone.

        Where a value stands in an answer is too long to read here; the Result says it.
        """
        screens = [one.container for one in addresses if one.column.startswith(_ANSWERS)]
        stored = [one for one in addresses if not one.column.startswith(_ANSWERS)]
        places = [shorten(visible(name), width) for name in dict.fromkeys(screens)]
        for place, names in self.grouped(stored):
            listed = ", ".join(shorten(visible(name), width) for name in names if name)
            places.append(shorten(visible(place), width) + (f" ({listed})" if listed else ""))
        if len(places) > most:
            places[most:] = [self.messages.count("list.more", len(places) - most)]
        return ", ".join(places)

    def finding_place(self, finding: Finding, most: int = 12) -> str:
        """The place of a finding, with at most `most` columns to act upon, or a line of a file."""
        place = self.place(finding.source, finding.container, finding.column, finding.path)
        if finding.location:
            place = f"{finding.location.file}:{finding.location.line}" + (
                f" · {place}" if place else ""
            )
        names = [name for name in finding.columns if name != finding.column]
        columns = ", ".join(names[:most])
        if len(names) > most:
            columns += " " + self.messages.count("list.more", len(names) - most)
        if not place or not columns:
            return place or columns
        return f"{place} ({columns})"

    def persons(self, count: PersonCount | None) -> str:
        """A count of persons with its basis; two bases are never written alike."""
        if count is None:
            return "–"
        if count.value is None or count.basis is Basis.STRUCTURE:
            return self.messages.text("persons.structure")
        kind = count.basis.value if count.exact else f"{count.basis.value}_about"
        return self.messages.text(f"persons.{kind}", n=count.value, error=count.error)

    def controller(self, count: ControllerCount) -> str:
        """The declared name of a controller, else its number."""
        numbered = self.messages.text("reach.controller.numbered", n=count.number)
        return count.name or numbered

    def incident(self, incident: IncidentReplay) -> str:
        """The title of a replay; the incident's own title goes on in lower case."""
        title = self.messages.pick(incident.title)
        if title[1:2].islower():
            title = title[0].lower() + title[1:]
        return self.messages.text("section.incident", title=title)

    def gap(self, gap: Gap) -> str:
        """The sentence of a gap, without its place unless the sentence names it."""
        fields = self._worded(gap.detail)
        key = f"gap.{gap.code}"
        if not self.messages.known(key) and self.messages.known(f"error.{gap.code}"):
            key = f"error.{gap.code}"
        if self.messages.known(key):
            fields |= {
                "source": gap.source,
                "container": gap.container,
                "column": gap.column,
                "count": gap.count,
            }
        return self.messages.text(key, **fields)

    def conforming(self, conforming: Conforming) -> str:
        """The sentence of a check that found nothing to say."""
        fields = self._worded(conforming.detail)
        key = f"conforming.{conforming.check}"
        if self.messages.known(key):
            fields |= {"container": conforming.container, "surface": conforming.surface}
        return self.messages.text(key, **fields)

    def gap_place(self, gap: Gap) -> str:
        """The place of a gap; "" where its sentence names it."""
        if self.messages.names(f"gap.{gap.code}", "container", "column"):
            return ""
        return self.place(gap.source, gap.container, gap.column)

    def gap_line(self, gap: Gap) -> str:
        """`file:line` of a gap in a file; without the line where its sentence tells it."""
        line = (
            "" if self.messages.names(f"gap.{gap.code}", "line") else dict(gap.detail).get("line")
        )
        return ":".join(part for part in (gap.container, line) if part)

    def conforming_place(self, one: Conforming) -> str:
        """The place of a check that found nothing to say; "" where its sentence names it."""
        if self.messages.names(f"conforming.{one.check}", "container"):
            return ""
        place = self.place(one.source, one.container)
        if not one.surface or one.surface == one.container:
            return place
        return f"{place} ({one.surface})" if place else one.surface

    def _worded(self, detail: Iterable[tuple[str, str]]) -> dict[str, FieldValue]:
        return {name: self._in_words(name, value) for name, value in detail}

    def reason(self, reason: Reason) -> str:
        """The sentence of a piece of evidence."""
        return self.messages.text(f"reason.{reason.code}", **dict(reason.data))

    def modifier(self, modifier: Modifier) -> str:
        """Why a severity moved, and by how many steps."""
        steps = self.messages.count("modifier.steps", abs(modifier.steps))
        return self.messages.text(
            "modifier.sentence",
            direction="+" if modifier.steps > 0 else "−",
            steps=steps,
            name=self.messages.text(f"modifier.name.{modifier.name}"),
        )

    def fact(self, name: str, value: FieldValue) -> str:
        """A fact that a rule read, in words: `personnes : 2 000`."""
        spec = FACTS.get(name)
        english = self.messages.lang == "en"
        label = (spec.en if english else spec.fr) if spec else name
        return self.messages.text("fact.pair", label=label, value=self._in_words(name, value))

    def _in_words(self, name: str, value: FieldValue) -> FieldValue:
        """The value of a fact or detail: words of a closed list by their label."""
        if value is None or isinstance(value, bool):
            return self.messages.text(f"fact.{str(value).lower()}")
        if isinstance(value, str):
            return ", ".join(self._word(name, word) for word in value.split(", "))
        if name == "share" and isinstance(value, float):
            return self.messages.percent(value)
        return value

    def _word(self, name: str, word: str) -> str:
        kind = _LABELLED.get(name, "")
        key = f"purpose.{word}" if kind == "purpose" else f"label.{kind}.{word}"
        if kind == "category" or self.messages.known(key):
            return self.messages.text(key) if kind == "purpose" else self.messages.label(kind, word)
        return word

    def citation(self, key: str) -> str:
        """The citation of a reference, marked where nobody checked it; its key if unknown."""
        reference = self.references.get(key)
        if reference is None:
            return key
        cited = self.messages.pick(reference.citation)
        return cited if reference.verified else f"{cited}{self.messages.text('reference.mark')}"

    def severities(self, counts: Mapping[str, int]) -> str:
        """`2 critiques, 5 élevés`, leaving out what did not occur."""
        found = [
            self.messages.count(f"severity.{severity}", n) for severity, n in counts.items() if n
        ]
        return ", ".join(found)

    def decision(self, finding: Finding) -> list[str]:
        """What was decided of a finding, by whom and until when; empty where nothing was."""
        decision = finding.decision
        if decision is None:
            return []
        text = self.messages.text
        if decision.state == "waived":
            return [self._waiver(finding, decision)]
        said = [
            text(
                "decision.sentence",
                state=self.messages.label("decision", decision.state),
                by=decision.decided_by,
                role=decision.role,
                date=self.messages.date(decision.date),
                reason=decision.reason,
            )
        ]
        if decision.owner:
            said.append(text("decision.owner", owner=decision.owner))
        if decision.due:
            said.append(text("decision.due", date=self.messages.date(decision.due)))
        if decision.expires:
            said.append(text("decision.expires", date=self.messages.date(decision.expires)))
        if self.messages.known(f"decision.back.{finding.state}"):
            said.append(text(f"decision.back.{finding.state}"))
        if decision.dpo_advice:
            said.append(text("decision.dpo", advice=decision.dpo_advice))
        return said

    def _waiver(self, finding: Finding, decision: Decision) -> str:
        """Who let a finding through, why and until when; said too where that day has passed."""
        return self.messages.text(
            f"check.{finding.state}",
            by=decision.decided_by,
            date=self.messages.date(decision.expires),
            reason=decision.reason,
        )

    def ground(self, ground: Ground) -> str:
        """Why a necessity was decided: purpose, provenance, and the state of each condition."""
        text = self.messages.text
        said = text(
            "exposures.ground",
            purpose=text(f"purpose.{ground.purpose}"),
            need=self.messages.label("need", ground.cell),
            provenance=self.messages.label("provenance", ground.provenance),
        )
        states = [
            text(
                f"exposures.condition.{str(state).lower()}",
                name=text(f"condition.{name}"),
            )
            for name, state in ground.conditions.items()
        ]
        return "; ".join([said, *states])

    def verdict(self, verdict: Verdict) -> str:
        """What a field is asserted to hold, in one sentence."""
        label, text = self.messages.label, self.messages.text
        said = text(
            "fields.verdict",
            mode=label("mode", verdict.mode),
            category=label("category", verdict.category),
            variant=f" [{verdict.variant}]" if verdict.variant else "",
            subject=label("subject", verdict.subject),
            evidence=label("evidence", verdict.evidence),
            confidence=verdict.confidence,
        )
        if verdict.form is not Form.CLEAR:
            said += text("list.also") + label("form", verdict.form)
        if verdict.share is not None and verdict.rows is not None:
            said += text("list.also") + text("fields.share", share=verdict.share, rows=verdict.rows)
        return said

    def alternatives(self, verdict: Verdict) -> str:
        """The other categories that the same evidence would carry."""
        names = [self.messages.label("category", one.category) for one in verdict.alternatives]
        return self.messages.text("fields.alternatives", categories=", ".join(names))

    def excessive(self, reach: Reach) -> str:
        """The categories within reach that no purpose needs."""
        names = [self.messages.label("category", category) for category in reach.excessive]
        return self.messages.text("reach.excessive", categories=", ".join(names))

    def weighed(self, reasons: Iterable[Reason]) -> list[tuple[str, list[Reason]]]:
        """The reasons for, then those against, each with its title; an empty side is left out."""
        ordered = sorted(reasons, key=lambda reason: -abs(reason.weight))
        sides = [
            (self.messages.text("fields.for"), [one for one in ordered if one.weight >= 0]),
            (self.messages.text("fields.against"), [one for one in ordered if one.weight < 0]),
        ]
        return [(title, found) for title, found in sides if found]
