"""A small pack to write rules from, and records to judge."""

from auditor.facts import FactRecord, FactValue, Unit
from auditor.rulebook.load import read_pack
from auditor.rulebook.model import Rule

HEAD = """
pack: small
title: {fr: a, en: a}
rules:
  - id: TST-001
    status: stable
    title: {fr: titre, en: title}
    about: {fr: a, en: a}
    message: {fr: "{container} : {columns}, {persons}", en: "{container}: {columns}, {persons}"}
    fix: {fr: a, en: a}
    justify: {fr: a, en: a}
    severity: {base: medium, modifiers: [persons, necessity]}
    basis: [gdpr-5-1-c]
    cwe: [359]
"""

EXPOSURE = """
    unit: exposure
    needs: [exposure]
    when:
      - {category: NIR}
      - {audience: practitioner}
    unless:
      - {origin: echoed}
    tests:
      given: {category: NIR, audience: practitioner, origin: revealed}
      cases:
        - fires: {}
        - silent: {origin: echoed}
"""

TOGETHER = """
    unit: exposure
    needs: [exposure]
    when:
      - {audience: practitioner}
    together:
      by: surface
      each: [{category: NIR}, {category: PERSON}, {category: INSURER}]
      at_least: 2
    tests:
      given: {category: NIR, audience: practitioner}
      cases:
        - fires: [{}, {category: PERSON}]
        - silent: {}
"""


def rule(body: str) -> Rule:
    """The one rule of a pack with that body."""
    return read_pack(HEAD + body, "small.yaml").rules[0]


def shown(**values: FactValue) -> FactRecord:
    """An exposure of the NIR to practitioners, with changes."""
    facts: dict[str, FactValue] = {
        "source": "base",
        "container": "portail.assures",
        "surface": "portail",
        "category": "NIR",
        "subject": "insured",
        "audience": "practitioner",
        "origin": "revealed",
        "necessity": "excessive",
        "form": "clear",
    }
    return FactRecord(Unit.EXPOSURE, facts | values, ("nir",))


def stored(**values: FactValue) -> FactRecord:
    """A stored NIR column, with changes."""
    facts: dict[str, FactValue] = {
        "source": "base",
        "container": "assures",
        "column": "nir",
        "path": "",
        "category": "NIR",
        "subject": "insured",
        "form": "clear",
        "mode": "is",
        "evidence": "both",
        "container_categories": ("NIR",),
        "container_role": "",
        "container_kind": "table",
        "key": "none",
        "split": False,
        "public_register": False,
        "environment": "production",
        "stored_necessity": "excessive",
    }
    facts |= values
    return FactRecord(Unit.FIELD, facts, (str(facts["column"]),))
