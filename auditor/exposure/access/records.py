"""What each role reads in each object, as the flat facts that rules read."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from auditor.exposure.access.leaks import Leaks
from auditor.exposure.access.model import Readable
from auditor.exposure.access.roles import Standing
from auditor.exposure.access.sights import Ground, Seen
from auditor.exposure.access.surroundings import Originals, identifies, rejoined
from auditor.exposure.linkage import Rooms
from auditor.facts import FactRecord, FactValue, Unit
from auditor.model.access import Access
from auditor.model.exposure import Reach
from auditor.model.vocabulary import Audience, Category, EnvironmentKind, Form, Subject
from auditor.policy.model import Controllers, Limits
from auditor.taxonomy import CATEGORIES

OUTSIDE = frozenset({Audience.PRACTITIONER, Audience.INSURED, Audience.INSURER, Audience.PUBLIC})
"""Audiences whose accounts may be usurped from outside, as those of 2024 were."""
_LINKING = frozenset({Category.NIR, Category.PERSON, Category.BIRTH_DATE, Category.INSURER})
_BANK = frozenset({Category.IBAN, Category.RIB})
_REGISTERED = frozenset({Subject.PRACTITIONER, Subject.ORGANISATION})
Rights = Mapping[str, Readable]


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that records of roles are made from."""

    rooms: Rooms
    ground: Ground
    access: Access
    standing: Sequence[Standing]
    seen: Sequence[Seen]
    reaches: Sequence[Reach]
    limits: Limits
    controllers: Controllers | None

    def rights(self) -> Mapping[tuple[str, str], dict[str, Readable]]:
        """The rights of each role over objects that show something, by object."""
        found: dict[tuple[str, str], dict[str, Readable]] = {}
        for one in self.seen:
            found.setdefault((one.right.source, one.right.role), {})[one.right.container] = (
                one.right
            )
        return found


def data_records(bench: Bench) -> Iterable[FactRecord]:
    """One record a category of a subject that a role reads in an object."""
    rights = bench.rights()
    every = [right for own in rights.values() for right in own.values()]
    leaks = Leaks(every, bench.ground.holdings, bench.ground.relations)
    originals = Originals(bench.rooms)
    for seen in bench.seen:
        own = rights[seen.right.source, seen.right.role]
        yield FactRecord(
            Unit.ROLE,
            standing_facts(seen.standing, bench.ground.environment)
            | _place(seen, bench.rooms)
            | _exposure(seen)
            | {
                "leaks": leaks.of(seen),
                "rejoined": _rejoined(seen, own, bench.ground),
                "unprotected_copy": originals.unprotected(seen.right, own),
            },
            tuple(dict.fromkeys(field.column for field in seen.exposure.fields)),
        )


def standing_facts(standing: Standing, environment: EnvironmentKind | None) -> dict[str, FactValue]:
    """What holds of a role whatever it reads."""
    return {
        "source": standing.source,
        "surface": standing.role,
        "role_kind": standing.kind,
        "audience": standing.audience.value if standing.audience else None,
        "open_outside": standing.audience in OUTSIDE,
        "purposes": standing.purposes,
        "purposed": bool(standing.purposes),
        "declared": standing.declared,
        "environment": environment.value if environment else None,
    }


def _place(seen: Seen, rooms: Rooms) -> dict[str, FactValue]:
    exposure, relation = seen.exposure, seen.relation
    room = rooms.get((exposure.source, exposure.container))
    kind = relation.kind if relation else (room.container.kind.value if room else "table")
    return {
        "container": exposure.container,
        "container_categories": tuple(sorted({one.category.value for one in seen.beside})),
        "container_role": room.names.role if room else "",
        "object_kind": kind,
        "rows_seen": seen.right.rows,
        "identifies": identifies(seen.beside),
        "linkability": _linked({one.category for one in seen.beside if one.form is Form.CLEAR}),
    }


def _linked(shown: AbstractSet[Category]) -> int:
    """How many of NIR, name, birth, insurer and bank account stand together in clear."""
    return len(_LINKING & shown) + bool(_BANK & shown)


def _exposure(seen: Seen) -> dict[str, FactValue]:
    exposure = seen.exposure
    info = CATEGORIES[exposure.category]
    return {
        "grain": "data",
        "category": exposure.category.value,
        "subject": exposure.subject.value,
        "sensitivity": info.sensitivity.value,
        "public_register": info.public_register and exposure.subject in _REGISTERED,
        "form": exposure.form.value,
        "scope": exposure.scope.value,
        "necessity": exposure.necessity.value,
        "cell": exposure.ground.cell if exposure.ground else "none",
        "provenance": exposure.ground.provenance.value if exposure.ground else None,
        "persons": exposure.persons.value,
        "persons_basis": exposure.persons.basis.value,
    }


def _rejoined(seen: Seen, own: Rights, ground: Ground) -> bool:
    if seen.exposure.category is not Category.PSEUDONYM:
        return False
    return any(
        rejoined(field.column, seen.right, own.values(), ground.holdings)
        for field in seen.exposure.fields
    )
