"""ISO dates, as dates of birth are stored; nothing but a calendar tells them apart."""

from datetime import date

from auditor.identifiers.base import Identifier, Shape
from auditor.model.vocabulary import Category

_LENGTH = 8


def check(value: str) -> bool:
    """Whether `YYYYMMDD`, normalised from an ISO date, is a day of the calendar."""
    if len(value) != _LENGTH or not (value.isascii() and value.isdigit()):
        return False
    try:
        date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return False
    return True


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
