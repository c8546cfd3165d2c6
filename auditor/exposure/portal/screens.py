"""What a screen is for: as audit.yaml declares it, else presumed from address, title and fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.model.visits import Endpoint, Visit
from auditor.model.vocabulary import Audience, Category, Subject
from auditor.naming.split import words_of
from auditor.policy.accounts import Account
from auditor.policy.model import Policy, Purpose


@dataclass(frozen=True, slots=True)
class Screen:
    """The purposes and audience that an exchange is held against."""

    purposes: Mapping[str, Purpose]
    wanted: tuple[str, ...]
    audience: Audience | None
    declared: bool
    """False where purposes were presumed; a gap asks for the declaration."""


_PURPOSES: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "access_administration",
        frozenset(
            {
                "admin",
                "administration",
                "habilitation",
                "habilitations",
                "utilisateurs",
                "users",
                "roles",
                "permissions",
            }
        ),
    ),
    (
        "statistics",
        frozenset(
            {
                "stats",
                "statistiques",
                "statistique",
                "statistics",
                "kpi",
                "kpis",
                "dashboard",
                "indicateurs",
                "metrics",
                "pilotage",
            }
        ),
    ),
    ("hotline", frozenset({"support", "hotline", "helpdesk", "assistance", "sav"})),
    (
        "coverage_calculation",
        frozenset(
            {
                "calcul",
                "calculs",
                "calculer",
                "simulation",
                "simulations",
                "simuler",
                "simulate",
                "clc",
                "devis",
                "quote",
                "quotes",
                "pec",
                "estimate",
                "estimation",
                "chiffrage",
                "tarification",
                "pricing",
                "calculation",
                "accord",
                "priseencharge",
            }
        ),
    ),
    (
        "payment_statement",
        frozenset(
            {
                "releve",
                "releves",
                "paiement",
                "paiements",
                "virement",
                "virements",
                "bordereau",
                "bordereaux",
                "noemie",
                "remittance",
                "remittances",
                "payment",
                "payments",
                "payouts",
                "payout",
                "reglement",
                "reglements",
                "statement",
                "statements",
                "decompte",
                "decomptes",
                "remboursement",
                "remboursements",
                "reimbursements",
                "transfers",
            }
        ),
    ),
    ("claim_submission", frozenset({"dre", "fse", "teletransmission", "submit"})),
    (
        "payment_statement",
        frozenset(
            {
                "facture",
                "factures",
                "invoice",
                "invoices",
                "claims",
                "claim",
                "facturation",
                "billing",
            }
        ),
    ),
    (
        "practitioner_directory",
        frozenset(
            {
                "annuaire",
                "annuaires",
                "directory",
                "reseau",
                "network",
                "carnet",
                "finder",
                "trouver",
                "geolocalisation",
            }
        ),
    ),
    (
        "rights_check",
        frozenset(
            {
                "droit",
                "droits",
                "rights",
                "eligibilite",
                "eligibility",
                "idb",
                "adri",
                "couverture",
                "couvertures",
                "coverage",
                "coverages",
                "beneficiaire",
                "beneficiaires",
                "beneficiary",
                "beneficiaries",
                "attestation",
                "attestations",
                "assure",
                "assures",
                "adherent",
                "adherents",
                "patient",
                "patients",
                "member",
                "members",
                "insured",
                "garanties",
                "garantie",
                "tierspayant",
                "carte",
                "cartes",
                "ouverture",
                "benefits",
                "entitlement",
                "entitlements",
                "affilie",
                "affilies",
                "foyer",
                "contrat",
                "contrats",
            }
        ),
    ),
    (
        "practitioner_account",
        frozenset(
            {
                "me",
                "moi",
                "compte",
                "comptes",
                "account",
                "profil",
                "profile",
                "session",
                "login",
                "connexion",
                "auth",
                "userinfo",
                "user",
                "whoami",
                "parametres",
                "preferences",
                "settings",
                "coordonnees",
                "token",
                "signin",
            }
        ),
    ),
    (
        "practitioner_directory",
        frozenset(
            {
                "praticien",
                "praticiens",
                "professionnel",
                "professionnels",
                "ps",
                "pharmacie",
                "pharmacies",
                "medecin",
                "medecins",
                "opticien",
                "opticiens",
                "dentiste",
                "dentistes",
                "etablissement",
                "etablissements",
                "practitioner",
                "practitioners",
                "provider",
                "providers",
                "pharmacy",
                "doctors",
                "doctor",
                "partenaires",
                "soignants",
                "audioprothesistes",
                "search",
                "recherche",
            }
        ),
    ),
)
"""Words of an address, operation or title that tell a purpose; the first line that is met."""
_SELF = frozenset(
    {"me", "moi", "mon", "ma", "my", "profil", "profile", "whoami", "userinfo", "self"}
)
_SUBMITS = frozenset({"POST", "PUT"})
_CLAIMS = frozenset(
    {"facture", "factures", "invoice", "invoices", "claim", "claims", "facturation"}
)
_INSURED_SPACE = frozenset(
    {
        "espaceassure",
        "adherent",
        "assure",
        "member",
        "insured",
        "ameli",
        "mutualiste",
        "beneficiaire",
    }
)
_SPACE = frozenset({"espace", "portail", "portal", "space", "client", "compte", "me", "mon", "mes"})
_STAFF: tuple[tuple[frozenset[str], Audience], ...] = (
    (frozenset({"hotline", "helpdesk", "support", "sav", "assistance"}), Audience.SUPPORT),
    (
        frozenset({"admin", "administration", "backoffice", "bo", "habilitations"}),
        Audience.ADMINISTRATOR,
    ),
    (frozenset({"stats", "statistiques", "bi", "pilotage"}), Audience.STATISTICS),
    (frozenset({"amc", "organismes", "insurer", "mutuelles"}), Audience.INSURER),
)
_TAIL = {"s", "x"}


def screen_of(visit: Visit, policy: Policy, account: Account | None) -> Screen:
    """The screen of one exchange."""
    endpoint, exchange = visit.endpoint, visit.exchange
    paths = tuple(dict.fromkeys((exchange.path.partition("?")[0], endpoint.path)))
    for rule in policy.screens:
        operations = (exchange.operation, endpoint.operation)
        if any(rule.covers(endpoint.method, paths, operation) for operation in operations):
            purposes = (
                {**policy.purposes, rule.match: rule.needs} if rule.needs else policy.purposes
            )
            wanted = (rule.match,) if rule.needs else rule.purposes
            audience = rule.audience or (account.audience if account else None)
            return Screen(purposes, wanted, audience or _of(purposes, wanted), declared=True)
    said = said_by(endpoint)
    audience = account.audience if account and account.audience else _presumed_audience(said)
    wanted = presumed(visit, said, audience)
    if audience is None:
        audience = _of(policy.purposes, wanted) or Audience.PRACTITIONER
    return Screen(policy.purposes, wanted, audience, declared=False)


def presumed(visit: Visit, said: frozenset[str], audience: Audience | None) -> tuple[str, ...]:
    """The purpose that address, operation, page title and fields suggest, if any does."""
    if visit.endpoint.third_party:
        return ()
    if audience is Audience.INSURED:
        return ("insured_account",)
    if audience is Audience.INSURER:
        return ("insurer_access",)
    found = _told(said, visit) or _told(frozenset(words_of(visit.exchange.page)), visit)
    wanted = (found,) if found else _by_fields(visit)
    if wanted == ("practitioner_directory",) and not said & _PURPOSES_BOOK and _one_file(visit):
        return ("practitioner_account",)
    return wanted


_COUNTER = 9
"""Digits of a portal's own counter; a longer number is one that a register gave."""
_PURPOSES_BOOK = frozenset({"annuaire", "annuaires", "directory", "reseau", "network", "search"})


def _one_file(visit: Visit) -> bool:
    """Whether one practice's file is answered, with what no directory has."""
    seen = visit.seen("response")
    held = {verdict.category for one in seen for verdict in one.verdicts}
    private = {Category.RIB, Category.IBAN, Category.LOGIN, Category.SECRET}
    single = not any(one.spot.indexes for one in seen)
    counted = any(key.isdigit() and len(key) <= _COUNTER for key in visit.endpoint.keys)
    return counted and single and bool(held & private)


def said_by(endpoint: Endpoint) -> frozenset[str]:
    """The words of an address and of its operation."""
    parts = (*endpoint.path.split("/"), endpoint.operation)
    return frozenset(word for part in parts for word in words_of(part))


def _told(said: frozenset[str], visit: Visit) -> str:
    if said & _SELF and not visit.endpoint.keys and not said & {"patients", "factures", "releves"}:
        return "practitioner_account"
    if said & _CLAIMS and visit.exchange.method.upper() in _SUBMITS and not _asks(said):
        return "claim_submission"
    return next((name for name, words in _PURPOSES if words & said), "")


def _asks(said: frozenset[str]) -> bool:
    return bool(
        said & {"search", "recherche", "recherches", "rechercher", "query", "list", "liste"}
    )


def _by_fields(visit: Visit) -> tuple[str, ...]:
    """What the answer is about where no word tells: rights, carers or payments."""
    held = {(v.category, v.subject) for one in visit.seen("response") for v in one.verdicts}
    categories = {category for category, _ in held}
    insured = {Subject.INSURED, Subject.DEPENDANT}
    if categories & {Category.COVERAGE_PERIOD, Category.GUARANTEE, Category.MEMBER_NUMBER}:
        return ("rights_check",)
    if Category.AMOUNT in categories and any(subject in insured for _, subject in held):
        return ("payment_statement",)
    if categories & {Category.RPPS, Category.FINESS, Category.ADELI}:
        return ("practitioner_directory",)
    if any(subject in insured for _, subject in held):
        return ("rights_check",)
    return ()


def _presumed_audience(said: frozenset[str]) -> Audience | None:
    if said & _INSURED_SPACE and said & _SPACE:
        return Audience.INSURED
    return next((audience for words, audience in _STAFF if words & said), None)


def _of(purposes: Mapping[str, Purpose], wanted: Iterable[str]) -> Audience | None:
    """The audience that the purposes share."""
    shared = {purposes[name].audience for name in wanted if name in purposes}
    return shared.pop() if len(shared) == 1 else None
