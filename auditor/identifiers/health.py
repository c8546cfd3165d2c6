"""Numbers of practitioners and health establishments: RPPS, ADELI and FINESS (ANS registers)."""

import re

from auditor.identifiers.base import SEP, Identifier, Shape, luhn
from auditor.model.vocabulary import Category

_S = SEP + "?"
_ELEVEN = re.compile(r"[0-9]{11}", re.ASCII)
_DEPARTMENT = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-578]|2[AB])[0-9]{7}", re.ASCII)
_LETTERS = str.maketrans("ABCDEF", "123456")
_ADELI = re.compile(r"(?:[0-9]{2}|2[AB]|9[A-F])[0-9]{7}", re.ASCII)
_TWELVE = re.compile(r"8[0-9]{11}", re.ASCII)


def check_rpps(value: str) -> bool:
    """Whether eleven normalised digits have a Luhn key."""
    return _ELEVEN.fullmatch(value) is not None and luhn(value)


def check_finess(value: str) -> bool:
    """Whether nine normalised characters begin with a department and have a Luhn key.

    The letter of a Corsican department counts as its rank (A 1, B 2).
    """
    return _DEPARTMENT.fullmatch(value) is not None and luhn(value.translate(_LETTERS))


def check_adeli(value: str) -> bool:
    """Whether nine normalised characters are department, profession, order and a Luhn key.

    The letter of a Corsican or overseas department counts as its rank (A 1 to F 6).
    """
    return _ADELI.fullmatch(value) is not None and luhn(value.translate(_LETTERS))


def check_idnps(value: str) -> bool:
    """Whether twelve normalised digits are the type 8 and an RPPS (ANS, `PS_IdNat`)."""
    return _TWELVE.fullmatch(value) is not None and luhn(value[1:])


def check_idnps_adeli(value: str) -> bool:
    """Whether ten normalised characters are the type 0 and an ADELI (ANS, `PS_IdNat`)."""
    return value[:1] == "0" and check_adeli(value[1:])


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

ADELI = Identifier(
    name="adeli",
    category=Category.ADELI,
    shapes=(
        Shape(
            "adeli",
            f"(?:[0-9]{{2}}|2[ABab]|9[A-Fa-f]){_S}[0-9]{_S}[0-9]{{5}}{_S}[0-9]",
            "99 9 99999 9",
            0.05,
        ),
    ),
    widths=(9,),
    check=check_adeli,
    checksum="adeli",
    chance=0.1,
    context=("adeli", "praticien", "professionnel", "infirmier", "kine", "prescripteur"),
    digits=(8, 9),
    letters=(0, 1),
    chain=7,
    within=False,
)

IDNPS = Identifier(
    name="idnps",
    category=Category.RPPS,
    shapes=(Shape("idnps", "8[0-9]{11}", "999999999999", 0.1),),
    widths=(12,),
    check=check_idnps,
    checksum="idnps",
    chance=0.1,
    context=("rpps", "idnps", "praticien", "prescripteur", "professionnel"),
    digits=(12, 12),
    letters=(0, 0),
    chain=12,
    within=False,
    variant="IDNPS",
)
"""National identifier of a practitioner: 8 and the RPPS."""

IDNPS_ADELI = Identifier(
    name="idnps_adeli",
    category=Category.ADELI,
    shapes=(Shape("idnps_adeli", "0(?:[0-9]{2}|2[ABab]|9[A-Fa-f])[0-9]{7}", "9999999999", 0.05),),
    widths=(10,),
    check=check_idnps_adeli,
    checksum="idnps_adeli",
    chance=0.1,
    context=("adeli", "idnps", "praticien", "prescripteur"),
    alone=False,
    digits=(9, 10),
    letters=(0, 1),
    chain=7,
    within=False,
    variant="IDNPS",
)
"""National identifier of a practitioner: 0 and the ADELI, as long as a phone number."""
