"""The closed vocabulary of facts that rules may read.

A record is a flat mapping of fact names to values; None is *unknown*, never *false*. A fact that
is not listed here cannot be written in a rule; what cannot be said wants a new fact here and its
computation in `auditor.exposure`, not a bigger rule language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.model.catalogue import ContainerKind
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
_FIELD = (Unit.FIELD,)
_EXPOSURE = (Unit.EXPOSURE,)

FACTS: dict[str, FactSpec] = {
    spec.name: spec
    for spec in (
        FactSpec("source", "text", Family.PLACE, _BOTH, "source", "source"),
        FactSpec("container", "text", Family.PLACE, _BOTH, "table ou vue", "table or view"),
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
            _BOTH,
            "catégories présentes dans la même table",
            "categories in the same table",
        ),
        FactSpec(
            "container_role",
            "text",
            Family.SCHEMA,
            _BOTH,
            "rôle apparent de la table (journal, copie, paiement…)",
            "apparent role of the table (log, copy, payment…)",
        ),
        FactSpec("container_kind", "text", Family.SCHEMA, _BOTH, "table, vue…", "table, view…"),
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
            _BOTH,
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
