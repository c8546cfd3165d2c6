"""Numbers of insurers: the compulsory scheme's (AMO) and the complementary insurer's (AMC).

They name the insurer, not the person, and have no check digits: a name must agree.
"""

from auditor.identifiers.base import SEP, Identifier, Shape
from auditor.model.vocabulary import Category

_S = SEP + "?"
_SCHEMES = "0[1-8]|10|12|14|15|16|17|80|9[0-9]"
"""Schemes: 01 general, 02 agricultural, 03 former RSI, 04 SNCF, 05 RATP, 08 military, 17 abroad,
91 to 99 mutual insurers."""

AMO = Identifier(
    name="amo",
    category=Category.INSURER,
    shapes=(Shape("amo", f"(?:{_SCHEMES}){_S}[0-9]{{3}}{_S}[0-9]{{4}}", "99 999 9999", 0.05),),
    widths=(9,),
    check=None,
    checksum="",
    chance=0.2,
    context=("amo", "caisse", "regime", "centre", "organisme"),
    alone=False,
    digits=(9, 9),
    letters=(0, 0),
    chain=9,
    within=False,
    sole=False,
    variant="AMO",
)

AMC = Identifier(
    name="amc",
    category=Category.INSURER,
    shapes=(Shape("amc", "[0-9]{8,10}", "99999999", 0.01),),
    widths=(8, 9, 10),
    check=None,
    checksum="",
    chance=1.0,
    context=("amc", "mutuelle", "prefectoral", "teletransmission"),
    alone=False,
    digits=(8, 10),
    letters=(0, 0),
    chain=8,
    within=False,
    sole=False,
    variant="AMC",
)
"""Prefectoral number of eight digits, or telematic number of up to ten."""
