"""What stands around an object: originals of copies, persons behind pseudonyms, logs, insurers."""

import re
from collections.abc import Iterable, Mapping, Sequence

from auditor.exposure.access.holdings import Holding, Holdings, Place
from auditor.exposure.access.model import Readable
from auditor.exposure.linkage import Rooms
from auditor.exposure.rooms import Room
from auditor.model.vocabulary import Category, Form, Subject
from auditor.naming.split import words_of
from auditor.policy.model import Controllers

IDENTITY = frozenset({Category.NIR, Category.PERSON, Category.EMAIL_ADDRESS, Category.PHONE_NUMBER})
_STAGING = frozenset(
    {"staging", "stg", "recette", "preprod", "test", "tmp", "temp", "export", "exports", "bak"}
    | {"backup", "archive", "archives", "sandbox", "bacasable", "dev", "copie", "copy", "old"}
)
_LEAST = 2
"""Personal columns that a copy shares with its original."""
_LOGGED = re.compile(r"consult|acces|access|audit|journal|trace|log", re.IGNORECASE)


def identifies(beside: Iterable[Holding]) -> bool:
    """Whether an insured person is told by what is read together: NIR, or name with birth date."""
    clear = {
        one.category
        for one in beside
        if one.form is Form.CLEAR
        and one.subject in {Subject.INSURED, Subject.DEPENDANT, Subject.UNKNOWN}
    }
    return Category.NIR in clear or {Category.PERSON, Category.BIRTH_DATE} <= clear


class Originals:
    """The tables that others are copies of: the same personal columns, another schema or name."""

    def __init__(self, rooms: Rooms) -> None:
        groups: dict[tuple[str, frozenset[str]], list[Room]] = {}
        for room in rooms.values():
            columns = frozenset(judgement.ref.column.lower() for judgement, _ in room.verdicts)
            if len(columns) >= _LEAST and room.container.kind.value != "view":
                groups.setdefault((room.container.ref.source, columns), []).append(room)
        self._originals: dict[Place, tuple[str, ...]] = {}
        for (source, _), members in groups.items():
            originals = tuple(room.container.name for room in members if not _copied(room))
            for room in members:
                if _copied(room) and originals:
                    self._originals[source, room.container.name] = originals

    def unprotected(self, right: Readable, mine: Mapping[str, Readable]) -> bool:
        """Whether the role reads a copy more widely than the original that it was made of."""
        originals = self._originals.get((right.source, right.container), ())
        return bool(originals) and all(_narrower(mine.get(name), right) for name in originals)


def _copied(room: Room) -> bool:
    return room.names.role == "copy" or bool(_STAGING & {*words_of(room.container.name)})


def _narrower(original: Readable | None, copy: Readable) -> bool:
    if original is None or original.rows == "none":
        return True
    if original.rows != "all" and copy.rows == "all":
        return True
    return len(original.columns) < len(copy.columns)


def rejoined(column: str, right: Readable, mine: Iterable[Readable], holdings: Holdings) -> bool:
    """Whether the role also reads the same pseudonym beside what tells the person."""
    for other in mine:
        readable = [
            one
            for one in holdings.of(other.source, other.container)
            if one.ref.column in other.columns and one.form is Form.CLEAR
        ]
        named = any(one.category in IDENTITY for one in readable)
        same = column.lower() in {name.lower() for name in other.columns}
        if named and (same or other.container == right.container):
            return True
    return False


def consulted(rooms: Iterable[Room]) -> bool:
    """Whether a table can record who consulted whom: an account, and a trace of the access."""
    return any(
        _LOGGED.search(room.container.name) is not None
        and (
            room.names.role == "log"
            or bool({Category.LOGIN.value, Category.IP_ADDRESS.value} & {*room.categories})
        )
        for room in rooms
    )


def controllers_read(
    rights: Sequence[Readable], rooms: Rooms, controllers: Controllers | None
) -> int | None:
    """Controllers whose rows a role reads together; 0 where none is told apart, None unread."""
    if controllers is None:
        return 0
    counted: list[int] = []
    seen = False
    for right in rights:
        room = rooms.get((right.source, right.container))
        column = next(
            (name for name in right.columns if name.lower() == controllers.column.lower()), ""
        )
        if right.rows != "all" or room is None or not column or not any(room.verdicts):
            continue
        seen = True
        profile = room.profiled(column)
        counted += [profile.distinct.value] if profile else []
    if counted:
        return max(counted)
    return None if seen else 0
