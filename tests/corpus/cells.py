"""Ways to draw a cell that take more than an expression."""

import base64
import hashlib
import json
from datetime import date, datetime, timedelta
from itertools import pairwise

from stdnum import ean, luhn

from tests.corpus.identities import FROZEN, luhn_number
from tests.corpus.model import Row

DIGITS = "0123456789"


def digits(row: Row, width: int, prefix: str = "") -> str:
    """Random digits after that prefix."""
    return prefix + "".join(row.rng.choices(DIGITS, k=width - len(prefix)))


def maybe(row: Row, share: float, value: object) -> object:
    """The value in that share of the rows, else NULL."""
    return value if row.rng.random() < share else None


def phone(row: Row, start: str = "019900") -> str:
    """A number reserved for fiction, as people type it."""
    number = digits(row, 10, start)
    pairs = [number[at : at + 2] for at in range(0, 10, 2)]
    return row.rng.choice((number, " ".join(pairs), ".".join(pairs), f"+33{number[1:]}"))


def mail(row: Row) -> str:
    """A mail address at a host that cannot exist."""
    host = row.rng.choice(("courriel.example", "boite.invalid", "exemple.example"))
    return f"{row.person.mailbox}{row.rng.randint(1, 99)}@{host}"


def street(row: Row) -> str:
    """Number and street."""
    return f"{row.rng.randint(1, 180)} {row.rng.choice(row.words.streets)}"


def place(row: Row) -> tuple[str, str]:
    """Postcode and town; one row has the same in all its columns."""
    return row.words.towns[row.index * 7 % len(row.words.towns)]


def full_address(row: Row) -> str:
    """The address on one line."""
    return f"{street(row)} {' '.join(place(row))}"


def nir_spaced(row: Row) -> str:
    """The NIR as people write it."""
    nir = row.person.nir15
    cuts = (0, 1, 3, 5, 7, 10, 13, 15)
    return " ".join(nir[a:b] for a, b in pairwise(cuts))


def nir_number(row: Row, width: int) -> int | None:
    """The NIR as a number; Corsican ones do not fit."""
    nir = row.person.nir15[:width]
    return int(nir) if nir.isdigit() else None


def nir_staging(row: Row) -> str:
    """A NIR of a test base: the shape is right, the key in a quarter of the rows."""
    key = row.person.key if row.rng.randrange(4) == 0 else digits(row, 2)
    return row.person.nir13 + key


def nir_masked(row: Row) -> str:
    """Sex and year, the rest crossed out."""
    return f"{row.person.nir13[0]} {row.person.nir13[1:3]} XX XX XXX XXX XX"


def nir_hash(row: Row) -> str:
    """The bare SHA-256 of the NIR."""
    return hashlib.sha256(row.person.nir15.encode()).hexdigest()


def rib_key_reference(row: Row) -> str:
    """Fifteen digits that start like a NIR; one in 97 has a right key by chance."""
    return digits(row, 15, row.rng.choice("12"))


def timestamp(row: Row, days: int = 700) -> datetime:
    """A moment of the last years, never at midnight sharp."""
    seconds = row.rng.randint(1, days * 86_400)
    return datetime(2024, 3, 15, 12, 0, 1) - timedelta(seconds=seconds)  # noqa: DTZ001 - naive as in the source systems


def day(row: Row, days: int = 700) -> date:
    """A day of the last years."""
    return FROZEN - timedelta(days=row.rng.randint(0, days))


def epoch_ms(row: Row) -> int:
    """Milliseconds since 1970."""
    return 1_710_504_000_000 - row.rng.randint(0, 90_000_000_000)


def stamp(row: Row) -> str:
    """A timestamp of 14 digits, as long as a SIRET."""
    return f"{timestamp(row):%Y%m%d%H%M%S}"


def cip13(row: Row) -> str:
    """A drug code with its EAN key."""
    body = digits(row, 12, "34009")
    return body + str(ean.calc_check_digit(body))


def ean13(row: Row) -> str:
    """A bar code."""
    body = digits(row, 12, "35")
    return body + str(ean.calc_check_digit(body))


def imei(row: Row) -> str:
    """A device number: 15 digits, Luhn."""
    return luhn_number(row.rng, "35", 15)


def card(row: Row) -> str:
    """A payment card of a range kept for tests."""
    body = digits(row, 15, "49999999")
    return body + str(luhn.calc_check_digit(body))


def argon2(row: Row) -> str:
    """A password hash."""
    parts = [base64.b64encode(row.rng.randbytes(size)).decode().rstrip("=") for size in (16, 32)]
    return "$argon2id$v=19$m=65536,t=3,p=4$" + "$".join(parts)


def token(row: Row) -> str:
    """A bearer token."""
    return base64.urlsafe_b64encode(row.rng.randbytes(30)).decode()


def hexadecimal(row: Row, size: int) -> str:
    """Random bytes in hexadecimal."""
    return row.rng.randbytes(size).hex()


def uuid(row: Row) -> str:
    """A random UUID."""
    text = hexadecimal(row, 16)
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-8{text[17:20]}-{text[20:]}"


def address_ip(row: Row) -> str:
    """An address of the blocks kept for documentation."""
    block = row.rng.choice(("192.0.2", "198.51.100", "203.0.113"))
    return f"{block}.{row.rng.randint(1, 254)}"


def sentence(row: Row) -> str:
    """A sentence about work, not about a person; numbers and dates vary."""
    said = row.rng.choice(row.words.sentences)
    return said.format(ref=digits(row, 9), day=f"{day(row):%d/%m/%Y}")


def told(row: Row) -> str:
    """A sentence that holds a NIR."""
    nir = row.rng.choice((row.person.nir15, nir_spaced(row)))
    return row.rng.choice(row.words.telling).format(nir=nir, ref=digits(row, 8))


def comment_with_nir(row: Row) -> str:
    """One comment in ten holds a NIR."""
    return told(row) if row.index % 10 == 3 else sentence(row)


def comment_with_person(row: Row) -> str:
    """One comment in five names somebody."""
    if row.index % 5:
        return sentence(row)
    said = row.rng.choice(row.words.naming)
    return said.format(first=row.person.first_name, last=row.person.surname)


def comment_rare(row: Row) -> str:
    """One comment in 10,000 holds a NIR, and one at least."""
    return told(row) if row.index % 10_000 == 7 else sentence(row)


def comment_with_contact(row: Row) -> str:
    """One comment in six holds a mail address or a telephone number."""
    said = sentence(row)
    match row.index % 12:
        case 2:
            return f"{said} Répondre à {mail(row)}."
        case 9:
            return f"{said} Joindre le {phone(row, '063998')}."
        case _:
            return said


def url_with_nir(row: Row) -> str:
    """A page address; in one of three the NIR is a parameter."""
    if row.index % 3 == 0:
        return f"/droits/recherche?nir={row.person.nir15}&date={day(row)}"
    return f"/{row.rng.choice(('accueil', 'annuaire', 'aide'))}?page={row.rng.randint(1, 90)}"


def url_plain(row: Row) -> str:
    """A page address with technical numbers only."""
    return f"/documents/{digits(row, 13, '17')}/v{row.rng.randint(1, 9)}"


def json_person(row: Row) -> str:
    """A person as a JSON document."""
    who = row.person
    return json.dumps(
        {
            "beneficiaire": {
                "nir": who.nir15,
                "nom": who.surname,
                "prenom": who.first_name,
                "dateNaissance": who.birth.isoformat(),
            },
            "lot": row.rng.randint(1000, 9999),
        }
    )


def json_technical(row: Row) -> str:
    """Settings as a JSON document."""
    return json.dumps({"essais": row.rng.randint(0, 5), "emis": epoch_ms(row), "cle": uuid(row)})


def xml_person(row: Row) -> str:
    """A message of an exchange with an insurer."""
    who = row.person
    return (
        f"<demande><assure><nir>{who.nir15}</nir><nom>{who.surname}</nom>"
        f"</assure><dateSoins>{day(row)}</dateSoins></demande>"
    )
