"""Facts of what a migration does to personal data."""

from auditor.facts.base import FactSpec, Family, Unit
from auditor.model.changes import NARROWING, WIDENING

_CHANGE = (Unit.CHANGE,)

STANDINGS = ("needed", "to_justify", "undetermined", "excessive", "undeclared")
"""What audit.yaml says of a category in a container: that of its least favourable surface."""

MIGRATIONS: tuple[FactSpec, ...] = (
    FactSpec(
        "action",
        "text",
        Family.MIGRATION,
        _CHANGE,
        "ce que fait l'instruction",
        "what the statement does",
        known=(*WIDENING, *NARROWING),
    ),
    FactSpec(
        "concern",
        "text",
        Family.MIGRATION,
        _CHANGE,
        "donnée à regarder par elle-même, à côté d'une personne, ou non",
        "data to look at by itself, beside a person, or not",
        known=("own", "joined", "none"),
    ),
    FactSpec(
        "standing",
        "text",
        Family.MIGRATION,
        _CHANGE,
        "ce qu'en disent les finalités de la table",
        "what the purposes of the table say of it",
        known=STANDINGS,
    ),
    FactSpec(
        "purpose_declared",
        "boolean",
        Family.MIGRATION,
        _CHANGE,
        "finalité de la table déclarée",
        "purpose of the table declared",
    ),
    FactSpec(
        "outside",
        "boolean",
        Family.MIGRATION,
        _CHANGE,
        "lu par des comptes extérieurs à l'opérateur",
        "read by accounts from outside the operator",
    ),
    FactSpec(
        "to_public",
        "boolean",
        Family.MIGRATION,
        _CHANGE,
        "habilitation donnée à tous les rôles",
        "granted to every role",
    ),
    FactSpec(
        "literal",
        "boolean",
        Family.MIGRATION,
        _CHANGE,
        "identifiant écrit dans le fichier",
        "identifier written in the file",
    ),
    FactSpec(
        "whole_rows",
        "boolean",
        Family.MIGRATION,
        _CHANGE,
        "concerne la table entière",
        "concerns the whole table",
    ),
    FactSpec(
        "retention_column",
        "boolean",
        Family.MIGRATION,
        _CHANGE,
        "colonne qui sert à la durée de conservation",
        "column that the retention period rests on",
    ),
    FactSpec(
        "rejoins_identity",
        "boolean",
        Family.MIGRATION,
        _CHANGE,
        "relie une table pseudonyme à une identité",
        "links a pseudonymous table to an identity",
    ),
    FactSpec("grantee", "text", Family.MIGRATION, _CHANGE, "habilité", "granted to"),
    FactSpec("taken_from", "text", Family.MIGRATION, _CHANGE, "tiré de", "taken from"),
    FactSpec("file", "text", Family.MIGRATION, _CHANGE, "fichier", "file"),
    FactSpec("line", "number", Family.MIGRATION, _CHANGE, "ligne", "line"),
)
