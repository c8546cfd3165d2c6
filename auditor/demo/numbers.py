"""Numbers of fictitious people and firms: the check digits are right, the holders cannot exist.

Written apart from `auditor.identifiers` on purpose, so that the detector is never judged by its
own arithmetic. The ranges are ones that nobody was given: commune numbers 910 to 989 (no French
department has so many), SIREN from 999, banks 99xxx, telephone numbers reserved for fiction by the
regulator ARCEP.
"""

from random import Random

RESERVED_PHONES = ("019900", "063998")
_CORSICA_SPLIT = 1976
_OVERSEAS = ("971", "972", "973", "974", "976")
_MAINLAND = tuple(f"{number:02d}" for number in (*range(1, 20), *range(21, 96)))
_RIB_DIGITS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def nir_key(body: str) -> str:
    """The two digits that complete the 13 characters of a NIR, Corsica included."""
    number = int(body.replace("2A", "19").replace("2B", "18"))
    return f"{97 - number % 97:02d}"


def chance(rng: Random, share: float) -> bool:
    """True in that share of the draws."""
    return rng.random() < share


def birth_area(rng: Random, year: int) -> str:
    """Five characters for the place of birth: mainland, Corsica, overseas or foreign country."""
    match rng.choices(("mainland", "corsica", "overseas", "abroad"), (86, 2, 3, 9))[0]:
        case "corsica":
            department = "20" if year < _CORSICA_SPLIT else rng.choice(("2A", "2B"))
            return f"{department}{rng.randint(910, 989)}"
        case "overseas":
            return f"{rng.choice(_OVERSEAS)}{rng.randint(90, 98)}"
        case "abroad":
            return f"99{rng.randint(910, 989)}"
        case _:
            return f"{rng.choice(_MAINLAND)}{rng.randint(910, 989)}"


def luhn_digit(digits: str) -> str:
    """The digit that makes the number pass the Luhn check."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if position % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return str(-total % 10)


def rpps(order: int) -> str:
    """An RPPS number: 11 digits, Luhn, from the national prefix 10."""
    body = f"1099{order:06d}"
    return body + luhn_digit(body)


def finess(department: str, order: int) -> str:
    """A FINESS number: department, order and Luhn digit; Corsican letters count 1 and 2."""
    body = f"{department}99{order:04d}"
    return body + luhn_digit(body.replace("A", "1").replace("B", "2"))


def siren(order: int) -> str:
    """A SIREN in a range that was never allotted."""
    body = f"999{order:05d}"
    return body + luhn_digit(body)


def siret(siren_number: str, establishment: int = 1) -> str:
    """The SIRET of that establishment of the firm."""
    body = f"{siren_number}{establishment:04d}"
    return body + luhn_digit(body)


def vat(siren_number: str) -> str:
    """The French VAT number of that firm."""
    return f"FR{(12 + 3 * (int(siren_number) % 97)) % 97:02d}{siren_number}"


def drug_code(order: int) -> str:
    """A CIP13 drug code: 13 digits that end with their EAN key."""
    body = f"34009{order:07d}"
    weighed = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(body))
    return f"{body}{-weighed % 10}"


def rib(rng: Random, bank: str) -> tuple[str, str, str, str]:
    """Bank, branch, account and key of an account of that bank; one in five has a letter."""
    branch = f"{rng.randint(1, 99999):05d}"
    account = f"{rng.randint(1, 99_999_999_999):011d}"
    if chance(rng, 0.2):
        account = account[:6] + rng.choice("BCKMNXZ") + account[7:]
    remainder = int((bank + branch + account).translate(_RIB_DIGITS) + "00") % 97
    return bank, branch, account, f"{97 - remainder:02d}"


def iban(parts: tuple[str, str, str, str]) -> str:
    """The French IBAN of those four parts."""
    bban = "".join(parts)
    digits = "".join(str(int(char, 36)) for char in bban + "FR00")
    return f"FR{98 - int(digits) % 97:02d}{bban}"


def phone(rng: Random, prefix: str = "") -> str:
    """Ten digits from the ranges that are reserved for fiction."""
    return f"{prefix or rng.choice(RESERVED_PHONES)}{rng.randint(0, 9999):04d}"
