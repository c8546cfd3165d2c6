"""Values that documentation prints as examples: a column made of them holds nobody's data."""

DOCUMENTED: dict[str, tuple[str, ...]] = {
    # Specifications of the CNAM and of the ANS, python-stdnum, public encyclopaedias; without key.
    "nir": (
        "2550814168025",
        "2940375120005",
        "1531245007231",
        "2840588321025",
        "284052A321025",
        "284052B321025",
        "284202B321025",
        "284992B321025",
        "2951099126111",
        "253072B073004",
        "253072A073004",
        "2790351215189",
        "2690549588157",
    ),
    "iban": (
        "FR1420041010050500013M02606",
        "FR7630006000011234567890189",
        "FR7630004000031234567890143",
        "MC5811222000010123456789030",
        "DE89370400440532013000",
        "GB82WEST12345698765432",
    ),
    "rib": ("20041010050500013M02606", "30006000011234567890189", "30004000031234567890143"),
    # Cards of payment processors' test environments.
    "card": (
        "4111111111111111",
        "4242424242424242",
        "4012888888881881",
        "4000056655665556",
        "5555555555554444",
        "5105105105105100",
        "6011111111111117",
        "3530111333300000",
        "378282246310005",
        "371449635398431",
        "38520000023237",
        "30569309025904",
    ),
    "siret": ("73282932000074",),
    "siren": ("732829320",),
    "rpps": ("01234567897",),
}
DOCUMENTED["nir13"] = DOCUMENTED["nir"]
"""By identifier, normalised."""

FICTION_PHONES = ("019900", "026191", "035301", "046571", "053649", "063998")
"""Beginnings that the French numbering plan keeps for works of fiction (ARCEP)."""

RESERVED_MAIL = (
    r"[^@]+@(?:[A-Za-z0-9\-]+\.)*"
    r"(?:example\.(?:com|net|org)|[A-Za-z0-9\-]+\.(?:test|example|invalid))"
)
"""Hosts that RFC 2606 reserves, as a pattern for a whole address."""

CONSUMER_MAIL = (
    r"[^@]+@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|orange|wanadoo|free|sfr"
    r"|neuf|bbox|laposte|aol|gmx|proton|protonmail|numericable|club-internet|aliceadsl|voila)"
    r"\.(?:com|fr|net|me|be|ch)"
)
"""Mailboxes that anybody may open, as a pattern for a whole address."""

RESERVED_IPV4 = r"(?:192\.0\.2|198\.51\.100|203\.0\.113)\.[0-9]{1,3}(?:/32)?"
"""Networks that RFC 5737 keeps for documentation."""
