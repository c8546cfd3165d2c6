"""Past incidents, field by field, to hold a target against (`rules/incidents/*.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from auditor.model.vocabulary import Category, Subject
from auditor.policy.legal import read_label
from auditor.strictyaml import Node, load, read_each


@dataclass(frozen=True, slots=True)
class IncidentField:
    """One line of what was said of the incident, and the verdicts that match it."""

    id: str
    label: Mapping[str, str]
    categories: tuple[Category, ...]
    subjects: tuple[Subject, ...]
    variants: tuple[str, ...]
    """Variants that match; any where empty."""
    exposed: bool
    """False: the operators or insurers said that it was not exposed."""
    sources: tuple[str, ...]
    """Numbers of the sources in the note of sources."""

    def matches(self, category: Category, subject: Subject, variant: str = "") -> bool:
        """Whether data of that category, subject and variant is what the line speaks of."""
        return (
            category in self.categories
            and subject in self.subjects
            and (not self.variants or variant in self.variants)
        )


@dataclass(frozen=True, slots=True)
class Incident:
    """A past incident."""

    id: str
    title: Mapping[str, str]
    lines: tuple[IncidentField, ...]


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
    entry = root.mapping(keys, keys)
    lines = read_each(entry["lines"].items(), _line)
    if len({line.id for line in lines}) < len(lines):
        raise entry["lines"].fault("incident_line_twice")
    return Incident(entry["id"].text(), read_label(entry["title"]), lines)


def _line(node: Node) -> IncidentField:
    keys = ("id", "label", "categories", "subjects", "exposed", "sources")
    entry = node.mapping((*keys, "variants"), keys)
    return IncidentField(
        entry["id"].text(),
        read_label(entry["label"]),
        tuple(Category(word) for word in entry["categories"].words(Category)),
        tuple(Subject(word) for word in entry["subjects"].words(Subject)),
        entry["variants"].texts() if "variants" in entry else (),
        entry["exposed"].boolean(),
        entry["sources"].texts(),
    )
