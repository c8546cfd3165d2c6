"""What captures of a portal show, for every report: accounts by category, and flagged exchanges."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model.exposure import Exposure, Reach
from auditor.model.result import Result
from auditor.model.vocabulary import Category, Necessity, Subject
from auditor.reports.wording import Wording

_WORST = (Necessity.EXCESSIVE, Necessity.TO_JUSTIFY, Necessity.UNDETERMINED, Necessity.NEEDED)


@dataclass(frozen=True, slots=True)
class Seen:
    """One category of one kind of person, by account: the gravest necessity, None where unseen."""

    category: Category
    subject: Subject
    cells: tuple[Necessity | None, ...]


@dataclass(frozen=True, slots=True)
class Flagged:
    """One particular of exchanges: how many show it, on which endpoints, for which accounts."""

    flag: str
    exchanges: int
    surfaces: tuple[str, ...]


def observed(result: Result) -> tuple[Exposure, ...]:
    """The exposures that a capture shows."""
    return tuple(one for one in result.exposures if one.occurrences)


def accounts(result: Result) -> tuple[str, ...]:
    """The accounts whose captures show personal data, by name."""
    return tuple(sorted({one.account for one in observed(result)}))


def seen(result: Result) -> tuple[Seen, ...]:
    """Categories by account, what is least needed first."""
    names = accounts(result)
    held: dict[tuple[Category, Subject], dict[str, Necessity]] = {}
    for one in observed(result):
        cells = held.setdefault((one.category, one.subject), {})
        known = cells.get(one.account, Necessity.NEEDED)
        cells[one.account] = min(known, one.necessity, key=_WORST.index)
    rows = [
        Seen(category, subject, tuple(cells.get(name) for name in names))
        for (category, subject), cells in held.items()
    ]
    return tuple(sorted(rows, key=_gravity))


def only(result: Result) -> dict[str, tuple[Category, ...]]:
    """By account, the categories that no other account saw; {} for a single account."""
    by_account: dict[str, set[Category]] = {name: set() for name in accounts(result)}
    for one in observed(result):
        by_account[one.account].add(one.category)
    if len(by_account) <= 1:
        return {}
    found = {}
    for name, mine in by_account.items():
        others = set().union(*(held for other, held in by_account.items() if other != name))
        found[name] = tuple(sorted(mine - others))
    return found


def flagged(result: Result) -> tuple[Flagged, ...]:
    """The particulars of exchanges, the most frequent first."""
    places: dict[str, list[str]] = {}
    for entry in result.entries:
        for flag in entry.flags:
            places.setdefault(flag, []).append(entry.surface)
    rows = [
        Flagged(flag, len(found), tuple(dict.fromkeys(found))) for flag, found in places.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.exchanges, row.flag)))


def obtained(result: Result) -> tuple[Reach, ...]:
    """What each account obtained of insured persons over the captures."""
    return tuple(
        one for one in result.reach if one.surface == "*" and one.subject is Subject.INSURED
    )


def reach_sentence(wording: Wording, one: Reach) -> str:
    """Persons that one account saw without a key and with one."""
    messages = wording.messages
    strength = ""
    if one.answerable is not None and one.answerable.value:
        key = messages.label("key_strength", one.key_strength)
        strength = messages.text("portal.strength", key=key)
    return messages.text(
        "portal.reach",
        account=one.account,
        listed=wording.persons(one.listable),
        asked=wording.persons(one.answerable) if one.answerable else "–",
        strength=strength,
    )


def difference_sentences(wording: Wording, result: Result) -> Sequence[str]:
    """What each account saw that the others did not."""
    messages = wording.messages
    found = only(result)
    said = [
        messages.text(
            "portal.differs",
            account=name,
            categories=", ".join(messages.label("category", c) for c in categories),
        )
        for name, categories in found.items()
        if categories
    ]
    return said or ([messages.text("portal.same")] if found else [])


def link_sentences(wording: Wording, result: Result) -> tuple[str, ...]:
    """Which columns of a database the screens show, by column."""
    places: dict[str, list[str]] = {}
    for link in result.links:
        column = f"{link.field.source}: {link.field.container}.{link.field.column}"
        places.setdefault(column, []).append(link.endpoint.container)
    return tuple(
        wording.messages.text(
            "portal.link", column=column, endpoints=", ".join(dict.fromkeys(endpoints))
        )
        for column, endpoints in places.items()
    )


def portal_page(result: Result, wording: Wording) -> dict[str, object]:
    """The same for a page of HTML."""
    return {
        "accounts": accounts(result),
        "seen": seen(result),
        "flagged": flagged(result),
        "sentences": [
            *(reach_sentence(wording, one) for one in obtained(result)),
            *difference_sentences(wording, result),
            *link_sentences(wording, result),
        ],
    }


def _gravity(row: Seen) -> tuple[int, str, str]:
    worst = min(_WORST.index(cell) for cell in row.cells if cell is not None)
    return worst, row.category.value, row.subject.value
