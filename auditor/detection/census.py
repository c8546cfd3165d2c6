"""Distinct persons and values over several containers, by the digests that a pass kept."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

from auditor.detection.container_tally import ContainerTally
from auditor.detection.sketch import Digests
from auditor.identifiers import REGISTRY
from auditor.model.profiles import Count
from auditor.model.refs import ContainerRef, FieldRef
from auditor.model.vocabulary import Category, Subject

_BANKING = frozenset({Category.IBAN, Category.RIB})


class PassCensus:
    """The `Census` of one pass: unites digests, gives out counts only."""

    def __init__(self, tallies: Mapping[ContainerRef, ContainerTally]) -> None:
        self._tallies = tallies

    @property
    def tallies(self) -> Mapping[ContainerRef, ContainerTally]:
        """What was counted of each container, to be held against what a portal shows."""
        return self._tallies

    def persons(
        self, containers: Sequence[ContainerRef], subject: Subject
    ) -> tuple[Count, str] | None:
        """Distinct persons by the key that sees the most of them; keys are never added up."""
        spaces: dict[str, list[Digests]] = {}
        for ref in containers:
            tally = self._tallies.get(ref)
            for key, digests in tally.persons.items() if tally else ():
                if key.subject is _counted_as(subject):
                    spaces.setdefault(key.kind, []).append(digests)
        counted = [(_union(found).count(), kind) for kind, found in spaces.items()]
        if not counted:
            return self._inside(containers, subject)
        count, kind = max(counted, key=lambda pair: pair[0].value)
        return count, kind.partition(":")[0]

    def _inside(
        self, containers: Sequence[ContainerRef], subject: Subject
    ) -> tuple[Count, str] | None:
        """Distinct NIR under the paths that are made of them, where no column tells persons."""
        if _counted_as(subject) is not Subject.INSURED:
            return None
        tallies = (self._tallies[ref] for ref in containers if ref in self._tallies)
        nested = (one for tally in tallies for one in tally.nested.values())
        count = _union([found for one in nested for found in one.made_of("nir")]).count()
        return (count, "nir") if count.value else None

    def values(self, fields: Sequence[FieldRef], category: Category) -> Count | None:
        """Distinct values of the category; IBAN and RIB of one account count once."""
        wanted = _BANKING if category in _BANKING else {category}
        kernels = [name for name, found in REGISTRY.items() if found.category in wanted]
        digests = [
            found
            for field in fields
            if (tally := self._tallies.get(field.owner))
            for found in _of_field(tally, field, kernels, banking=wanted is _BANKING)
        ]
        return _union(digests).count() if digests else None


def _of_field(
    tally: ContainerTally, field: FieldRef, kernels: Sequence[str], *, banking: bool
) -> Iterable[Digests]:
    column = field.column
    if field.path:
        nested = tally.nested.get(column)
        found = (nested.digests(field.path, kernel) for kernel in kernels) if nested else ()
        yield from (digests for digests in found if digests is not None)
        return
    planned = tally.columns[column].plan.kernels if column in tally.columns else ()
    for kernel in kernels:
        if kernel in planned:
            yield tally.columns[column].digests(kernel)
    if banking:
        for key, digests in tally.persons.items():
            if key.kind == "rib" and column in key.columns:
                yield digests


def _counted_as(subject: Subject) -> Subject:
    """Dependants are counted with the insured: one key space, one person once."""
    return Subject.INSURED if subject is Subject.DEPENDANT else subject


def _union(digests: Sequence[Digests]) -> Digests:
    return reduce(_merged, digests, Digests())


def _merged(total: Digests, more: Digests) -> Digests:
    total.merge(more)
    return total
