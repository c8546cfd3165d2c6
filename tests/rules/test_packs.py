"""Every shipped rule against its inline tests, its mutants, the schema and the house style."""

import json
from importlib.resources import files

import jsonschema
import pytest

from auditor.model.vocabulary import Severity
from auditor.policy.legal import legal_texts
from auditor.rulebook.lint import lint
from auditor.rulebook.load import shipped_rulebook
from auditor.rulebook.model import Rule
from auditor.rulebook.prove import prove
from auditor.rulebook.schema import rule_schema
from auditor.strictyaml import load

RULES = shipped_rulebook().rules
PACKS = sorted(p.name for p in files("auditor.rules").joinpath("packs").iterdir())


def ident(rule: Rule) -> str:
    return rule.id


@pytest.mark.parametrize("rule", RULES, ids=ident)
def test_inline_tests_pass_and_guard_every_condition(rule: Rule) -> None:
    proof = prove(rule)
    assert proof.failures == ()
    assert proof.unguarded == ()
    assert proof.holds


def test_nothing_is_left_for_a_reviewer_to_remark() -> None:
    assert [(fault.code, fault.detail) for fault in lint(shipped_rulebook())] == []


def test_the_schema_is_the_one_that_the_loader_implies() -> None:
    text = files("auditor.rules").joinpath("schema/rule.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == rule_schema()


@pytest.mark.parametrize("name", PACKS)
def test_packs_follow_the_schema_that_editors_use(name: str) -> None:
    folder = files("auditor.rules")
    schema = json.loads(folder.joinpath("schema/rule.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    pack = load(folder.joinpath("packs", name).read_text(encoding="utf-8"), name).plain()
    jsonschema.Draft202012Validator(schema).validate(pack)


def test_only_bank_details_the_nir_or_readable_passwords_are_critical_by_themselves() -> None:
    critical = {rule.id for rule in RULES if rule.severity is Severity.CRITICAL}
    assert critical == {
        "MIG-006",
        "INC-001",
        "INC-002",
        "INC-003",
        "INC-014",
        "NIR-004",
        "NIR-011",
        "POR-017",
        "STO-001",
    }


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_an_exception_proves_has_its_sentence(lang: str) -> None:
    text = files("auditor.reports").joinpath(f"translations/{lang}/rules.yaml")
    known = load(text.read_text(encoding="utf-8"), lang).mapping()
    proved = {f"conforming.{rule.lifted}" for rule in RULES if rule.lifted}
    assert proved
    assert proved <= set(known)


def test_cited_references_are_texts_not_thresholds() -> None:
    kinds = {legal_texts()[key].kind for rule in RULES for key in rule.basis}
    assert "product_threshold" not in kinds


def test_ids_are_unique_and_packs_are_named_after_their_file() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert [f"{pack.id}.yaml" for pack in shipped_rulebook().packs] == PACKS
