"""Bank accounts: IBAN (ISO 13616) and RIB (Banque de France, key modulo 97).

A French IBAN holds a RIB, so both keys must agree; python-stdnum checks the first only.
"""

import re

from stdnum import iban as registry
from stdnum import numdb

from auditor.identifiers.base import SEP, Identifier, Shape
from auditor.model.vocabulary import Category

_S = SEP + "?"
_MODULUS = 97
_RIB = re.compile(r"[0-9]{10}[0-9A-Z]{11}[0-9]{2}", re.ASCII)
_VALUES = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
_PART = re.compile(r"([0-9]+)!([nac])")

RIB_COUNTRIES = ("FR", "MC")
"""Countries whose IBAN is built on a RIB."""


def _structures() -> dict[str, str]:
    """By country, the kind of each BBAN character: `n` digit, `a` letter, `c` either."""
    return {
        country: "".join(kind * int(count) for count, kind in _PART.findall(info["bban"]))
        for _, country, _, info, _ in numdb.get("iban").prefixes
    }


STRUCTURES = _structures()
"""Registered IBAN countries and their BBAN, from python-stdnum's copy of the SWIFT registry."""


def check_rib(value: str) -> bool:
    """Whether a normalised value of 23 characters has the structure and the key of a RIB."""
    if _RIB.fullmatch(value) is None:
        return False
    number = value.translate(_VALUES)
    weighed = 89 * int(number[:5]) + 15 * int(number[5:10]) + 3 * int(number[10:21])
    return _MODULUS - weighed % _MODULUS == int(value[21:])


def check_iban(value: str) -> bool:
    """Whether a normalised value is an IBAN: country, length, ISO 7064 key and, in FR, RIB key."""
    if not value.isascii() or not registry.is_valid(value, check_country=False):
        return False
    return value[:2] not in RIB_COUNTRIES or check_rib(value[4:])


def _grouped(length: int) -> str:
    """A BBAN of that length, compact or in groups of four."""
    fours, rest = divmod(length, 4)
    tail = f"{_S}[0-9A-Za-z]{{{rest}}}" if rest else ""
    return f"(?:{_S}[0-9A-Za-z]{{4}}){{{fours}}}{tail}"


def _iban() -> str:
    """One alternative a length, so that words after a value are never taken into it."""
    lengths: dict[int, list[str]] = {}
    for country, structure in sorted(STRUCTURES.items()):
        if country not in RIB_COUNTRIES:
            lengths.setdefault(len(structure), []).append(country)
    french = f"{_S}[0-9]{{5}}{_S}[0-9]{{5}}{_S}[0-9A-Za-z]{{11}}{_S}[0-9]{{2}}"
    ways = [f"(?:[Ff]r|FR|[Mm]c|MC)[0-9]{{2}}(?:{_grouped(23)}|{french})"]
    ways += [
        f"(?:{'|'.join(countries)})[0-9]{{2}}{_grouped(length)}"
        for length, countries in sorted(lengths.items())
    ]
    return "|".join(ways)


IBAN = Identifier(
    name="iban",
    category=Category.IBAN,
    shapes=(Shape("iban", _iban(), "AA99 XXXX XXXX XXXX XXXX XXXX XXX", 0.2),),
    widths=tuple(sorted({len(structure) + 4 for structure in STRUCTURES.values()})),
    check=check_iban,
    checksum="iban",
    chance=1 / 97,
    context=("iban", "bancaire", "compte", "virement", "rib", "prelevement"),
    numeric=False,
    digits=(2, 33),
    letters=(2, 32),
    coded=True,
)

RIB = Identifier(
    name="rib",
    category=Category.RIB,
    shapes=(
        Shape(
            "rib",
            f"[0-9]{{5}}{_S}[0-9]{{5}}{_S}[0-9A-Za-z]{{11}}{_S}[0-9]{{2}}",
            "XXXXX XXXXX XXXXXXXXXXX XX",
            0.1,
        ),
    ),
    widths=(23,),
    check=check_rib,
    checksum="rib",
    chance=1 / 97,
    context=("rib", "bancaire", "compte", "virement", "banque", "guichet"),
    numeric=False,
    digits=(12, 23),
    letters=(0, 11),
    chain=10,
)
