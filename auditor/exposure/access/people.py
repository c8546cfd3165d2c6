"""Persons that a role obtains over several objects, counted once for each set of objects."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from auditor.exposure.access.holdings import Holdings
from auditor.exposure.access.model import Readable
from auditor.exposure.counts import Counter
from auditor.model.exposure import PersonCount
from auditor.model.refs import ContainerRef, FieldRef
from auditor.model.vocabulary import Basis, Category, EnvironmentKind, Subject

INSURED = frozenset({Subject.INSURED, Subject.DEPENDANT})
PERSONS = INSURED | {Subject.PRACTITIONER, Subject.STAFF}
_FICTITIOUS = frozenset({EnvironmentKind.SYNTHETIC, EnvironmentKind.PSEUDONYMISED})
NOBODY = PersonCount(0, Basis.MEASURED)
UNKNOWN = PersonCount(None, Basis.STRUCTURE)
RoleCounts = Mapping[tuple[str, str, str, Subject], PersonCount]
"""Persons of one object as a role sees them, by (source, role, container, subject)."""


class People:
    """The census over sets of containers; an object that no pass read counts by its origins."""

    def __init__(
        self,
        counter: Counter,
        holdings: Holdings,
        seen_as: RoleCounts,
        unread: AbstractSet[ContainerRef] = frozenset(),
    ) -> None:
        self.environment = counter.environment
        self._counter = counter
        self._holdings = holdings
        self._seen_as = seen_as
        self._unread = unread
        self._known: dict[tuple[frozenset[ContainerRef], Subject], PersonCount] = {}

    def listed(self, rights: Sequence[Readable], subject: Subject) -> PersonCount | None:
        """Distinct persons that these rights list together.

        None where rows are restricted in all of them and nobody counted under that role.
        """
        counted_as = Subject.INSURED if subject in INSURED else subject
        whole = [right for right in rights if right.rows == "all"]
        parts = [
            self._seen_as[key]
            for right in rights
            if right.rows != "all"
            and (key := (right.source, right.role, right.container, counted_as)) in self._seen_as
        ]
        if not whole and not parts:
            return None
        counted = self.over({self.place(right) for right in whole}, subject) if whole else NOBODY
        return max([counted, *parts], key=lambda count: count.value or 0)

    def place(self, right: Readable) -> ContainerRef:
        """The container of a right."""
        return ContainerRef(right.source, right.container)

    def over(self, places: Iterable[ContainerRef], subject: Subject) -> PersonCount:
        """Distinct persons over these containers; dependants are counted with the insured."""
        owners = frozenset(places)
        counted_as = Subject.INSURED if subject in INSURED else subject
        key = owners, counted_as
        if key not in self._known:
            self._known[key] = self._count(sorted(owners), counted_as)
        return self._known[key]

    def holders(self, refs: Sequence[FieldRef], category: Category) -> PersonCount:
        """Distinct values of the category in these fields."""
        return self._counter.holders(refs, category)

    def _count(self, owners: Sequence[ContainerRef], subject: Subject) -> PersonCount:
        told = {place for owner in owners for place in self._counted(owner, subject)}
        counted = self._counter.persons(sorted(told), subject) if told else UNKNOWN
        if counted.value is None and subject is Subject.INSURED:
            return self._numbered(told) or counted
        return counted

    def _numbered(self, places: Iterable[ContainerRef]) -> PersonCount | None:
        """Where no key tells persons apart, the member numbers of the container with most."""
        if self.environment.kind in _FICTITIOUS:
            return None
        found = [self._holdings.numbered(place.source, place.container) for place in places]
        most = max((one for one in found if one), key=lambda count: count.value, default=None)
        if most is None:
            return None
        return PersonCount(most.value, Basis.MEASURED, most.exact, most.error, "reference")

    def _counted(self, owner: ContainerRef, subject: Subject) -> set[ContainerRef]:
        """The container itself, or those it is made of where it was not counted.

        A table that hides its rows from the audit would count as empty: it is left out.
        """
        if owner not in self._unread and self._counter.persons([owner], subject).value is not None:
            return {owner}
        bases = {
            ContainerRef(edge.origin.source, edge.origin.container)
            for edge in self._holdings.origins(owner.source, owner.container)
        }
        return (bases or {owner}) - self._unread
