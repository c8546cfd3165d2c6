"""What an interface's own conventions add to, or take from, what names and values say."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from auditor.detection.exchange.addresses import titles
from auditor.model.catalogue import Family
from auditor.model.verdicts import Judgement, Reason, Verdict
from auditor.model.vocabulary import Category, Evidence, Mode, Subject
from auditor.naming.split import plain as plain_word
from auditor.naming.split import words_of
from auditor.naming.words import words

_COUNTS = frozenset(
    {"total", "totalelements", "totalpages", "totalcount", "totalitems", "totalresults", "count"}
    | {"totalrecords", "nbresultats", "nombre", "nbelements", "nbpages", "recordstotal", "hits"}
    | {
        "nbtotal",
        "totalresultats",
        "numberofelements",
        "recordsfiltered",
        "pagecount",
        "nb",
        "size",
    }
)
_GUARANTEES = frozenset(
    {"garantie", "garanties", "guarantee", "guarantees", "benefit", "benefits", "couvertures"}
    | {"prestations", "coverages", "niveaux", "formules", "postes"}
)
_OF_GUARANTEE = frozenset(
    {
        "domaine",
        "domain",
        "discipline",
        "libelle",
        "label",
        "niveau",
        "level",
        "taux",
        "rate",
        "nom",
    }
    | {
        "plafond",
        "ceiling",
        "limit",
        "forfait",
        "base",
        "pourcentage",
        "percentage",
        "code",
        "type",
    }
    | {"poste", "acte", "prestation", "description", "name", "category", "categorie", "couverture"}
    | {"remboursement", "reimbursement", "franchise", "quota", "specialite", "valeur", "value"}
)
_DIRECT = frozenset({"taux", "niveau", "plafond", "forfait", "garantie", "rate", "level"})
_DOMAINS = frozenset(
    {"optique", "dentaire", "audio", "hospitalisation", "optical", "dental", "pharmacie"}
)
_PROSE = frozenset(
    {
        "message",
        "texte",
        "text",
        "error",
        "detail",
        "details",
        "trace",
        "description",
        "title",
        "titre",
        "comment",
        "msg",
        "erreur",
        "body",
        "content",
        "contenu",
        "p",
    }
)
_LOGIN_NAMES = frozenset(
    {
        "identifiant",
        "identifiantconnexion",
        "username",
        "userid",
        "utilisateur",
        "user",
        "login",
        "compte",
        "loginname",
        "codeutilisateur",
        "useraccount",
    }
)
_LOGIN = re.compile(r"(?=(?:.*[a-z]){3})[a-z][a-z0-9._\-]{3,40}")
_NAMED_PERSON = frozenset(
    {
        "patient",
        "beneficiaire",
        "beneficiary",
        "assure",
        "adherent",
        "member",
        "subscriber",
        "insured",
    }
    | {
        "titulaire",
        "holder",
        "nomcomplet",
        "fullname",
        "displayname",
        "libelle",
        "label",
        "intitule",
    }
    | {
        "identite",
        "identity",
        "porteur",
        "souscripteur",
        "personne",
        "person",
        "name",
        "nom",
        "text",
    }
    | {
        "praticien",
        "practitioner",
        "prescripteur",
        "medecin",
        "doctor",
        "contact",
        "titre",
        "title",
    }
    | {"value", "valeur", "ayantdroit", "dependant", "dependent", "conjoint", "enfant", "client"}
)
_CARER = frozenset({"praticien", "practitioner", "prescripteur", "medecin", "doctor"})
_CARED_FOR = frozenset(
    {
        "patient",
        "beneficiaire",
        "beneficiary",
        "assure",
        "adherent",
        "member",
        "subscriber",
        "insured",
    }
)
_NAME = re.compile(
    r"(?:(?:M\.?|Mme|Mlle|Mr|Mrs|Dr|Docteur|Monsieur|Madame) )?"
    r"[A-ZÀ-Ý][\w'’.\-]*(?: [\w'’.\-]+){1,4}"
)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*\Z")
"""What is said of somebody in brackets after the name."""
_DIALLED = re.compile(r"\+|00?[1-9]|\(")
_STRENGTH = 0.75


def adapted(
    judgement: Judgement, name: str, path: tuple[str, ...], family: Family, values: Iterable[str]
) -> Judgement:
    """The judgement of one address with what its place in an interface says."""
    plain = "".join(words_of(name))
    every = [value for value in values if value.strip()]
    verdicts = [v for v in judgement.verdicts if not _denied(v, plain, family, every)]
    verdicts = [v for v in verdicts if not _bears(v, plain, path)]
    verdicts = [_titled(_paid(v, name), every) for v in _narrowed(verdicts, every)]
    told = {verdict.category for verdict in verdicts}
    if (
        Category.GUARANTEE not in told
        and not told - {Category.AMOUNT}
        and _is_guarantee(name, path, family)
    ):
        verdicts.append(named(Category.GUARANTEE, Subject.INSURED, name))
    elif not told and _may_name(plain, name) and family is Family.TEXT and are_names(every):
        said = {plain, *words_of(name)}
        whose = Subject.PRACTITIONER if said & _CARER else Subject.UNKNOWN
        whose = Subject.INSURED if said & _CARED_FOR else whose
        verdicts.append(named(Category.PERSON, whose, name))
    elif not told and family is Family.TEXT and _is_login(plain, name, every):
        verdicts.append(named(Category.LOGIN, Subject.UNKNOWN, name))
    return replace(judgement, verdicts=tuple(verdicts))


def _bears(verdict: Verdict, plain: str, path: tuple[str, ...]) -> bool:
    """Whether a claim of a token says who bears it: the portal's name for its own caller."""
    return "@jwt" in path and plain in _BEARER and verdict.category is Category.PSEUDONYM


_BEARER = frozenset({"sub", "sid", "jti", "oid", "uid", "azp", "sessionstate"})
"""Registered claims that name the bearer, the token or the session (RFC 7519, OpenID Connect)."""


def _titled(verdict: Verdict, values: Sequence[str]) -> Verdict:
    """A column named as if of firms, whose values are people with their titles."""
    titled = sum(_TITLED.match(value) is not None for value in values)
    if verdict.category is not Category.COMPANY or titled * 2 <= len(values):
        return verdict
    return replace(verdict, category=Category.PERSON, subject=Subject.PRACTITIONER)


_TITLED = re.compile(r"\s*(?:Dr|Docteure?|Pr|Professeure?|M\.|Mr|Mrs|Ms|Mme|Mlle)\.? +[A-ZÀ-Ý]")


def _may_name(plain: str, name: str) -> bool:
    """Whether a key may hold the whole name of somebody (`beneficiaireSoins`, `displayName`)."""
    return plain in _NAMED_PERSON or bool(set(words_of(name)) & (_CARER | _CARED_FOR))


def _narrowed(verdicts: Sequence[Verdict], values: Sequence[str]) -> list[Verdict]:
    """Of two categories that one name suggests, the one that the values are."""
    told = {verdict.category for verdict in verdicts}
    dropped = {Category.ADDRESS} if {Category.CITY, Category.ADDRESS} <= told else set()
    if {Category.IBAN, Category.RIB} <= told:
        whole = all(value[:2].isalpha() for value in values)
        dropped.add(Category.RIB if whole else Category.IBAN)
    return [verdict for verdict in verdicts if verdict.category not in dropped]


def _paid(verdict: Verdict, name: str) -> Verdict:
    """An amount that was paid for care is nobody's pay."""
    paid = set(words_of(name)) & {"montant", "paid", "amount", "virement", "regle"}
    if verdict.category is Category.SALARY and paid:
        return replace(verdict, category=Category.AMOUNT, subject=Subject.UNKNOWN)
    return verdict


def _is_login(plain: str, name: str, values: Iterable[str]) -> bool:
    """Whether a column that may name anything holds what accounts are called by."""
    said = set(words_of(name))
    portal = bool(said & {"identifiant", "username", "user", "utilisateur"} and said & _PORTAL)
    every = list(values)
    named_so = plain in _LOGIN_NAMES or portal
    return named_so and bool(every) and all(_LOGIN.fullmatch(value) for value in every)


_PORTAL = frozenset({"portail", "portal", "connexion", "web", "extranet", "login", "session"})


def _is_bare_phone(verdict: Verdict) -> bool:
    values = verdict.evidence is Evidence.VALUES and verdict.mode is Mode.IS
    return values and verdict.category is Category.PHONE_NUMBER


def _denied(verdict: Verdict, plain: str, family: Family, values: Sequence[str]) -> bool:
    if verdict.category is Category.AMOUNT and family is Family.INTEGER:
        return plain in _COUNTS
    if _is_bare_phone(verdict):
        # Bare digits that begin like a country code are an account as often as a telephone.
        return not all(_DIALLED.match(value.strip()) for value in values)
    return verdict.category is Category.FREE_TEXT and plain in _PROSE


def are_names(values: Iterable[str]) -> bool:
    """Whether most values are a listed first name beside another word of a name."""
    every = [value.strip() for value in values if value.strip()]
    return bool(every) and sum(map(_is_name, every)) * 2 > len(every)


def are_people(values: Iterable[str]) -> bool:
    """Whether most values are a listed first name or surname and nothing else."""
    every = [plain_word(value.strip()).upper() for value in values if value.strip()]
    known = sum(value in words("first_name") or value in words("surname") for value in every)
    return bool(every) and known * 5 > len(every) * 2


def _is_name(value: str) -> bool:
    value = _ASIDE.sub("", value)
    if not _NAME.fullmatch(value):
        return False
    parts = [plain_word(part).upper() for part in re.split(r"[ \-]", value) if part]
    given = sum(part in words("first_name") for part in parts)
    family = sum(part in words("surname") for part in parts)
    things = sum(part in words("company") or part in words("insurer") for part in parts)
    return given >= 1 and len(parts) > 1 and (family >= 1 or given > 1 or not things)


def _is_guarantee(name: str, path: tuple[str, ...], family: Family) -> bool:
    """A line of a list of guarantees, or a rate that is named after a domain of care."""
    said = set(words_of(name))
    if family is Family.BOOLEAN:
        return False
    around = {word for title in titles(path)[:2] for word in words_of(title)}
    if around & _GUARANTEES:
        return bool(said & _OF_GUARANTEE) or bool(said & _DOMAINS)
    return bool(said & _DOMAINS and said & _DIRECT) or bool(said & {"garanties", "guarantees"})


def named(category: Category, subject: Subject, name: str) -> Verdict:
    """A verdict that a place suggests."""
    reason = Reason("name_likely", _STRENGTH, (("words", " ".join(words_of(name))),))
    return Verdict(category, subject, Mode.IS, Evidence.NAMES, _STRENGTH, reasons=(reason,))
