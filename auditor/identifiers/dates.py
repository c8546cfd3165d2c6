"""Dates, as dates of birth are written; nothing but a calendar and words around tell them apart."""

from datetime import date

from auditor.identifiers.base import Identifier, Shape
from auditor.model.vocabulary import Category

_LENGTH = 8
MONTHS = (
    "[Jj]anv(?:ier)?|JANV(?:IER)?|[Ff][eé]vr?(?:ier)?|F[EÉ]VR?(?:IER)?|[Mm]ars|MARS|[Aa]vr(?:il)?"
    "|AVR(?:IL)?|[Mm]ai|MAI|[Jj]uin|JUIN|[Jj]uil(?:let)?|JUIL(?:LET)?|[Aa]o[uû]t|AO[UÛ]T"
    "|[Ss]ept(?:embre)?|SEPT(?:EMBRE)?|[Oo]ct(?:obre)?|OCT(?:OBRE)?|[Nn]ov(?:embre)?|NOV(?:EMBRE)?"
    "|[Dd][eé]c(?:embre)?|D[EÉ]C(?:EMBRE)?"
)
"""French months, written out or cut, with and without accents."""


def check(value: str) -> bool:
    """Whether `YYYYMMDD`, normalised from an ISO date, is a day of the calendar."""
    if len(value) != _LENGTH or not (value.isascii() and value.isdigit()):
        return False
    try:
        date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return False
    return True


def check_french(value: str) -> bool:
    """Whether `DDMMYYYY`, normalised from a French date, is a day of the calendar."""
    return check(value[4:] + value[2:4] + value[:2])


DATE_ISO = Identifier(
    name="date_iso",
    category=Category.BIRTH_DATE,
    shapes=(
        Shape(
            "date_iso",
            "(?:18|19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])",
            "9999-99-99",
            0.05,
        ),
    ),
    widths=(8,),
    check=check,
    checksum="calendar",
    chance=0.98,
    context=("naissance", "ne", "nee", "anniversaire"),
    numeric=False,
    alone=False,
    digits=(8, 8),
    letters=(0, 0),
    chain=8,
)

DATE_FR = Identifier(
    name="date_fr",
    category=Category.BIRTH_DATE,
    shapes=(
        Shape(
            "date_fr",
            "(?:0[1-9]|[12][0-9]|3[01])[/.\\-](?:0[1-9]|1[0-2])[/.\\-](?:18|19|20)[0-9]{2}",
            "99/99/9999",
            0.05,
        ),
    ),
    widths=(8,),
    check=check_french,
    checksum="calendar_french",
    chance=0.98,
    context=("naissance", "ne", "nee", "anniversaire"),
    numeric=False,
    alone=False,
    digits=(8, 8),
    letters=(0, 0),
    chain=8,
    within=False,
)

DATE_WORDS = Identifier(
    name="date_words",
    category=Category.BIRTH_DATE,
    shapes=(
        Shape(
            "date_words",
            "(?:1er|[12][0-9]|3[01]|0?[1-9])[ .\\-]"
            f"(?:{MONTHS})[ .\\-]{{1,2}}(?:18|19|20)[0-9]{{2}}",
            "99 aaa 9999",
            0.1,
        ),
    ),
    widths=(),
    check=None,
    checksum="",
    chance=1.0,
    context=("naissance", "ne", "nee", "anniversaire"),
    numeric=False,
    alone=False,
    letters=(3, 11),
    digits=(5, 6),
    within=False,
)
"""A day with its month in letters: `3 mars 1961`, `03 févr. 1961`."""

_DAY = "(?:1er|[12][0-9]|3[01]|0?[1-9])"
_BIRTH = (
    "(?:[Nn](?:[eé]|[EÉ])(?:[eE]|\\([eE]\\)|[·.-][eE])?(?: le| LE)?|DDN|[Nn]aissance|NAISSANCE)"
    "(?: le| LE)?(?: ?[:=] ?| )"
)

BORN = Identifier(
    name="born",
    category=Category.BIRTH_DATE,
    shapes=(
        Shape(
            "born",
            f"{_BIRTH}(?:{_DAY}[ .\\-](?:{MONTHS})[ .\\-]{{1,2}}(?:18|19|20)[0-9]{{2}}"
            f"|{_DAY}[/.\\-](?:0[1-9]|1[0-2])[/.\\-](?:(?:18|19|20)[0-9]{{2}}|[0-9]{{2}})"
            "|(?:18|19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))",
            "né le 99/99/9999",
            0.7,
        ),
    ),
    widths=(),
    check=None,
    checksum="",
    chance=1.0,
    context=("naissance", "ne", "nee", "anniversaire"),
    numeric=False,
    letters=(1, 24),
    digits=(4, 8),
    chain=4,
    sole=False,
)
"""A date that the words before it call one of birth: « née le 03/03/1961 », « DDN : 3.3.61 »."""
