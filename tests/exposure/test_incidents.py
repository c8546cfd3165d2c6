"""The levels of a replay beside declared tables: what roles may read and captures show."""

from auditor.exposure.incidents import Stage, replay
from auditor.model.exposure import (
    ControllerCount,
    Exposure,
    IncidentLine,
    Occurrence,
    PersonCount,
)
from auditor.model.refs import ContainerRef, FieldAddress
from auditor.model.vocabulary import (
    Audience,
    Basis,
    Category,
    Form,
    Necessity,
    Scope,
    Subject,
)
from auditor.policy.incidents import Incident, IncidentField, Sought
from tests.exposure.build import SOURCE, Ledger, counter, judgement

INCIDENT = Incident(
    "essai",
    {"fr": "Essai", "en": "Trial"},
    (
        IncidentField(
            "nir",
            {"fr": "NIR", "en": "NIR"},
            (Sought((Category.NIR,), (Subject.INSURED,)),),
            exposed=True,
            sources=("000",),
        ),
    ),
)
TABLE = ContainerRef(SOURCE, "assures")
HELD = {TABLE: [judgement("assures", "nir", Category.NIR, Subject.INSURED)]}
SPLIT = (ControllerCount(1, "", PersonCount(50, Basis.MEASURED, key="nir")),)


def _exposure(
    container: str,
    *,
    audience: Audience = Audience.PRACTITIONER,
    form: Form = Form.CLEAR,
    occurrences: tuple[Occurrence, ...] = (),
) -> Exposure:
    return Exposure(
        SOURCE,
        "portail",
        "",
        audience,
        container,
        (FieldAddress(SOURCE, container, "nir"),),
        Subject.INSURED,
        Category.NIR,
        Scope.EVERYONE,
        None,
        form,
        Necessity.EXCESSIVE,
        None,
        PersonCount(7, Basis.MEASURED, key="nir"),
        occurrences=occurrences,
    )


def _line(*exposures: Exposure, unread: frozenset[ContainerRef] = frozenset()) -> IncidentLine:
    splits = {(SOURCE, "assures"): SPLIT}
    stage = Stage(HELD, (), unread, counter(Ledger({"assures": 50})), exposures, splits)
    return replay(INCIDENT, stage).lines[0]


def test_what_no_role_from_outside_reads_is_stored_only() -> None:
    assert _line().status == "stored_only"
    assert _line(_exposure("assures", audience=Audience.SUPPORT)).status == "stored_only"
    assert _line(_exposure("assures", form=Form.MASKED)).status == "stored_only"


def test_what_a_role_from_outside_reads_is_possible() -> None:
    line = _line(_exposure("assures"))
    assert (line.status, line.surfaces) == ("possible", ("portail",))
    assert line.persons is not None
    assert line.persons.value == 50
    assert line.controllers == SPLIT


def test_a_routine_that_a_role_calls_is_possible_too() -> None:
    line = _line(_exposure("s.droits(text)"))
    assert line.status == "possible"
    assert line.fields == (FieldAddress(SOURCE, "s.droits(text)", "nir"),)


def test_a_capture_goes_first_and_the_tables_behind_it_say_for_how_many() -> None:
    seen = _exposure("GET /droits", occurrences=(Occurrence("a.har", 3, "/nir"),))
    line = _line(_exposure("assures"), seen)
    assert line.status == "observed"
    assert line.persons is not None
    assert line.persons.value == 50
    assert line.fields == (*seen.fields, FieldAddress(SOURCE, "assures", "nir"))
    assert line.controllers == SPLIT


def test_tables_that_nobody_outside_reads_add_nothing_to_a_capture() -> None:
    seen = _exposure("GET /droits", occurrences=(Occurrence("a.har", 3, "/nir"),))
    line = _line(seen)
    assert (line.status, line.persons, line.fields) == ("observed", seen.persons, seen.fields)


def test_without_any_row_the_line_is_unread() -> None:
    assert _line(unread=frozenset({TABLE})).status == "unread"
