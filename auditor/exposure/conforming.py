"""What was checked and is in line: an audit proves what is right, too."""

from collections.abc import Iterable, Sequence

from auditor.exposure.containers import Terms
from auditor.exposure.linkage import Rooms, linkable, pseudonymous
from auditor.exposure.placements import Placement
from auditor.exposure.retention import kept
from auditor.exposure.rooms import Room
from auditor.exposure.secrets import kind_of, protection
from auditor.model.exposure import Exposure
from auditor.model.findings import Conforming
from auditor.model.vocabulary import Category, Form, Necessity, Subject

_BANKING = frozenset({Category.IBAN, Category.RIB})
_INSURED = frozenset({Subject.INSURED, Subject.DEPENDANT})
_TRACES = frozenset({Category.LOGIN, Category.IP_ADDRESS, Category.INTERNAL_REFERENCE})
"""What an access log is made of; whom it names in clear is another matter."""
_APART = frozenset(
    {Category.LOGIN, Category.SECRET, Category.EMAIL_ADDRESS, Category.PHONE_NUMBER}
    | {Category.ADDRESS, Category.NIR, Category.BIRTH_DATE, Category.HEALTH}
)
"""What bank details are best kept apart from."""


def conforming(
    rooms: Rooms,
    exposures: Sequence[Exposure],
    placements: Sequence[Placement],
    terms: Terms,
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
    facts += [
        Conforming(check, room.container.ref.source, room.container.name, detail=detail)
        for room in rooms.values()
        if _read_whole(room)
        for check, detail in (*_room(room, rooms), *_periods(room, terms))
    ]
    return tuple(sorted(facts, key=lambda f: (f.check, f.source, f.container, f.surface)))


def _surface(placement: Placement, group: Sequence[Exposure]) -> Iterable[Conforming]:
    if group and all(e.necessity is Necessity.NEEDED for e in group):
        purposes = (("purposes", ", ".join(placement.purposes)),)
        yield Conforming(
            "surface_in_line", placement.source, placement.container, placement.surface, purposes
        )


_Check = tuple[str, tuple[tuple[str, str], ...]]


def _read_whole(room: Room) -> bool:
    return room.profile is not None and room.profile.complete and room.profile.rows > 0


def _room(room: Room, rooms: Rooms) -> Iterable[_Check]:
    """What holds of the container by itself, whoever reads it."""
    verdicts = [verdict for _, verdict in room.verdicts]
    role, categories = room.names.role, {verdict.category for verdict in verdicts}
    if not verdicts:
        yield "reference_without_persons" if role == "reference" else "no_personal_data", ()
        return
    if role == "copy":
        return
    bank = categories & _BANKING
    checks = {
        "insured_without_bank_details": not bank and any(v.subject in _INSURED for v in verdicts),
        "payment_apart": bool(bank) and role == "payment" and not categories & _APART,
        "log_without_identifiers": role == "log" and categories <= _TRACES,
        "pseudonyms_apart": pseudonymous(room) and not linkable(room, rooms),
        "nir_not_in_clear": any(
            v.category is Category.NIR and v.form in {Form.MASKED, Form.TOKENISED} for v in verdicts
        ),
        "passwords_hashed": _hashed(room),
    }
    yield from ((name, ()) for name, holds in checks.items() if holds)


def _hashed(room: Room) -> bool:
    """Whether every password of the container is under a slow hash."""
    found = [
        protection(
            "password", verdict, room.profiled(judgement.ref.column, judgement.ref.path)
        ).weakest
        for judgement, verdict in room.verdicts
        if verdict.category is Category.SECRET
        and kind_of(judgement.ref.column, judgement.ref.pointer, verdict) == "password"
    ]
    return bool(found) and all(weakest == "slow_hash" for weakest in found)


def _periods(room: Room, terms: Terms) -> Iterable[_Check]:
    for period in kept(room, terms.retention, terms.today):
        if period.in_time:
            yield (
                "retention_respected",
                (("column", period.column), ("months", str(period.months))),
            )
