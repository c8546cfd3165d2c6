"""Kinds of columns that hold nothing personal, most of which look as if they did."""

from tests.corpus import cells
from tests.corpus.model import Kind

_REFERENCE = frozenset({"INTERNAL_REFERENCE"})
_MONEY = frozenset({"AMOUNT"})
_TEXT = frozenset({"FREE_TEXT"})
_TOWN = frozenset({"CITY", "POSTCODE"})
_HEALTH = frozenset({"HEALTH"})
_DEVICE = frozenset({"DEVICE"})
_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août")
_AREAS = ("Ain", "Gironde", "Nord", "Paris", "Haute-Corse", "Loire-Atlantique", "Landes", "Creuse")

ORDINARY = {
    "id": Kind("id", "bigint", lambda r: r.index + 1, accept=_REFERENCE),
    "uuid": Kind("uuid", "uuid", cells.uuid, accept=_REFERENCE),
    "created": Kind("created", "timestamp", cells.timestamp, difficulty="dates"),
    "updated": Kind("updated", "timestamptz", cells.timestamp, difficulty="dates"),
    "version": Kind("version", "integer", lambda r: r.rng.randint(1, 40)),
    "active": Kind("active", "boolean", lambda r: r.rng.randrange(5) > 0),
    "status": Kind("status", "varchar(10)", lambda r: r.rng.choice(("ouvert", "clos", "rejete"))),
    "status_enum": Kind("status", "e_statut", lambda r: r.rng.choice(("A", "S", "R"))),
    "label": Kind("label", "varchar(80)", lambda r: f"Libellé {r.rng.choice('ABCDEFG')}"),
    "code": Kind("code", "varchar(6)", lambda r: f"{r.rng.choice('XYZ')}{r.index:04d}"),
    "rate": Kind("rate", "numeric(5,2)", lambda r: r.rng.choice((65, 70, 100))),
    "amount": Kind(
        "amount", "numeric(10,2)", lambda r: r.rng.randint(100, 99_999) / 100, accept=_MONEY
    ),
    "price": Kind(
        "price", "numeric(10,2)", lambda r: r.rng.randint(100, 9999) / 100, accept=_MONEY
    ),
    "quantity": Kind("quantity", "integer", lambda r: r.rng.randint(1, 12)),
    "date": Kind("date", "date", cells.day, difficulty="dates"),
    "care_date": Kind("care_date", "date", cells.day, accept=_HEALTH, difficulty="dates"),
    "date_iso": Kind("date", "varchar(10)", lambda r: cells.day(r).isoformat(), difficulty="dates"),
    "json": Kind("json", "jsonb", cells.json_technical, accept=_REFERENCE, difficulty="nested"),
    "codes": Kind(
        "codes",
        "text[]",
        lambda r: r.rng.sample(("A1", "B2", "C3", "D4"), 2),
        difficulty="array",
    ),
    "url": Kind("url", "text", cells.url_plain, accept=_TEXT, difficulty="look_alike"),
}

LOOK_ALIKES = {
    "ref15": Kind("ref15", "char(15)", cells.rib_key_reference, accept=_REFERENCE),
    "ref15_number": Kind(
        "ref15", "bigint", lambda r: int(cells.rib_key_reference(r)), accept=_REFERENCE
    ),
    "epoch": Kind("epoch", "bigint", cells.epoch_ms),
    "epoch_text": Kind("epoch13", "varchar(13)", lambda r: str(cells.epoch_ms(r))),
    "ts14": Kind("ts14", "char(14)", cells.stamp),
    "transfer": Kind(
        "transfer",
        "varchar(15)",
        lambda r: cells.digits(r, 15, "2"),
        accept=_REFERENCE,
    ),
    "luhn9": Kind("luhn9", "char(9)", lambda r: cells.digits(r, 9), accept=_REFERENCE),
    "luhn9_number": Kind(
        "luhn9", "integer", lambda r: r.rng.randint(10**8, 10**9 - 1), accept=_REFERENCE
    ),
    "siretlike": Kind("siretlike", "char(14)", lambda r: cells.digits(r, 14), accept=_REFERENCE),
    "rppslike": Kind(
        "siretlike", "char(11)", lambda r: cells.digits(r, 11, "10"), accept=_REFERENCE
    ),
    "phonelike": Kind(
        "phonelike", "char(10)", lambda r: cells.digits(r, 10, "00"), accept=_REFERENCE
    ),
    "ibanlike": Kind(
        "ibanlike", "varchar(27)", lambda r: cells.digits(r, 27, "FR"), accept=_REFERENCE
    ),
    "cardlike": Kind(
        "phonelike", "char(16)", lambda r: cells.digits(r, 16, "4"), accept=_REFERENCE
    ),
    "md5": Kind("md5", "char(32)", lambda r: cells.hexadecimal(r, 16)),
    "release": Kind(
        "release",
        "varchar(16)",
        lambda r: ".".join(str(r.rng.randint(0, 12)) for _ in range(4)),
    ),
    "ean": Kind("ean", "char(13)", cells.ean13),
    "cip13": Kind("drug", "char(13)", cells.cip13, accept=_HEALTH),
    "isbn": Kind("isbn", "char(13)", lambda r: cells.digits(r, 13, "978")),
    "store": Kind("store", "char(5)", lambda r: cells.digits(r, 5)),
    "codes8": Kind(
        "codes8", "char(8)", lambda r: "".join(r.rng.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=8))
    ),
    "date8": Kind("date", "integer", lambda r: int(f"{cells.day(r):%Y%m%d}")),
    "latitude": Kind(
        "latitude",
        "numeric(9,6)",
        lambda r: 43 + r.rng.randint(0, 10**6) / 10**6,
        accept=frozenset({"ADDRESS"}),
    ),
    "hex_key": Kind(
        "hex_key",
        "bytea",
        lambda r: r.rng.randbytes(24),
        accept=frozenset({"SECRET", "PSEUDONYM"}),
    ),
}

DECOYS = {
    "bool_email": Kind("bool_email", "boolean", lambda r: r.rng.randrange(2) == 0),
    "bool_nir": Kind("bool_nir", "char(1)", lambda r: r.rng.choice("ON")),
    "count_phone": Kind("count_phone", "smallint", lambda r: r.rng.randint(0, 3)),
    "iban_date": Kind("iban_date", "timestamp", cells.timestamp),
    "reject": Kind("reject", "varchar(4)", lambda r: r.rng.choice(("00", "12", "R08"))),
    "pay_mode": Kind("pay_mode", "varchar(10)", lambda r: r.rng.choice(("VIREMENT", "CHEQUE"))),
    "address_type": Kind("address_type", "char(1)", lambda r: r.rng.choice("FRC")),
    "pw_date": Kind("pw_date", "timestamp", cells.timestamp),
    "file_name": Kind(
        "file_name", "varchar(60)", lambda r: f"noemie_{cells.stamp(r)}_{r.index:04d}.xml"
    ),
    "table_name": Kind(
        "table_name", "varchar(40)", lambda r: r.rng.choice(("assure", "facture", "nir_histo"))
    ),
    "server": Kind(
        "server", "varchar(40)", lambda r: f"srv-{r.rng.choice('abc')}{r.index % 9}", accept=_DEVICE
    ),
    "iban": Kind("decoy_iban", "varchar(8)", lambda r: r.rng.choice(("FOURNI", "ABSENT"))),
    "nir": Kind("decoy_nir", "char(2)", lambda r: r.rng.choice(("01", "02", "09"))),
    "address": Kind("decoy_address", "varchar(18)", lambda r: f"0x{cells.hexadecimal(r, 8)}"),
    "contact": Kind("decoy_contact", "varchar(10)", lambda r: r.rng.choice(("MAIL", "SMS"))),
    "siret": Kind("decoy_siret", "boolean", lambda r: r.rng.randrange(2) == 0),
    "birth": Kind("decoy_birth", "timestamp", cells.timestamp),
}

CLOSED_LISTS = {
    "product": Kind(
        "name", "varchar(60)", lambda r: r.rng.choice(r.words.products), accept=_HEALTH
    ),
    "firm_name": Kind(
        "name",
        "varchar(80)",
        lambda r: r.rng.choice(r.words.insurers),
        accept=frozenset({"COMPANY", "INSURER"}),
    ),
    "town_name": Kind("name", "varchar(60)", lambda r: cells.place(r)[1], accept=_TOWN),
    "town_code": Kind("postcode", "char(5)", lambda r: cells.place(r)[0], accept=_TOWN),
    "area_name": Kind("name", "varchar(40)", lambda r: r.rng.choice(_AREAS), accept=_TOWN),
    "department": Kind("department", "varchar(40)", lambda r: r.rng.choice(_AREAS), accept=_TOWN),
    "month": Kind("month", "varchar(10)", lambda r: r.rng.choice(_MONTHS)),
    "brand": Kind(
        "brand",
        "varchar(30)",
        lambda r: r.rng.choice(("Sanofi", "Pierre Fabre", "Servier", "Boiron", "Essilor")),
        accept=frozenset({"COMPANY"}),
    ),
    "act_ref": Kind(
        "act",
        "varchar(8)",
        lambda r: r.rng.choice(("HBMD038", "HBLD090", "CDQP010", "BFGA004")),
        accept=_HEALTH,
    ),
    "guarantee_ref": Kind(
        "guarantee",
        "varchar(8)",
        lambda r: r.rng.choice(("OPT100", "DEN150", "AUD200")),
        accept=frozenset({"GUARANTEE"}),
    ),
}


def _tagged(prefix: str, difficulty: str, kinds: dict[str, Kind]) -> dict[str, Kind]:
    return {
        f"{prefix}{name}": Kind(
            kind.words, kind.type, kind.draw, accept=kind.accept, difficulty=difficulty
        )
        for name, kind in kinds.items()
    }


CLEAN = {
    **ORDINARY,
    **_tagged("", "look_alike", LOOK_ALIKES),
    **_tagged("not_", "decoy", DECOYS),
    **_tagged("", "closed_list", CLOSED_LISTS),
}
"""The names of decoys start with `not_`: `not_iban` is a column called iban that holds none."""
