"""Addresses of machines and numbers of devices."""

import re

from auditor.identifiers.base import Identifier, Shape, luhn
from auditor.model.vocabulary import Category

_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_SOME = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9][0-9]?)"
_HEX = "[0-9A-Fa-f]"
_NETWORK = "(?:/[0-9]{1,3})?"
"""The width of the network, which databases write after an address."""
_FIFTEEN = re.compile(r"[0-9]{15}", re.ASCII)


def check_imei(value: str) -> bool:
    """Whether 15 normalised digits have a Luhn key."""
    return _FIFTEEN.fullmatch(value) is not None and luhn(value)


IPV4 = Identifier(
    name="ipv4",
    category=Category.IP_ADDRESS,
    shapes=(Shape("ipv4", rf"[0-9]{{1,6}}(?:\.[0-9]{{1,6}}){{3,}}{_NETWORK}", "9.9.9.9", 0.3),),
    widths=(),
    check=None,
    checksum="",
    chance=1.0,
    context=("ip", "adresse", "client", "hote", "connexion"),
    numeric=False,
    digits=(4, 1 << 30),
    literal=".",
    sole=False,
    variant="ipv4",
    # Browsers write x.0.0.0 as their version; no machine has that address.
    strict=rf"{_OCTET}\.(?:{_SOME}\.{_OCTET}\.{_OCTET}|0\.{_SOME}\.{_OCTET}|0\.0\.{_SOME}){_NETWORK}",
)

IPV6 = Identifier(
    name="ipv6",
    category=Category.IP_ADDRESS,
    shapes=(
        Shape(
            "ipv6",
            f"(?:(?:{_HEX}{{1,4}}:){{7}}{_HEX}{{1,4}}"
            f"|(?:{_HEX}{{1,4}}:){{1,6}}(?::{_HEX}{{1,4}}){{1,6}}){_NETWORK}",
            "X:X:X:X:X:X:X:X",
            0.3,
        ),
    ),
    widths=(),
    check=None,
    checksum="",
    chance=1.0,
    context=("ip", "ipv6", "adresse", "client", "connexion"),
    numeric=False,
    digits=(2, 1 << 30),
    literal=":",
    sole=False,
    variant="ipv6",
)

MAC = Identifier(
    name="mac",
    category=Category.DEVICE,
    shapes=(Shape("mac", f"{_HEX}{{2}}(?::{_HEX}{{2}}){{5}}", "XX:XX:XX:XX:XX:XX", 0.4),),
    widths=(),
    check=None,
    checksum="",
    chance=1.0,
    context=("mac", "adresse", "terminal", "appareil"),
    numeric=False,
    digits=(1, 1 << 30),
    literal=":",
    sole=False,
    variant="mac",
)

MAC_OTHER = Identifier(
    name="mac_other",
    category=Category.DEVICE,
    shapes=(
        Shape("mac_hyphen", f"{_HEX}{{2}}(?:-{_HEX}{{2}}){{5}}", "XX-XX-XX-XX-XX-XX", 0.2),
        Shape("mac_dotted", rf"{_HEX}{{4}}\.{_HEX}{{4}}\.{_HEX}{{4}}", "XXXX.XXXX.XXXX", 0.2),
    ),
    widths=(12,),
    check=None,
    checksum="",
    chance=0.1,
    context=("mac", "adresse", "terminal", "appareil"),
    numeric=False,
    alone=False,
    digits=(0, 12),
    letters=(0, 12),
    within=False,
    sole=False,
    variant="mac",
)
"""Other spellings, which groups of plain digits may have too."""

IMEI = Identifier(
    name="imei",
    category=Category.DEVICE,
    shapes=(
        Shape(
            "imei",
            "(?:01|10|3[035]|4[459]|5[0-4]|86|91|9[89])[ \\-]?[0-9]{6}[ \\-]?[0-9]{6}[ \\-]?[0-9]",
            "999999999999999",
            0.1,
        ),
    ),
    widths=(15,),
    check=check_imei,
    checksum="luhn",
    chance=0.1,
    context=("imei", "mobile", "terminal", "appareil"),
    digits=(15, 15),
    letters=(0, 0),
    chain=15,
    within=False,
    sole=False,
    variant="imei",
)
"""Numbers of the reporting bodies that allocate today's telephones (3GPP TS 23.003)."""
