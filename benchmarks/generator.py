"""A seeded table for speed measurements: 22 text columns of a third-party-payment system.

Eight near-unique identifier columns, six near-unique look-alikes of the same shapes, four of low
cardinality and four of free text of which 80 % of the cells differ. All values are invented; the
check digits are computed here, apart from the code under measurement.
"""

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

BATCH = 131_072
DISTINCT_TEXT = 0.8

Texts = NDArray[np.str_]
Numbers = NDArray[np.int64]

_FIRST = ("MARIE", "JEAN", "CAMILLE", "LÉA", "PAUL", "CHLOÉ", "HUGO", "ZOÉ", "LOUIS", "INÈS")
_LAST = ("MARTIN", "BERNARD", "PETIT", "DURAND", "LEROY", "MOREAU", "SIMON", "GARCIA", "ROUX")
_PHRASES = (
    "Assuré rappelé au {phone}, dossier complet, remboursement en cours",
    "Le praticien demande la prise en charge du lot 2023-{small} sous huitaine",
    "Pièce manquante : attestation de droits, relance envoyée à {email}",
    "Facture rejetée, motif {small}, montant à vérifier avec la caisse",
    "RIB modifié à la demande du cabinet, nouveau compte {iban}",
    "RAS",
    "Appel sans suite, l'adhérent rappellera ; référence {small} du courrier reçu",
    "NIR communiqué par téléphone {nir}, identité contrôlée",
)
_WEIGHTS = (0.08, 0.3, 0.05, 0.3, 0.01, 0.05, 0.2, 0.01)


def batches(rows: int, seed: int) -> Iterator[pa.RecordBatch]:
    """The table in record batches of string columns; the same for the same arguments."""
    for index, start in enumerate(range(0, rows, BATCH)):
        yield _batch(min(BATCH, rows - start), np.random.default_rng((seed, index)))


def _batch(rows: int, rng: np.random.Generator) -> pa.RecordBatch:
    columns = {name: make(rng, rows) for name, make in COLUMNS.items()}
    arrays = [pa.array(values.astype(object), pa.string()) for values in columns.values()]
    return pa.RecordBatch.from_arrays(arrays, names=list(columns))


def _number(rng: np.random.Generator, rows: int, digits: int) -> Numbers:
    return rng.integers(10 ** (digits - 1), 10**digits, rows)


def _text(numbers: Numbers, width: int) -> Texts:
    return np.char.zfill(numbers.astype(np.str_), width)


def _luhn_key(numbers: Numbers, digits: int) -> Numbers:
    """The digit that completes each number to one that passes Luhn's test."""
    total = np.zeros(numbers.size, np.int64)
    for place in range(digits):
        digit = numbers // 10**place % 10 * (2 - place % 2)
        total += digit - 9 * (digit > 9)
    return -total % 10


def _with_luhn(numbers: Numbers, digits: int) -> Numbers:
    return numbers * 10 + _luhn_key(numbers, digits)


def _nir(rng: np.random.Generator, rows: int) -> Texts:
    body = rng.integers(1, 3, rows) * 10**12 + rng.integers(0, 100, rows) * 10**10
    body += rng.integers(1, 13, rows) * 10**8 + rng.integers(1, 96, rows) * 10**6
    body += rng.integers(1, 900_000, rows)
    return _text(body * 100 + 97 - body % 97, 15)


def _siren(rng: np.random.Generator, rows: int) -> Texts:
    return _text(_with_luhn(_number(rng, rows, 8), 8), 9)


def _siret(rng: np.random.Generator, rows: int) -> Texts:
    siren = _with_luhn(_number(rng, rows, 8), 8)
    return _text(_with_luhn(siren * 10_000 + rng.integers(1, 100, rows), 13), 14)


def _rpps(rng: np.random.Generator, rows: int) -> Texts:
    return _text(_with_luhn(1_000_000_000 + rng.integers(0, 20_000_000, rows), 10), 11)


def _finess(rng: np.random.Generator, rows: int) -> Texts:
    body = rng.integers(1, 96, rows) * 10**6 + rng.integers(0, 10**6, rows)
    return _text(_with_luhn(body, 8), 9)


def _rib(rng: np.random.Generator, rows: int) -> Texts:
    bank, branch = rng.integers(10_000, 50_000, rows), rng.integers(1, 100_000, rows)
    account = rng.integers(0, 10**11, rows)
    key = 97 - (89 * bank + 15 * branch + 3 * account) % 97
    parts = (_text(bank, 5), _text(branch, 5), _text(account, 11), _text(key, 2))
    return _joined(*parts)


def _iban(rng: np.random.Generator, rows: int) -> Texts:
    rib = _rib(rng, rows)
    remainder = np.zeros(rows, np.int64)
    for digit in rib.view("U1").reshape(rows, -1).astype(np.int64).T:
        remainder = (remainder * 10 + digit) % 97
    # F is 15 and R is 27; two zeros stand for the key that is being computed.
    remainder = (remainder * 1_000_000 + 152_700) % 97
    return _joined(np.full(rows, "FR"), _text(98 - remainder, 2), rib)


def _email(rng: np.random.Generator, rows: int) -> Texts:
    first = np.char.lower(rng.choice(("MARIE", "JEAN", "PAUL", "HUGO"), rows))
    last = np.char.lower(rng.choice(_LAST, rows))
    number = rng.integers(0, 10**6, rows).astype(np.str_)
    return _joined(first, np.full(rows, "."), last, number, np.full(rows, "@exemple.fr"))


def _phone(rng: np.random.Generator, rows: int) -> Texts:
    return _joined(np.full(rows, "0639"), _text(rng.integers(0, 10**6, rows), 6))


def _digits(width: int) -> Callable[[np.random.Generator, int], Texts]:
    return lambda rng, rows: _text(_number(rng, rows, width), width)


def _timestamp(rng: np.random.Generator, rows: int) -> Texts:
    seconds = rng.integers(1_400_000_000, 1_750_000_000, rows)
    shown = np.datetime_as_string(seconds.astype("datetime64[s]"))
    for sign in "-T:":
        shown = np.char.replace(shown, sign, "")
    return shown


def _milliseconds(rng: np.random.Generator, rows: int) -> Texts:
    return rng.integers(1_400_000_000_000, 1_750_000_000_000, rows).astype(np.str_)


def _reference(rng: np.random.Generator, rows: int) -> Texts:
    return _joined(np.full(rows, "DOS-"), _text(_number(rng, rows, 10), 10), np.full(rows, "-A"))


def _choice(*values: str) -> Callable[[np.random.Generator, int], Texts]:
    return lambda rng, rows: rng.choice(np.array(values), rows)


def _joined(*parts: Texts) -> Texts:
    result = parts[0]
    for part in parts[1:]:
        result = np.char.add(result, part)
    return result


def _comment(rng: np.random.Generator, rows: int) -> Texts:
    """Sentences, of which a fifth are taken up again."""
    fresh = max(1, int(rows * DISTINCT_TEXT))
    phrases = np.array(_PHRASES)[rng.choice(len(_PHRASES), fresh, p=_WEIGHTS)].astype(object)
    fillers = {
        "{small}": rng.integers(0, 10**6, fresh).astype(np.str_),
        "{phone}": _phone(rng, fresh),
        "{email}": _email(rng, fresh),
        "{iban}": _iban(rng, fresh),
        "{nir}": _nir(rng, fresh),
    }
    serial = rng.integers(0, 10**7, fresh)
    texts = [f"{phrase} [{number}]" for phrase, number in zip(phrases, serial, strict=True)]
    for place, text in enumerate(texts):
        for name, values in fillers.items():
            if name in text:
                texts[place] = text.replace(name, values[place])
    whole = np.array(texts)
    return np.concatenate([whole, rng.choice(whole, rows - fresh)])[rng.permutation(rows)]


COLUMNS: dict[str, Callable[[np.random.Generator, int], Texts]] = {
    "nir": _nir,
    "iban": _iban,
    "rib": _rib,
    "siret": _siret,
    "siren": _siren,
    "rpps": _rpps,
    "email": _email,
    "phone": _phone,
    "serial_15": _digits(15),
    "timestamp_14": _timestamp,
    "epoch_13": _milliseconds,
    "serial_11": _digits(11),
    "serial_9": _digits(9),
    "reference": _reference,
    "status": _choice("OUVERT", "CLOS", "REJETÉ", "EN COURS"),
    "region": _choice("Bretagne", "Île-de-France", "Corse", "Normandie", "Occitanie"),
    "code": _choice(*(f"{code:03}" for code in range(200))),
    "flag": _choice("true", "false"),
    "comment": _comment,
    "note": _comment,
    "reason": _comment,
    "history": _comment,
}
