"""Who stands behind a database role: declared in audit.yaml, or presumed from its name.

A presumption keeps a role that nobody declared from being silent; a gap asks for the declaration.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.model.access import PUBLIC, Access, Role
from auditor.model.exposure import Surface
from auditor.model.gaps import Gap
from auditor.model.vocabulary import Audience, GapKind, Scope
from auditor.naming.split import words_of
from auditor.policy.model import RoleRule
from auditor.policy.roles import role_rule

APPLICATION, ADMINISTRATOR, TECHNICAL, EVERYONE = (
    *("application", "administrator", "technical", "public"),
)
KINDS = (APPLICATION, ADMINISTRATOR, TECHNICAL, EVERYONE)

_SHIPPED = frozenset(
    {"postgres", "root", "sys", "system", "sa", "dbo", "public", "rdsadmin", "mysql"}
    | {"mariadb", "pgbouncer", "cloudsqladmin", "cloudsqlsuperuser", "azure_superuser", "azuresu"}
    | {"replicator", "replication", "repmgr", "barman", "postgres_exporter", "rdsrepladmin"}
)
_SHIPPED_PREFIXES = ("pg_", "mysql.", "mariadb.", "rds_", "azure_pg_", "cloudsql")
"""Accounts and groups that a server or its hosting brings along."""
_AUDIT = frozenset({"audit", "auditeur", "auditor"})
_ADMIN = frozenset(
    {"dba", "admin", "admins", "administrateur", "administrator", "sysadmin", "exploitation"}
    | {"owner", "proprietaire", "migration", "migrations", "migrator", "flyway", "liquibase"}
    | {"deploy", "deploiement", "ddl", "backup", "sauvegarde"}
)
_ADMINISTERING = frozenset({"access_administration", "security_logging", "rights_requests"})
"""Purposes of those who administer; for any other one a role is an application's."""
_MANNED = frozenset({"admin", "admins", "administrateur", "administrator"})
_SERVED = frozenset(
    {"app", "appli", "application", "api", "web", "www", "site", "back", "backend", "backoffice"}
    | {"bo", "ihm", "console", "portail", "portal", "extranet", "front", "frontend", "svc"}
    | {"service", "php", "java", "tomcat", "django", "rails", "laravel", "wordpress"}
)
"""Beside one of these, « admin » names the screens of an application, not who runs the server."""
_PORTAL = frozenset({"portail", "portal", "extranet", "guichet", "front", "frontend"})
_INSURED = frozenset({"assure", "assures", "adherent", "adherents", "insured", "member", "members"})


@dataclass(frozen=True, slots=True)
class Presumption:
    """What any of these words in a role's name lets one presume."""

    words: frozenset[str]
    audience: Audience
    purposes: tuple[str, ...]


_PRESUMPTIONS = (
    Presumption(
        frozenset({"annuaire", "directory"}), Audience.PRACTITIONER, ("practitioner_directory",)
    ),
    Presumption(
        frozenset({"ps", "praticien", "praticiens", "practitioner", "practitioners", "pro", "pros"})
        | {"professionnel", "professionnels", "soignant", "provider", "pharmacie", "officine"}
        | {"opticien", "opticiens", "dentiste"}
        | _PORTAL,
        Audience.PRACTITIONER,
        ("rights_check", "practitioner_directory"),
    ),
    Presumption(
        frozenset({"support", "hotline", "assistance", "helpdesk", "sav", "standard"})
        | {"callcenter", "conseiller", "conseillers", "teleconseiller", "teleconseillers"},
        Audience.SUPPORT,
        ("hotline",),
    ),
    Presumption(
        frozenset({"bi", "stat", "stats", "statistique", "statistiques", "statistics", "dwh"})
        | {"decisionnel", "infocentre", "reporting", "report", "analytics", "olap", "metabase"}
        | {"superset", "powerbi", "datalake", "datamart", "tableau", "qlik", "looker", "edw"}
        | {"dataviz", "datascience", "datascientist", "actuariat", "actuaire", "actuaires"}
        | {"actuary", "actuarial", "etudes", "pilotage", "sas"},
        Audience.STATISTICS,
        ("statistics",),
    ),
    Presumption(
        frozenset({"compta", "comptabilite", "accounting", "paiement", "paiements", "payment"})
        | {"payments", "virement", "virements", "tresorerie", "treasury", "payout", "finance"}
        | {"reglement", "reglements", "comptable", "payeur", "settlement"},
        Audience.SUPPORT,
        ("payment_run",),
    ),
    Presumption(frozenset({"fraude", "fraud"}), Audience.SUPPORT, ("fraud_audit",)),
    Presumption(
        frozenset({"amc", "mutuelle", "mutuelles", "assureur", "insurer", "insurers", "organisme"}),
        Audience.INSURER,
        ("insurer_access",),
    ),
    Presumption(
        frozenset({"dev", "devs", "developpeur", "developer", "developers", "recette", "qa"})
        | {"test", "tests", "testing", "staging"},
        Audience.DEVELOPER,
        ("testing",),
    ),
)
_OWN_SPACE = Presumption(_INSURED, Audience.INSURED, ("insured_account",))


@dataclass(frozen=True, slots=True)
class Standing:
    """A role of a source as a surface."""

    source: str
    role: str
    kind: str
    """A word of `KINDS`."""
    audience: Audience | None
    purposes: tuple[str, ...]
    scope: Scope | None
    per_day: int | None
    declared: bool


def standings(
    access: Access, rules: Sequence[RoleRule], accounts: Iterable[tuple[str, str]] = ()
) -> tuple[Standing, ...]:
    """The roles that can log in, those that are declared, and PUBLIC where it was granted anything.

    `accounts` names the accounts of the audit itself by (source, name): they are technical.
    """
    own = frozenset(accounts)
    found = [
        _standing(role, role_rule(rules, role.name), own)
        for role in access.roles
        if _logs_in(role) or role_rule(rules, role.name)
    ]
    granted = sorted({grant.source for grant in access.grants if grant.role == PUBLIC})
    found += [Standing(s, PUBLIC, EVERYONE, None, (), None, None, declared=False) for s in granted]
    return tuple(sorted(found, key=lambda one: (one.source, one.role)))


def surfaces(
    standing: Iterable[Standing], containers: dict[tuple[str, str], set[str]]
) -> tuple[Surface, ...]:
    """The roles as surfaces, with the containers of personal data that each one reads."""
    return tuple(
        Surface(
            id=one.role,
            kind="role",
            audience=one.audience,
            purposes=one.purposes,
            declared=one.declared,
            containers=tuple(sorted(containers.get((one.source, one.role), ()))),
        )
        for one in standing
        if one.kind in {APPLICATION, ADMINISTRATOR}
    )


def undeclared(
    standing: Iterable[Standing], persons: dict[tuple[str, str], int]
) -> tuple[Gap, ...]:
    """One gap for the roles of each presumption, and one for those without any.

    `persons` counts whom each role reaches; what reaches nobody needs no declaration.
    """
    groups: dict[tuple[str, str, str], list[Standing]] = {}
    for one in standing:
        reached = persons.get((one.source, one.role))
        if one.kind == APPLICATION and not one.declared and reached is not None:
            audience = one.audience.value if one.audience else ""
            groups.setdefault((one.source, audience, ", ".join(one.purposes)), []).append(one)
    gaps = [
        _gap(source, audience, purposes, members, persons)
        for (source, audience, purposes), members in groups.items()
    ]
    return tuple(gap for _, gap in sorted(gaps, key=lambda pair: (-pair[0], pair[1].source)))


def presumed(name: str) -> tuple[str, Audience | None, tuple[str, ...]]:
    """The kind, audience and purposes that a role's name lets one presume."""
    account = name.partition("@")[0].strip("'\"`")
    lowered = account.lower()
    if lowered in _SHIPPED or lowered.startswith(_SHIPPED_PREFIXES) or not account:
        return TECHNICAL, None, ()
    words = frozenset(words_of(account)) | frozenset(re.split(r"[^a-z]+", lowered))
    if words & _AUDIT:
        return TECHNICAL, None, ()
    if words & _ADMIN:
        screens = words & _SERVED and words & _ADMIN <= _MANNED
        return (APPLICATION, None, ()) if screens else (ADMINISTRATOR, Audience.ADMINISTRATOR, ())
    if words & _INSURED and words & (_PORTAL | {"espace", "space", "app", "mobile", "web"}):
        return APPLICATION, _OWN_SPACE.audience, _OWN_SPACE.purposes
    for one in _PRESUMPTIONS:
        if words & one.words:
            return APPLICATION, one.audience, one.purposes
    return APPLICATION, None, ()


def _logs_in(role: Role) -> bool:
    return "login" in role.attributes and "locked" not in role.attributes


def _standing(role: Role, rule: RoleRule | None, own: frozenset[tuple[str, str]]) -> Standing:
    if rule is not None:
        # An administrator who also runs payments or statistics is held against that purpose.
        administrator = rule.audience is Audience.ADMINISTRATOR and (
            _ADMINISTERING.issuperset(rule.purposes)
        )
        return Standing(
            role.source,
            role.name,
            ADMINISTRATOR if administrator else APPLICATION,
            rule.audience,
            rule.purposes,
            rule.scope,
            rule.per_day,
            declared=True,
        )
    kind, audience, purposes = presumed(role.name)
    if (role.source, role.name.partition("@")[0]) in own:
        kind, audience, purposes = TECHNICAL, None, ()
    return Standing(role.source, role.name, kind, audience, purposes, None, None, declared=False)


def _gap(
    source: str,
    audience: str,
    purposes: str,
    members: Sequence[Standing],
    persons: dict[tuple[str, str], int],
) -> tuple[int, Gap]:
    ordered = sorted(members, key=lambda one: (-persons[one.source, one.role], one.role))
    most = persons[source, ordered[0].role]
    detail = [("role", ordered[0].role), ("persons", str(most))]
    if audience:
        detail += [("audience", audience), ("purposes", purposes)]
    gap = Gap(
        GapKind.UNDECLARED,
        "presumed_role" if audience else "no_role",
        source,
        count=len(members),
        detail=tuple(detail),
    )
    return most, gap
