"""What a container is about: whose records it holds, its role, and what its columns say of it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model.catalogue import Container
from auditor.model.vocabulary import Subject
from auditor.naming.spellings import ideas as spelled
from auditor.naming.spellings import known_ideas
from auditor.naming.split import headed, ideas_of, rest_of, tokens_of

_SUBJECTS: tuple[tuple[Subject, frozenset[str]], ...] = (
    (Subject.DEPENDANT, frozenset({"ayant", "dependant", "parent"})),
    (Subject.PRACTITIONER, frozenset({"praticien", "ps", "professionnel", "pharmacie"})),
    (
        Subject.INSURED,
        frozenset({"assure", "adherent", "beneficiaire", "patient", "personne", "particulier"}),
    ),
    (Subject.STAFF, frozenset({"agent", "user", "salarie", "hr"})),
    (
        Subject.ORGANISATION,
        frozenset({"organisme", "amc", "amo", "structure", "etab", "hospital", "fournisseur"}),
    ),
)
"""The first line that a name touches is whose record it is (`user_praticien`: a practitioner)."""
_PEOPLE = frozenset().union(*(ideas for subject, ideas in _SUBJECTS[:4])) - {"professionnel", "hr"}
PERSON_IDEAS = _PEOPLE | {"professionnel", "contact", "titulaire", "payee", "opener", "actor"}
ORGANISATION_IDEAS = _SUBJECTS[-1][1] | {"pharmacie"}
_INSURED_TABLES = frozenset(
    {"droit", "garantie", "contrat", "carte", "social_aid", "exemption", "presta"}
    | {"hospitalisation", "analyse"}
)
_CARED_FOR = frozenset({"ccam", "cim", "diagnostic", "acte", "lpp", "medicament", "exemption"})
_PAYS = frozenset({"iban", "rib", "guichet", "banque", "virement"})
_WITNESSES: tuple[tuple[Subject, frozenset[str], frozenset[str]], ...] = (
    (Subject.STAFF, frozenset({"salaire", "syndicat"}), frozenset({"salarie", "salaire"})),
    (
        Subject.INSURED,
        frozenset({"nir", "ss", "adherent", "assure", "opener"}) | _CARED_FOR,
        frozenset({"assure", "adherent", "beneficiaire", "patient", "particulier"})
        | frozenset({"contrat", "droit", "ayant", "dependant"}),
    ),
    (
        Subject.PRACTITIONER,
        frozenset({"rpps", "adeli", "finess"}),
        frozenset({"praticien", "ps", "professionnel", "pharmacie"}),
    ),
    (Subject.PRACTITIONER, frozenset(), frozenset({"portal"})),
    (Subject.STAFF, frozenset({"password", "login"}), frozenset()),
    (Subject.ORGANISATION, frozenset({"siret", "siren", "raison"}), frozenset()),
)
"""Columns, and tables named or referred to, that tell whose records a mute table holds.

The care witnesses go before those of practitioners: an act names who gave it, and is its
patient's. Portals without another word are those of third-party payment, for practitioners.
"""
_NOBODY = frozenset({Subject.UNKNOWN, Subject.ORGANISATION})
_COVERAGE = frozenset({"droit", "garantie", "contrat", "adherent", "carte", "amc", "assure"})
_CARE = frozenset(
    {"acte", "soin", "ccam", "facture", "presta", "prescription", "medicament", "lpp", "sante"}
    | {"hospitalisation", "analyse", "patient"}
)
_CARE_WITNESSES = frozenset({"ccam", "cim", "lpp", "rpps", "finess", "nir", "ss", "diagnostic"})
OBJECTS = frozenset(
    {
        "produit",
        "medicament",
        "fichier",
        "schema",
        "occupation",
        "role",
        "education",
        "nomenclature",
    }
    | {"type", "url", "langue", "money", "format", "erreur", "device", "statut", "mode"}
)
"""Things that have a name and are nobody."""
_UNHOMED = frozenset({"machine", "device", "ip", "email", "type"})
"""What an address that nobody lives at is said of."""
_DEALINGS = frozenset({"virement", "reglement", "facture", "log", "ticket", "contrat", "credit"})
"""What is done with people: its label is that of the deed."""
_GEOGRAPHY = frozenset(
    {"zipcode", "ville", "departement", "region", "pays", "postal", "geo", "insee"}
)
_ROLES: tuple[tuple[str, frozenset[str]], ...] = (
    ("log", frozenset({"log"})),
    ("payment", frozenset({"virement", "reglement", "credit", "prelevement", "montant", "rib"})),
    ("ticket", frozenset({"ticket", "commentaire", "texte"})),
    ("account", frozenset({"compte", "login", "password", "user", "sign_in"})),
    ("technical", frozenset({"schema", "fichier", "role", "erreur", "token", "ip", "cookie"})),
)
_OWNERS = PERSON_IDEAS | ORGANISATION_IDEAS
_EMPLOYS = frozenset({"hr", "rh", "zhr", "drh", "grh", "sirh"})
"""First words of the tables of human resources."""
_CLINICAL = frozenset({"clinical", "diagnostic", "cim", "grossesse"})
_MEDICAL = _CLINICAL | {"mesure", "acte", "soin"}
_BANKING = frozenset({"guichet", "banque", "compte", "domiciliation", "cle"})
"""A counter or a key alone may be any; two of these are those of a bank account."""
_TELLING = frozenset(
    {"nom", "num", "dat", "cod", "adr", "lib", "tel", "mot"}
    | {"nu", "no", "nm", "cd", "co", "dt", "da", "lb", "li", "mt", "ad", "te", "nb", "tx", "id"}
)
"""Beginnings that are words of names rather than of their table."""
_PREFIXED = 4
_LETTERS = 3
_BEARERS = 2
_LONGEST = 12
"""Characters of a legacy name."""
_VIEW = re.compile(r"^(m?v|vw|t|tb|tbl)_", re.IGNORECASE)
_PHYSICAL = re.compile(r"(?<=^[A-Z]{4})[PL]?F?[0-9]{1,3}$|(?<=^[A-Z]{5})[PL]?F?[0-9]{1,3}$")
"""What mainframe files are numbered by: `ADHERP01`, `CONTR01`."""
_COPY = re.compile(
    r"(^|_)(old|bak|backup|tmp|temp|copy|copie|sauvegarde|sauv|save|archives?|dump|recette"
    r"|preprod|staging|anc)[0-9]*(_|$)|_(19|20)[0-9]{2}([_-]?[0-9]{2}){0,2}$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"^(ref|r|dim|lib|lst|liste|nomenclature|referentiel|types?|codes?|categories|param)_"
    r"|_(ref|types?|codes?|lib|nomenclature|categories)$|^(type|categorie|nature)s?[A-Z_]|^types?[a-z]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a container is about; `about` holds the needs (`?person`…) that it satisfies."""

    subject: Subject
    role: str
    table: frozenset[str]
    about: frozenset[str]
    keys: frozenset[str]
    """Columns that are a key of the table by themselves."""
    prefix: str
    """The word that nearly all columns begin with, "" where there is none."""
    letters: str
    """The first letters of the table, where legacy columns begin with them (`BENNOM`), else ""."""
    lettered: bool
    """Whether those letters are a word of the table's name (`CTRNUM` of `CONTRATS`)."""
    ending: str
    """The owner that many legacy columns end with (`ADRCAB`, `TELCAB`), else ""."""
    reference: bool
    """A table of codes, products or places: whatever has a name there is nobody."""


def context_of(container: Container) -> Context:
    """Reads the container's name, comment and the names of all its columns together."""
    short = _file_name(_VIEW.sub("", container.name.rpartition(".")[2]))
    letters = _letters(short, container)
    lettered = spelled().get(letters, "") in ideas_of(short)
    ending = _ending([column.name for column in container.columns])
    names = [
        tokens_of(parted(stripped(column.name, letters, named=lettered), ending))
        for column in container.columns
    ]
    prefix = _prefix(names)
    borne = {idea for name in names for word, idea in name[:1] if prefix and word == prefix}
    table = frozenset(ideas_of(short))
    if subject_of(table) is Subject.UNKNOWN:
        table |= borne
        if lettered or not short.lower().startswith(letters):
            table |= set(ideas_of(letters))
    if _EMPLOYS & {word for word, _ in tokens_of(short)[:1]}:
        table |= {"hr"}
    columns = [frozenset(idea for _, idea in name) for name in names]
    flat = frozenset().union(*columns)
    identity = _identity(columns, flat)
    reference = _is_reference(short, table, identity=identity)
    subject = _table_subject(table, flat, _linked(container, columns), identity=identity)
    if reference and not table & PERSON_IDEAS:
        subject = Subject.UNKNOWN
    about = _about(table, columns, subject, identity=identity)
    keys = {key[0] for key in (container.primary_key, *container.unique) if len(key) == 1}
    keys -= {name for foreign in container.foreign_keys for name in foreign.columns}
    role = _role(short, table, reference=reference)
    return Context(
        subject, role, table, about, frozenset(keys), prefix, letters, lettered, ending, reference
    )


def _file_name(short: str) -> str:
    """The name of a mainframe file without what tells its kind and number (`P`, `P01`)."""
    bare = _PHYSICAL.sub("", short)
    if bare.isupper() and bare.startswith(("T", "F")) and set(ideas_of(bare[1:])) <= known_ideas():
        return bare[1:] if bare.lower() not in spelled() else bare
    return bare[:-1] if bare.isupper() and bare[:-1].lower() in spelled() else bare


def parted(name: str, ending: str) -> str:
    """The name with that ending set apart, where it bears it."""
    if not ending or not name.isupper() or not name.lower().endswith(ending):
        return name
    return f"{headed(name[: -len(ending)])}_{name[-len(ending) :]}"


def stripped(name: str, letters: str, *, named: bool = False) -> str:
    """The name without the table's letters, unless it is a known word with them.

    With `named` they say whose number it is, and stay before a number or code.
    """
    low = name.lower()
    if not letters or not low.startswith(letters) or low in spelled():
        return name
    rest = name[len(letters) :]
    numbered = named and set(ideas_of(rest)) <= {"numero", "code"}
    return name if numbered else rest_of(rest)


def _letters(short: str, container: Container) -> str:
    """The table's first letters, where its upper-case columns begin with them."""
    head = short[:_LETTERS].lower()
    bearers = [c for c in container.columns if c.name.isupper() and c.name.lower().startswith(head)]
    long = [c for c in bearers if len(c.name) > _LETTERS and "_" not in c.name]
    if len(long) >= _BEARERS and len(long) * 5 >= len(container.columns):
        return head
    known = long and all(c.name[_LETTERS:].lower() in spelled() for c in long)
    if known and head not in _TELLING:
        return head
    return _shared([column.name for column in container.columns])


def _shared(names: Sequence[str]) -> str:
    """The three or two letters that nearly all names of a legacy table begin with, or ""."""
    legacy = [n for n in names if n.isupper() and "_" not in n and _LETTERS < len(n) <= _LONGEST]
    for size, least in ((_LETTERS, _PREFIXED), (_LETTERS - 1, 2 * _PREFIXED)):
        heads = Counter(name[:size].lower() for name in legacy)
        head, count = max(heads.items(), key=lambda item: item[1], default=("", 0))
        wide = count >= least and count * 5 >= len(names) * 4
        if wide and head not in _TELLING and head.isalpha():
            return head
    return ""


def _ending(names: Sequence[str]) -> str:
    """The three or four letters that many upper-case names end with (`ADRCAB`, `TELCAB`), or ""."""
    tails = Counter(
        n[-size:] for n in names for size in (3, 4) if n.isupper() and len(n) > size + 1
    )
    common = [tail for tail, count in tails.items() if count >= _BEARERS + 1 and tail.isalpha()]
    known = [t.lower() for t in common if spelled().get(t.lower(), "") in _OWNERS]
    return max(known, key=len, default="")


def _prefix(names: list[tuple[tuple[str, str], ...]]) -> str:
    first = Counter(name[0][0] for name in names if len(name) > 1)
    word, count = max(first.items(), key=lambda item: item[1], default=("", 0))
    return word if count >= _PREFIXED and count * 5 >= len(names) * 4 else ""


def subject_of(ideas: frozenset[str]) -> Subject:
    """Whose data a name speaks of, UNKNOWN where it names nobody."""
    if "opener" in ideas:
        return Subject.INSURED
    if "ayant" in ideas and "droit" not in ideas:
        return Subject.DEPENDANT
    return next((subject for subject, words in _SUBJECTS if words & ideas), Subject.UNKNOWN)


def _identity(columns: list[frozenset[str]], flat: frozenset[str]) -> bool:
    """Whether the columns describe a person by themselves."""
    if flat & {"prenom", "surname", "dob", "nir", "ss", "civilite"}:
        return True
    return any(
        ideas >= pair
        for ideas in columns
        for pair in ({"date", "naissance"}, {"first", "nom"}, {"last", "nom"}, {"numero", "secu"})
    )


def _is_reference(short: str, table: frozenset[str], *, identity: bool) -> bool:
    if identity:
        return False
    if _REFERENCE.search(short) or table & {"nomenclature"}:
        return True
    named = table - {"code", "libelle", "reference", "insee", "filler"}
    return bool(named) and (named <= OBJECTS or named <= _GEOGRAPHY)


def _linked(container: Container, columns: list[frozenset[str]]) -> frozenset[str]:
    """The ideas of what the table refers to, by its keys and by columns such as `assure_id`."""
    targets = (ideas_of(key.target.rpartition(".")[2]) for key in container.foreign_keys)
    named = (ideas for ideas in columns if "id" in ideas)
    return frozenset().union(*targets, *named)


def _table_subject(
    table: frozenset[str], flat: frozenset[str], linked: frozenset[str], *, identity: bool
) -> Subject:
    """Whose records: by the table's own name, else its columns, else what it refers to.

    Who is named nowhere and described as a person is taken for an insured person: whom a health
    intermediary keeps by default. The users of a portal are those it is made for.
    """
    named = subject_of(table)
    if named is Subject.STAFF and "portal" in table and table & {"user", "compte"}:
        return Subject.PRACTITIONER
    if named is Subject.ORGANISATION and _is_practice(flat):
        return Subject.PRACTITIONER
    if named is Subject.INSURED and table & {"beneficiaire"} and _has_opener(flat, linked):
        return Subject.DEPENDANT
    if named is not Subject.UNKNOWN:
        return named
    return _unnamed_subject(table, flat, linked, identity=identity)


def _unnamed_subject(
    table: frozenset[str], flat: frozenset[str], linked: frozenset[str], *, identity: bool
) -> Subject:
    """Whose records a table holds that names nobody: by its columns, else what it refers to."""
    if table & {"produit", "nomenclature"} and not identity and not linked & _PEOPLE:
        return Subject.UNKNOWN
    if table & _INSURED_TABLES:
        return Subject.INSURED
    around = linked | table
    held = (subject for subject, witnesses, keys in _WITNESSES if flat & witnesses or around & keys)
    found = next(held, Subject.UNKNOWN)
    return Subject.INSURED if identity and found in _NOBODY else found


def _is_practice(flat: frozenset[str]) -> bool:
    """Whether an organisation is one that cares and is paid for it."""
    return bool(flat & {"rpps", "adeli"}) or ("finess" in flat and bool(flat & _PAYS))


def _has_opener(flat: frozenset[str], linked: frozenset[str]) -> bool:
    """Whether a beneficiary owes the rights to somebody else."""
    return "opener" in flat or bool(linked & {"assure", "adherent"})


def _about(
    table: frozenset[str], columns: list[frozenset[str]], subject: Subject, *, identity: bool
) -> frozenset[str]:
    flat = frozenset().union(*columns)
    people = bool(table & (PERSON_IDEAS - {"pharmacie"})) and not table & OBJECTS
    organised = bool(table & ORGANISATION_IDEAS) and not table & OBJECTS
    insurer = bool(table & {"organisme", "amc", "amo"})
    banking = len(flat & _BANKING) > 1 and bool(flat & {"guichet", "banque"})
    paid_by_card = bool(flat & {"cvv", "bank_card"}) or any(c >= {"carte", "last"} for c in columns)
    tests = {
        "person": identity or (people and not (organised and not table & _PEOPLE)),
        "people": people and not identity and not table & _DEALINGS,
        "organisation": organised and not identity and not people,
        "insurer": insurer and not identity,
        "insured": subject in {Subject.INSURED, Subject.DEPENDANT},
        "insured_only": bool(table & {"assure", "adherent", "beneficiaire"}),
        "practitioner": subject is Subject.PRACTITIONER,
        "staff": bool(table & {"agent", "user", "salarie", "hr"}),
        "bank": bool(flat & {"iban", "bic", "rib"})
        or banking
        or bool(table & {"rib", "banque", "iban", "virement", "prelevement"}),
        "user": bool(table & {"user", "compte", "login", "token", "portal", "session"})
        or bool(flat & {"password", "token", "ip"}),
        "coverage": bool(_covered(table, paid_by_card=paid_by_card)),
        "paycard": paid_by_card,
        "guarantee": "garantie" in table,
        "care": (bool(table & _CARE) and bool(flat & (_CARE_WITNESSES | _CARE)))
        or bool(table & {"hospitalisation", "analyse", "dpi"})
        or (bool(flat & _CLINICAL) and sum(bool(c & _MEDICAL) for c in columns) > 1),
        "ticket": bool(table & {"ticket", "commentaire", "texte", "suivi"}),
        "contact": bool(table & PERSON_IDEAS) or bool(flat & {"tel", "email"}),
        "log": "log" in table,
        "payee": bool(table & {"rib", "iban", "virement", "titulaire"}) and not identity,
        "home": "adresse" in table
        or any(c & {"adresse", "rue"} and not c & _UNHOMED for c in columns),
        "rib_parts": banking and not (identity and "nir" in flat),
        "nir_parts": not banking
        and (bool(flat & {"nir", "ss"}) or any(c >= {"numero", "assure"} for c in columns)),
        "located": people
        or organised
        or identity
        or subject is not Subject.UNKNOWN
        or bool(
            (flat | table) & {"agency", "lieu", "postal", "zipcode", "ville", "rue", "tel", "email"}
        ),
        "address": bool(table & {"adresse", "rue"})
        or identity
        or bool(flat & {"adresse", "rue", "postal", "zipcode", "raison"}),
    }
    return frozenset(name for name, holds in tests.items() if holds)


def _covered(table: frozenset[str], *, paid_by_card: bool) -> frozenset[str]:
    """What of a table's name speaks of insurance: no contract of employment, no bank card."""
    other = {"contrat"} if table & {"salarie", "hr"} else set()
    return (table & _COVERAGE) - other - ({"carte"} if paid_by_card else set())


def _role(short: str, table: frozenset[str], *, reference: bool) -> str:
    if _COPY.search(short):
        return "copy"
    if reference:
        return "reference"
    return next((role for role, ideas in _ROLES if ideas & table), "")
