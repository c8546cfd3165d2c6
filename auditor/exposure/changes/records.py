"""What migrations do, as the flat facts that rules read: one record an effect and category."""

from collections.abc import Iterable, Sequence

from auditor.exposure.changes.judged import NONE
from auditor.exposure.changes.seen import Held, Seen
from auditor.exposure.changes.standing import Purposes, Standing
from auditor.facts import FactRecord, FactValue, Unit
from auditor.model.migrations import Effect
from auditor.model.vocabulary import Audience, EnvironmentKind, Subject
from auditor.taxonomy import CATEGORIES

SOURCE = "migrations"
"""The source that findings on migrations name."""

_REGISTERED = frozenset({Subject.PRACTITIONER, Subject.ORGANISATION})
_OUTSIDE = frozenset({Audience.PUBLIC, Audience.PRACTITIONER, Audience.INSURED, Audience.INSURER})
_SPREADS = frozenset({"view", "function", "copy"})
"""Actions that, without a column, are on every column of a table that nobody has told."""
_GRANTS = frozenset({"grant", "default_grant"})
_EVERYONE = frozenset({"public", "anonymous", "anon"})


def change_records(
    seen: Sequence[Seen], purposes: Purposes, environment: EnvironmentKind | None
) -> tuple[FactRecord, ...]:
    """The records of all effects, in their order."""
    return tuple(record for one in seen for record in _records(one, purposes, environment))


def _records(
    seen: Seen, purposes: Purposes, environment: EnvironmentKind | None
) -> Iterable[FactRecord]:
    shared, concerning = _effect(seen, environment), set(seen.concerning)
    for held in seen.held:
        standing = _of(seen.effect, held, purposes)
        every = ("*",) if seen.effect.action in _SPREADS else ()
        columns = (held.column,) if held.column else every
        facts = _held(held) | {"concern": held.concern if held in concerning else NONE}
        yield FactRecord(Unit.CHANGE, shared | facts | _standing(standing), columns)
    if not seen.held:
        undeclared = Standing("undeclared", declared=False)
        column = seen.effect.column
        facts = shared | {"concern": NONE} | _standing(undeclared)
        yield FactRecord(Unit.CHANGE, facts, (column,) if column else ())


def _of(effect: Effect, held: Held, purposes: Purposes) -> Standing:
    """A grant is held against what its role is for, anything else against its container."""
    if effect.action in _GRANTS:
        return purposes.of_grant(effect.role, effect.container, held.verdict)
    return purposes.of(effect.container, held.verdict)


def _effect(seen: Seen, environment: EnvironmentKind | None) -> dict[str, FactValue]:
    effect = seen.effect
    return {
        "source": SOURCE,
        "container": effect.container.name,
        "column": effect.column,
        "file": effect.file,
        "line": effect.line,
        "action": effect.action,
        "grantee": effect.role,
        "to_public": effect.role.strip("'\"").lower() in _EVERYONE,
        "whole_rows": not effect.column,
        "taken_from": effect.sources[0].container.name if effect.sources else "",
        "retention_column": seen.purge_column,
        "rejoins_identity": seen.rejoins,
        "container_role": seen.judged.names.role,
        "container_kind": effect.container.kind.value,
        "environment": environment.value if environment else None,
    }


def _held(held: Held) -> dict[str, FactValue]:
    verdict = held.verdict
    info = CATEGORIES[verdict.category]
    return {
        "category": verdict.category.value,
        "subject": verdict.subject.value,
        "sensitivity": info.sensitivity.value,
        "form": verdict.form.value,
        "public_register": info.public_register and verdict.subject in _REGISTERED,
        "literal": held.literal,
    }


def _standing(standing: Standing) -> dict[str, FactValue]:
    return {
        "standing": standing.word,
        "purpose_declared": standing.declared,
        "audience": standing.audience.value if standing.audience else None,
        "outside": standing.audience in _OUTSIDE,
        "provenance": standing.provenance.value if standing.provenance else None,
    }
