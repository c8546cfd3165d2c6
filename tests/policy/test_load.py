from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.fr import nir as stdnum_nir

from auditor.model.errors import ConfigurationError
from auditor.model.vocabulary import Audience, EnvironmentKind, Scope
from auditor.policy.load import load_policy, read_policy
from auditor.policy.model import Limits
from auditor.strictyaml import YamlError

FULL = """
mission: {client: Opérateur, mandate: lettre, dates: janvier, author: nous}
environment:
  kind: production_copy
  production_persons: {value: 33000000, source: rapport, date: 2024-02-07}
targets: {base: "env:DATABASE_URL", lite: ./x.sqlite}
tables:
  - match: "portail.*"
    surface: portail_ps
    audience: practitioner
    purposes: [rights_check]
    scope: everyone
  - {match: ["paiement.*", "virement"], purposes: [payment_run]}
purposes:
  rights_check:
    answer:
      - {need: needed, what: NIR, confirmed: {by: DPO, on: 2026-01-31, because: contrat}}
limits: {medium: 5000}
"""


def refused(text: str) -> YamlError:
    with pytest.raises(YamlError) as caught:
        read_policy(text, "audit.yaml")
    return caught.value


def test_without_a_file_the_defaults_hold() -> None:
    policy = load_policy(None)
    assert policy.tables == ()
    assert policy.digest == ""
    assert (policy.confirmed, policy.limits) == (0, Limits())
    assert policy.cells > 300
    assert not policy.environment.declared


def test_a_whole_policy(tmp_path: Path) -> None:
    path = tmp_path / "audit.yaml"
    path.write_text(FULL, encoding="utf-8")
    policy = load_policy(path)
    first, second = policy.tables
    assert policy.mission.client == "Opérateur"
    assert policy.environment.kind is EnvironmentKind.PRODUCTION_COPY
    assert policy.environment.production_persons is not None
    assert policy.environment.production_persons.value == 33_000_000
    assert policy.targets == {"base": "env:DATABASE_URL", "lite": "./x.sqlite"}
    assert (first.surface, first.scope) == ("portail_ps", Scope.EVERYONE)
    assert second.match == ("paiement.*", "virement")
    assert (second.surface, second.audience) == ("payment_run", Audience.SUPPORT)
    assert second.scope is None
    assert (policy.limits.medium, policy.limits.high) == (5_000, 100_000)
    assert policy.confirmed == 1
    assert len(policy.digest) == 64


def test_an_empty_file_is_the_default_policy() -> None:
    assert read_policy("# rien\n", "audit.yaml").tables == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tabels: []", "yaml_unknown_key_near"),
        ("waivers: {}", "yaml_unknown_key"),
        ("retention: {}", "yaml_not_list"),
        ("retention: [{match: a, column: b}]", "yaml_missing_key"),
        ("retention: [{match: a, column: b, period: always}]", "policy_period"),
        ("retention: [{match: [], column: b, period: P5Y}]", "policy_table_without_match"),
        ("environment: producton", "yaml_unknown_word_near"),
        ("environment: recette", "yaml_unknown_word"),
        ("targets: {base: 'env:A-B'}", "policy_target_variable"),
        ("targets: {base: '@other'}", "policy_target_alias"),
        ("targets: {'a b': x}", "policy_target_name"),
        ("tables: [{match: x, purposes: []}]", "policy_table_without_purpose"),
        ("tables: [{match: [], purposes: hotline}]", "policy_table_without_match"),
        ("tables: [{match: x, purposes: [hotline, card_issue]}]", "policy_surface_missing"),
        (
            "tables: [{match: x, surface: s, purposes: [hotline, rights_check]}]",
            "policy_audience_missing",
        ),
        ("limits: {medium: 200000}", "policy_limits_order"),
        ("- a", "yaml_not_mapping"),
    ],
)
def test_faults(text: str, code: str) -> None:
    assert refused(text).code == code


def test_several_tables_are_told_at_once() -> None:
    fault = refused("tables:\n  - {match: x, purposes: hotlin}\n  - {mach: y, purposes: hotline}")
    assert [fault.code, *(f.code for f in fault.others)] == [
        "yaml_unknown_word_near",
        "yaml_unknown_key_near",
        "yaml_missing_key",
    ]


@pytest.mark.parametrize(
    ("literal", "kind"),
    [
        ("2 55 08 14 168 025 38", "NIR"),
        ("255081416802538", "NIR"),
        ("2 84 05 2A 321 025 52", "NIR"),
        ("FR14 2004 1010 0505 0001 3M02 606", "IBAN"),
        ("FR1420041010050500013M02606", "IBAN"),
        ("20041 01005 0500013M026 06", "RIB"),
    ],
)
@pytest.mark.parametrize(
    "template",
    ["mission: {{client: '{}'}}", "# {}", "targets: {{x: 'file:{}'}}", "'{}': 1"],
)
def test_a_literal_identifier_is_refused_and_never_quoted(
    literal: str, kind: str, template: str
) -> None:
    fault = refused(template.format(literal))
    assert (fault.code, fault.detail["kind"]) == ("policy_literal", kind)
    assert literal not in str(fault.detail)


@given(st.from_regex(r"[12][0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[1-8][0-9])[0-9]{6}", fullmatch=True))
def test_every_nir_is_refused(body: str) -> None:
    key = stdnum_nir.calc_check_digits(body)
    assert refused(f"mission: {{client: '{body}{key}'}}").code == "policy_literal"


def test_numbers_that_are_no_identifier_pass() -> None:
    text = "mission: {dates: '20260131 120000', mandate: '255081416802500'}"
    assert read_policy(text, "audit.yaml").mission.dates


def test_an_unreadable_file_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_policy(tmp_path)
    assert caught.value.code == "file_unreadable"
