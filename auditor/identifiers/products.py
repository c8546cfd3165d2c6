"""Codes of acts, devices, drugs and diseases: health data once they are joined to a person.

None of them proves anything by one value; a name or the table's persons must agree.
"""

import re

from auditor.identifiers.base import Identifier, Shape
from auditor.model.vocabulary import Category

_THIRTEEN = re.compile(r"3400[89][0-9]{8}", re.ASCII)
_TRIPLE = 3


def check_cip13(value: str) -> bool:
    """Whether 13 normalised digits are a French drug (CIP 34009, UCD 34008) with an EAN-13 key."""
    if _THIRTEEN.fullmatch(value) is None:
        return False
    total = sum(int(d) * (_TRIPLE if place & 1 else 1) for place, d in enumerate(value))
    return total % 10 == 0


def _code(
    name: str,
    pattern: str,
    mask: str,
    *,
    widths: tuple[int, ...],
    digits: tuple[int, int],
    letters: tuple[int, int],
    variant: str,
    context: tuple[str, ...],
) -> Identifier:
    return Identifier(
        name=name,
        category=Category.HEALTH,
        shapes=(Shape(name, pattern, mask, 0.05),),
        widths=widths,
        check=None,
        checksum="",
        chance=0.3,
        context=context,
        numeric=letters[1] == 0,
        alone=False,
        digits=digits,
        letters=letters,
        within=False,
        sole=False,
        variant=variant,
    )


CCAM = _code(
    "ccam",
    # Site, function, action and access (CCAM, structure of the code), activity and phase.
    "(?:[A-HJ-NPQYZ][A-Z]{2}[A-HJ-NP-R]|YYYY)[0-9]{3}(?:[ \\-]?[1-5](?:[ \\-]?[0-3])?)?",
    "AAAA999",
    widths=(7, 8, 9),
    digits=(3, 5),
    letters=(4, 4),
    variant="act_code",
    context=("ccam", "acte", "cotation"),
)
NGAP = _code(
    "ngap",
    "(?:CS|CSC|CNP|C|GS|G|VS|V|TC|TCG|AMI|AIS|AMK|AMS|AMC|AMX|AMP|AMO|AMY|DI|DSI|SFI|SF|SP|BSA|BSB"
    "|BSC|IFA|IFD|IK|MCI|MAU|MIE|MD|K|KC|Z|B|BP|P|D|DC|SC|SPR|PRO|ORT|TO|TLS|TLC)"
    " ?(?:[0-9]{1,3}(?:[.,][0-9]{1,2})?)?",
    "AAA 9",
    widths=(),
    digits=(0, 5),
    letters=(1, 3),
    variant="act_code",
    context=("ngap", "acte", "cotation", "lettre", "coefficient"),
)
CIM10 = _code(
    "cim10",
    "[A-Z][0-9]{2}(?:[.]?[0-9]{1,3})?(?:[+][0-9])?",
    "A99.9",
    widths=(3, 4, 5, 6, 7),
    digits=(2, 6),
    letters=(1, 1),
    variant="diagnosis",
    context=("cim", "cim10", "diagnostic", "pathologie", "ald"),
)
LPP = _code(
    "lpp",
    "[1-7][0-9]{6}",
    "9999999",
    widths=(7,),
    digits=(7, 7),
    letters=(0, 0),
    variant="device_code",
    context=("lpp", "dispositif", "prestation"),
)
CIP7 = _code(
    "cip7",
    "[2359][0-9]{6}",
    "9999999",
    widths=(7,),
    digits=(7, 7),
    letters=(0, 0),
    variant="drug_code",
    context=("cip", "cip7", "ucd", "medicament"),
)
CIP13 = Identifier(
    name="cip13",
    category=Category.HEALTH,
    shapes=(
        Shape("cip13", "3 ?400 ?[89][0-9]{2} ?[0-9]{3} ?[0-9]{2} ?[0-9]", "9999999999999", 0.2),
    ),
    widths=(13,),
    check=check_cip13,
    checksum="ean13",
    chance=0.1,
    context=("cip", "cip13", "ucd", "medicament", "specialite"),
    alone=False,
    digits=(13, 13),
    letters=(0, 0),
    chain=13,
    within=False,
    sole=False,
    variant="drug_code",
)
"""Drugs: CIP 34009…, UCD 34008…, each with an EAN-13 key."""
