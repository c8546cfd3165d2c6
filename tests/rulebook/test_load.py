from dataclasses import replace
from pathlib import Path

import pytest

from auditor.facts import FACTS
from auditor.model.errors import ConfigurationError
from auditor.rulebook.lint import lint
from auditor.rulebook.load import load_rulebook, read_pack
from auditor.rulebook.model import Rulebook
from auditor.rulebook.prove import prove
from auditor.strictyaml import YamlError
from tests.rulebook.packs import EXPOSURE, HEAD, TOGETHER, rule


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{category: NIR}", "{categorie: NIR}", "yaml_unknown_key_near"),
        ("{category: NIR}", "{category: NIRR}", "yaml_unknown_word_near"),
        ("{category: NIR}", "{category: NIR, subject: insured}", "rule_condition_keys"),
        ("{category: NIR}", "{category: []}", "rule_no_value"),
        ("{category: NIR}", "{kernel: nir}", "yaml_unknown_key"),
        ("{category: NIR}", "{persons: 10}", "yaml_not_mapping"),
        ("{category: NIR}", "{persons: {at_leest: 10}}", "yaml_unknown_key_near"),
        ("{category: NIR}", "{purposes: {has_any: []}}", "rule_no_value"),
        ("{category: NIR}", "{declared: yes}", "yaml_not_boolean"),
        ("{category: NIR}", "{any: []}", "rule_no_condition"),
        ("needs: [exposure]", "needs: [policy]", "rule_needs"),
        ("needs: [exposure]", "needs: []", "rule_needs"),
        ("- silent: {origin: echoed}", "", "rule_tests_missing"),
        ("- fires: {}", "- {fires: {}, silent: {}}", "rule_test_outcome"),
        ("- fires: {}", "- {fires: {necessity: always}}", "yaml_unknown_word"),
        ("TST-001", "T1", "rule_id"),
        ("gdpr-5-1-c", "gdpr-5-1-z", "yaml_unknown_word_near"),
        ("{persons}", "{category}", "rule_message_field"),
        ("{persons}", "{persons.real}", "rule_message_field"),
        ("{persons}", "{persons!r}", "rule_message_field"),
        ("{persons}", "{persons", "rule_message_braces"),
        ("title: {fr: titre, en: title}", "title: {fr: titre}", "yaml_missing_key"),
        ("[persons, necessity]", "[personnes]", "yaml_unknown_word_near"),
        ("unit: exposure", "unit: exposure\n    group: field", "yaml_unknown_word"),
        ("cwe: [359]", "cwe: [359]\n    id: TST-002", "yaml_duplicate_key"),
    ],
)
def test_faults_of_a_rule(old: str, new: str, code: str) -> None:
    text = HEAD + EXPOSURE
    assert old in text
    with pytest.raises(YamlError) as caught:
        read_pack(text.replace(old, new), "small.yaml")
    assert caught.value.code == code
    assert int(caught.value.detail["line"]) > 1


def test_together_wants_a_reachable_number() -> None:
    for least in (1, 4):
        with pytest.raises(YamlError):
            rule(TOGETHER.replace("at_least: 2", f"at_least: {least}"))


def test_an_id_is_used_once_over_all_packs(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text((HEAD + EXPOSURE).replace("TST-001", "INC-001"), encoding="utf-8")
    with pytest.raises(YamlError) as caught:
        load_rulebook([tmp_path])
    assert (caught.value.code, caught.value.detail["file"]) == ("rule_id_twice", str(path))


def test_a_clients_pack_joins_the_shipped_ones(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + EXPOSURE, encoding="utf-8")
    book = load_rulebook([path])
    assert book.rule("TST-001") is not None
    assert book.rule("INC-001") is not None
    assert book.rule("ZZZ-999") is None
    assert book.digest != load_rulebook().digest


def test_a_pack_that_cannot_be_read_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_rulebook([tmp_path / "none.yaml"])
    assert caught.value.code == "file_unreadable"


def test_several_faults_are_told_at_once() -> None:
    text = (HEAD + EXPOSURE).replace("{category: NIR}\n", "{category: NIRR}\n")
    text = text.replace("{audience: practitioner}\n", "{audiance: practitioner}\n")
    with pytest.raises(YamlError) as caught:
        read_pack(text, "small.yaml")
    assert len(caught.value.others) == 1


def test_a_condition_that_no_test_guards_is_named() -> None:
    loose = rule(
        EXPOSURE.replace("- {audience", "- {form: clear}\n      - {audience").replace(
            "origin: revealed}", "origin: revealed, form: clear}"
        )
    )
    proof = prove(loose)
    assert proof.failures == ()
    assert "when 2: form" in proof.unguarded
    assert not proof.holds


def test_a_failing_case_is_named_by_its_line() -> None:
    wrong = rule(EXPOSURE.replace("- fires: {}", "- fires: {}\n        - fires: {category: RIB}"))
    (failure,) = prove(wrong).failures
    assert (failure.expected, failure.found) == ("fires", "silent")
    assert failure.line == wrong.tests[1].line


def test_cases_without_a_severity_do_not_judge_it() -> None:
    small = rule(EXPOSURE)
    assert prove(replace(small, modifiers=())).failures == ()


def test_every_fact_of_a_closed_list_names_its_words() -> None:
    closed = {name for name, spec in FACTS.items() if spec.known}
    assert {"category", "audience", "necessity", "form", "key"} <= closed
    assert "container_role" not in closed


def test_lint_remarks_what_a_reviewer_would() -> None:
    text = (HEAD + EXPOSURE).replace("titre", "Une violation")
    found = lint(Rulebook((read_pack(text, "small.yaml"),), ""))
    assert {fault.code for fault in found} == {
        "lint_untranslated",
        "lint_judgement",
        "lint_severity_untested",
        "lint_unverified_untested",
    }


def test_a_folder_without_a_pack_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_rulebook([tmp_path])
    assert caught.value.code == "rules_none_found"
