import pytest

from auditor.model.vocabulary import Audience, Scope
from auditor.policy.load import read_policy
from auditor.policy.roles import role_rule
from auditor.strictyaml import YamlError


def test_a_role_has_an_audience_purposes_a_scope_and_a_quota() -> None:
    policy = read_policy(
        "roles:\n  portail_ps: {audience: practitioner, purposes: [rights_check],"
        " scope: asked_person, per_day: 300}",
        "audit.yaml",
    )
    (rule,) = policy.roles
    assert rule.audience is Audience.PRACTITIONER
    assert rule.purposes == ("rights_check",)
    assert rule.scope is Scope.ASKED_PERSON
    assert rule.per_day == 300


def test_the_audience_follows_from_purposes_that_share_one() -> None:
    policy = read_policy("roles: {stats: {purposes: statistics}}", "audit.yaml")
    assert policy.roles[0].audience is Audience.STATISTICS


def test_a_name_goes_before_a_pattern() -> None:
    text = 'roles:\n  "portail_*": {purposes: rights_check}\n  portail_bi: {purposes: statistics}'
    rules = read_policy(text, "audit.yaml").roles
    assert role_rule(rules, "portail_bi") == rules[1]
    assert role_rule(rules, "portail_ps") == rules[0]
    assert role_rule(rules, "autre") is None


def test_controllers_are_told_by_a_column_and_named_by_its_values() -> None:
    text = 'controllers: {by: public.assures.code_amc, names: {"12345678": Mutuelle A}}'
    found = read_policy(text, "audit.yaml").controllers
    assert found is not None
    assert (found.table, found.column) == ("public.assures", "code_amc")
    assert found.names == {"12345678": "Mutuelle A"}


def test_incidents_are_chosen_by_id() -> None:
    text = "incidents: [comptes-partenaires-2026]"
    assert read_policy(text, "audit.yaml").incidents == ("comptes-partenaires-2026",)
    assert read_policy("", "audit.yaml").incidents is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("roles: {a: {audience: practitioner, purposes: [right_check]}}", "yaml_unknown_word_near"),
        ("roles: {a: {purposes: [rights_check, statistics]}}", "policy_role_audience"),
        ("roles: {a: {}}", "policy_role_audience"),
        ("roles: {a: {audience: support, per_day: 0}}", "yaml_not_integer"),
        ("roles: {a: {audience: support, purpose: hotline}}", "yaml_unknown_key_near"),
        ("controllers: {by: code_amc}", "policy_controllers_by"),
        ("controllers: {names: {a: b}}", "yaml_missing_key"),
        ("incidents: [tiers-payant-2023]", "yaml_unknown_word_near"),
    ],
)
def test_faults(text: str, code: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_policy(text, "audit.yaml")
    assert caught.value.code == code
