import pytest

from auditor.exposure.access.alike import represented
from auditor.exposure.access.keys import strength, weakest
from auditor.exposure.access.powers import Powers
from auditor.exposure.access.roles import presumed, standings, undeclared
from auditor.model.access import PUBLIC, Access, DefaultGrant, Grant, Membership, Relation, Role
from auditor.model.vocabulary import Audience
from auditor.policy.load import read_policy
from auditor.policy.model import RoleRule

S = "base"


@pytest.mark.parametrize(
    ("name", "kind", "audience", "purposes"),
    [
        ("portail_ps", "application", Audience.PRACTITIONER, "rights_check"),
        ("svc-extranet", "application", Audience.PRACTITIONER, "rights_check"),
        ("WebPortal", "application", Audience.PRACTITIONER, "rights_check"),
        ("portail_annuaire", "application", Audience.PRACTITIONER, "practitioner_directory"),
        ("portail_assures", "application", Audience.INSURED, "insured_account"),
        ("hotline_n1@%", "application", Audience.SUPPORT, "hotline"),
        ("bi_reader", "application", Audience.STATISTICS, "statistics"),
        ("comptaPaiement", "application", Audience.SUPPORT, "payment_run"),
        ("lutte_fraude", "application", Audience.SUPPORT, "fraud_audit"),
        ("mutuelle_lecture", "application", Audience.INSURER, "insurer_access"),
        ("dev_local", "application", Audience.DEVELOPER, "testing"),
        ("dba_nuit", "administrator", Audience.ADMINISTRATOR, ""),
        ("portail_owner", "administrator", Audience.ADMINISTRATOR, ""),
        ("postgres", "technical", None, ""),
        ("root@localhost", "technical", None, ""),
        ("mysql.sys@localhost", "technical", None, ""),
        ("pg_monitor", "technical", None, ""),
        ("audit_lecture", "technical", None, ""),
        ("@localhost", "technical", None, ""),
        ("app", "application", None, ""),
        ("api_v2", "application", None, ""),
        ("admin_app", "application", None, ""),
        ("portail_admin", "application", None, ""),
        ("app_owner", "administrator", Audience.ADMINISTRATOR, ""),
        ("app_admin_dba", "administrator", Audience.ADMINISTRATOR, ""),
        ("tableau_gw", "application", Audience.STATISTICS, "statistics"),
        ("reglements_batch", "application", Audience.SUPPORT, "payment_run"),
        ("batch_nuit", "application", None, ""),
        ("composition", "application", None, ""),
        ("prospection", "application", None, ""),
    ],
)
def test_what_a_name_lets_presume(
    name: str, kind: str, audience: Audience | None, purposes: str
) -> None:
    found = presumed(name)
    assert found[:2] == (kind, audience)
    assert found[2][:1] == ((purposes,) if purposes else ())


def _access(*roles: Role, **edges: object) -> Access:
    return Access(roles=roles, **edges)  # type: ignore[arg-type]


def test_roles_that_log_in_and_declared_ones_are_surfaces() -> None:
    access = _access(
        Role(S, "portail", ("login",)),
        Role(S, "lecture"),
        Role(S, "ferme", ("locked", "login")),
        Role(S, "groupe_bi"),
        Role(S, "lecteur_nuit", ("login",)),
    )
    rules = read_policy("roles: {groupe_bi: {purposes: statistics}}", "audit.yaml").roles
    found = {one.role: one for one in standings(access, rules, [(S, "lecteur_nuit")])}
    assert set(found) == {"portail", "groupe_bi", "lecteur_nuit"}
    assert found["groupe_bi"].declared
    assert not found["portail"].declared
    assert found["lecteur_nuit"].kind == "technical"


def test_an_administrator_who_runs_another_purpose_is_held_against_it() -> None:
    rules = [
        RoleRule("paie", Audience.ADMINISTRATOR, ("payment_run",), None, None),
        RoleRule("dba", Audience.ADMINISTRATOR, ("access_administration",), None, None),
        RoleRule("exploit", Audience.ADMINISTRATOR, (), None, None),
    ]
    access = _access(*(Role("s", rule.match, ("login",)) for rule in rules))
    assert {one.role: one.kind for one in standings(access, rules)} == {
        "paie": "application",
        "dba": "administrator",
        "exploit": "administrator",
    }


def test_undeclared_roles_are_one_gap_a_presumption_the_widest_first() -> None:
    names = ("app", "api", "bi_a", "bi_b", "portail")
    access = _access(*(Role(S, name, ("login",)) for name in names))
    reached = {(S, name): n for n, name in enumerate(names, start=1)} | {(S, "bi_b"): 9_000}
    gaps = undeclared(standings(access, ()), reached)
    assert [(gap.code, gap.count, dict(gap.detail)["role"]) for gap in gaps] == [
        ("presumed_role", 2, "bi_b"),
        ("presumed_role", 1, "portail"),
        ("no_role", 2, "api"),
    ]
    assert undeclared(standings(access, ()), {}) == ()


def _named(powers: Powers, role: str, personal: str = "t") -> list[tuple[str, str, str]]:
    found = powers.of(S, role, frozenset({personal}))
    return [(one.name, one.container, one.through) for one in found]


def test_powers_come_by_membership_and_circles_end() -> None:
    access = _access(
        Role(S, "app", ("login",)),
        Role(S, "a"),
        Role(S, "chef", ("bypass_rls", "superuser")),
        memberships=(
            Membership(S, "app", "a"),
            Membership(S, "a", "app"),
            Membership(S, "a", "chef", inherits=False),
        ),
    )
    assert _named(Powers(access), "app") == [("superuser", "", "chef")]


def test_a_membership_that_gives_nothing_gives_no_power() -> None:
    access = _access(
        Role(S, "app", ("login",)),
        Role(S, "chef", ("superuser",)),
        memberships=(Membership(S, "app", "chef", inherits=False, may_set=False),),
    )
    assert _named(Powers(access), "app") == []


def test_powers_over_objects_concern_personal_data_of_others() -> None:
    every = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES")
    access = _access(
        Role(S, "app", ("login",)),
        relations=(Relation(S, "mine", "table", "app"), Relation(S, "t", "table", "chef")),
        grants=(
            *(Grant(S, "app", privilege, "mine", grantable=True) for privilege in every),
            *(Grant(S, "app", privilege, "t") for privilege in every),
            Grant(S, "app", "SELECT", "ref", grantable=True),
            Grant(S, "app", "USAGE", "s", grantable=True, level="schema"),
        ),
        defaults=(
            DefaultGrant(S, "chef", "", "app", "SELECT"),
            DefaultGrant(S, "chef", "", PUBLIC, "EXECUTE", "routine"),
        ),
    )
    powers = Powers(access)
    assert _named(powers, "app") == [("all_privileges", "t", ""), ("future_tables", "", "")]
    assert _named(powers, "app", "ref") == [("future_tables", "", ""), ("grant_option", "ref", "")]


def test_reading_and_writing_is_not_all() -> None:
    daily = ("SELECT", "INSERT", "UPDATE", "DELETE")
    grants = tuple(Grant(S, "app", privilege, "t") for privilege in daily)
    assert _named(Powers(_access(Role(S, "app"), grants=grants)), "app") == []


def test_of_many_roles_alike_the_first_stands_for_all() -> None:
    roles = [Role(S, f"agent{n:02d}", ("login",)) for n in range(12)]
    members = [Membership(S, role.name, "lecture") for role in roles]
    access = _access(*roles, memberships=tuple(members))
    standing = standings(access, ())
    kept, (gap,) = represented(access, standing)
    assert [one.role for one in kept] == ["agent00"]
    assert (gap.code, gap.count) == ("roles_alike", 11)
    other = _access(
        *roles, memberships=tuple(members), grants=(Grant(S, "agent05", "SELECT", "t"),)
    )
    kept, _ = represented(other, standing)
    assert [one.role for one in kept] == ["agent00", "agent05"]
    few = _access(*roles[:10])
    assert represented(few, standings(few, ())) == (standings(few, ()), ())


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (("p_nir", "p_date_naissance"), "nir_birth_date"),
        (("ssn", "birth_date"), "nir_birth_date"),
        (("nir",), "nir"),
        (("p_id",), "sequential"),
        (("numero_adherent",), "sequential"),
        (("jeton_carte", "nir"), "card"),
        (("x",), ""),
        ((), ""),
    ],
)
def test_the_strength_of_a_key_is_told_by_its_arguments(
    arguments: tuple[str, ...], key: str
) -> None:
    assert strength(arguments) == key


def test_of_several_keys_the_weakest_counts() -> None:
    assert weakest(["card", "nir"]) == "nir"
    assert weakest(["nir_birth_date", "sequential", ""]) == "sequential"
    assert weakest([]) == ""
