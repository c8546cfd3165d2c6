"""Tables about practitioners: who they are, how they are paid, what they bill."""

from collections import defaultdict
from random import Random

from auditor.demo.organisations import Account, account
from auditor.demo.world import Rows, World


def professionnels(world: World, _rng: Random) -> Rows:
    """The practitioners and their firms."""
    for one in world.practitioners:
        yield (
            one.id,
            one.rpps,
            one.finess,
            one.siret,
            one.firm,
            one.person.surname,
            one.person.first_name,
            one.speciality,
            one.place.line,
            one.place.postcode,
            one.place.town,
            one.email,
            one.phone,
            one.network or None,
        )


def coordonnees_bancaires(world: World, rng: Random) -> Rows:
    """Bank details as IBAN: the present account, and for some the one before."""
    order = 0
    for one in world.practitioners:
        former: tuple[tuple[Account, str, str | None], ...] = ()
        if one.id % 4 == 0:
            former = ((account(rng), "2017-03-01", "2021-06-30"),)
        for held, since, until in (*former, (one.account, "2021-07-01", None)):
            order += 1
            yield order, one.id, one.firm, held.iban, held.bic, since, until


def legacy_psribhis(world: World, rng: Random) -> Rows:
    """Bank details of the system before last: four columns, fixed names."""
    for one in world.practitioners:
        held = one.account if one.id % 2 else account(rng)
        yield (one.id, *held.parts, held.bank.upper(), f"2012{rng.randint(1, 12):02d}15")


def factures(world: World, rng: Random) -> Rows:
    """Invoices, paid or rejected."""
    for bill in world.invoices:
        yield (
            bill.id,
            f"F{bill.day:%y%m}{bill.id:06d}",
            bill.practitioner.id,
            bill.contract.id,
            bill.day.isoformat(),
            bill.total,
            round(bill.total - bill.insurer_part, 2),
            bill.insurer_part,
            "rejetee" if bill.rejected else "payee",
            rng.choice(("R01", "R14", "R27")) if bill.rejected else None,
            bill.transfer,
        )


def factures_lignes(world: World, _rng: Random) -> Rows:
    """Lines of invoices, with act codes."""
    order = 0
    for bill in world.invoices:
        for code, quantity, price in bill.lines:
            order += 1
            yield order, bill.id, code, quantity, price, round(quantity * price * 0.3, 2)


def virements(world: World, rng: Random) -> Rows:
    """One bank transfer a month and practitioner, of what the invoices add up to."""
    due: dict[int, float] = defaultdict(float)
    for bill in world.invoices:
        if bill.transfer is not None:
            due[bill.transfer] += bill.insurer_part
    for transfer in sorted(due):
        one = world.practitioners[(transfer - 1) // 12]
        month = (transfer - 1) % 12 + 1
        yield (
            transfer,
            f"1{rng.randint(0, 10**14 - 1):014d}",
            one.id,
            one.firm,
            one.account.iban,
            round(due[transfer], 2),
            f"2024-01-{rng.randint(2, 26):02d}" if month == 12 else f"2023-{month + 1:02d}-05",  # noqa: PLR2004 - December is paid in January
        )
