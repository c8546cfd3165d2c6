"""From a rule's base severity to that of a finding, by named steps that the finding shows.

Of the thresholds of persons only the highest is a regulator's, as told by the press; the others
are the product's own and printed as such.
"""

from collections.abc import Callable, Mapping

from auditor.facts import FactRecord
from auditor.model.findings import Modifier
from auditor.model.vocabulary import (
    Audience,
    Category,
    EnvironmentKind,
    Form,
    Necessity,
    Provenance,
    Severity,
    Subject,
)
from auditor.policy.model import Limits

LINKED = 3
"""Of NIR, name, birth and insurer, how many together single a person out."""

_BY_RANK = {severity.rank: severity for severity in Severity}
_BANK = (Category.RIB, Category.IBAN, Category.BIC)


def graded(
    base: Severity, names: tuple[str, ...], record: FactRecord, limits: Limits
) -> tuple[Severity, tuple[Modifier, ...]]:
    """The severity of one record under the named modifiers, and the steps that led to it.

    The number of persons raises by one step at most, and never above the level of the limit
    reached. A hypothesis of the matrix alone is never critical, but for the bank details of one
    practitioner shown to another.
    """
    modifiers = [m for name in names if name in _STEPS and (m := _STEPS[name](record))]
    rank = _clamped(base.rank + sum(m.steps for m in modifiers))
    for name, step in _LAST.items():
        if name in names and (modifier := step(record, rank, limits)):
            modifiers.append(modifier)
            rank += modifier.steps
    return _BY_RANK[rank], tuple(modifiers)


def _clamped(rank: int) -> int:
    return min(max(rank, Severity.INFO.rank), Severity.CRITICAL.rank)


def _step(
    name: str, fact: str, steps: Mapping[str, int]
) -> Callable[[FactRecord], Modifier | None]:
    """A modifier that reads one word of one fact."""

    def modify(record: FactRecord) -> Modifier | None:
        value = str(record.get(fact))
        return Modifier(name, steps[value], fact, value) if value in steps else None

    return modify


def _linkability(record: FactRecord) -> Modifier | None:
    linked = record.get("linkability")
    if isinstance(linked, int) and linked >= LINKED:
        return Modifier("linkability", 1, "linkability", str(linked))
    return None


def _public_register(record: FactRecord) -> Modifier | None:
    # Only practitioners and organisations stand in a register: an insured person's name does not.
    listed = record.get("subject") in (Subject.PRACTITIONER, Subject.ORGANISATION)
    if listed and record.get("public_register") is True:
        return Modifier("public_register", -1, "public_register", "true")
    return None


def _persons(record: FactRecord, rank: int, limits: Limits) -> Modifier | None:
    persons = record.get("persons")
    if not isinstance(persons, int):
        return None
    reached = max(
        (
            severity.rank
            for severity, limit in (
                (Severity.MEDIUM, limits.medium),
                (Severity.HIGH, limits.high),
                (Severity.CRITICAL, limits.critical),
            )
            if persons >= limit
        ),
        default=rank,
    )
    return Modifier("persons", 1, "persons", str(persons)) if reached > rank else None


def _provenance(record: FactRecord, rank: int, _limits: Limits) -> Modifier | None:
    bank_to_peers = (
        record.get("category") in _BANK
        and record.get("subject") == Subject.PRACTITIONER
        and record.get("audience") == Audience.PRACTITIONER
    )
    hypothesis = record.get("provenance") == Provenance.HYPOTHESIS
    if hypothesis and not bank_to_peers and rank >= Severity.CRITICAL.rank:
        return Modifier("provenance", -1, "provenance", Provenance.HYPOTHESIS)
    return None


# A needed part of a group of records never carries the finding.
_LESS_SURE = {
    Necessity.TO_JUSTIFY.value: -1,
    Necessity.UNDETERMINED.value: -1,
    Necessity.NEEDED.value: -2,
}

_STEPS: Mapping[str, Callable[[FactRecord], Modifier | None]] = {
    "necessity": _step("necessity", "necessity", _LESS_SURE),
    "stored_necessity": _step("stored_necessity", "stored_necessity", _LESS_SURE),
    "audience": _step(
        "audience",
        "audience",
        {
            Audience.PUBLIC: 1,
            Audience.SUPPORT: -1,
            Audience.STATISTICS: -1,
            Audience.DEVELOPER: -1,
            Audience.ADMINISTRATOR: -1,
        },
    ),
    "form": _step(
        "form",
        "form",
        {
            Form.MASKED: -1,
            Form.TRUNCATED: -1,
            Form.HASHED: -1,
            Form.TOKENISED: -2,
            Form.ENCRYPTED: -2,
            Form.TEST: -2,
        },
    ),
    "environment": _step("environment", "environment", {EnvironmentKind.SYNTHETIC: -2}),
    "linkability": _linkability,
    "public_register": _public_register,
    "reach": _step("reach", "reach_level", {"high": 1, "critical": 2}),
    "answerable": _step("answerable", "answer_level", {"high": 1, "critical": 2}),
}

_LAST: Mapping[str, Callable[[FactRecord, int, Limits], Modifier | None]] = {
    "persons": _persons,
    "provenance": _provenance,
}
"""Modifiers that depend on the level reached so far, in this order."""

MODIFIER_FACTS: Mapping[str, tuple[str, ...]] = {
    "necessity": ("necessity",),
    "stored_necessity": ("stored_necessity",),
    "audience": ("audience",),
    "form": ("form",),
    "environment": ("environment",),
    "linkability": ("linkability",),
    "public_register": ("public_register",),
    "reach": ("reach_level",),
    "answerable": ("answer_level",),
    "persons": ("persons", "persons_basis"),
    "provenance": ("provenance",),
}
"""The closed list of modifiers, and the facts that each one shows in a finding."""
