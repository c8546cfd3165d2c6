"""The closed vocabulary of facts that rules may read.

A record is a flat mapping of fact names to values; None is *unknown*, never *false*. A fact that
is not listed here cannot be written in a rule; what cannot be said wants a new fact here and its
computation in `auditor.exposure`, not a bigger rule language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.model.catalogue import ContainerKind
from auditor.model.catalogue import Family as TypeFamily
from auditor.model.vocabulary import (
    Audience,
    Basis,
    Category,
    EnvironmentKind,
    Evidence,
    Form,
    Mode,
    Necessity,
    Origin,
    Provenance,
    Scope,
    Subject,
)

FactValue = str | int | float | bool | tuple[str, ...] | None


class Family(StrEnum):
    """Where a fact comes from; a target that cannot have a family makes a rule not applicable."""

    PLACE = "place"
    VERDICT = "verdict"
    SCHEMA = "schema"
    VALUES = "values"
    POLICY = "policy"
    EXPOSURE = "exposure"
    ACCESS = "access"
    PORTAL = "portal"
    MIGRATION = "migration"


class Unit(StrEnum):
    """What one record speaks of."""

    FIELD = "field"
    """One category asserted of one field, as stored."""
    EXPOSURE = "exposure"
    """One category of one subject in one container, as one surface shows it."""
    CONTAINER = "container"
    """One container that holds personal data, as a whole."""


@dataclass(frozen=True, slots=True)
class FactSpec:
    """A fact: its type (`text`, `number`, `boolean`, `words`), family, units and meaning."""

    name: str
    type: str
    family: Family
    units: tuple[Unit, ...]
    fr: str
    en: str

    @property
    def known(self) -> tuple[str, ...]:
        """The only words that the fact may hold; empty where the list is open."""
        return CLOSED.get(self.name, ())


@dataclass(frozen=True, slots=True)
class FactRecord:
    """The facts of one field or one exposure; a name that is absent is unknown."""

    unit: Unit
    values: Mapping[str, FactValue]
    columns: tuple[str, ...] = field(default=())
    """Columns of the container that the record speaks of, for the finding to name."""

    def get(self, name: str) -> FactValue:
        """The value of that fact, None where it is unknown."""
        return self.values.get(name)


_BOTH = (Unit.FIELD, Unit.EXPOSURE)
_ALL = (Unit.FIELD, Unit.EXPOSURE, Unit.CONTAINER)
_FIELD = (Unit.FIELD,)
_EXPOSURE = (Unit.EXPOSURE,)
_CONTAINER = (Unit.CONTAINER,)

FACTS: dict[str, FactSpec] = {
    spec.name: spec
    for spec in (
        FactSpec("source", "text", Family.PLACE, _ALL, "source", "source"),
        FactSpec("container", "text", Family.PLACE, _ALL, "table ou vue", "table or view"),
        FactSpec("column", "text", Family.PLACE, _FIELD, "colonne", "column"),
        FactSpec("path", "text", Family.PLACE, _FIELD, "chemin dans la colonne", "path in column"),
        FactSpec("category", "text", Family.VERDICT, _BOTH, "catégorie de données", "category"),
        FactSpec("subject", "text", Family.VERDICT, _BOTH, "personnes concernées", "data subject"),
        FactSpec("variant", "text", Family.VERDICT, _FIELD, "variante", "variant"),
        FactSpec("form", "text", Family.VERDICT, _BOTH, "état de la donnée", "form"),
        FactSpec("mode", "text", Family.VERDICT, _FIELD, "exclusivement ou par endroits", "mode"),
        FactSpec("evidence", "text", Family.VERDICT, _FIELD, "valeurs, noms ou les deux", "basis"),
        FactSpec("confidence", "number", Family.VERDICT, _FIELD, "indice de confiance", "score"),
        FactSpec("sensitivity", "text", Family.VERDICT, _BOTH, "sensibilité", "sensitivity"),
        FactSpec(
            "public_register",
            "boolean",
            Family.VERDICT,
            _BOTH,
            "donnée publiée par un annuaire officiel",
            "published in an official register",
        ),
        FactSpec("share", "number", Family.VALUES, _FIELD, "part des cellules", "share of cells"),
        FactSpec("rows", "number", Family.VALUES, _BOTH, "lignes concernées", "rows concerned"),
        FactSpec("distinct", "number", Family.VALUES, _FIELD, "valeurs distinctes", "distinct"),
        FactSpec(
            "container_categories",
            "words",
            Family.VERDICT,
            _ALL,
            "catégories présentes dans la même table",
            "categories in the same table",
        ),
        FactSpec(
            "container_role",
            "text",
            Family.SCHEMA,
            _ALL,
            "rôle apparent de la table (journal, copie, paiement…)",
            "apparent role of the table (log, copy, payment…)",
        ),
        FactSpec("container_kind", "text", Family.SCHEMA, _ALL, "table, vue…", "table, view…"),
        FactSpec(
            "key",
            "text",
            Family.SCHEMA,
            _FIELD,
            "rôle de clé : primary, foreign, unique, none",
            "key role: primary, foreign, unique, none",
        ),
        FactSpec(
            "split",
            "boolean",
            Family.SCHEMA,
            _BOTH,
            "réparti sur plusieurs colonnes",
            "split over several columns",
        ),
        FactSpec(
            "environment",
            "text",
            Family.POLICY,
            _ALL,
            "environnement déclaré",
            "declared environment",
        ),
        FactSpec(
            "stored_necessity",
            "text",
            Family.POLICY,
            _FIELD,
            "nécessité de conserver la donnée pour les finalités déclarées de la table",
            "whether the declared purposes of the table need the data stored",
        ),
        FactSpec("surface", "text", Family.EXPOSURE, _EXPOSURE, "point d'accès", "surface"),
        FactSpec("audience", "text", Family.EXPOSURE, _EXPOSURE, "profil d'utilisateurs", "who"),
        FactSpec("purposes", "words", Family.EXPOSURE, _EXPOSURE, "finalités", "purposes"),
        FactSpec(
            "declared",
            "boolean",
            Family.EXPOSURE,
            _EXPOSURE,
            "finalité déclarée et non présumée",
            "purpose declared, not presumed",
        ),
        FactSpec("scope", "text", Family.EXPOSURE, _EXPOSURE, "personnes montrées", "scope"),
        FactSpec("entry", "text", Family.PORTAL, _EXPOSURE, "échange", "exchange"),
        FactSpec("origin", "text", Family.PORTAL, _EXPOSURE, "rappelé ou révélé", "origin"),
        FactSpec("necessity", "text", Family.EXPOSURE, _EXPOSURE, "nécessité", "necessity"),
        FactSpec(
            "provenance",
            "text",
            Family.EXPOSURE,
            _EXPOSURE,
            "d'où vient la règle de nécessité",
            "where the necessity comes from",
        ),
        FactSpec("persons", "number", Family.EXPOSURE, _EXPOSURE, "personnes", "persons"),
        FactSpec(
            "persons_basis",
            "text",
            Family.EXPOSURE,
            _EXPOSURE,
            "origine du nombre de personnes",
            "basis of the person count",
        ),
        FactSpec(
            "linkability",
            "number",
            Family.EXPOSURE,
            _EXPOSURE,
            "nombre de catégories parmi NIR, nom, naissance, organisme dans la même table",
            "how many of NIR, name, birth, insurer stand in the same table",
        ),
        FactSpec("type_family", "text", Family.SCHEMA, _FIELD, "famille du type", "type family"),
        FactSpec(
            "carrier",
            "text",
            Family.SCHEMA,
            _FIELD,
            "ce qui porte la donnée : cell, nested, url, document",
            "what carries it: cell, nested, url, document",
        ),
        FactSpec(
            "refined",
            "boolean",
            Family.VERDICT,
            _FIELD,
            "code affiné (acte, produit, diagnostic) et non code regroupé",
            "a refined code (act, product, diagnosis), not a group code",
        ),
        FactSpec(
            "person_link",
            "text",
            Family.SCHEMA,
            _FIELD,
            "ce qui mène à une personne identifiée : row, key, none",
            "what leads to an identified person: row, key, none",
        ),
        FactSpec(
            "secret",
            "text",
            Family.VERDICT,
            _FIELD,
            "nature du secret : password, token",
            "kind of secret: password, token",
        ),
        FactSpec(
            "protection",
            "text",
            Family.VALUES,
            _FIELD,
            "plus faible protection constatée d'un secret : clear, fast_hash, slow_hash",
            "weakest protection seen of a secret: clear, fast_hash, slow_hash",
        ),
        FactSpec(
            "weak_rows",
            "number",
            Family.VALUES,
            _FIELD,
            "lignes dont le secret est en clair ou sous un hachage rapide",
            "rows whose secret is in clear or under a fast hash",
        ),
        FactSpec(
            "obsolete_rows",
            "number",
            Family.VALUES,
            _FIELD,
            "lignes qui tiennent un numéro provisoire (NNP, MIG)",
            "rows that hold a provisional number (NNP, MIG)",
        ),
        FactSpec(
            "plausible",
            "boolean",
            Family.VALUES,
            _FIELD,
            "valeurs d'apparence réelle, hors plages réservées aux essais",
            "values that look real, outside ranges reserved for tests",
        ),
        FactSpec(
            "private",
            "boolean",
            Family.VALUES,
            _FIELD,
            "messagerie grand public, portable ou coordonnée dite personnelle",
            "consumer mailbox, mobile number or contact said to be private",
        ),
        FactSpec(
            "shown_fields",
            "number",
            Family.EXPOSURE,
            _EXPOSURE,
            "colonnes qui montrent la catégorie",
            "columns that show the category",
        ),
        FactSpec(
            "ended_rows",
            "number",
            Family.VALUES,
            _EXPOSURE,
            "lignes dont les droits sont échus depuis plus de deux ans, ou d'assurés décédés",
            "rows whose rights ended more than two years ago, or of deceased persons",
        ),
        FactSpec("subjects", "words", Family.VERDICT, _CONTAINER, "personnes", "data subjects"),
        FactSpec(
            "kinds",
            "number",
            Family.VERDICT,
            _CONTAINER,
            "genres de données : identité, NIR, contact, banque, santé, droits, compte…",
            "kinds of data: identity, NIR, contact, bank, health, rights, account…",
        ),
        FactSpec(
            "unneeded_categories",
            "number",
            Family.POLICY,
            _CONTAINER,
            "catégories qu'aucune finalité déclarée ne demande",
            "categories that no declared purpose needs",
        ),
        FactSpec(
            "past_accounts",
            "boolean",
            Family.VALUES,
            _CONTAINER,
            "coordonnées bancaires passées gardées avec les actuelles",
            "past bank details kept with the present ones",
        ),
        FactSpec(
            "purge_date",
            "boolean",
            Family.SCHEMA,
            _CONTAINER,
            "une date permet de trier ce qui est à purger",
            "a date tells what is to be purged",
        ),
        FactSpec(
            "retention_months",
            "number",
            Family.POLICY,
            _CONTAINER,
            "durée de conservation déclarée, en mois",
            "declared retention period, in months",
        ),
        FactSpec(
            "overdue_rows",
            "number",
            Family.POLICY,
            _CONTAINER,
            "lignes plus anciennes que la durée déclarée",
            "rows older than the declared period",
        ),
        FactSpec(
            "least_age",
            "number",
            Family.VALUES,
            _CONTAINER,
            "âge certain des plus anciennes lignes, en mois",
            "certain age of the oldest rows, in months",
        ),
        FactSpec(
            "pseudonymous",
            "boolean",
            Family.VERDICT,
            _CONTAINER,
            "table dite pseudonyme ou qui tient un pseudonyme",
            "table said to be pseudonymous, or that holds a pseudonym",
        ),
        FactSpec(
            "linkable",
            "boolean",
            Family.SCHEMA,
            _CONTAINER,
            "rapprochable d'une identité par ses colonnes ou ses clés",
            "linkable to an identity by its columns or keys",
        ),
    )
}

CLOSED: dict[str, tuple[str, ...]] = {
    "category": tuple(Category),
    "container_categories": tuple(Category),
    "subject": tuple(Subject),
    "form": tuple(Form),
    "mode": tuple(Mode),
    "evidence": tuple(Evidence),
    "container_kind": tuple(ContainerKind),
    "key": ("primary", "foreign", "unique", "none"),
    "type_family": tuple(TypeFamily),
    "carrier": ("cell", "nested", "url", "document"),
    "person_link": ("row", "key", "none"),
    "secret": ("password", "token"),
    "protection": ("clear", "fast_hash", "slow_hash"),
    "subjects": tuple(Subject),
    "environment": tuple(EnvironmentKind),
    "stored_necessity": tuple(Necessity),
    "audience": tuple(Audience),
    "scope": tuple(Scope),
    "origin": tuple(Origin),
    "necessity": tuple(Necessity),
    "provenance": tuple(Provenance),
    "persons_basis": tuple(Basis),
}
"""Facts whose words are a closed list, so that a rule with a misspelt one is refused."""
