"""Rules over whole containers, what an exception proves, and their wording."""

import pytest

from auditor.facts import FactRecord, FactValue, Family, Unit
from auditor.model.vocabulary import Category, Subject
from auditor.policy.model import Limits
from auditor.rulebook.evaluate import Evaluation, evaluate
from auditor.rulebook.load import read_pack
from auditor.rulebook.model import Pack, Rulebook
from auditor.strictyaml import YamlError
from tests.rulebook.packs import HEAD

OVERDUE = """
    unit: container
    needs: [policy]
    when:
      - {overdue_rows: {at_least: 1}}
    unless:
      - {container_kind: view}
    lifted: kept_elsewhere
    tests:
      given: {overdue_rows: 3, container_kind: table}
      cases:
        - fires: {}
        - silent: {overdue_rows: 0}
"""
HEADED = HEAD.replace(
    '"{container} : {columns}, {persons}"', '"{container} : {overdue_rows}, {retention_months}"'
).replace(
    '"{container}: {columns}, {persons}"', '"{container}: {overdue_rows}, {retention_months}"'
)


def _book(body: str) -> Rulebook:
    pack = read_pack(HEADED + body, "small.yaml")
    return Rulebook((Pack(pack.id, pack.title, pack.rules),), "")


def _record(**values: FactValue) -> FactRecord:
    facts: dict[str, FactValue] = {
        "source": "base",
        "container": "factures",
        "container_kind": "table",
        "container_categories": ("NIR", "AMOUNT"),
        "subjects": ("insured",),
        "overdue_rows": 1200,
        "retention_months": 60,
    }
    return FactRecord(Unit.CONTAINER, facts | values, ("nir", "montant"))


def _said(*records: FactRecord, body: str = OVERDUE) -> Evaluation:
    return evaluate(_book(body), records, frozenset(Family), Limits())


def test_a_finding_on_a_container_names_its_data_and_counts_its_rows() -> None:
    (finding,) = _said(_record()).findings
    assert (finding.container, finding.column) == ("factures", "")
    assert finding.columns == ("montant", "nir")
    assert set(finding.categories) == {Category.NIR, Category.AMOUNT}
    assert finding.subject is Subject.INSURED
    assert finding.message["fr"] == "factures : 1\u202f200 lignes, 60 mois"
    assert finding.message["en"] == "factures: 1,200 rows, 60 months"


def test_one_finding_a_source_lists_containers() -> None:
    body = OVERDUE.replace("    unit: container\n", "    unit: container\n    group: source\n")
    (finding,) = _said(_record(), _record(container="devis"), body=body).findings
    assert finding.columns == ("devis", "factures")


def test_an_exception_says_what_it_proves() -> None:
    said = _said(_record(container_kind="view"))
    assert said.findings == ()
    assert [(one.check, one.container) for one in said.conforming] == [
        ("kept_elsewhere", "factures")
    ]


def test_without_a_name_an_exception_stays_one() -> None:
    body = OVERDUE.replace("    lifted: kept_elsewhere\n", "")
    (one,) = _said(_record(container_kind="view"), body=body).conforming
    assert one.check == "rule_exception"


def test_a_period_that_nobody_declared_is_asked_for_once() -> None:
    (gap,) = _said(_record(overdue_rows=None), _record(container="devis", overdue_rows=None)).gaps
    assert (gap.code, gap.count) == ("undecided_retention", 2)


@pytest.mark.parametrize("fact", ["column", "surface", "persons"])
def test_facts_of_other_units_are_refused(fact: str) -> None:
    with pytest.raises(YamlError, match="yaml_unknown_key"):
        _book(OVERDUE.replace("container_kind: view", f"{fact}: x"))
