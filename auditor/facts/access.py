"""Facts of who may read what in a database."""

from auditor.facts.base import CONTAINER, FactSpec, Family, Unit

_ROLE = (Unit.ROLE,)

SHARED = frozenset(
    {"source", "container", "category", "subject", "form", "sensitivity", "public_register"}
    | {"container_categories", "container_role", "environment", "surface", "audience", "purposes"}
    | {"declared", "scope", "necessity", "provenance", "persons", "persons_basis", "linkability"}
)
"""Facts of other families that a record of a role has as well."""


def _text(name: str, fr: str, en: str, known: tuple[str, ...]) -> FactSpec:
    return FactSpec(name, "text", Family.ACCESS, _ROLE, fr, en, known=known)


def _flag(name: str, fr: str, en: str, units: tuple[Unit, ...] = _ROLE) -> FactSpec:
    return FactSpec(name, "boolean", Family.ACCESS, units, fr, en)


ACCESS: tuple[FactSpec, ...] = (
    _text(
        "grain",
        "objet du relevé : une donnée lue, un pouvoir, le rôle entier",
        "what the record speaks of: data read, a power, the whole role",
        ("data", "power", "role"),
    ),
    _text(
        "role_kind",
        "nature du rôle : application, administrateur, technique, tout le monde",
        "kind of role: application, administrator, technical, everyone",
        ("application", "administrator", "technical", "public"),
    ),
    _flag("purposed", "une finalité est déclarée ou présumée", "a purpose is declared or presumed"),
    _text(
        "rows_seen",
        "lignes lisibles : toutes, restreintes par cloisonnement, inconnu",
        "rows it may read: all, restricted by a policy, unknown",
        ("all", "restricted", "unknown"),
    ),
    _text(
        "object_kind",
        "nature de l'objet : table, vue, vue matérialisée, routine…",
        "kind of object: table, view, materialised view, routine…",
        ("table", "view", "materialized_view", "foreign_table", "file", "endpoint", "routine"),
    ),
    _text(
        "cell",
        "ce que dit la grille des finalités : nécessaire, sous condition, non nécessaire, absent",
        "what the purpose matrix says: needed, conditional, not needed, absent",
        ("needed", "conditional", "not_needed", "absent", "none"),
    ),
    _flag(
        "identifies",
        "NIR, ou nom avec naissance, lisibles en clair dans le même objet",
        "NIR, or name with birth date, readable in clear in the same object",
    ),
    FactSpec(
        "leaks",
        "words",
        Family.ACCESS,
        _ROLE,
        "protection de la table d'origine contournée : lignes, colonnes, masque",
        "protection of the base that is passed by: rows, columns, mask",
        known=("rows", "columns", "mask"),
    ),
    _flag(
        "rejoined",
        "le rôle lit aussi de quoi rattacher le pseudonyme à une personne",
        "the role also reads what ties the pseudonym to a person",
    ),
    _flag(
        "unprotected_copy",
        "copie hors des protections de l'original pour ce rôle",
        "copy outside the protections that the original has for this role",
    ),
    _text(
        "power",
        "pouvoir du rôle",
        "power of the role",
        (
            *("superuser", "bypass_rls", "read_all", "server_files", "create_role"),
            *("all_privileges", "grant_option", "future_tables"),
        ),
    ),
    _text(
        "reach_level",
        "seuil atteint par les personnes listables",
        "limit that the listable persons reach",
        ("none", "medium", "high", "critical"),
    ),
    _text(
        "answer_level",
        "seuil atteint par les personnes consultables avec une clé",
        "limit that the persons answerable with a key reach",
        ("none", "medium", "high", "critical"),
    ),
    _flag("weak_key", "clé faible ou inconnue", "weak or unknown key"),
    _flag("quota", "quota par jour connu", "quota per day known"),
    FactSpec(
        "controllers",
        "number",
        Family.ACCESS,
        _ROLE,
        "organismes dont le rôle lit les assurés",
        "insurers whose persons the role reads",
    ),
    _flag(
        "consultation_log",
        "une table enregistre qui a consulté qui",
        "a table records who consulted whom",
    ),
    _flag("open_outside", "ouvert à des personnes extérieures", "open to people outside"),
    FactSpec(
        "accounts",
        "number",
        Family.VALUES,
        CONTAINER,
        "comptes enregistrés (0 : ce n'est pas une table de comptes)",
        "accounts on file (0: not a table of accounts)",
    ),
    FactSpec(
        "second_factor",
        "boolean",
        Family.SCHEMA,
        CONTAINER,
        "un second facteur d'authentification est prévu",
        "a second authentication factor is provided for",
    ),
    FactSpec(
        "dormant_accounts",
        "number",
        Family.VALUES,
        CONTAINER,
        "comptes sans connexion depuis plus d'un an",
        "accounts without a login for more than a year",
    ),
    FactSpec(
        "shared_accounts",
        "number",
        Family.VALUES,
        CONTAINER,
        "comptes qui partagent la même adresse électronique",
        "accounts that share the same e-mail address",
    ),
    FactSpec(
        "small_groups",
        "boolean",
        Family.VALUES,
        CONTAINER,
        "des combinaisons de naissance, sexe et code postal portées par moins de cinq personnes",
        "combinations of birth date, sex and postcode held by fewer than five persons",
    ),
)
"""`second_factor` and the counts of accounts follow from the schema and the rows alone."""
