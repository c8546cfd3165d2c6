"""Numbers of practitioners and health establishments: RPPS and FINESS (ANS registers)."""

import re

from auditor.identifiers.base import SEP, Identifier, Shape, luhn
from auditor.model.vocabulary import Category

_S = SEP + "?"
_ELEVEN = re.compile(r"[0-9]{11}", re.ASCII)
_DEPARTMENT = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-578]|2[AB])[0-9]{7}", re.ASCII)
_LETTERS = str.maketrans("AB", "12")


def check_rpps(value: str) -> bool:
    """Whether eleven normalised digits have a Luhn key."""
    return _ELEVEN.fullmatch(value) is not None and luhn(value)


def check_finess(value: str) -> bool:
    """Whether nine normalised characters begin with a department and have a Luhn key.

    The letter of a Corsican department counts as its rank (A 1, B 2).
    """
    return _DEPARTMENT.fullmatch(value) is not None and luhn(value.translate(_LETTERS))


RPPS = Identifier(
    name="rpps",
    category=Category.RPPS,
    shapes=(Shape("rpps", "[0-9]{11}", "99999999999", 0.1),),
    widths=(11,),
    check=check_rpps,
    checksum="luhn",
    chance=0.1,
    context=("rpps", "praticien", "medecin", "prescripteur", "professionnel"),
    digits=(11, 11),
    letters=(0, 0),
    chain=11,
)

FINESS = Identifier(
    name="finess",
    category=Category.FINESS,
    shapes=(
        Shape(
            "finess",
            f"(?:[0-9]{{2}}|2[ABab]){_S}[0-9]{{3}}{_S}[0-9]{{3}}{_S}[0-9]",
            "99 999 999 9",
            0.05,
        ),
    ),
    widths=(9,),
    check=check_finess,
    checksum="finess",
    chance=0.0975,
    context=("finess", "etablissement", "hopital", "clinique", "pharmacie"),
    digits=(8, 9),
    letters=(0, 1),
    chain=8,
)
