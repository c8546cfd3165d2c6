"""What was checked and is in line: an audit proves what is right, too."""

from collections.abc import Iterable, Sequence

from auditor.exposure.placements import Placement
from auditor.exposure.records import Room
from auditor.model.exposure import Exposure
from auditor.model.findings import Conforming
from auditor.model.vocabulary import Category, Form, Necessity, Subject

_BANKING = frozenset({Category.IBAN, Category.RIB})
_INSURED = frozenset({Subject.INSURED, Subject.DEPENDANT})


def conforming(
    rooms: Iterable[Room], exposures: Sequence[Exposure], placements: Sequence[Placement]
) -> tuple[Conforming, ...]:
    """The places found in line with a declared purpose, and those free of personal data."""
    shown: dict[tuple[str, str, str], list[Exposure]] = {}
    for exposure in exposures:
        key = (exposure.source, exposure.container, exposure.surface)
        shown.setdefault(key, []).append(exposure)
    facts = [
        fact
        for placement in placements
        if placement.declared
        for fact in _surface(
            placement, shown.get((placement.source, placement.container, placement.surface), [])
        )
    ]
    facts += [fact for room in rooms for fact in _room(room)]
    return tuple(sorted(facts, key=lambda f: (f.check, f.source, f.container, f.surface)))


def _surface(placement: Placement, group: Sequence[Exposure]) -> Iterable[Conforming]:
    if group and all(e.necessity is Necessity.NEEDED for e in group):
        purposes = (("purposes", ", ".join(placement.purposes)),)
        yield Conforming(
            "surface_in_line", placement.source, placement.container, placement.surface, purposes
        )


def _room(room: Room) -> Iterable[Conforming]:
    source, name = room.container.ref.source, room.container.name
    read = room.profile is not None and room.profile.complete and room.profile.rows > 0
    if not read:
        return
    verdicts = [verdict for judgement in room.judgements for verdict in judgement.verdicts]
    if not verdicts:
        yield Conforming("no_personal_data", source, name)
        return
    categories = {verdict.category for verdict in verdicts}
    if any(v.subject in _INSURED for v in verdicts) and not categories & _BANKING:
        yield Conforming("insured_without_bank_details", source, name)
    if any(
        v.category is Category.NIR and v.form in {Form.MASKED, Form.TOKENISED} for v in verdicts
    ):
        yield Conforming("nir_not_in_clear", source, name)
