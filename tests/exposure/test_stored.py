"""From declarations and verdicts to exposures, reach, the first page and the replay."""

from auditor.exposure.incidents import Stage, replay
from auditor.exposure.placements import place, surfaces, undeclared
from auditor.exposure.reach import headline, reach
from auditor.exposure.stored import exposures, stored_necessity
from auditor.model.exposure import Exposure
from auditor.model.naming import ContainerNames
from auditor.model.refs import ContainerRef, FieldRef
from auditor.model.vocabulary import (
    Audience,
    Basis,
    Category,
    EnvironmentKind,
    Necessity,
    Scope,
    Subject,
)
from auditor.policy.incidents import Incident, IncidentField, Sought
from tests.exposure.build import SOURCE, Ledger, container, counter, judgement, policy, rule

PORTAL = rule("p_*", "portail", Audience.PRACTITIONER, "rights_check", Scope.EVERYONE)
DIRECTORY = rule("annuaire", "portail", Audience.PRACTITIONER, "practitioner_directory")
PAYMENT = rule("paie", "paiement", Audience.ADMINISTRATOR, "payment_run")
TABLES = (
    container("p_droits", "nir", "fin"),
    container("annuaire", "iban", "rpps"),
    container("paie", "iban"),
    container("divers", "nir"),
    container("extranet_assures", "nir"),
)
HELD = {
    ContainerRef(SOURCE, "p_droits"): [
        judgement("p_droits", "nir", Category.NIR, Subject.INSURED),
        judgement("p_droits", "fin", Category.COVERAGE_PERIOD, Subject.INSURED),
    ],
    ContainerRef(SOURCE, "annuaire"): [
        judgement("annuaire", "iban", Category.IBAN, Subject.PRACTITIONER),
        judgement("annuaire", "rpps", Category.RPPS, Subject.PRACTITIONER),
    ],
    ContainerRef(SOURCE, "paie"): [judgement("paie", "iban", Category.IBAN, Subject.PRACTITIONER)],
    ContainerRef(SOURCE, "divers"): [judgement("divers", "nir", Category.NIR, Subject.INSURED)],
}
POLICY = policy(PORTAL, DIRECTORY, PAYMENT)
LEDGER = Ledger({"p_droits": 40_000}, {"iban": 900, "rpps": 950})


def _exposures() -> dict[tuple[str, Category], Exposure]:
    shown = exposures(place(POLICY, TABLES), HELD, POLICY.purposes, counter(LEDGER))
    return {(e.container, e.category): e for e in shown}


def test_each_container_is_held_against_its_own_purpose() -> None:
    shown = _exposures()
    assert shown["p_droits", Category.NIR].necessity is Necessity.EXCESSIVE
    assert shown["p_droits", Category.COVERAGE_PERIOD].necessity is Necessity.NEEDED
    assert shown["annuaire", Category.IBAN].necessity is Necessity.EXCESSIVE
    assert shown["annuaire", Category.RPPS].necessity is Necessity.NEEDED
    assert shown["paie", Category.IBAN].necessity is Necessity.NEEDED


def test_a_table_that_nobody_declared_has_no_exposure() -> None:
    assert ("divers", Category.NIR) not in _exposures()


def test_persons_are_counted_where_a_key_is_and_never_invented() -> None:
    shown = _exposures()
    assert shown["p_droits", Category.NIR].persons.value == 40_000
    assert shown["annuaire", Category.RPPS].persons.value is None
    assert shown["annuaire", Category.RPPS].persons.basis is Basis.STRUCTURE


def test_synthetic_data_speaks_of_structure_only() -> None:
    fictitious = counter(LEDGER, EnvironmentKind.SYNTHETIC)
    shown = exposures(place(POLICY, TABLES), HELD, POLICY.purposes, fictitious)
    assert {e.persons.basis for e in shown} == {Basis.STRUCTURE}


def test_a_portal_table_is_presumed_from_its_name_and_marked() -> None:
    placed = {p.container: p for p in place(POLICY, TABLES)}
    assert placed["extranet_assures"].declared is False
    assert placed["extranet_assures"].purposes == ("rights_check",)
    assert "divers" not in placed


def test_undeclared_places_are_gaps_only_where_personal_data_is() -> None:
    placements = place(POLICY, TABLES)
    personal = {(SOURCE, "divers"): 1, (SOURCE, "extranet_assures"): 0}
    gaps = undeclared(POLICY, TABLES, placements, personal)
    assert [(gap.code, gap.count) for gap in gaps] == [("no_surface", 1)]
    personal[SOURCE, "extranet_assures"] = 2
    codes = {gap.code for gap in undeclared(POLICY, TABLES, placements, personal)}
    assert codes == {"no_surface", "presumed_surface"}


def test_a_declaration_that_matches_nothing_is_told() -> None:
    idle = policy(rule("portial.*", "portail", Audience.PRACTITIONER, "rights_check"))
    gaps = undeclared(idle, TABLES, (), {})
    assert [gap.code for gap in gaps] == ["rule_matches_nothing"]


def test_surfaces_unite_the_rules_of_one_name() -> None:
    found = {surface.id: surface for surface in surfaces(place(POLICY, TABLES))}
    assert found["portail"].containers == ("annuaire", "p_droits")
    assert found["portail"].purposes == ("practitioner_directory", "rights_check")


def test_the_first_page_is_about_people_outside_and_starts_with_the_worst() -> None:
    shown = tuple(_exposures().values())
    page = headline(shown, {"portail", "paiement"}, counter(LEDGER))
    assert page is not None
    assert page.surface == "portail"
    assert page.insured.value == 40_000
    assert page.practitioners.value == 900
    assert [row.category for row in page.rows][:2] == ["NIR", "IBAN"]
    assert page.rows[0].remove[0].column == "nir"
    assert page.declared


def test_a_surface_of_one_s_own_data_makes_no_first_page() -> None:
    own = policy(rule("p_*", "mon_espace", Audience.INSURED, "insured_account", Scope.OWN))
    shown = exposures(place(own, TABLES[:1]), HELD, own.purposes, counter(LEDGER))
    assert headline(shown, {"mon_espace"}, counter(LEDGER)) is None


def test_reach_names_what_to_remove() -> None:
    reached = {
        (r.surface, r.subject): r for r in reach(tuple(_exposures().values()), counter(LEDGER))
    }
    insured = reached["portail", Subject.INSURED]
    assert insured.excessive == (Category.NIR,)
    assert [field.column for field in insured.remove] == ["nir"]
    assert insured.answerable is None
    assert insured.per_day is None
    assert reached["paiement", Subject.PRACTITIONER].excessive == ()


def test_stored_necessity_is_unknown_without_a_declaration() -> None:
    placements = place(POLICY, TABLES)
    nir = HELD[ContainerRef(SOURCE, "divers")][0].verdicts[0]
    assert stored_necessity([], nir, POLICY.purposes) is None
    payment = [p for p in placements if p.container == "paie"]
    assert stored_necessity(payment, nir, POLICY.purposes) is Necessity.EXCESSIVE


def _line(name: str, category: Category, subject: Subject) -> IncidentField:
    label = {"fr": name, "en": name}
    return IncidentField(name, label, (Sought((category,), (subject,)),), exposed=True, sources=())


def test_the_replay_tells_what_is_possible_stored_absent_or_unread() -> None:
    incident = Incident(
        "i",
        {"fr": "i", "en": "i"},
        (
            _line("nir", Category.NIR, Subject.INSURED),
            _line("rib", Category.IBAN, Subject.PRACTITIONER),
            _line("phone", Category.PHONE_NUMBER, Subject.INSURED),
        ),
    )
    everything = Stage(HELD, place(POLICY, TABLES), frozenset(), counter(LEDGER))
    lines = {line.line: line for line in replay(incident, everything).lines}
    assert lines["nir"].status == "possible"
    assert [f.container for f in lines["nir"].fields] == ["p_droits"]
    assert lines["nir"].surfaces == ("portail",)
    assert lines["rib"].status == "possible"
    assert lines["phone"].status == "not_found"

    back_office = Stage(HELD, place(policy(PAYMENT), TABLES[:4]), frozenset(), counter(LEDGER))
    lines = {line.line: line for line in replay(incident, back_office).lines}
    assert lines["rib"].status == "stored_only"

    nothing_read = Stage(HELD, (), frozenset(HELD), counter(LEDGER))
    lines = {line.line: line for line in replay(incident, nothing_read).lines}
    assert {line.status for line in lines.values()} == {"unread"}
    assert lines["nir"].persons is None


def test_a_schema_word_and_whose_records_it_holds_let_presume_a_surface() -> None:
    tables = (
        container("extranet.v_conso", "nir"),
        container("extranet.v_cabinets", "rpps"),
        container("extranet.v_conso_log", "nir"),
        container("socle.v_conso", "nir"),
    )

    def names(subject: Subject, role: str = "") -> ContainerNames:
        return ContainerNames(subject, role, ())

    read = {
        tables[0].ref: names(Subject.INSURED),
        tables[1].ref: names(Subject.PRACTITIONER),
        tables[2].ref: names(Subject.INSURED, "log"),
        tables[3].ref: names(Subject.INSURED),
    }
    placed = {p.container: p for p in place(policy(), tables, read)}
    assert placed["extranet.v_conso"].purposes == ("rights_check",)
    assert placed["extranet.v_cabinets"].purposes == ("practitioner_directory",)
    assert set(placed) == {"extranet.v_conso", "extranet.v_cabinets"}
    assert not any(one.declared for one in placed.values())


def test_values_that_many_persons_share_count_nobody() -> None:
    ledger = Ledger({}, {"acte": 5, "iban": 7})
    acts, accounts = FieldRef(SOURCE, "soins", "acte"), FieldRef(SOURCE, "soins", "iban")
    assert counter(ledger).holders([acts], Category.HEALTH).value is None
    assert counter(ledger).holders([accounts], Category.IBAN).value == 7
