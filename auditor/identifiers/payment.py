"""Payment cards (ISO/IEC 7812) and bank identifier codes (ISO 9362)."""

import re

from auditor.identifiers.base import SEP, Identifier, Shape, luhn
from auditor.identifiers.company import check_siret
from auditor.model.vocabulary import Category

_S = SEP + "?"
_CARD = re.compile(r"[2-6][0-9]{11,18}", re.ASCII)
_DINERS = 14

_COUNTRIES = (
    "AD|AE|AF|AG|AI|AL|AM|AO|AQ|AR|AS|AT|AU|AW|AX|AZ|BA|BB|BD|BE|BF|BG|BH|BI|BJ|BL|BM|BN|BO|BQ|"
    "BR|BS|BT|BV|BW|BY|BZ|CA|CC|CD|CF|CG|CH|CI|CK|CL|CM|CN|CO|CR|CU|CV|CW|CX|CY|CZ|DE|DJ|DK|DM|"
    "DO|DZ|EC|EE|EG|EH|ER|ES|ET|FI|FJ|FK|FM|FO|FR|GA|GB|GD|GE|GF|GG|GH|GI|GL|GM|GN|GP|GQ|GR|GS|"
    "GT|GU|GW|GY|HK|HM|HN|HR|HT|HU|ID|IE|IL|IM|IN|IO|IQ|IR|IS|IT|JE|JM|JO|JP|KE|KG|KH|KI|KM|KN|"
    "KP|KR|KW|KY|KZ|LA|LB|LC|LI|LK|LR|LS|LT|LU|LV|LY|MA|MC|MD|ME|MF|MG|MH|MK|ML|MM|MN|MO|MP|MQ|"
    "MR|MS|MT|MU|MV|MW|MX|MY|MZ|NA|NC|NE|NF|NG|NI|NL|NO|NP|NR|NU|NZ|OM|PA|PE|PF|PG|PH|PK|PL|PM|"
    "PN|PR|PS|PT|PW|PY|QA|RE|RO|RS|RU|RW|SA|SB|SC|SD|SE|SG|SH|SI|SJ|SK|SL|SM|SN|SO|SR|SS|ST|SV|"
    "SX|SY|SZ|TC|TD|TF|TG|TH|TJ|TK|TL|TM|TN|TO|TR|TT|TV|TW|TZ|UA|UG|UM|US|UY|UZ|VA|VC|VE|VG|VI|"
    "VN|VU|WF|WS|XK|YE|YT|ZA|ZM|ZW"
)
"""Country codes of ISO 3166-1 and XK, as ISO 9362 uses them."""


def check_card(value: str) -> bool:
    """Whether normalised digits of a card's shape have a Luhn key and are no SIRET.

    A SIRET that begins with 30, 36, 38 or 39 has the shape of a Diners card.
    """
    if _CARD.fullmatch(value) is None or not luhn(value):
        return False
    return len(value) != _DINERS or not check_siret(value)


def _card() -> str:
    """Issuer ranges by length; 13 digits, long out of use, would be any number that begins by 4."""
    mastercard = "222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720"
    sixteen = f"(?:[456][0-9]{{3}}|{mastercard}|35(?:2[89]|[3-8][0-9]))"
    four = f"{_S}[0-9]{{4}}"
    return "|".join(
        (
            f"{sixteen}(?:{four}){{3}}(?:{_S}[0-9]{{2,3}})?",
            f"3[47][0-9]{{2}}{_S}[0-9]{{6}}{_S}[0-9]{{5}}",
            f"(?:30[0-5][0-9]|3[689][0-9]{{2}}){_S}[0-9]{{6}}{_S}[0-9]{{4}}",
            "(?:5018|5020|5038|5893|6304|6759|676[1-3])[0-9]{8}",
        )
    )


CARD = Identifier(
    name="card",
    category=Category.PAYMENT_CARD,
    shapes=(Shape("card", _card(), "9999 9999 9999 9999", 0.2),),
    widths=(12, 14, 15, 16, 18, 19),
    check=check_card,
    checksum="card",
    chance=0.1,
    context=("carte", "cb", "pan", "bancaire", "visa", "mastercard"),
    digits=(12, 19),
    letters=(0, 0),
    chain=12,
    sole=False,
)

BIC = Identifier(
    name="bic",
    category=Category.BIC,
    shapes=(
        Shape(
            "bic",
            f"[A-Z]{{4}}(?:{_COUNTRIES})[A-Z0-9]{{2}}(?:[A-Z0-9]{{3}})?",
            "XXXXXXXX",
            0.05,
        ),
    ),
    widths=(8, 11),
    check=None,
    checksum="",
    chance=0.35,
    context=("bic", "swift", "banque", "bancaire", "domiciliation"),
    numeric=False,
    alone=False,
    digits=(0, 5),
    letters=(6, 11),
    within=False,
)
"""Eight capital letters are words too: a name must agree."""
