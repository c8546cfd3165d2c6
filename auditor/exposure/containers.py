"""Containers that hold personal data as the flat facts of one record each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from auditor.exposure.access.accounts import account_facts, small_groups
from auditor.exposure.linkage import Rooms, linkable, parents, person_link, pseudonymous
from auditor.exposure.retention import dated, kept, least_age
from auditor.exposure.rooms import Room
from auditor.exposure.said import ENDS, HISTORY, says
from auditor.exposure.stored import stored_necessity
from auditor.facts import FactRecord, FactValue, Unit
from auditor.model.vocabulary import Category, EnvironmentKind, Mode, Necessity, Personal
from auditor.policy.model import Purpose, RetentionRule
from auditor.taxonomy import CATEGORIES

_BANK = (Category.IBAN, Category.RIB)
_KINDS: tuple[frozenset[Category], ...] = tuple(
    frozenset(kind)
    for kind in (
        {Category.PERSON, Category.BIRTH_DATE, Category.BIRTH_PLACE},
        {Category.NIR},
        {Category.ADDRESS, Category.EMAIL_ADDRESS, Category.PHONE_NUMBER},
        {*_BANK, Category.PAYMENT_CARD},
        {Category.HEALTH, Category.EXEMPTION, Category.DISABILITY},
        {Category.SOCIAL_STATUS, Category.SALARY},
        {Category.FAMILY_LINK},
        {Category.CONTRACT_NUMBER, Category.MEMBER_NUMBER, Category.CARD_NUMBER},
        {Category.GUARANTEE, Category.COVERAGE_PERIOD},
        {Category.LOGIN, Category.SECRET},
    )
)
"""Kinds of data that different tasks need."""
_MORE = 1.02
"""Accounts per holder above which some holders have several."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What containers are held against: purposes, periods, the day and the environment."""

    purposes: Mapping[str, Purpose]
    retention: tuple[RetentionRule, ...]
    today: date | None
    environment: EnvironmentKind | None


def container_records(rooms: Rooms, terms: Terms) -> tuple[FactRecord, ...]:
    """One record a container that holds personal data."""
    return tuple(
        FactRecord(Unit.CONTAINER, _facts(room, rooms, terms), _columns(room))
        for room in rooms.values()
        if _personal(room, rooms)
    )


def past_accounts(room: Room) -> bool | None:
    """Whether bank details of the past stand beside the present ones; None where unread.

    The table says so, a date of end is filled, or its holders have several accounts. A table with
    amounts is a ledger: the account that was paid belongs to it.
    """
    accounts = [
        judgement.ref.column
        for judgement, verdict in room.verdicts
        if verdict.category in _BANK and verdict.mode is Mode.IS
    ]
    if not accounts or Category.AMOUNT in room.categories:
        return False
    if says(room.container.name, HISTORY) or any(says(column, HISTORY) for column in accounts):
        return True
    profiles = [
        profile for name in dated(room) if says(name, ENDS) and (profile := room.profiled(name))
    ]
    if any(0 < profile.filled < profile.rows for profile in profiles):
        return True
    return _several_each(room, accounts)


def _several_each(room: Room, accounts: Iterable[str]) -> bool | None:
    holders = {column for key in room.container.foreign_keys for column in key.columns}
    held = [profile.distinct.value for name in holders if (profile := room.profiled(name))]
    if room.profile is None:
        return None
    distinct = [profile.distinct.value for name in accounts if (profile := room.profiled(name))]
    return bool(held and distinct) and max(distinct) > _MORE * max(held)


def _facts(room: Room, rooms: Rooms, terms: Terms) -> dict[str, FactValue]:
    periods = kept(room, terms.retention, terms.today)
    overdue = [one.overdue for one in periods if one.overdue is not None]
    categories = {Category(name) for name in room.categories}
    environment = terms.environment
    return {
        "source": room.container.ref.source,
        "container": room.container.name,
        "container_categories": room.categories,
        "container_role": room.names.role,
        "container_kind": room.container.kind.value,
        "environment": environment.value if environment else None,
        "subjects": tuple(sorted({verdict.subject.value for _, verdict in room.verdicts})),
        "kinds": sum(bool(kind & categories) for kind in _KINDS),
        "unneeded_categories": _unneeded(room, terms),
        "past_accounts": past_accounts(room),
        "purge_date": bool(dated(room)) or any(dated(near) for near in parents(room, rooms)),
        "retention_months": min((one.months for one in periods), default=0),
        "overdue_rows": max(overdue, default=None),
        "least_age": least_age(room, terms.today),
        "pseudonymous": pseudonymous(room),
        "linkable": linkable(room, rooms),
        "small_groups": small_groups(room),
        **account_facts(room, terms.today),
    }


def _unneeded(room: Room, terms: Terms) -> int | None:
    found = {
        (
            verdict.category,
            stored_necessity(room.placements, verdict, terms.purposes, terms.environment),
        )
        for _, verdict in room.verdicts
    }
    if all(necessity is None for _, necessity in found):
        return None
    return len({category for category, necessity in found if necessity is Necessity.EXCESSIVE})


def _personal(room: Room, rooms: Rooms) -> bool:
    """Whether it holds personal data, by itself or through the persons that it leads to."""
    kinds = {CATEGORIES[Category(name)].personal for name in room.categories}
    joined = Personal.WHEN_JOINED in kinds and person_link(room, rooms) != "none"
    return Personal.YES in kinds or joined


def _columns(room: Room) -> tuple[str, ...]:
    return tuple(dict.fromkeys(judgement.ref.column for judgement, _ in room.verdicts))
