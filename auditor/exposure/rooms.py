"""One container with everything that was established of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.exposure.placements import Placement
from auditor.model.catalogue import Container
from auditor.model.naming import ContainerNames
from auditor.model.profiles import ColumnProfile, ContainerProfile
from auditor.model.verdicts import Judgement, Verdict
from auditor.model.vocabulary import Category


@dataclass(frozen=True, slots=True)
class Room:
    """One container with everything that was established of it."""

    container: Container
    names: ContainerNames
    profile: ContainerProfile | None
    judgements: tuple[Judgement, ...]
    placements: tuple[Placement, ...]

    @property
    def verdicts(self) -> Iterable[tuple[Judgement, Verdict]]:
        """Every verdict with the judgement that holds it."""
        return ((judgement, v) for judgement in self.judgements for v in judgement.verdicts)

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories asserted anywhere in the container, sorted."""
        return tuple(sorted({verdict.category.value for _, verdict in self.verdicts}))

    def profiled(self, column: str, path: tuple[str, ...] = ()) -> ColumnProfile | None:
        """What the pass learned of that column or path in it, None where no row was read."""
        if self.profile is None:
            return None
        return (
            self.profile.nested.get(column, {}).get(path)
            if path
            else (self.profile.columns.get(column))
        )

    def verdict(self, column: str, path: str, category: Category) -> Verdict | None:
        """The verdict of that category on that field, if it is asserted."""
        for judgement in self.judgements:
            if judgement.ref.column == column and judgement.ref.pointer == path:
                return judgement.verdict(category)
        return None
