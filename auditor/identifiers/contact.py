"""E-mail addresses and French telephone numbers, neither of which has check digits."""

from auditor.identifiers.base import SEP, Identifier, Shape
from auditor.model.vocabulary import Category

_S = SEP + "?"
_PREFIXES = "33|262|508|590|594|596|681|687|689"
_ABROAD = (
    rf"(?:\+|\(\+)(?:{_PREFIXES})\)?{_S}(?:\(0\){_S}|0)?"
    rf"|\b00{_S}(?:{_PREFIXES}){_S}(?:\(0\){_S}|0)?"
)
# A stroke stands between all pairs or none: « 05/2021 1234 » is the end of a date and a number.
_EVEN = SEP.replace("/", "") + "?"
_PAIRS = f"[1-9](?:(?:{_EVEN}[0-9]{{2}}){{4}}|(?:/[0-9]{{2}}){{4}})"
_THREES = "[1-9][0-9]{2}[ .\\-][0-9]{3}[ .\\-][0-9]{3}"
_SHORT = rf"(?:(?:\+|\b00)(?:508|681|687){_S}[0-9]{{2}}|(?:\+|\b00)689{_S}[0-9]{{2}}{_S}[0-9]{{2}})"

EMAIL = Identifier(
    name="email",
    category=Category.EMAIL_ADDRESS,
    shapes=(
        Shape(
            "email",
            r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@(?:[A-Za-z0-9\-]{1,63}\.){1,8}[A-Za-z]{2,24}",
            "a@a.a",
            0.9,
        ),
    ),
    widths=(),
    check=None,
    checksum="",
    chance=1.0,
    context=("email", "mail", "courriel", "adresse"),
    numeric=False,
    letters=(2, 1 << 30),
    literal="@",
)

PHONE = Identifier(
    name="phone",
    category=Category.PHONE_NUMBER,
    shapes=(
        Shape(
            "phone",
            rf"(?:(?:{_ABROAD}|\b0|\(0\){_S})(?:{_PAIRS}|{_THREES})|{_SHORT}(?:{_S}[0-9]{{2}}){{2}})",
            "99 99 99 99 99",
            0.4,
            left="",
        ),
    ),
    widths=(10,),
    check=None,
    checksum="",
    chance=1.0,
    context=("telephone", "tel", "portable", "mobile", "fixe", "fax", "appeler"),
    digits=(9, 15),
    letters=(0, 0),
    chain=9,
)

PHONE_BARE = Identifier(
    name="phone_bare",
    category=Category.PHONE_NUMBER,
    shapes=(Shape("phone_bare", "(?:33|262|590|594|596)0?[1-9][0-9]{8}", "99999999999", 0.1),),
    widths=(11, 12, 13),
    check=None,
    checksum="",
    chance=0.05,
    context=("telephone", "tel", "portable", "mobile", "fixe", "fax", "appeler"),
    digits=(11, 13),
    letters=(0, 0),
    chain=11,
    within=False,
)
"""An international number without its sign: any digits that begin so, inside text."""

PHONE_SHORT = Identifier(
    name="phone_short",
    category=Category.PHONE_NUMBER,
    shapes=(Shape("phone_short", _PAIRS, "9 99 99 99 99", 0.05),),
    widths=(9,),
    check=None,
    checksum="",
    chance=0.9,
    context=("telephone", "tel", "portable", "mobile", "fixe", "fax", "appeler"),
    alone=False,
    digits=(9, 9),
    letters=(0, 0),
    chain=9,
    within=False,
)
"""A number without its leading zero, as spreadsheets leave it."""
