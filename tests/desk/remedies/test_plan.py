"""Plans on hand-made edges: every way to a column too many is closed, nothing else is touched."""

from dataclasses import replace

import pytest

from auditor.desk.remedies.applied import applied
from auditor.desk.remedies.model import Lower, MinimalView, Plan, Remark, Wish
from auditor.exposure.access.effective import readable
from auditor.model.access import (
    PUBLIC,
    Access,
    DefaultGrant,
    Grant,
    Membership,
    Relation,
    Role,
)
from auditor.model.exposure import Exposure, Ground, PersonCount
from auditor.model.findings import Finding
from auditor.model.refs import FieldAddress
from auditor.model.result import Result, Run
from auditor.model.vocabulary import (
    Audience,
    Basis,
    Category,
    Form,
    Necessity,
    Provenance,
    Scope,
    Severity,
    Subject,
)
from auditor.pipelines.what_if import forecast, plan

COLUMNS = ("id", "nom", "iban", "email")
TABLE = Relation("s", "b.assures", "table", "maitre", "b", COLUMNS)
OTHER = Relation("s", "b.actes", "table", "maitre", "b", ("code", "libelle"))
ROLES = (
    Role("s", "portail", ("login",)),
    Role("s", "batch", ("login",)),
    Role("s", "lecture"),
    Role("s", "tout"),
    Role("s", "maitre"),
)
USAGE = Grant("s", PUBLIC, "USAGE", "b", level="schema")


def grant(
    role: str, container: str = "b.assures", column: str = "", level: str = "relation"
) -> Grant:
    return Grant("s", role, "SELECT", container, column, level=level)


def shown(column: str, category: Category, necessity: Necessity = Necessity.EXCESSIVE) -> Exposure:
    return Exposure(
        source="s",
        surface="portail",
        account="",
        audience=Audience.PRACTITIONER,
        container="b.assures",
        fields=(FieldAddress("s", "b.assures", column),),
        subject=Subject.INSURED,
        category=category,
        scope=Scope.EVERYONE,
        origin=None,
        form=Form.CLEAR,
        necessity=necessity,
        ground=None,
        persons=PersonCount(48_210, Basis.MEASURED),
    )


EXPOSURES = (
    shown("nom", Category.PERSON, Necessity.NEEDED),
    shown("iban", Category.IBAN),
    shown("email", Category.EMAIL_ADDRESS),
)


def outcome(access: Access, exposures: tuple[Exposure, ...] = EXPOSURES) -> Result:
    run = Run("audit", "1", "scan", "2026-01-01T00:00:00Z", "", 0, "full", None, (), "")
    return Result(run, access=access, exposures=exposures)


def planned(access: Access, wish: Wish | None = None, dialect: str = "postgresql") -> Plan:
    return plan(outcome(access), "s", "portail", wish or Wish(), dialect)


def reads(access: Access, role: str) -> dict[str, tuple[str, ...]]:
    return {one.container: one.columns for one in readable(access, [("s", role)])}


WORLDS = {
    "direct": Access(grants=(grant("portail"),)),
    "columns": Access(grants=tuple(grant("portail", column=name) for name in COLUMNS)),
    "everyone": Access(grants=(grant(PUBLIC), grant("portail"))),
    "group": Access(
        grants=(grant("lecture"),), memberships=(Membership("s", "portail", "lecture"),)
    ),
    "group of a group": Access(
        grants=(grant("tout"), grant("tout", "b.actes")),
        memberships=(Membership("s", "portail", "lecture"), Membership("s", "lecture", "tout")),
    ),
    "set role": Access(
        grants=(grant("lecture"),),
        memberships=(Membership("s", "portail", "lecture", inherits=False),),
    ),
    "circle": Access(
        grants=(grant("tout"),),
        memberships=(
            Membership("s", "portail", "lecture"),
            Membership("s", "lecture", "tout"),
            Membership("s", "tout", "lecture"),
        ),
    ),
    "schema": Access(grants=(grant("portail", "b", level="schema"),)),
    "server": Access(grants=(grant("portail", "", level="server"),)),
    "several": Access(
        grants=(grant("portail"), grant("lecture"), grant(PUBLIC, column="iban")),
        memberships=(Membership("s", "portail", "lecture"),),
    ),
    "all": Access(grants=(Grant("s", "portail", "ALL", "b.assures"),)),
}


def whole(world: Access) -> Access:
    return replace(
        world,
        relations=(OTHER, TABLE),
        roles=ROLES,
        grants=(*world.grants, USAGE, grant("batch"), grant("batch", "b.actes"), grant("maitre")),
    )


@pytest.mark.parametrize("name", WORLDS)
def test_every_way_is_closed_and_the_rest_stays(name: str) -> None:
    access = whole(WORLDS[name])
    before = reads(access, "portail")
    later = applied(access, planned(access))
    after = reads(later, "portail")
    assert after["b.assures"] == ("id", "nom")
    assert {k: v for k, v in after.items() if k != "b.assures"} == {
        k: v for k, v in before.items() if k != "b.assures"
    }
    assert reads(later, "batch") == reads(access, "batch")


@pytest.mark.parametrize("name", WORLDS)
def test_a_second_plan_is_empty(name: str) -> None:
    access = whole(WORLDS[name])
    later = applied(access, planned(access))
    left = tuple(one for one in EXPOSURES if one.necessity is Necessity.NEEDED)
    assert plan(outcome(later, left), "s", "portail", Wish(), "postgresql").steps == ()


def test_a_forecast_goes_to_nobody() -> None:
    access = whole(WORLDS["direct"])
    told = forecast(outcome(access), planned(access))
    assert (told.removed, told.excess_before.value, told.excess_after.value) == (2, 48_210, 0)
    assert {line.category: line.after.value for line in told.lines} == {
        Category.PERSON: 48_210,
        Category.IBAN: 0,
        Category.EMAIL_ADDRESS: 0,
    }


def test_a_mask_is_enough_where_the_purpose_takes_one() -> None:
    ground = Ground("p", "seen", "conditional", Provenance.USAGE, {"masked": False})
    exposures = (*EXPOSURES[:2], replace(EXPOSURES[2], ground=ground))
    access = whole(WORLDS["direct"])
    made = plan(outcome(access, exposures), "s", "portail", Wish(), "postgresql")
    (view,) = [step for step in made.steps if isinstance(step, MinimalView)]
    assert (view.columns, view.masked) == (("id", "nom", "email"), {"email": "EMAIL_ADDRESS"})
    told = forecast(outcome(access, exposures), made)
    (line,) = [one for one in told.lines if one.category is Category.EMAIL_ADDRESS]
    assert (line.masked, line.after.value) == (("b.assures.email",), 0)
    later = applied(access, made)
    assert reads(later, "portail") == {view.name: view.columns}


def test_powers_are_lowered_and_an_owner_is_told() -> None:
    powerful = replace(ROLES[0], attributes=("bypass_rls", "login", "superuser"))
    owned = replace(TABLE, owner="portail")
    access = Access(
        relations=(owned,), roles=(powerful, *ROLES[1:]), grants=(grant("portail"), USAGE)
    )
    made = planned(access)
    lowered = {step.attribute for step in made.steps if isinstance(step, Lower)}
    assert lowered == {"superuser", "bypass_rls"}
    assert [s.code for s in made.steps if isinstance(s, Remark)] == ["owner"]


def test_what_everyone_reads_is_taken_from_everyone() -> None:
    access = whole(WORLDS["everyone"])
    told = replace(_finding(("iban", "nom"), state="new"), surface=PUBLIC, facts={})
    outlook = replace(outcome(access), findings=(told,))
    made = plan(outlook, "s", PUBLIC, Wish(), "postgresql")
    later = applied(access, made)
    assert reads(later, PUBLIC)["b.assures"] == ("id", "email")
    assert reads(later, "portail")["b.assures"] == COLUMNS
    seen = forecast(outlook, made)
    assert (seen.removed, seen.lifted, seen.kept) == (2, (told,), ())


def test_a_routine_that_everyone_may_call_is_closed() -> None:
    routine = Relation("s", "b.cherche(text)", "routine", "maitre", "b", COLUMNS, runs_as="owner")
    held = Grant("s", PUBLIC, "EXECUTE", "b.cherche(text)", level="routine")
    access = Access(relations=(routine,), roles=ROLES, grants=(held, USAGE))
    told = replace(
        _finding(("iban",), state="new"), surface=PUBLIC, container="b.cherche(text)", facts={}
    )
    outlook = replace(outcome(access), findings=(told,))
    made = plan(outlook, "s", PUBLIC, Wish(), "postgresql")
    assert applied(access, made).grants == (USAGE,)
    assert forecast(outlook, made).lifted == (told,)


def test_a_routine_is_left_to_its_author() -> None:
    routine = Relation("s", "b.cherche(text)", "routine", "maitre", "b", COLUMNS, runs_as="owner")
    access = Access(
        relations=(routine,),
        roles=ROLES,
        grants=(Grant("s", "portail", "EXECUTE", "b.cherche(text)", level="routine"), USAGE),
    )
    exposures = tuple(replace(one, container="b.cherche(text)") for one in EXPOSURES)
    made = plan(outcome(access, exposures), "s", "portail", Wish(), "postgresql")
    assert [type(step) for step in made.steps] == [Remark]
    told = forecast(outcome(access, exposures), made)
    assert (told.excess_after.value, told.routines) == (48_210, ("b.cherche(text)",))


def test_decided_findings_are_left_alone() -> None:
    finding = _finding(("iban",), state="decided")
    access = whole(WORLDS["direct"])
    made = plan(replace(outcome(access), findings=(finding,)), "s", "portail", Wish(), "postgresql")
    assert [block.drop for block in made.blocks] == [("email",)]


def test_default_privileges_go_where_a_finding_names_them() -> None:
    access = replace(
        whole(WORLDS["direct"]), defaults=(DefaultGrant("s", "maitre", "b", "portail", "SELECT"),)
    )
    told = replace(_finding((), state="new"), facts={"power": "future_tables"}, container="")
    made = plan(replace(outcome(access), findings=(told,)), "s", "portail", Wish(), "postgresql")
    assert applied(access, made).defaults == ()
    assert applied(access, planned(access)).defaults == access.defaults


def test_a_role_that_reads_what_it_needs_gets_no_step() -> None:
    access = whole(WORLDS["direct"])
    needed = tuple(replace(one, necessity=Necessity.NEEDED) for one in EXPOSURES)
    assert plan(outcome(access, needed), "s", "portail", Wish(), "postgresql").blocks == ()


def _finding(columns: tuple[str, ...], state: str) -> Finding:
    return Finding(
        rule="DBX-001",
        severity=Severity.HIGH,
        base_severity=Severity.HIGH,
        modifiers=(),
        source="s",
        container="b.assures",
        column="",
        path="",
        surface="portail",
        subject=Subject.INSURED,
        categories=(Category.IBAN,),
        title={"fr": "t", "en": "t"},
        message={"fr": "m", "en": "m"},
        fix={"fr": "f", "en": "f"},
        basis=(),
        cwe=(),
        provenance=None,
        verified=True,
        fingerprint="0" * 24,
        columns=columns,
        facts={"necessity": "excessive"},
        state=state,
    )
