"""The NIR, French social security number, with its key and without.

Shape and key follow the CNAM's published validator (assurance-maladie-digital/nir-validation):
sex or temporary type, year, month (20 to 99 where unknown), department (2A and 2B in Corsica, 97
and 98 overseas, 99 abroad), commune, rank, and the key 97 - (N mod 97).
"""

import re

from auditor.identifiers.base import SEP, Identifier, Shape
from auditor.model.vocabulary import Category

_S = SEP + "?"
_MONTH = "(?:0[1-9]|1[0-2]|[2-9][0-9])"
_PLACE = (
    f"(?:(?:0[1-9]|[1-9][0-9]|2[ABab]){_S}[0-9]{{3}}"
    # Overseas the department takes three digits and leaves two to the commune.
    f"|9[78][0-9]{_S}[0-9]{{2}})"
)
_BODY = f"[0-9]{{2}}{_S}{_MONTH}{_S}{_PLACE}{_S}[0-9]{{3}}"
_FULL = re.compile(
    r"[1-478][0-9]{2}(?:0[1-9]|1[0-2]|[2-9][0-9])(?:0[1-9]|[1-9][0-9]|2[AB])[0-9]{8}", re.ASCII
)
_MODULUS = 97
_CONTEXT = ("nir", "secu", "securite", "sociale", "insee", "assure", "immatriculation", "ins")


def check(value: str) -> bool:
    """Whether a normalised value of 15 characters has the structure and the key of a NIR."""
    return _FULL.fullmatch(value) is not None and key(value[:13]) == int(value[13:])


def key(body: str) -> int:
    """The key, 1 to 97, of the 13 normalised characters; 2A counts as 19 and 2B as 18."""
    number = body.replace("2A", "19").replace("2B", "18")
    return _MODULUS - int(number) % _MODULUS


NIR = Identifier(
    name="nir",
    category=Category.NIR,
    shapes=(Shape("nir", f"[1-478]{_S}{_BODY}{_S}[0-9]{{2}}", "9 99 99 99 999 999 99", 0.2),),
    widths=(15,),
    check=check,
    checksum="nir",
    chance=1 / 97,
    context=_CONTEXT,
    digits=(14, 15),
    letters=(0, 1),
    chain=14,
)

NIR13 = Identifier(
    name="nir13",
    category=Category.NIR,
    # Without a key, other first digits would match nearly every CIP13 drug code (34009…).
    shapes=(Shape("nir13", f"[12]{_S}{_BODY}", "9 99 99 99 999 999", 0.05),),
    widths=(13,),
    check=None,
    checksum="",
    chance=1.0,
    context=_CONTEXT,
    alone=False,
    digits=(12, 13),
    letters=(0, 1),
    chain=12,
)

# Temporary numbers have no key and no date of birth: a name must say what such a column is.
_ORDER = f"{_S}[0-9]{{3}}{_S}[0-9]{{8}}"

NNP = Identifier(
    name="nnp",
    category=Category.NIR,
    shapes=(Shape("nnp", f"[78]{_S}[012]{_ORDER}", "9 9 999 99999999", 0.05),),
    widths=(13,),
    check=None,
    checksum="",
    chance=1.0,
    context=(*_CONTEXT, "nnp", "provisoire"),
    alone=False,
    digits=(13, 13),
    letters=(0, 0),
    chain=13,
    within=False,
    variant="NNP",
)
"""Provisional number of the CNAM, abolished at the end of 2022 and still in old rows."""

MIG = Identifier(
    name="mig",
    category=Category.NIR,
    shapes=(Shape("mig", f"[56]{_S}[12]{_ORDER}", "9 9 999 99999999", 0.05),),
    widths=(13,),
    check=None,
    checksum="",
    chance=1.0,
    context=(*_CONTEXT, "migrant"),
    alone=False,
    digits=(13, 13),
    letters=(0, 0),
    chain=13,
    within=False,
    variant="MIG",
)
"""Number of a passing migrant's family (CNAM)."""

NIA13 = Identifier(
    name="nia13",
    category=Category.NIR,
    shapes=(Shape("nia13", f"[3478]{_S}{_BODY}", "9 99 99 99 999 999", 0.05),),
    widths=(13,),
    check=None,
    checksum="",
    chance=1.0,
    context=(*_CONTEXT, "nia", "attente"),
    alone=False,
    digits=(12, 13),
    letters=(0, 1),
    chain=12,
    within=False,
    variant="NIA",
)
"""Waiting number without its key; with the key it is found as a NIR."""

INS_OID = Identifier(
    name="ins_oid",
    category=Category.NIR,
    shapes=(
        Shape(
            "ins_oid", "1\\.2\\.250\\.1\\.213\\.1\\.4\\.(?:8|9|10|11)", "9.9.999.9.999.9.9.9", 0.2
        ),
    ),
    widths=(12, 13),
    check=None,
    checksum="",
    chance=1.0,
    context=("ins", "patient", "identite"),
    numeric=False,
    alone=False,
    digits=(12, 13),
    letters=(0, 0),
    literal=".",
    sole=False,
    variant="INS",
)
"""The OID that makes a number beside it an INS: 8 NIR, 9 NIA, 10 and 11 test and demonstration
(HL7 FR Core, `fr-core-patient-ins`). It is no number itself; it says what one next to it is."""
