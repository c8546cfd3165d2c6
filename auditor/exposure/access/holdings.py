"""What each column of a relation shows: as was decided of it, else of those it is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.exposure.linkage import Rooms
from auditor.exposure.rooms import Room
from auditor.model.access import LineageEdge
from auditor.model.profiles import ColumnProfile, Count
from auditor.model.refs import FieldRef
from auditor.model.verdicts import Judgement, Verdict
from auditor.model.vocabulary import Category, Evidence, Form, Subject

_FORMS: Mapping[str, Form] = {
    "masked": Form.MASKED,
    "truncated": Form.TRUNCATED,
    "hashed": Form.HASHED,
    "encrypted": Form.ENCRYPTED,
}
_SHOWN = frozenset({"same", "expression"})
_HIDDEN = frozenset({"aggregated", "filter"})
_DIGESTS = frozenset({"hashed", "encrypted"})
Place = tuple[str, str]
"""(source, container)."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One category that one field of a relation shows."""

    ref: FieldRef
    category: Category
    subject: Subject
    form: Form
    rows: int | None = None


class Holdings:
    """The holdings of every relation, worked out once each; views follow their lineage."""

    def __init__(self, rooms: Rooms, lineage: Sequence[LineageEdge]) -> None:
        self._rooms = rooms
        self._edges: dict[Place, list[LineageEdge]] = {}
        for edge in lineage:
            place = edge.target.source, edge.target.container
            self._edges.setdefault(place, []).append(edge)
        self._known: dict[Place, tuple[Holding, ...]] = {}

    def of(self, source: str, container: str) -> tuple[Holding, ...]:
        """What the relation shows, whoever reads it, in the order of its fields."""
        place = source, container
        if place not in self._known:
            # A view that is defined by itself ends here.
            self._known[place] = ()
            self._known[place] = self._found(place)
        return self._known[place]

    def origins(self, source: str, container: str) -> tuple[LineageEdge, ...]:
        """The columns that those of a view or routine are made of."""
        return tuple(self._edges.get((source, container), ()))

    def numbered(self, source: str, container: str) -> Count | None:
        """Distinct member numbers of a container that was read, None where it has none."""
        room = self._rooms.get((source, container))
        if room is None:
            return None
        counted = [
            profile.distinct
            for judgement, verdict in room.verdicts
            if verdict.category is Category.MEMBER_NUMBER
            and (profile := room.profiled(judgement.ref.column, judgement.ref.path))
        ]
        return max(counted, key=lambda count: count.value, default=None)

    def profiled(self, ref: FieldRef) -> ColumnProfile | None:
        """What the pass learned of the values of a field, None where no row was read."""
        room = self._rooms.get((ref.source, ref.container))
        return room.profiled(ref.column, ref.path) if room else None

    def _found(self, place: Place) -> tuple[Holding, ...]:
        room = self._rooms.get(place)
        told = self._told(place)
        tokens = _renamed(room, told) if room else frozenset()
        own = tuple(
            self._of_somebody(place, one)
            for one in (_own(room, told) if room else ())
            if one.ref.column not in tokens
        )
        read = room is not None and room.profile is not None and room.profile.rows > 0
        known = {(one.ref.column, one.category) for one in own}
        columns = {one.ref.column for one in own}
        inherited = [
            holding
            for edge in self._edges.get(place, ())
            for holding in self._inherited(edge)
            if (holding.ref.column, holding.category) not in known
            and (
                edge.transform == "same"
                or holding.ref.column in tokens
                or not (read or holding.ref.column in columns)
            )
        ]
        return tuple(dict.fromkeys((*own, *inherited)))

    def _of_somebody(self, place: Place, one: Holding) -> Holding:
        """A column whose own name tells nobody, as `c2` of a view, is of those it is made of."""
        if one.subject is not Subject.UNKNOWN:
            return one
        subjects = {
            held.subject
            for edge in self._edges.get(place, ())
            if edge.target.column == one.ref.column and edge.transform not in _HIDDEN
            for held in self.of(edge.origin.source, edge.origin.container)
            if held.ref.column == edge.origin.column and held.category is one.category
        }
        return replace(one, subject=subjects.pop()) if len(subjects) == 1 else one

    def _told(self, place: Place) -> dict[str, set[str]]:
        told: dict[str, set[str]] = {}
        for edge in self._edges.get(place, ()):
            told.setdefault(edge.target.column, set()).add(edge.transform)
        return told

    def _inherited(self, edge: LineageEdge) -> list[Holding]:
        if edge.transform in _HIDDEN:
            return []
        target = FieldRef(edge.target.source, edge.target.container, edge.target.column)
        origin = edge.origin
        return [
            Holding(
                target,
                one.category,
                one.subject,
                one.form if edge.transform in _SHOWN else _FORMS[edge.transform],
            )
            for one in self.of(origin.source, origin.container)
            if one.ref.column == origin.column
        ]


def _renamed(room: Room, told: Mapping[str, set[str]]) -> frozenset[str]:
    """Columns that look like tokens of access and are, by the text of the view, hashes of data."""
    return frozenset(
        judgement.ref.column
        for judgement, verdict in room.verdicts
        if verdict.category is Category.SECRET
        and told.get(judgement.ref.column, set()) & _DIGESTS
        and told[judgement.ref.column] <= _DIGESTS | _HIDDEN
    )


def _own(room: Room, told: Mapping[str, set[str]]) -> tuple[Holding, ...]:
    return tuple(
        Holding(judgement.ref, verdict.category, verdict.subject, form, verdict.rows)
        for judgement, verdict in room.verdicts
        if (form := _form(judgement, verdict, told)) is not None
    )


def _form(judgement: Judgement, verdict: Verdict, told: Mapping[str, set[str]]) -> Form | None:
    """The form of a verdict; where no value was seen, the view's text says how it is changed."""
    transforms = told.get(judgement.ref.column)
    if not transforms or verdict.evidence is not Evidence.NAMES or transforms & _SHOWN:
        return verdict.form
    if transforms <= _HIDDEN:
        return None
    return _FORMS[min(transforms - _HIDDEN, key=list(_FORMS).index)]
