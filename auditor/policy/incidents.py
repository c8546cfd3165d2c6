"""Past incidents, field by field, to hold a target against (`rules/incidents/*.yaml`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from auditor.model.vocabulary import Category, Subject
from auditor.policy.legal import read_label
from auditor.strictyaml import Node, load, read_each


@dataclass(frozen=True, slots=True)
class Sought:
    """Verdicts that a line speaks of: any of these categories of any of these subjects."""

    categories: tuple[Category, ...]
    subjects: tuple[Subject, ...]
    variants: tuple[str, ...] = ()
    """Variants that match; any where empty."""
    excluded: tuple[str, ...] = ()
    """Variants that do not."""

    def matches(self, category: Category, subject: Subject, variant: str) -> bool:
        """Whether data of that category, subject and variant is sought."""
        return (
            category in self.categories
            and subject in self.subjects
            and (not self.variants or variant in self.variants)
            and variant not in self.excluded
        )


@dataclass(frozen=True, slots=True)
class IncidentField:
    """One line of what was said of the incident, and the verdicts that match it."""

    id: str
    label: Mapping[str, str]
    sought: tuple[Sought, ...]
    """Any of them matches."""
    exposed: bool
    """False: the operators or insurers said that it was not exposed."""
    sources: tuple[str, ...]
    """Numbers of the sources in the note of sources."""

    @property
    def categories(self) -> tuple[Category, ...]:
        """Every category that the line seeks."""
        return tuple(dict.fromkeys(c for sought in self.sought for c in sought.categories))

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Every subject that the line seeks."""
        return tuple(dict.fromkeys(s for sought in self.sought for s in sought.subjects))

    def matches(self, category: Category, subject: Subject, variant: str = "") -> bool:
        """Whether data of that category, subject and variant is what the line speaks of."""
        return any(sought.matches(category, subject, variant) for sought in self.sought)


@dataclass(frozen=True, slots=True)
class Incident:
    """A past incident."""

    id: str
    title: Mapping[str, str]
    lines: tuple[IncidentField, ...]
    chosen: bool = True
    """Whether a target is held against it where audit.yaml chooses none."""


def chosen(incidents: Sequence[Incident], wanted: Sequence[str] | None) -> tuple[Incident, ...]:
    """The incidents of those ids, in the order of the choice; without one, the usual ones."""
    if wanted is None:
        return tuple(incident for incident in incidents if incident.chosen)
    found = {incident.id: incident for incident in incidents}
    return tuple(found[name] for name in wanted if name in found)


@cache
def load_incidents() -> tuple[Incident, ...]:
    """The shipped incidents, by file name."""
    folder = files("auditor.rules").joinpath("incidents")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(
        read_incident(load(f.read_text(encoding="utf-8"), f"rules/incidents/{f.name}"))
        for f in found
    )


def read_incident(root: Node) -> Incident:
    """The incident of one file; two lines of one id are a fault."""
    keys = ("id", "title", "lines")
    entry = root.mapping((*keys, "chosen"), keys)
    lines = read_each(entry["lines"].items(), _line)
    if len({line.id for line in lines}) < len(lines):
        raise entry["lines"].fault("incident_line_twice")
    usual = "chosen" not in entry or entry["chosen"].boolean()
    return Incident(entry["id"].text(), read_label(entry["title"]), lines, usual)


_SOUGHT = ("categories", "subjects")
_VARIANTS = ("variants", "excluded")


def _line(node: Node) -> IncidentField:
    """A line seeks what it says itself, or any item of its list `any`."""
    own = ("id", "label", "exposed", "sources")
    entry = node.mapping((*own, *_SOUGHT, *_VARIANTS, "any"), own)
    if "any" in entry:
        entry = node.mapping((*own, "any"), own)
        sought = read_each(entry["any"].items(), _sought)
    else:
        node.mapping((*own, *_SOUGHT, *_VARIANTS), (*own, *_SOUGHT))
        sought = (_sought_in(entry),)
    return IncidentField(
        entry["id"].text(),
        read_label(entry["label"]),
        sought,
        entry["exposed"].boolean(),
        entry["sources"].texts(),
    )


def _sought(node: Node) -> Sought:
    return _sought_in(node.mapping((*_SOUGHT, *_VARIANTS), _SOUGHT))


def _sought_in(entry: Mapping[str, Node]) -> Sought:
    return Sought(
        tuple(Category(word) for word in entry["categories"].words(Category)),
        tuple(Subject(word) for word in entry["subjects"].words(Subject)),
        entry["variants"].texts() if "variants" in entry else (),
        entry["excluded"].texts() if "excluded" in entry else (),
    )
