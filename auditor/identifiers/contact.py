"""E-mail addresses and French telephone numbers, neither of which has check digits."""

from auditor.identifiers.base import SEP, Identifier, Shape
from auditor.model.vocabulary import Category

_S = SEP + "?"
_PREFIXES = "33|262|508|590|594|596|681|687|689"

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
            rf"(?:\+(?:{_PREFIXES}){_S}(?:\(0\){_S}|0)?|\b00{_S}(?:{_PREFIXES}){_S}(?:\(0\){_S}|0)?"
            rf"|\b0)[1-9](?:{_S}[0-9]{{2}}){{4}}",
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
    digits=(10, 15),
    letters=(0, 0),
    chain=9,
)
