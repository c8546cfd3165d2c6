"""Each effect of a migration with the personal data that it concerns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from auditor.desk.lock import place_of
from auditor.exposure.changes.judged import COVERED, NONE, OWN, Judged, Known, Names
from auditor.exposure.changes.purge import is_purge_column
from auditor.exposure.changes.standing import Purposes
from auditor.exposure.linkage import said_pseudonymous
from auditor.model.catalogue import Container
from auditor.model.changes import NARROWING, WIDENING, Change
from auditor.model.migrations import Effect, Source
from auditor.model.verdicts import Verdict
from auditor.model.vocabulary import Category, Evidence, Form, Mode, Subject

_FORMS = {
    "masked": Form.MASKED,
    "truncated": Form.TRUNCATED,
    "hashed": Form.HASHED,
    "encrypted": Form.ENCRYPTED,
}
_HIDES = frozenset({"aggregated", "filter"})
"""Transforms that show no value of a person."""
_ARRIVES = frozenset({"add", "copy", "view", "function", "rename", "alter"})
"""Actions by which a category may come to stand where it did not."""
_WAS_THERE = frozenset({"rename", "alter"})
"""Actions whose source is the same column as it was."""
_UNCOVERS = frozenset({"unmask", "decrypt"})
"""Actions after which a name that says *masked* is no longer true."""
_RIGHTS = frozenset({"grant", "default_grant", "revoke", "mask", "unmask"})
"""Actions that may be on a schema or on all there is."""
_TAKES = frozenset({"copy", "view", "function", "export", "link"})


@dataclass(frozen=True, slots=True)
class Held:
    """A category that an effect concerns, at a column."""

    column: str
    verdict: Verdict
    concern: str
    literal: bool = False
    """Found as an identifier in the text of the file, not told by a name."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An effect, what it concerns, and the change that the result lists."""

    effect: Effect
    judged: Judged
    held: tuple[Held, ...]
    purge_column: bool = False
    rejoins: bool = False
    """It links what is pseudonymous to who it is."""

    @property
    def flags(self) -> bool:
        """Whether it adds, spreads or uncovers what somebody has to look at."""
        if self.purge_column:
            return True
        if self.effect.action not in WIDENING:
            return False
        return self.rejoins if self.effect.action == "link" else bool(self.concerning)

    @property
    def improves(self) -> bool:
        """Whether it takes away, covers or restricts personal data."""
        return self.effect.action in NARROWING and any(one.concern != NONE for one in self.held)

    @property
    def concerning(self) -> tuple[Held, ...]:
        """What it concerns that is neither covered nor of no concern."""
        shown = self.effect.action in _UNCOVERS
        return tuple(
            one
            for one in self.held
            if one.concern != NONE and (shown or one.verdict.form not in COVERED)
        )

    @property
    def change(self) -> Change:
        """The effect as the result lists it."""
        effect, found = self.effect, {one.verdict.category for one in self.held}
        return Change(
            file=effect.file,
            line=effect.line,
            action=effect.action,
            container=effect.container.name,
            column=effect.column,
            categories=tuple(category for category in Category if category in found),
            subject=_subject(self.held),
            form=self.held[0].verdict.form if self.held else Form.CLEAR,
            role=effect.role,
            origin=origin(effect),
        )


class Looker:
    """Looks at effects, with what names, audit.yaml and a lock say of their containers."""

    def __init__(
        self, purposes: Purposes, known: Known, containers: Sequence[Container] = ()
    ) -> None:
        self._names = Names(known)
        self._containers = containers
        self._purposes = purposes
        self._known = known

    def look(self, effects: Iterable[Effect]) -> tuple[Seen, ...]:
        """The effects that concern personal data, in their order; those of undoing are left out."""
        seen = (self._one(effect) for effect in effects if not effect.down)
        return tuple(one for one in seen if one.held or one.purge_column or one.rejoins)

    def _one(self, effect: Effect) -> Seen:
        judged = self._names.of(effect.container)
        held = self._held(effect, judged)
        return Seen(
            effect,
            judged,
            held,
            effect.action == "drop" and self._is_purge_column(effect, judged),
            effect.action == "link" and self._rejoins(effect, judged),
        )

    def _held(self, effect: Effect, judged: Judged) -> tuple[Held, ...]:
        if effect.action == "link":
            return tuple(self._named(effect, judged)) if self._rejoins(effect, judged) else ()
        found = [*self._literals(effect, judged), *self._named(effect, judged)]
        if effect.action in _TAKES:
            found = list(self._taken(effect, found))
        if effect.action in _ARRIVES:
            found = [one for one in found if self._is_new(effect, one)]
        return tuple(dict.fromkeys(found))

    def _named(self, effect: Effect, judged: Judged) -> Iterable[Held]:
        if not effect.column and not judged.container.columns:
            told = [Held("", one, judged.concern(one)) for one in judged.of("")]
            yield from told or self._within(effect)
            return
        columns = [effect.column] if effect.column else [c.name for c in judged.container.columns]
        for column in columns:
            for verdict in judged.of(column):
                one = Held(column, verdict, judged.concern(verdict))
                if effect.action != "data" or one.concern == OWN:
                    yield one

    def _within(self, effect: Effect) -> Iterable[Held]:
        """What a whole schema holds; where none of its tables is known, what is held at all."""
        name = effect.container.name.lower()
        if effect.action not in _RIGHTS or any(c.name.lower() == name for c in self._containers):
            return  # a table of which nothing is known but a name that tells nothing
        prefix = f"{name}."
        inside = [c for c in self._containers if c.name.lower().startswith(prefix)]
        for container in inside or self._containers:
            judged = self._names.of(container)
            for verdict in judged.of(""):
                yield Held("", replace(verdict, reasons=()), judged.concern(verdict))

    def _literals(self, effect: Effect, judged: Judged) -> Iterable[Held]:
        for category in effect.found:
            verdict = Verdict(category, judged.names.subject, Mode.IS, Evidence.VALUES, 1.0)
            yield Held(effect.column, verdict, judged.concern(verdict), literal=True)

    def _taken(self, effect: Effect, own: Sequence[Held]) -> Iterable[Held]:
        """What a query takes from its sources, in the form that it gives it."""
        if not effect.sources:
            yield from own
            return
        shown = [source for source in effect.sources if source.transform not in _HIDES]
        taken = {one.verdict.category: one for s in shown for one in self._of_source(effect, s)}
        yield from taken.values()
        if shown and not taken:
            # A new name may say more than those of the columns it is made of.
            yield from own

    def _of_source(self, effect: Effect, source: Source) -> Iterable[Held]:
        judged = self._names.of(source.container)
        for verdict in judged.of(source.column):
            form = _FORMS.get(source.transform, verdict.form)
            yield Held(effect.column, replace(verdict, form=form), judged.concern(verdict))

    def _is_new(self, effect: Effect, one: Held) -> bool:
        """Whether the category was not there before, under this or an earlier name."""
        if one.literal:
            return True
        place = place_of(effect.container.name, one.column)
        if any(one.verdict.category is v.category for v in self._known.get(place, ())):
            return False
        if effect.action not in _WAS_THERE:
            return True
        if not effect.column:
            # A table that moves to another schema is read by others there.
            return any(_schema(s.container.name) != _schema(place[0]) for s in effect.sources)
        before = {
            v.category for s in effect.sources for v in self._names.of(s.container).of(s.column)
        }
        return bool(effect.sources) and one.verdict.category not in before

    def _is_purge_column(self, effect: Effect, judged: Judged) -> bool:
        if not effect.column or not judged.persons:
            return False
        declared = self._purposes.retention_column(effect.container, effect.column)
        return declared or is_purge_column(effect.container, effect.column)

    def _rejoins(self, effect: Effect, judged: Judged) -> bool:
        """Whether a key leads from a pseudonymous table to one that names its persons, or back."""
        ends = [judged, *(self._names.of(source.container) for source in effect.sources)]
        return any(_pseudonymous(one) for one in ends) and any(
            one.identified and not _pseudonymous(one) for one in ends
        )


def _schema(name: str) -> str:
    return place_of(name, "")[0].rpartition(".")[0]


def _pseudonymous(judged: Judged) -> bool:
    found = {verdict.category for verdict in judged.of("")}
    return Category.PSEUDONYM in found or said_pseudonymous(judged.container.name)


def origin(effect: Effect) -> str:
    """`container.column` of the first source, "" without one."""
    for source in effect.sources:
        place = f"{source.container.name}.{source.column}" if source.column else ""
        return place or source.container.name
    return ""


def _subject(held: Sequence[Held]) -> Subject:
    found = {one.verdict.subject for one in held}
    return next((subject for subject in Subject if subject in found), Subject.UNKNOWN)
