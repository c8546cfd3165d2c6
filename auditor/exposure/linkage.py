"""What leads from one container to an identified person: its own columns, or its keys."""

from collections.abc import Mapping

from auditor.exposure.rooms import Room
from auditor.model.vocabulary import Category, Subject
from auditor.naming.split import ideas_of, words_of

Rooms = Mapping[tuple[str, str], Room]

_DIRECT = frozenset(
    {
        Category.NIR,
        Category.PERSON,
        Category.EMAIL_ADDRESS,
        Category.PHONE_NUMBER,
        Category.MEMBER_NUMBER,
        Category.CONTRACT_NUMBER,
        Category.CARD_NUMBER,
        Category.IBAN,
        Category.RIB,
    }
)
"""Categories by which somebody is found again."""
_CARED_FOR = frozenset({Subject.INSURED, Subject.DEPENDANT, Subject.UNKNOWN})
_JOINS = _DIRECT | {Category.INTERNAL_REFERENCE, Category.LOGIN}
_DEPTH = 3
_SAID = frozenset({"pseudonym", "anon", "anonymise", "anonymisee", "anonymized", "pseudonymise"})


def person_link(room: Room, rooms: Rooms) -> str:
    """`row` where the container names its persons, `key` where a foreign key leads to one."""
    if _names_someone(room):
        return "row"
    return "key" if any(_names_someone(near) for near in _neighbours(room, rooms)) else "none"


def pseudonymous(room: Room) -> bool:
    """Whether the container holds a pseudonym or says that it is pseudonymous."""
    return Category.PSEUDONYM in room.categories or said_pseudonymous(room.container.name)


def said_pseudonymous(name: str) -> bool:
    """Whether the name of a container says that it holds no identity."""
    return bool({*words_of(name), *ideas_of(name)} & _SAID)


def linkable(room: Room, rooms: Rooms) -> bool:
    """Whether a pseudonymous container can be joined to an identity.

    By a direct identifier or a reference in clear of its own, by a foreign key, or by the same
    pseudonym kept beside an identity elsewhere in the source.
    """
    if any(Category(name) in _JOINS for name in room.categories):
        return True
    if any(_names_someone(near) for near in _neighbours(room, rooms)):
        return True
    shared = _pseudonyms(room)
    source = room.container.ref.source
    return any(
        _names_someone(other) and shared & _pseudonyms(other)
        for (owner, _), other in rooms.items()
        if owner == source and other is not room
    )


def parents(room: Room, rooms: Rooms) -> tuple[Room, ...]:
    """The containers that its foreign keys name."""
    source = room.container.ref.source
    found = (rooms.get((source, key.target)) for key in room.container.foreign_keys)
    return tuple(parent for parent in found if parent is not None)


def _neighbours(room: Room, rooms: Rooms) -> tuple[Room, ...]:
    """The containers that foreign keys lead to, a few steps away."""
    seen: dict[str, Room] = {}
    frontier = [room]
    for _ in range(_DEPTH):
        frontier = [
            parent
            for near in frontier
            for parent in parents(near, rooms)
            if parent is not room and parent.container.name not in seen
        ]
        seen |= {near.container.name: near for near in frontier}
    return tuple(seen.values())


def _names_someone(room: Room) -> bool:
    return any(
        verdict.category in _DIRECT and verdict.subject in _CARED_FOR
        for _, verdict in room.verdicts
    )


def _pseudonyms(room: Room) -> frozenset[str]:
    return frozenset(
        judgement.ref.column.lower()
        for judgement, verdict in room.verdicts
        if verdict.category is Category.PSEUDONYM
    )
