"""Numbers of companies: SIREN and SIRET (INSEE, Sirene register), VAT (CGI article 286 ter)."""

import re

from stdnum.fr import siret as registry
from stdnum.fr import tva as vat

from auditor.identifiers.base import SEP, Identifier, Shape, luhn
from auditor.model.vocabulary import Category

_S = SEP + "?"
_SIREN = f"[0-9]{{3}}{_S}[0-9]{{3}}{_S}[0-9]{{3}}"
_NINE = re.compile(r"[0-9]{9}", re.ASCII)
_FOURTEEN = re.compile(r"[0-9]{14}", re.ASCII)
_KEY = "[0-9A-HJ-NP-Za-hj-np-z]{2}"
_VAT = re.compile(r"(?:FR)?[0-9A-HJ-NP-Z]{2}[0-9]{9}", re.ASCII)
_TIMESTAMP = re.compile(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]",
    re.ASCII,
)


def check_siren(value: str) -> bool:
    """Whether nine normalised digits have a Luhn key."""
    return _NINE.fullmatch(value) is not None and luhn(value)


def check_siret(value: str) -> bool:
    """Whether 14 normalised digits are a SIRET, and not a `yyyymmddhhmmss` timestamp.

    Luhn on 14 digits and on the first nine; establishments of La Poste have a sum of digits
    that five divides instead.
    """
    if _FOURTEEN.fullmatch(value) is None or _TIMESTAMP.fullmatch(value) is not None:
        return False
    return bool(registry.is_valid(value))


def check_tva(value: str) -> bool:
    """Whether a normalised French VAT number, with or without `FR`, has both of its keys."""
    return _VAT.fullmatch(value) is not None and bool(vat.is_valid(value))


SIREN = Identifier(
    name="siren",
    category=Category.SIREN,
    shapes=(Shape("siren", _SIREN, "999 999 999", 0.05),),
    widths=(9,),
    check=check_siren,
    checksum="luhn",
    chance=0.1,
    context=("siren", "rcs", "entreprise", "societe"),
    digits=(9, 9),
    letters=(0, 0),
    chain=9,
)

SIRET = Identifier(
    name="siret",
    category=Category.SIRET,
    shapes=(Shape("siret", f"{_SIREN}{_S}[0-9]{{5}}", "999 999 999 99999", 0.1),),
    widths=(14,),
    check=check_siret,
    checksum="siret",
    chance=0.01,
    context=("siret", "etablissement", "entreprise", "societe"),
    digits=(14, 14),
    letters=(0, 0),
    chain=14,
)

TVA = Identifier(
    name="tva",
    category=Category.TVA,
    shapes=(Shape("tva", f"(?:FR|Fr|fr){_S}{_KEY}{_S}{_SIREN}", "AA XX 999 999 999", 0.3),),
    widths=(13,),
    check=check_tva,
    checksum="tva",
    chance=0.001,
    context=("tva", "intracommunautaire", "vat"),
    numeric=False,
    digits=(9, 11),
    letters=(2, 4),
    chain=9,
    sole=False,
)

TVA_BARE = Identifier(
    name="tva_bare",
    category=Category.TVA,
    shapes=(Shape("tva_bare", f"[0-9]{{2}}{_S}{_SIREN}", "99 999 999 999", 0.1),),
    widths=(11,),
    check=check_tva,
    checksum="tva",
    chance=0.001,
    context=("tva", "intracommunautaire", "vat"),
    digits=(11, 11),
    letters=(0, 0),
    chain=11,
    within=False,
    sole=False,
)
"""The same number without its country code."""
