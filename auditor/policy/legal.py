"""The texts that rules and the purpose matrix refer to (`rules/legal.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from auditor.strictyaml import Node, load, read_each

KINDS = (
    "regulation",
    "law",
    "decree",
    "order",
    "doctrine",
    "sanction",
    "standard",
    "product_threshold",
)


@dataclass(frozen=True, slots=True)
class LegalText:
    """A reference as reports print it.

    `verified` says that a named person checked it on the official text; until then a report
    presents it as a reference to check, never as law.
    """

    key: str
    kind: str
    citation: Mapping[str, str]
    about: Mapping[str, str]
    verified: bool = False
    verified_by: str = ""


@cache
def legal_texts() -> Mapping[str, LegalText]:
    """Every reference of `rules/legal.yaml`, by key."""
    text = files("auditor.rules").joinpath("legal.yaml").read_text(encoding="utf-8")
    return read_legal(load(text, "rules/legal.yaml"))


def read_legal(root: Node) -> Mapping[str, LegalText]:
    """The references of a legal file; `verified` wants the name of who verified."""
    entries = root.mapping(("texts",), ("texts",))["texts"].mapping()
    read = read_each(entries.values(), _read)
    return {
        key: LegalText(key, kind, citation, about, bool(by), by)
        for key, (kind, citation, about, by) in zip(entries, read, strict=True)
    }


def _read(node: Node) -> tuple[str, Mapping[str, str], Mapping[str, str], str]:
    keys = ("kind", "citation", "about", "verified")
    entry = node.mapping((*keys, "verified_by"), keys)
    by = entry["verified_by"].text() if "verified_by" in entry else ""
    if entry["verified"].boolean() != bool(by):
        raise entry["verified"].fault("legal_verified_by")
    kind = entry["kind"].word(KINDS)
    return kind, read_label(entry["citation"]), read_label(entry["about"]), by


def read_label(node: Node) -> Mapping[str, str]:
    """A text in French and English."""
    texts = node.mapping(("fr", "en"), ("fr", "en"))
    return dict(zip(texts, read_each(texts.values(), Node.text), strict=True))
