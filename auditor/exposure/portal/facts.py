"""What exchanges show as the flat facts that rules read."""

from collections.abc import Iterable, Mapping, Sequence

from auditor.exposure.portal.flags import insured_persons
from auditor.exposure.portal.showing import Showing
from auditor.facts import FactRecord, FactValue, Unit
from auditor.model.catalogue import ContainerKind
from auditor.model.exchanges import Entry
from auditor.model.exposure import Exposure, Surface
from auditor.model.vocabulary import Category, EnvironmentKind, Necessity, Origin, Subject
from auditor.taxonomy import CATEGORIES

_LINKING = frozenset({Category.NIR, Category.PERSON, Category.BIRTH_DATE, Category.INSURER})
_REGISTERED = frozenset({Subject.PRACTITIONER, Subject.ORGANISATION})
_RESULT_NECESSITIES = (Necessity.EXCESSIVE,)


def exposure_records(
    exposures: Sequence[Exposure],
    surfaces: Sequence[Surface],
    environment: EnvironmentKind | None,
) -> tuple[FactRecord, ...]:
    """One record an exposure of a portal."""
    placed = {surface.id: surface for surface in surfaces}
    held: dict[tuple[str, str], set[str]] = {}
    for one in exposures:
        held.setdefault((one.source, one.container), set()).add(one.category.value)
    return tuple(
        FactRecord(
            Unit.EXPOSURE,
            _exposure(one, held[one.source, one.container], placed[one.surface], environment),
            tuple(dict.fromkeys(f"{field.column}{field.path}" for field in one.fields)),
        )
        for one in exposures
        if not _typed(one)
    )


def _typed(one: Exposure) -> bool:
    """Whether only what the caller sent holds it: rules on answers have nothing to say of that.

    The flags of the exchange (`nir_in_url`, `in_referer`…) have.
    """
    sent = all(place.path.startswith("request.") for place in one.occurrences)
    return sent and one.origin is Origin.ECHOED


def _exposure(
    one: Exposure, held: Iterable[str], surface: Surface, environment: EnvironmentKind | None
) -> dict[str, FactValue]:
    info = CATEGORIES[one.category]
    categories = tuple(sorted(held))
    return {
        "source": one.source,
        "container": one.container,
        "category": one.category.value,
        "subject": one.subject.value,
        "sensitivity": info.sensitivity.value,
        "public_register": info.public_register and one.subject in _REGISTERED,
        "container_categories": categories,
        "container_role": "",
        "container_kind": ContainerKind.ENDPOINT.value,
        "environment": environment.value if environment else None,
        "form": one.form.value,
        "rows": None,
        "split": False,
        "surface": one.surface,
        "audience": one.audience.value if one.audience else None,
        "purposes": surface.purposes,
        "declared": surface.declared,
        "scope": one.scope.value,
        "origin": one.origin.value if one.origin else None,
        "necessity": one.necessity.value,
        "provenance": one.ground.provenance.value if one.ground else None,
        "persons": one.persons.value,
        "persons_basis": one.persons.basis.value,
        "shown_fields": len({(field.column, field.path) for field in one.fields}),
        "linkability": len(_LINKING & {Category(name) for name in categories}),
        "ended_rows": 0,
        "entry": _place(one),
        "account": one.account,
    }


def _place(one: Exposure) -> str | None:
    """The first exchange that shows it."""
    return f"{one.occurrences[0].file}#{one.occurrences[0].entry}" if one.occurrences else None


def entry_records(
    showings: Sequence[Showing], entries: Sequence[Entry], environment: EnvironmentKind | None
) -> tuple[FactRecord, ...]:
    """One record a captured exchange."""
    return tuple(
        FactRecord(Unit.ENTRY, _entry(one, entry, environment))
        for one, entry in zip(showings, entries, strict=True)
    )


def _entry(
    one: Showing, entry: Entry, environment: EnvironmentKind | None
) -> Mapping[str, FactValue]:
    excessive = {s.category.value for s in one.shown if s.necessity in _RESULT_NECESSITIES}
    return {
        "source": one.visit.source,
        "container": one.visit.endpoint.name,
        "surface": one.visit.endpoint.name,
        "entry": f"{entry.file}#{entry.entry}",
        "account": entry.account,
        "flags": entry.flags,
        "shown_categories": tuple(sorted({s.category.value for s in one.shown})),
        "excessive_categories": tuple(sorted(excessive)),
        "seen_persons": insured_persons(one),
        "seen_practitioners": one.carers,
        "reader": one.screen.audience.value if one.screen.audience else None,
        "persons": entry.persons,
        "environment": environment.value if environment else None,
    }
