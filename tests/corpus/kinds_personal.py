"""Kinds of columns that hold personal data, with what they hold."""

from tests.corpus import cells
from tests.corpus.model import Kind

_HEALTH = frozenset({"HEALTH"})
_TEXT = ("FREE_TEXT",)
_TEXT_TOO = frozenset({"FREE_TEXT"})
_PLACES = frozenset({"CITY", "POSTCODE", "ADDRESS"})
_FIRM = frozenset({"COMPANY", "INSURER"})
_FIRMS = "organisation"

PERSONS = {
    "nir15": Kind("nir", "char(15)", lambda r: r.person.nir15, ("NIR",)),
    "nir_domain": Kind("nir", "d_nir", lambda r: r.person.nir15, ("NIR",)),
    "nir13": Kind("nir", "char(13)", lambda r: r.person.nir13, ("NIR",), difficulty="split"),
    "nir_key": Kind(
        "nir_key", "char(2)", lambda r: r.person.key, accept=frozenset({"NIR"}), difficulty="split"
    ),
    "nir_spaced": Kind("nir", "varchar(21)", cells.nir_spaced, ("NIR",)),
    "nir13_big": Kind(
        "nir", "bigint", lambda r: cells.nir_number(r, 13), ("NIR",), difficulty="numeric"
    ),
    "nir15_big": Kind(
        "nir", "bigint", lambda r: cells.nir_number(r, 15), ("NIR",), difficulty="numeric"
    ),
    "nir_od": Kind("nir_od", "char(15)", lambda r: r.person.nir15, ("NIR",), subject="insured"),
    "nir_staging": Kind("nir", "char(15)", cells.nir_staging, ("NIR",), difficulty="staging"),
    "nir_odd": Kind(
        "nir_odd", "varchar(20)", lambda r: r.person.nir15, ("NIR",), difficulty="misnamed"
    ),
    "nir_odd_text": Kind("nir_odd", "text", cells.nir_spaced, ("NIR",), difficulty="misnamed"),
    "nir_mask": Kind("nir_mask", "varchar(21)", cells.nir_masked, ("NIR",), difficulty="masked"),
    "nir_hash": Kind(
        "nir_hash",
        "char(64)",
        cells.nir_hash,
        ("PSEUDONYM",),
        accept=frozenset({"NIR"}),
        difficulty="hashed",
    ),
    "nir_null": Kind(
        "nir", "char(15)", lambda _: None, accept=frozenset({"NIR"}), difficulty="all_null"
    ),
    "surname": Kind("surname", "varchar(60)", lambda r: r.person.surname, ("PERSON",)),
    "surname_upper": Kind(
        "surname", "varchar(30)", lambda r: r.person.surname.upper(), ("PERSON",)
    ),
    "birth_name": Kind("birth_name", "varchar(60)", lambda r: r.person.surname, ("PERSON",)),
    "first_name": Kind("first_name", "varchar(60)", lambda r: r.person.first_name, ("PERSON",)),
    "first_upper": Kind(
        "first_name", "varchar(30)", lambda r: r.person.first_name.upper(), ("PERSON",)
    ),
    "full_name": Kind(
        "full_name",
        "varchar(120)",
        lambda r: f"{r.person.surname.upper()} {r.person.first_name}",
        ("PERSON",),
    ),
    "birth_date": Kind(
        "birth_date", "date", lambda r: r.person.birth, ("BIRTH_DATE",), difficulty="dates"
    ),
    "birth_iso": Kind(
        "birth_date",
        "varchar(10)",
        lambda r: r.person.birth.isoformat(),
        ("BIRTH_DATE",),
        difficulty="dates",
    ),
    "birth_fr": Kind(
        "birth_date",
        "varchar(10)",
        lambda r: f"{r.person.birth:%d/%m/%Y}",
        ("BIRTH_DATE",),
        difficulty="dates",
    ),
    "birth_number": Kind(
        "birth_date",
        "integer",
        lambda r: int(f"{r.person.birth:%Y%m%d}"),
        ("BIRTH_DATE",),
        difficulty="dates",
    ),
    "birth_ts": Kind(
        "birth_date", "timestamp", lambda r: r.person.birth, ("BIRTH_DATE",), difficulty="dates"
    ),
    "birth_year": Kind(
        "birth_year",
        "smallint",
        lambda r: r.person.birth.year,
        accept=frozenset({"BIRTH_DATE"}),
        difficulty="dates",
    ),
    "birth_place": Kind(
        "birth_place",
        "varchar(60)",
        lambda r: r.person.birth_town,
        ("BIRTH_PLACE",),
        accept=frozenset({"CITY"}),
    ),
    "death_date": Kind(
        "death_date", "date", lambda r: cells.day(r) if r.index % 30 == 4 else None, ("DEATH_DATE",)
    ),
    "sex": Kind("sex", "char(1)", lambda r: r.person.sex, ("SEX",)),
    "sex_enum": Kind("sex", "e_sexe", lambda r: "MF"[int(r.person.sex) - 1], ("SEX",)),
    "civility": Kind(
        "civility",
        "varchar(4)",
        lambda r: ("M.", "Mme")[int(r.person.sex) - 1],
        accept=frozenset({"SEX", "PERSON"}),
    ),
    "family_link": Kind(
        "family_link",
        "varchar(12)",
        lambda r: r.rng.choice(("conjoint", "enfant", "enfant", "ascendant")),
        ("FAMILY_LINK",),
    ),
    "birth_rank": Kind(
        "birth_rank", "smallint", lambda _: 1, accept=frozenset({"FAMILY_LINK", "BIRTH_DATE"})
    ),
    "email": Kind("email", "varchar(120)", cells.mail, ("EMAIL_ADDRESS",)),
    "emails": Kind(
        "emails", "text[]", lambda r: [cells.mail(r)], ("EMAIL_ADDRESS",), difficulty="array"
    ),
    "phone": Kind("phone", "varchar(20)", cells.phone, ("PHONE_NUMBER",)),
    "mobile": Kind(
        "mobile",
        "varchar(20)",
        lambda r: cells.maybe(r, 0.7, cells.phone(r, "063998")),
        ("PHONE_NUMBER",),
    ),
    "address": Kind("address", "varchar(120)", cells.street, ("ADDRESS",)),
    "address_2": Kind(
        "address_2",
        "varchar(60)",
        lambda r: cells.maybe(r, 0.1, f"Bât. {r.rng.choice('ABCD')}"),
        accept=_PLACES,
    ),
    "postcode": Kind("postcode", "char(5)", lambda r: cells.place(r)[0], ("POSTCODE",)),
    "city": Kind("city", "varchar(60)", lambda r: cells.place(r)[1], ("CITY",)),
    "full_address": Kind(
        "full_address", "varchar(200)", cells.full_address, ("ADDRESS",), accept=_PLACES
    ),
    "salary": Kind(
        "salary",
        "numeric(10,2)",
        lambda r: r.rng.randint(180_000, 800_000) / 100,
        ("SALARY",),
        accept=frozenset({"AMOUNT"}),
    ),
    "union": Kind(
        "union",
        "varchar(10)",
        lambda r: cells.maybe(r, 0.2, r.rng.choice(("CFDT", "CGT", "FO"))),
        ("UNION",),
    ),
    "disability": Kind(
        "disability",
        "smallint",
        lambda r: cells.maybe(r, 0.1, r.rng.choice((50, 80))),
        ("DISABILITY",),
        accept=_HEALTH,
    ),
    "diagnosis": Kind(
        "diagnosis",
        "varchar(6)",
        lambda r: f"{r.rng.choice('CEFIJKM')}{r.rng.randint(10, 89)}.{r.rng.randint(0, 9)}",
        ("HEALTH",),
    ),
    "act": Kind(
        "act",
        "varchar(8)",
        lambda r: r.rng.choice(("HBMD038", "HBLD090", "CDQP010", "BFGA004", "DEQP003")),
        ("HEALTH",),
    ),
    "drug": Kind("drug", "char(13)", cells.cip13, ("HEALTH",)),
    "ald": Kind(
        "ald", "boolean", lambda r: r.rng.randrange(7) == 0, ("EXEMPTION",), accept=_HEALTH
    ),
    "c2s": Kind("c2s", "boolean", lambda r: r.rng.randrange(9) == 0, ("SOCIAL_STATUS",)),
}

RIGHTS = {
    "member": Kind(
        "member",
        "varchar(12)",
        lambda r: f"{r.rng.choice('ABKM')}{cells.digits(r, 9)}",
        ("MEMBER_NUMBER",),
    ),
    "contract": Kind(
        "contract", "varchar(12)", lambda r: f"C-{cells.digits(r, 8)}", ("CONTRACT_NUMBER",)
    ),
    "card": Kind(
        "card",
        "varchar(18)",
        lambda r: f"TP{cells.digits(r, 12)}",
        ("CARD_NUMBER",),
    ),
    "rights_start": Kind(
        "rights_start",
        "date",
        lambda r: cells.day(r).replace(day=1),
        ("COVERAGE_PERIOD",),
        difficulty="dates",
    ),
    "rights_end": Kind(
        "rights_end",
        "date",
        lambda r: cells.day(r).replace(month=12, day=31),
        ("COVERAGE_PERIOD",),
        difficulty="dates",
    ),
    "insurer": Kind(
        "insurer",
        "varchar(80)",
        lambda r: r.rng.choice(r.words.insurers),
        ("INSURER",),
        accept=_FIRM,
    ),
    "insurer_no": Kind(
        "insurer_no", "char(8)", lambda r: f"7599{r.rng.randint(1, 9) * 111:04d}", ("INSURER",)
    ),
    "guarantee": Kind(
        "guarantee",
        "varchar(8)",
        lambda r: r.rng.choice(("OPT100", "DEN150", "AUD200", "PHA100")),
        ("GUARANTEE",),
    ),
    "network": Kind(
        "network",
        "varchar(20)",
        lambda r: r.rng.choice(("Vision+", "Sourire", "Écoute")),
        ("CARE_NETWORK",),
        subject="practitioner",
    ),
    "internal": Kind(
        "internal", "varchar(12)", lambda r: f"REF{cells.digits(r, 8)}", ("INTERNAL_REFERENCE",)
    ),
}

BANKING = {
    "iban": Kind("iban", "char(27)", lambda r: r.firm.iban, ("IBAN",)),
    "iban_spaced": Kind(
        "iban",
        "varchar(34)",
        lambda r: " ".join(r.firm.iban[at : at + 4] for at in range(0, 27, 4)),
        ("IBAN",),
    ),
    "iban_mask": Kind(
        "iban_mask",
        "varchar(34)",
        lambda r: f"FR76 **** **** **** **** ***{r.firm.iban[-4]} {r.firm.iban[-3:]}",
        ("IBAN",),
        difficulty="masked",
    ),
    "rib_bank": Kind("rib_bank", "char(5)", lambda r: r.firm.rib[0], ("RIB",), difficulty="split"),
    "rib_branch": Kind(
        "rib_branch", "char(5)", lambda r: r.firm.rib[1], ("RIB",), difficulty="split"
    ),
    "rib_account": Kind(
        "rib_account", "char(11)", lambda r: r.firm.rib[2], ("RIB",), difficulty="split"
    ),
    "rib_key": Kind("rib_key", "char(2)", lambda r: r.firm.rib[3], ("RIB",), difficulty="split"),
    "rib": Kind("rib", "char(23)", lambda r: "".join(r.firm.rib), ("RIB",)),
    "bic": Kind("bic", "varchar(11)", lambda r: r.firm.bic, ("BIC",)),
    "holder": Kind(
        "holder",
        "varchar(80)",
        lambda r: f"{r.person.first_name} {r.person.surname}",
        ("PERSON",),
        accept=_FIRM,
    ),
    "pan": Kind("pan", "varchar(19)", cells.card, ("PAYMENT_CARD",)),
}

FIRMS = {
    "company": Kind(
        "company",
        "varchar(80)",
        lambda r: r.firm.name,
        ("COMPANY",),
        accept=frozenset({"PERSON", "INSURER"}),
        subject=_FIRMS,
    ),
    "siren": Kind("siren", "char(9)", lambda r: r.firm.siren, ("SIREN",), subject=_FIRMS),
    "siret": Kind("siret", "char(14)", lambda r: r.firm.siret, ("SIRET",), subject=_FIRMS),
    "siret_number": Kind(
        "siret",
        "bigint",
        lambda r: int(r.firm.siret),
        ("SIRET",),
        difficulty="numeric",
        subject=_FIRMS,
    ),
    "vat": Kind("vat", "varchar(13)", lambda r: r.firm.vat, ("TVA",), subject=_FIRMS),
    "finess": Kind("finess", "char(9)", lambda r: r.firm.finess, ("FINESS",), subject=_FIRMS),
    "finess_number": Kind(
        "finess",
        "integer",
        lambda r: int(r.firm.finess),
        ("FINESS",),
        difficulty="numeric",
        subject=_FIRMS,
    ),
    "rpps": Kind("rpps", "char(11)", lambda r: r.firm.rpps, ("RPPS",), subject="practitioner"),
    "adeli": Kind("adeli", "char(9)", lambda r: r.firm.adeli, ("ADELI",), subject="practitioner"),
}

ACCESS = {
    "login": Kind(
        "login",
        "varchar(40)",
        lambda r: f"{r.person.mailbox[:8]}{r.index:04d}",
        ("LOGIN",),
    ),
    "password": Kind("password", "varchar(120)", cells.argon2, ("SECRET",), difficulty="hashed"),
    "token": Kind("token", "varchar(64)", cells.token, ("SECRET",)),
    "ip": Kind("ip", "varchar(45)", cells.address_ip, ("IP_ADDRESS",)),
    "ip_inet": Kind("ip", "inet", cells.address_ip, ("IP_ADDRESS",)),
    "imei": Kind("imei", "char(15)", cells.imei, ("DEVICE",), difficulty="look_alike"),
    "agent": Kind(
        "agent",
        "varchar(120)",
        lambda r: f"Mozilla/5.0 (Windows NT 10.0; rv:{r.rng.randint(90, 124)}.0) Firefox",
        accept=frozenset({"DEVICE"}),
    ),
    "device": Kind("device", "uuid", cells.uuid, ("DEVICE",)),
    "pseudo": Kind("pseudo", "char(32)", lambda r: cells.hexadecimal(r, 16), ("PSEUDONYM",)),
}

TEXTS = {
    "comment": Kind("comment", "text", cells.sentence, _TEXT, difficulty="text"),
    "comment_nir": Kind(
        "comment", "text", cells.comment_with_nir, _TEXT, inside=("NIR",), difficulty="text"
    ),
    "comment_rare": Kind(
        "comment", "text", cells.comment_rare, _TEXT, inside=("NIR",), difficulty="rare"
    ),
    "comment_person": Kind(
        "comment", "text", cells.comment_with_person, _TEXT, inside=("PERSON",), difficulty="text"
    ),
    "message": Kind(
        "message",
        "text",
        cells.comment_with_contact,
        _TEXT,
        inside=("EMAIL_ADDRESS", "PHONE_NUMBER"),
        difficulty="text",
    ),
    "url_nir": Kind(
        "url", "text", cells.url_with_nir, inside=("NIR",), accept=_TEXT_TOO, difficulty="text"
    ),
    "json_person": Kind(
        "json",
        "jsonb",
        cells.json_person,
        inside=("NIR", "PERSON", "BIRTH_DATE"),
        accept=_TEXT_TOO,
        difficulty="nested",
    ),
    "xml_person": Kind(
        "xml",
        "text",
        cells.xml_person,
        inside=("NIR", "PERSON"),
        accept=_TEXT_TOO,
        difficulty="nested",
    ),
}

PERSONAL = {**PERSONS, **RIGHTS, **BANKING, **FIRMS, **ACCESS, **TEXTS}
