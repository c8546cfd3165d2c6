"""Three-valued conditions (Kleene): an unknown fact makes a condition unknown, never false."""

from collections.abc import Callable, Iterable, Iterator

from auditor.facts import FactRecord, FactValue
from auditor.rulebook.model import AllOf, AnyOf, AtLeast, Condition, Has, Is, Not

Truth = bool | None


def truth(condition: Condition, record: FactRecord) -> Truth:
    """Whether the condition holds for the record; None where an unknown fact decides."""
    match condition:
        case Is() | AtLeast() | Has():
            value = record.get(condition.fact)
            return None if value is None else _holds(condition, value)
        case Not(inner):
            negated = truth(inner, record)
            return None if negated is None else not negated
        case AllOf(inner):
            return conjunction(inner, record)
        case AnyOf(inner):
            return disjunction(truth(one, record) for one in inner)


def conjunction(conditions: Iterable[Condition], record: FactRecord) -> Truth:
    """Whether all hold: false as soon as one is false, even beside an unknown one."""
    result: Truth = True
    for condition in conditions:
        value = truth(condition, record)
        if value is False:
            return False
        if value is None:
            result = None
    return result


def disjunction(values: Iterable[Truth]) -> Truth:
    """Whether one holds: true as soon as one is true, even beside an unknown one."""
    seen = set(values)
    if True in seen:
        return True
    return None if None in seen else False


def facts_of(conditions: Iterable[Condition]) -> Iterator[str]:
    """The names of the facts that the conditions read."""
    for condition in conditions:
        match condition:
            case Not(inner):
                yield from facts_of((inner,))
            case AllOf(inner) | AnyOf(inner):
                yield from facts_of(inner)
            case Is() | AtLeast() | Has():
                yield condition.fact


def unknown(conditions: Iterable[Condition], record: FactRecord) -> frozenset[str]:
    """The missing facts that leave the conditions undecided."""
    open_ones = [c for c in conditions if truth(c, record) is None]
    return frozenset(fact for fact in facts_of(open_ones) if record.get(fact) is None)


def dropped(conditions: tuple[Condition, ...]) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    """Each way of leaving one condition out, however deep, with what was left out."""
    for index, condition in enumerate(conditions):
        before, after = conditions[:index], conditions[index + 1 :]
        yield _spelled(condition), (*before, *after)
        for name, smaller in _smaller(condition):
            yield name, (*before, smaller, *after)


def _smaller(condition: Condition) -> Iterator[tuple[str, Condition]]:
    match condition:
        case Not(inner):
            for name, smaller in _smaller(inner):
                yield name, Not(smaller)
        case AllOf(inner):
            yield from _each(inner, AllOf)
        case AnyOf(inner):
            yield from _each(inner, AnyOf)


def _each(
    inner: tuple[Condition, ...], make: Callable[[tuple[Condition, ...]], Condition]
) -> Iterator[tuple[str, Condition]]:
    for name, smaller in dropped(inner):
        if smaller:
            yield name, make(smaller)


def _holds(condition: Is | AtLeast | Has, value: FactValue) -> bool:
    match condition:
        case Is(_, values):
            return value in values
        case AtLeast(_, least):
            return isinstance(value, int | float) and value >= least
        case Has(_, words, every):
            held = set(value) if isinstance(value, tuple) else set()
            return held.issuperset(words) if every else not held.isdisjoint(words)


def _spelled(condition: Condition) -> str:
    """A short name of a condition: the facts it reads."""
    return ", ".join(dict.fromkeys(facts_of((condition,))))
