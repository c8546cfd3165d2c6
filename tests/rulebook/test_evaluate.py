from auditor.facts import FactRecord, Family
from auditor.model.vocabulary import Category, GapKind, Provenance, Severity, Subject
from auditor.policy.model import Limits
from auditor.rulebook.evaluate import Evaluation, evaluate
from auditor.rulebook.load import shipped_rulebook
from auditor.rulebook.model import Pack, Rule, Rulebook
from tests.rulebook.packs import EXPOSURE, TOGETHER, rule, shown, stored

ALL = frozenset(Family)


def run(records: list[FactRecord], *rules: Rule, families: frozenset[Family] = ALL) -> Evaluation:
    book = Rulebook((Pack("small", {}, rules),), "")
    return evaluate(book, records, families, Limits())


def fired(records: list[FactRecord]) -> dict[str, Severity]:
    found = evaluate(shipped_rulebook(), records, ALL, Limits()).findings
    return {finding.rule: finding.severity for finding in found}


def test_a_finding_says_what_where_and_how_many() -> None:
    (finding,) = run([shown(persons=1234567)], rule(EXPOSURE)).findings
    assert (finding.source, finding.container, finding.column) == ("base", "portail.assures", "nir")
    assert finding.surface == "portail"
    assert finding.categories == (Category.NIR,)
    assert finding.message["fr"] == "portail.assures : nir, 1\u202f234\u202f567 personnes"
    assert finding.message["en"] == "portail.assures: nir, 1,234,567 persons"
    assert finding.facts["audience"] == "practitioner"
    assert finding.verified


def test_an_unknown_count_is_said_not_invented() -> None:
    (finding,) = run([shown()], rule(EXPOSURE)).findings
    assert "nombre indéterminé" in finding.message["fr"]
    assert "undetermined" in finding.message["en"]


def test_an_unknown_exception_fires_unverified() -> None:
    (finding,) = run([shown(origin=None)], rule(EXPOSURE)).findings
    assert not finding.verified


def test_an_exception_that_holds_is_a_conforming_place() -> None:
    said = run([shown(origin="echoed")], rule(EXPOSURE))
    assert said.findings == ()
    (place,) = said.conforming
    assert (place.container, place.surface) == ("portail.assures", "portail")
    assert dict(place.detail) == {"rule": "TST-001", "columns": "nir"}


def test_undetermined_records_are_one_gap_a_rule_and_fact() -> None:
    records = [shown(audience=None, container=f"t{n}") for n in range(5)]
    said = run(records, rule(EXPOSURE))
    assert said.findings == ()
    (gap,) = said.gaps
    assert (gap.kind, gap.code, gap.count) == (GapKind.UNDECIDED, "undecided_tables", 5)
    assert dict(gap.detail) == {"rule": "TST-001", "fact": "audience"}


def test_a_family_that_the_target_lacks_makes_a_rule_not_applicable() -> None:
    said = run([shown(audience=None)], rule(EXPOSURE), families=ALL - {Family.EXPOSURE})
    assert said == Evaluation()


def test_together_fires_once_a_group_and_names_every_column() -> None:
    small = rule(TOGETHER)
    records = [
        shown(),
        FactRecord(shown().unit, {**shown(category="PERSON").values}, ("nom", "prenom")),
        shown(category="SEX"),
        shown(surface="other"),
    ]
    (finding,) = run(records, small).findings
    assert finding.columns == (
        "portail.assures.nir",
        "portail.assures.nom",
        "portail.assures.prenom",
    )
    assert finding.categories == (Category.NIR, Category.PERSON)
    assert (finding.surface, finding.container, finding.column) == ("portail", "", "")


def test_together_is_undecided_where_the_unknown_could_complete_it() -> None:
    said = run([shown(), shown(category="PERSON", audience=None)], rule(TOGETHER))
    assert said.findings == ()
    assert [dict(gap.detail)["fact"] for gap in said.gaps] == ["audience"]


def test_a_split_rib_is_one_finding() -> None:
    parts = ("code_banque", "code_guichet", "num_compte", "cle_rib")
    records = [
        stored(category="RIB", subject="practitioner", split=True, column=name, rows=40)
        for name in parts
    ]
    found = evaluate(shipped_rulebook(), records, ALL, Limits()).findings
    assert [finding.rule for finding in found] == ["BNK-003"]
    assert found[0].columns == tuple(sorted(parts))


def test_fingerprints_depend_on_place_and_rule_alone() -> None:
    small = rule(EXPOSURE)
    first, again, elsewhere = (
        run([record], small).findings[0].fingerprint
        for record in (
            shown(rows=1, persons=10),
            shown(rows=99, persons=99, necessity="to_justify"),
            shown(surface="other"),
        )
    )
    assert first == again
    assert first != elsewhere


def test_the_order_of_records_changes_nothing() -> None:
    records = [
        shown(container=f"t{n % 3}", category=category, persons=n, subject=subject)
        for n in range(12)
        for category in ("NIR", "RIB", "BIRTH_DATE", "PERSON", "INSURER", "LOGIN")
        for subject in ("insured", "practitioner")
    ]
    said = evaluate(shipped_rulebook(), records, ALL, Limits())
    for order in (records[::-1], records[::2] + records[1::2], records[77:] + records[:77]):
        assert evaluate(shipped_rulebook(), order, ALL, Limits()) == said
    ranks = [finding.severity.rank for finding in said.findings]
    assert ranks == sorted(ranks, reverse=True)


def test_what_the_incident_exposed_is_critical_on_a_hypothesis_alone() -> None:
    records = [
        shown(category="RIB", subject="practitioner", provenance="hypothesis"),
        shown(category="NIR", provenance="hypothesis", linkability=4, persons=20_000_000),
    ]
    assert fired(records) == {"INC-001": Severity.CRITICAL, "INC-002": Severity.HIGH}


def test_the_gravest_record_speaks_for_its_finding() -> None:
    records = [
        shown(category="MEMBER_NUMBER", necessity="to_justify", persons=5),
        shown(category="CONTRACT_NUMBER", provenance="text", persons=3, subject="dependant"),
    ]
    (finding,) = evaluate(shipped_rulebook(), records, ALL, Limits()).findings
    assert finding.severity is Severity.HIGH
    assert finding.provenance is Provenance.TEXT
    assert finding.subject is Subject.INSURED
    assert finding.categories == (Category.CONTRACT_NUMBER, Category.MEMBER_NUMBER)


def test_a_declared_payment_table_is_silent() -> None:
    records = [
        stored(
            category=category,
            subject="practitioner",
            column=category.lower(),
            container="x",
            stored_necessity="needed",
            container_categories=("RIB", "IBAN", "PERSON", "EMAIL_ADDRESS", "AMOUNT"),
        )
        for category in ("RIB", "IBAN", "PERSON", "EMAIL_ADDRESS", "AMOUNT")
    ]
    assert fired(records) == {}


def test_reference_data_is_silent() -> None:
    categories = ("FINESS", "COMPANY", "ADDRESS", "CITY", "POSTCODE", "PHONE_NUMBER")
    records = [
        stored(
            category=category,
            subject="practitioner",
            column=category.lower(),
            container="ref_finess",
            container_role="reference",
            container_categories=categories,
            public_register=category != "PHONE_NUMBER",
            stored_necessity=None,
        )
        for category in categories
    ]
    assert fired(records) == {}


def test_a_minimal_view_is_silent() -> None:
    categories = ("MEMBER_NUMBER", "COVERAGE_PERIOD", "INSURER", "PERSON", "NIR")
    records = [
        shown(category=category, necessity="needed", scope="asked_person", origin="echoed")
        for category in categories
    ]
    assert fired(records) == {}


def test_back_office_and_masked_data_are_not_portal_findings() -> None:
    assert fired([shown(audience="support"), shown(form="masked")]) == {}
