import pytest

from auditor.model.vocabulary import Category, Subject
from auditor.policy.incidents import chosen, load_incidents, read_incident
from auditor.policy.legal import KINDS, legal_texts, read_legal
from auditor.strictyaml import YamlError, load

ENTRY = "{kind: law, citation: {fr: a, en: b}, about: {fr: a, en: b}, verified: "


def test_every_line_of_every_incident_maps_to_a_category_and_a_subject() -> None:
    for incident in load_incidents():
        for line in incident.lines:
            assert line.categories, line.id
            assert line.subjects, line.id
            assert line.sources, line.id
            assert set(line.label) == {"fr", "en"}


def test_the_incident_of_2024_holds_what_was_reported_and_what_was_denied() -> None:
    (incident,) = chosen(load_incidents(), None)
    shown = {c for line in incident.lines if line.exposed for c in line.categories}
    assert shown >= {
        Category.PERSON,
        Category.BIRTH_DATE,
        Category.NIR,
        Category.INSURER,
        Category.GUARANTEE,
        Category.CONTRACT_NUMBER,
        Category.INTERNAL_REFERENCE,
        Category.COMPANY,
        Category.LOGIN,
        Category.RIB,
        Category.SIRET,
        Category.FINESS,
        Category.CARE_NETWORK,
    }
    denied = [line for line in incident.lines if not line.exposed]
    assert all(set(line.subjects) == {Subject.INSURED, Subject.DEPENDANT} for line in denied)


def test_bank_details_are_the_practitioners_line_or_the_insured_ones() -> None:
    (incident,) = chosen(load_incidents(), None)

    def lines(subject: Subject) -> list[str]:
        return [line.id for line in incident.lines if line.matches(Category.RIB, subject)]

    assert lines(Subject.PRACTITIONER) == ["practitioner_bank"]
    assert lines(Subject.INSURED) == ["insured_bank"]


def test_a_relationship_tells_of_family_members_and_a_rank_among_twins_does_not() -> None:
    (incident,) = chosen(load_incidents(), None)
    line = next(line for line in incident.lines if line.id == "family_members")
    assert line.matches(Category.FAMILY_LINK, Subject.INSURED)
    assert line.matches(Category.PERSON, Subject.DEPENDANT)
    assert not line.matches(Category.PERSON, Subject.INSURED)
    assert not line.matches(Category.FAMILY_LINK, Subject.INSURED, "birth_rank")


@pytest.mark.parametrize(
    "rest",
    [
        "categories: NIR",
        "any: [{categories: NIR, subjects: insured}], categories: NIR",
        "any: [{}]",
    ],
)
def test_a_line_seeks_by_itself_or_by_its_list(rest: str) -> None:
    line = f"{{id: a, label: {{fr: a, en: a}}, {rest}, exposed: true, sources: x}}"
    with pytest.raises(YamlError):
        read_incident(load(f"id: i\ntitle: {{fr: a, en: a}}\nlines: [{line}]", "i.yaml"))


def test_labels_name_no_company() -> None:
    lines = [line for incident in load_incidents() for line in incident.lines]
    words = " ".join(text for line in lines for text in line.label.values()).lower()
    assert "viamedis" not in words
    assert "almerys" not in words


def test_another_incident_is_held_against_a_target_where_it_is_chosen() -> None:
    incidents = load_incidents()
    (usual,) = chosen(incidents, None)
    assert usual.id == "tiers-payant-2024"
    wanted = ("comptes-partenaires-2026", "tiers-payant-2024")
    assert [incident.id for incident in chosen(incidents, wanted)] == list(wanted)
    assert chosen(incidents, ()) == ()


def test_two_lines_of_one_id_are_refused() -> None:
    label = "label: {fr: a, en: a}"
    line = f"{{id: a, {label}, categories: NIR, subjects: insured, exposed: true, sources: x}}"
    with pytest.raises(YamlError) as caught:
        read_incident(load(f"id: i\ntitle: {{fr: a, en: a}}\nlines: [{line}, {line}]", "i.yaml"))
    assert caught.value.code == "incident_line_twice"


def test_legal_texts_have_a_kind_and_nobody_has_verified_them_unnamed() -> None:
    for text in legal_texts().values():
        assert text.kind in KINDS
        assert text.verified == bool(text.verified_by)


@pytest.mark.parametrize("rest", ["true}", "false, verified_by: X}"])
def test_verified_wants_a_name(rest: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_legal(load(f"texts: {{a: {ENTRY}{rest}}}", "legal.yaml"))
    assert caught.value.code == "legal_verified_by"


def test_a_named_person_makes_a_text_verified() -> None:
    texts = read_legal(load(f"texts: {{a: {ENTRY}true, verified_by: M. X}}}}", "legal.yaml"))
    assert texts["a"].verified
