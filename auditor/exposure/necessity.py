"""Whether a purpose needs what a surface shows: one cell of the matrix, its conditions observed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from auditor.model.exposure import Ground
from auditor.model.vocabulary import (
    Category,
    EnvironmentKind,
    Form,
    Necessity,
    Origin,
    Provenance,
    Scope,
    Subject,
)
from auditor.policy.model import Cell, Purpose
from auditor.policy.purposes import lookup
from auditor.taxonomy import CATEGORIES

_ORDER = (Necessity.NEEDED, Necessity.TO_JUSTIFY, Necessity.EXCESSIVE, Necessity.UNDETERMINED)
"""Of several purposes the most favourable speaks; a purpose that does not name a category is
silent, so that another's *not needed* stands."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be observed of one exposure; None stands for not observable."""

    category: Category
    subject: Subject
    form: Form
    scope: Scope | None = None
    origin: Origin | None = None
    environment: EnvironmentKind | None = None
    seen: Mapping[str, bool | None] = field(default_factory=dict)
    """Conditions that an exchange settles by itself, before any other look."""


def judge(
    purposes: Mapping[str, Purpose], wanted: tuple[str, ...], sides: tuple[str, ...], sight: Sight
) -> tuple[Necessity, Ground | None]:
    """The necessity of what is seen for the wanted purposes, on the first of `sides` each has."""
    outcomes = [
        _one(purposes[name], _side(purposes[name], sides), sight)
        for name in wanted
        if name in purposes
    ]
    if not outcomes:
        return Necessity.UNDETERMINED, None
    return min(outcomes, key=lambda outcome: _ORDER.index(outcome[0]))


def observe(condition: str, sight: Sight) -> bool | None:
    """Whether a condition of the matrix is met; None where nothing that was read can tell."""
    if condition in sight.seen:
        return sight.seen[condition]
    check = _OBSERVED.get(condition)
    return check(sight) if check else None


def _echo(sight: Sight) -> bool | None:
    if sight.origin is not None:
        return sight.origin is Origin.ECHOED
    # What lists everyone's records cannot be repeating what its caller supplied.
    return False if sight.scope is Scope.EVERYONE else None


def _own(sight: Sight) -> bool | None:
    return None if sight.scope is None else sight.scope is Scope.OWN


def _asked_person(sight: Sight) -> bool | None:
    return None if sight.scope is None else sight.scope is not Scope.EVERYONE


def _masked(sight: Sight) -> bool:
    return sight.form in {Form.MASKED, Form.TRUNCATED}


def _keyed_token(sight: Sight) -> bool | None:
    # A plain hash is no keyed token; whether a token is keyed cannot be seen in the data.
    return None if sight.form is Form.TOKENISED else False


def _hashed(sight: Sight) -> bool:
    return sight.form in {Form.HASHED, Form.ENCRYPTED, Form.TOKENISED}


def _synthetic(sight: Sight) -> bool | None:
    known = sight.environment is not None
    return sight.environment is EnvironmentKind.SYNTHETIC if known else None


def _public_register(sight: Sight) -> bool:
    published = CATEGORIES[sight.category].public_register
    return published and sight.subject in {Subject.PRACTITIONER, Subject.ORGANISATION}


_OBSERVED: dict[str, Callable[[Sight], bool | None]] = {
    "echo": _echo,
    "own": _own,
    "asked_person": _asked_person,
    "masked": _masked,
    "keyed_token": _keyed_token,
    "hashed": _hashed,
    "synthetic": _synthetic,
    "public_register": _public_register,
}
"""The other conditions of the matrix cannot be seen in stored data; an exchange shows some."""


def _side(purpose: Purpose, sides: tuple[str, ...]) -> str:
    return next((side for side in sides if side in purpose.sides), sides[0])


def _one(purpose: Purpose, side: str, sight: Sight) -> tuple[Necessity, Ground | None]:
    cell = lookup(purpose, side, sight.category, sight.subject)
    if cell is None:
        ground = Ground(purpose.id, side, "absent", Provenance.HYPOTHESIS, {})
        return Necessity.UNDETERMINED, ground
    conditions = {name: observe(name, sight) for name in cell.conditions}
    ground = Ground(purpose.id, side, cell.need, cell.provenance, conditions, cell.basis)
    return _outcome(cell, conditions), ground


def _outcome(cell: Cell, conditions: Mapping[str, bool | None]) -> Necessity:
    if cell.need == "not_needed":
        return Necessity.EXCESSIVE
    if False in conditions.values():
        return Necessity.EXCESSIVE
    if None in conditions.values():
        return Necessity.TO_JUSTIFY
    if cell.need == "conditional" and not conditions:
        # Conditional without a condition that a machine can check: a person must say why.
        return Necessity.TO_JUSTIFY
    return Necessity.NEEDED
