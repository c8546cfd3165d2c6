"""Verdicts and exposures as the flat facts that rules read."""

from collections.abc import Mapping, Sequence
from datetime import date

from auditor.exposure.linkage import Rooms, person_link
from auditor.exposure.placements import Placement
from auditor.exposure.retention import ended_rows
from auditor.exposure.rooms import Room
from auditor.exposure.secrets import kind_of, protection
from auditor.exposure.stored import stored_necessity
from auditor.exposure.traits import carrier, obsolete_rows, plausible, private
from auditor.facts import FactRecord, FactValue, Unit
from auditor.model.catalogue import Container
from auditor.model.exposure import Exposure
from auditor.model.verdicts import Judgement, Verdict
from auditor.model.vocabulary import Category, EnvironmentKind, Subject
from auditor.policy.model import Purpose
from auditor.taxonomy import CATEGORIES

_LINKING = frozenset({Category.NIR, Category.PERSON, Category.BIRTH_DATE, Category.INSURER})
_REGISTERED = frozenset({Subject.PRACTITIONER, Subject.ORGANISATION})


def field_records(
    rooms: Rooms, purposes: Mapping[str, Purpose], environment: EnvironmentKind | None
) -> tuple[FactRecord, ...]:
    """One record a (field, category) as stored."""
    return tuple(
        FactRecord(
            Unit.FIELD,
            _shared(room, verdict.category, verdict.subject, environment)
            | _field(room, judgement, verdict, purposes, environment)
            | _use(room, judgement, verdict)
            | {"person_link": link},
            (judgement.ref.column,),
        )
        for room, link in ((room, person_link(room, rooms)) for room in rooms.values())
        for judgement in room.judgements
        for verdict in judgement.verdicts
    )


def exposure_records(
    rooms: Rooms,
    exposures: Sequence[Exposure],
    placements: Sequence[Placement],
    environment: EnvironmentKind | None,
    today: date | None,
) -> tuple[FactRecord, ...]:
    """One record an exposure."""
    purposes = {(p.source, p.container, p.surface): p for p in placements}
    return tuple(
        FactRecord(
            Unit.EXPOSURE,
            _shared(room := rooms[e.source, e.container], e.category, e.subject, environment)
            | _exposure(room, e, purposes[e.source, e.container, e.surface])
            | {"ended_rows": _ended(room, e, today)},
            tuple(dict.fromkeys(field.column for field in e.fields)),
        )
        for e in exposures
    )


def _shared(
    room: Room, category: Category, subject: Subject, environment: EnvironmentKind | None
) -> dict[str, FactValue]:
    info = CATEGORIES[category]
    return {
        "source": room.container.ref.source,
        "container": room.container.name,
        "category": category.value,
        "subject": subject.value,
        "sensitivity": info.sensitivity.value,
        "public_register": info.public_register and subject in _REGISTERED,
        "container_categories": room.categories,
        "container_role": room.names.role,
        "container_kind": room.container.kind.value,
        "environment": environment.value if environment else None,
    }


def _field(
    room: Room,
    judgement: Judgement,
    verdict: Verdict,
    purposes: Mapping[str, Purpose],
    environment: EnvironmentKind | None,
) -> dict[str, FactValue]:
    column = judgement.ref.column
    profile = room.profile.columns.get(column) if room.profile else None
    necessity = stored_necessity(room.placements, verdict, purposes, environment)
    return {
        "column": column,
        "path": judgement.ref.pointer,
        "variant": verdict.variant,
        "form": verdict.form.value,
        "mode": verdict.mode.value,
        "evidence": verdict.evidence.value,
        "confidence": verdict.confidence,
        "share": verdict.share,
        "rows": verdict.rows,
        "distinct": profile.distinct.value if profile else None,
        "key": _key(room.container, column),
        "split": _split(verdict),
        "stored_necessity": necessity.value if necessity else None,
    }


def _exposure(room: Room, exposure: Exposure, placement: Placement) -> dict[str, FactValue]:
    verdicts = [room.verdict(f.column, f.path, exposure.category) for f in exposure.fields]
    return {
        "form": exposure.form.value,
        "rows": exposure.rows,
        "split": any(_split(verdict) for verdict in verdicts if verdict),
        "surface": exposure.surface,
        "audience": exposure.audience.value if exposure.audience else None,
        "purposes": placement.purposes,
        "declared": placement.declared,
        "scope": exposure.scope.value,
        "origin": exposure.origin.value if exposure.origin else None,
        "necessity": exposure.necessity.value,
        "provenance": exposure.ground.provenance.value if exposure.ground else None,
        "persons": exposure.persons.value,
        "persons_basis": exposure.persons.basis.value,
        "shown_fields": len(
            {
                f.column
                for f, v in zip(exposure.fields, verdicts, strict=True)
                if v and not v.variant
            }
        ),
        "linkability": len(_LINKING & {Category(name) for name in room.categories}),
    }


def _use(room: Room, judgement: Judgement, verdict: Verdict) -> dict[str, FactValue]:
    """How the field is used and kept, beyond what it holds."""
    ref = judgement.ref
    profile = room.profiled(ref.column, ref.path)
    facts: dict[str, FactValue] = {
        "type_family": room.container.column(ref.column).family.value,
        "carrier": carrier(room.container.column(ref.column), ref),
        "refined": verdict.category is Category.HEALTH and verdict.variant != "",
        "obsolete_rows": obsolete_rows(verdict, profile),
        "plausible": plausible(verdict, profile),
        "private": private(ref.path[-1] if ref.path else ref.column, verdict, profile),
    }
    if verdict.category is Category.SECRET:
        kind = kind_of(ref.column, ref.pointer, verdict)
        found = protection(kind, verdict, profile)
        facts |= {"secret": kind, "protection": found.weakest, "weak_rows": found.weak_rows}
    return facts


def _ended(room: Room, exposure: Exposure, today: date | None) -> int | None:
    """Rows that speak of rights long ended or of the dead; None for any other category."""
    columns = [field.column for field in exposure.fields]
    if exposure.category is Category.COVERAGE_PERIOD:
        return ended_rows(room, columns, today)
    if exposure.category is Category.DEATH_DATE:
        return max((p.filled for name in columns if (p := room.profiled(name))), default=None)
    return None


def _split(verdict: Verdict) -> bool:
    """Whether the field is one of several columns that together make the value."""
    return verdict.category is Category.RIB and verdict.variant != ""


def _key(container: Container, column: str) -> str:
    if column in container.primary_key:
        return "primary"
    if any(column in foreign.columns for foreign in container.foreign_keys):
        return "foreign"
    return "unique" if any(column in unique for unique in container.unique) else "none"
