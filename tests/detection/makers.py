"""Columns of one identifier each, and columns that look like one: drawn, never quoted."""

import random
import string
from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice

from stdnum import luhn

Maker = Callable[[random.Random], str]


def digits(rng: random.Random, size: int, start: str = "") -> str:
    return start + "".join(rng.choices(string.digits, k=size - len(start)))


def letters(rng: random.Random, size: int) -> str:
    return "".join(rng.choices(string.ascii_uppercase, k=size))


def alphanumeric(rng: random.Random, size: int) -> str:
    return "".join(rng.choices(string.ascii_letters + string.digits, k=size))


def luhned(rng: random.Random, size: int, start: str = "") -> str:
    body = digits(rng, size - 1, start)
    return body + luhn.calc_check_digit(body)


def grouped(value: str, *sizes: int) -> str:
    """The value in groups of those sizes."""
    left = iter(value)
    return " ".join("".join(islice(left, size)) for size in sizes)


def born(rng: random.Random) -> date:
    return date(1930, 1, 1) + timedelta(rng.randrange(33_000))


def recent(rng: random.Random) -> date:
    return date(2019, 1, 1) + timedelta(rng.randrange(1800))


def nir13(rng: random.Random) -> str:
    day = born(rng)
    department = f"{rng.choice([*range(1, 20), *range(21, 96)]):02}"
    return (
        f"{rng.choice('12')}{day:%y%m}{department}{rng.randint(1, 400):03}{rng.randint(1, 300):03}"
    )


def nir(rng: random.Random) -> str:
    body = nir13(rng)
    return f"{body}{97 - int(body) % 97:02}"


def rib(rng: random.Random) -> str:
    bank, branch, account = digits(rng, 5, "3"), digits(rng, 5), digits(rng, 11)
    key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97
    return f"{bank}{branch}{account}{key:02}"


def iban(rng: random.Random) -> str:
    account = rib(rng)
    return f"FR{98 - int(account + '152700') % 97:02}{account}"


def siret(rng: random.Random) -> str:
    siren = luhned(rng, 9)
    body = siren + digits(rng, 4, "00")
    return body + luhn.calc_check_digit(body)


def tva(rng: random.Random) -> str:
    siren = luhned(rng, 9)
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02}{siren}"


def finess(rng: random.Random) -> str:
    return luhned(rng, 9, f"{rng.randint(1, 95):02}0")


def adeli_overseas(rng: random.Random) -> str:
    letter = rng.choice("ABCDEF")
    body = digits(rng, 6)
    start = f"9{'ABCDEF'.index(letter) + 1}{body}"
    return f"9{letter}{body}{luhn.calc_check_digit(start)}"


def ean(rng: random.Random, start: str) -> str:
    body = digits(rng, 12, start)
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def address(rng: random.Random) -> str:
    return ".".join(str(rng.randint(11, 254)) for _ in range(4))


def hexadecimal(rng: random.Random, size: int) -> str:
    return "".join(rng.choices("0123456789abcdef", k=size))


def base64url(rng: random.Random, size: int) -> str:
    return alphanumeric(rng, size)


def mac(rng: random.Random) -> str:
    return ":".join(hexadecimal(rng, 2) for _ in range(6))


def phone(rng: random.Random) -> str:
    pairs = " ".join(digits(rng, 2) for _ in range(4))
    return rng.choice((f"06 {pairs}", f"+33 (0)7 {pairs}", f"0033 1 {pairs}", f"02.{pairs}"))


def ccam(rng: random.Random) -> str:
    site, access = rng.choice("ABCDEFGHJKLMNPQZ"), rng.choice("ABCDEFGHJ")
    return f"{site}{letters(rng, 2)}{access}{rng.randint(1, 40):03}"


ALONE: dict[str, tuple[str, Maker]] = {
    "nir": ("NIR", nir),
    "nir spaced": (
        "NIR",
        lambda r: grouped(nir(r), 1, 2, 2, 2, 3, 3, 2),
    ),
    "iban": ("IBAN", iban),
    "rib": ("RIB", rib),
    "siret": ("SIRET", siret),
    "siren": ("SIREN", lambda r: luhned(r, 9)),
    "tva": ("TVA", tva),
    "tva bare": ("TVA", lambda r: tva(r)[2:]),
    "rpps": ("RPPS", lambda r: luhned(r, 11, "10")),
    "idnps": ("RPPS", lambda r: "8" + luhned(r, 11, "10")),
    "adeli overseas": ("ADELI", adeli_overseas),
    "card": ("PAYMENT_CARD", lambda r: luhned(r, 16, r.choice(("4", "51", "55")))),
    "card grouped": (
        "PAYMENT_CARD",
        lambda r: grouped(luhned(r, 16, "4970"), 4, 4, 4, 4),
    ),
    "amex": ("PAYMENT_CARD", lambda r: luhned(r, 15, "37")),
    "imei": ("DEVICE", lambda r: luhned(r, 15, "35")),
    "mac": ("DEVICE", mac),
    "ipv4": ("IP_ADDRESS", address),
    "ipv4 private": ("IP_ADDRESS", lambda r: f"10.0.{r.randint(0, 9)}.{r.randint(1, 254)}"),
    "ipv6": ("IP_ADDRESS", lambda r: f"2001:db8:{hexadecimal(r, 4)}::{hexadecimal(r, 4)}:1"),
    "email": ("EMAIL_ADDRESS", lambda r: f"{letters(r, 6).lower()}@{letters(r, 5).lower()}.fr"),
    "phone": ("PHONE_NUMBER", phone),
    "phone bare": ("PHONE_NUMBER", lambda r: digits(r, 11, "336")),
    "jwt": ("SECRET", lambda r: f"eyJ{base64url(r, 20)}.eyJ{base64url(r, 40)}.{base64url(r, 43)}"),
    "bcrypt": ("SECRET", lambda r: f"$2b$12${alphanumeric(r, 53)}"),
    "argon2": (
        "SECRET",
        lambda r: f"$argon2id$v=19$m=65536,t=3,p=4${alphanumeric(r, 22)}${alphanumeric(r, 43)}",
    ),
    "github token": ("SECRET", lambda r: f"ghp_{alphanumeric(r, 36)}"),
    "connection": (
        "SECRET",
        lambda r: f"postgresql://app:{alphanumeric(r, 12)}@{letters(r, 4).lower()}.fr/x",
    ),
    "birth iso": ("BIRTH_DATE", lambda r: born(r).isoformat()),
    "birth french": ("BIRTH_DATE", lambda r: f"{born(r):%d/%m/%Y}"),
    "birth compact": ("BIRTH_DATE", lambda r: f"{born(r):%Y%m%d}"),
    "birth short": ("BIRTH_DATE", lambda r: f"{born(r):%d/%m/%y}"),
    "birth yymmdd": ("BIRTH_DATE", lambda r: f"{born(r):%y%m%d}"),
    "birth ddmmyyyy": ("BIRTH_DATE", lambda r: f"{born(r):%d%m%Y}"),
    "birth in words": (
        "BIRTH_DATE",
        lambda r: f"{r.randint(1, 28)} {r.choice(('mars', 'août', 'déc.'))} {born(r).year}",
    ),
}
"""By column: the category that its values alone must carry, and a draw of one value."""

NAMED: dict[str, tuple[str, str, Maker]] = {
    "nir13": ("nir", "NIR", nir13),
    "nnp": ("num_secu", "NIR", lambda r: digits(r, 13, r.choice("78") + r.choice("12"))),
    "mig": ("nir", "NIR", lambda r: digits(r, 13, r.choice("56") + r.choice("12"))),
    "nia13": ("nia", "NIR", lambda r: r.choice("78") + nir13(r)[1:]),
    "siren": ("siren", "SIREN", lambda r: luhned(r, 9)),
    "finess": ("num_finess", "FINESS", finess),
    "adeli": ("adeli", "ADELI", finess),
    "idnps adeli": ("num_adeli", "ADELI", lambda r: "0" + finess(r)),
    "bic": ("bic", "BIC", lambda r: f"{letters(r, 4)}FRPP{r.choice(('', 'XXX'))}"),
    "amc": ("numero_amc", "INSURER", lambda r: digits(r, 8)),
    "amo": ("code_organisme", "INSURER", lambda r: digits(r, 9, "01")),
    "postcode": ("code_postal", "POSTCODE", lambda r: f"{r.randint(1000, 95999):05}"),
    "sex code": ("sexe", "SEX", lambda r: r.choice("12")),
    "sex letter": ("sexe", "SEX", lambda r: r.choice("MF")),
    "sex word": ("sexe", "SEX", lambda r: r.choice(("homme", "femme"))),
    "phone short": ("telephone", "PHONE_NUMBER", lambda r: digits(r, 9, "6")),
    "ccam": ("code_ccam", "HEALTH", ccam),
    "cim10": (
        "code_cim10",
        "HEALTH",
        lambda r: f"{r.choice('ABCEGIJKM')}{r.randint(0, 99):02}.{r.randint(0, 9)}",
    ),
    "lpp": ("code_lpp", "HEALTH", lambda r: digits(r, 7, "2")),
    "cip13": ("code_cip13", "HEALTH", lambda r: ean(r, "34009")),
    "cip7": ("code_cip", "HEALTH", lambda r: digits(r, 7, "3")),
    "mac hyphen": ("adresse_mac", "DEVICE", lambda r: mac(r).replace(":", "-")),
    "password clear": ("mot_de_passe", "SECRET", lambda r: alphanumeric(r, r.randint(8, 12))),
    "password md5": ("mot_de_passe", "SECRET", lambda r: hexadecimal(r, 32)),
    "birth days": (
        "date_naissance",
        "BIRTH_DATE",
        lambda r: str((born(r) - date(1970, 1, 1)).days),
    ),
    "birth seconds": (
        "date_naissance",
        "BIRTH_DATE",
        lambda r: str((born(r) - date(1970, 1, 1)).days * 86_400),
    ),
    "birth year": ("annee_naissance", "BIRTH_DATE", lambda r: str(born(r).year)),
    "birth lunar": ("date_naissance", "BIRTH_DATE", lambda r: f"{born(r).year}0031"),
}
"""By column: its name, the category that name and values carry together, and a draw."""

CLEAN: dict[str, Maker] = {
    "15 digits": lambda r: digits(r, 15),
    "15 digits like a NIR": lambda r: digits(r, 15, r.choice("12")),
    "stamp and digit": lambda r: f"{recent(r):%Y%m%d}{r.randint(0, 23):02}5959{r.randint(0, 9)}",
    "14 digits": lambda r: digits(r, 14, "7"),
    "14 digit stamp": lambda r: f"{recent(r):%Y%m%d}{r.randint(0, 23):02}{r.randint(0, 59):02}00",
    "13 digits": lambda r: digits(r, 13),
    "epoch milliseconds": lambda r: str(r.randint(1_420_000_000_000, 1_760_000_000_000)),
    "epoch seconds": lambda r: str(r.randint(1_420_000_000, 1_760_000_000)),
    "book": lambda r: ean(r, "978"),
    "grocery": lambda r: ean(r, "376"),
    "12 digits": lambda r: digits(r, 12, "8"),
    "11 digits": lambda r: digits(r, 11, "10"),
    "11 digit account": lambda r: digits(r, 11, "0"),
    "10 digits": lambda r: digits(r, 10, "9"),
    "9 digits": lambda r: digits(r, 9),
    "8 digits": lambda r: digits(r, 8, "7"),
    "7 digits": lambda r: digits(r, 7),
    "6 digits": lambda r: digits(r, 6),
    "5 digits": lambda r: digits(r, 5),
    "16 digits": lambda r: digits(r, 16, "4"),
    "19 digits": lambda r: digits(r, 19, "5"),
    "23 digits": lambda r: digits(r, 23),
    "FR and 25 digits": lambda r: digits(r, 27, "FR"),
    "FR and 11 digits": lambda r: digits(r, 13, "FR"),
    "two letters and 22 digits": lambda r: digits(r, 24, "ES"),
    "8 letters": lambda r: letters(r, 8),
    "11 letters": lambda r: letters(r, 11),
    "4 letters and 3 digits": lambda r: letters(r, 4) + digits(r, 3),
    "letter and 2 digits": lambda r: letters(r, 1) + digits(r, 2),
    "9 and a letter": lambda r: f"9{r.choice('ABCDEF')}{digits(r, 7)}",
    "releases": lambda r: ".".join(str(r.randint(0, 15)) for _ in range(4)),
    "oids": lambda r: f"1.2.250.1.{r.randint(1, 250)}.{r.randint(1, 9)}.{r.randint(1, 99)}",
    "times": lambda r: f"{r.randint(0, 23):02}:{r.randint(0, 59):02}:{r.randint(0, 59):02}",
    "md5": lambda r: hexadecimal(r, 32),
    "sha256": lambda r: hexadecimal(r, 64),
    "uuid": lambda r: "-".join(hexadecimal(r, size) for size in (8, 4, 4, 4, 12)),
    "amounts": lambda r: f"{r.randint(0, 99999)}.{r.randint(0, 99):02}",
    "years": lambda r: str(r.randint(1950, 2024)),
    "recent iso": lambda r: recent(r).isoformat(),
    "recent french": lambda r: f"{recent(r):%d/%m/%Y}",
    "recent yymmdd": lambda r: f"{recent(r):%y%m%d}",
    "small numbers": lambda r: str(r.randint(1, 30_000)),
    "file": lambda r: f"noemie_{recent(r):%Y%m%d}_{digits(r, 6)}.xml",
    "path": lambda r: f"https://{letters(r, 5).lower()}.fr/a/{digits(r, 6)}?b={digits(r, 3)}",
    "browser": lambda r: f"Mozilla/5.0 (X11) Chrome/{r.randint(100, 130)}.0.0.0 Safari/537.36",
    "sentence": lambda r: (
        f"Lot {digits(r, 6)} du {recent(r):%d/%m/%Y} rejeté, code R{digits(r, 2)}"
    ),
    "template": lambda r: f"Montant ${{total}} pour {{code}} {digits(r, 4)}",
}
"""Columns that hold nothing of a person, in the shapes of those that do."""
