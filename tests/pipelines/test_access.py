"""Rights on real servers: every excessive grant is found, no legitimate one is alarmed."""

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import make_url

from auditor.cli.job import Job, perform
from auditor.cli.targets import Named
from auditor.model.exposure import PersonCount, Reach
from auditor.model.result import Result
from auditor.model.vocabulary import Audience, Basis, GapKind, Severity, Subject
from auditor.pipelines.options import Depth, ReadOptions
from auditor.policy.load import read_policy
from auditor.reports.json import render
from tests.corpus.rights.build import built
from tests.corpus.rights.filling import persons_of
from tests.corpus.rights.held_out import MIXED
from tests.corpus.rights.model import World
from tests.corpus.rights.score import expected, found, powers
from tests.corpus.rights.worlds import FRENCH, WORLDS
from tests.databases import connect, mariadb_server, postgresql_server, quiet_postgresql

Audited = tuple[World, str, Result]


@pytest.fixture(scope="module", params=sorted(WORLDS))
def audited(request: pytest.FixtureRequest) -> Iterator[Audited]:
    """A world, the prefix of its roles, and a full scan of it."""
    world = WORLDS[request.param]
    servers = {"postgresql": postgresql_server, "mysql": mariadb_server}
    with servers[world.dialect]() as server, built(world, server) as (url, prefix):
        policy = read_policy(world.policy.replace("~", prefix), "audit.yaml")
        plain = url.render_as_string(hide_password=False)
        job = Job("scan", (Named("base", plain),), policy)
        yield world, prefix, perform(job, clock=lambda: "2026-01-01T00:00:00Z")


def test_every_excessive_column_is_named_and_no_other(audited: Audited) -> None:
    world, prefix, result = audited
    assert found(world, result, prefix) == expected(world)


def test_the_powers_of_roles_are_found(audited: Audited) -> None:
    world, prefix, result = audited
    said = {role: rules for role, rules in powers(result, prefix).items() if role in world.roles}
    assert said == dict(world.powers)


def test_legitimate_grants_are_silent_and_were_looked_at(audited: Audited) -> None:
    world, prefix, result = audited
    alarmed = {(role, place) for role, place, _ in found(world, result, prefix)}
    assert alarmed.isdisjoint(world.calm)


def test_no_value_of_a_row_leaves(audited: Audited) -> None:
    world, _, result = audited
    written = render(result).decode()
    persons = persons_of(world)
    assert len(persons) == world.rows
    assert not [person.nir13 for person in persons if person.nir13 in written]
    assert "courriel.example" not in written


def test_a_world_that_nothing_was_tuned_on() -> None:
    with postgresql_server() as server, built(MIXED, server) as (url, prefix):
        result = _scan(url.render_as_string(hide_password=False), MIXED.policy.replace("~", prefix))
    said, right = found(MIXED, result, prefix), expected(MIXED)
    assert len(said & right) >= 0.9 * len(right), right - said
    assert len(said & right) >= 0.95 * len(said), said - right
    assert {(role, place) for role, place, _ in said}.isdisjoint(MIXED.calm)
    alarmed = {role: rules for role, rules in powers(result, prefix).items() if role in MIXED.roles}
    assert alarmed == dict(MIXED.powers)


@pytest.fixture(scope="module")
def french() -> Iterator[tuple[str, str]]:
    """The French world for tests that change it: its URL and the prefix of its roles."""
    with quiet_postgresql() as server, built(FRENCH, server) as (url, prefix):
        yield url.render_as_string(hide_password=False), prefix


def _scan(url: str, policy: str, depth: Depth = Depth.FULL) -> Result:
    job = Job("scan", (Named("base", url),), read_policy(policy, "audit.yaml"), ReadOptions(depth))
    return perform(job, clock=lambda: "2026-01-01T00:00:00Z")


def _reach(result: Result, role: str, subject: Subject = Subject.INSURED) -> Reach:
    return next(r for r in result.reach if (r.surface, r.subject) == (role, subject))


CONTROLLERS = """
controllers: {by: public.assures.code_amc, names: {"12345678": Mutuelle Exemple}}
"""


def test_reach_has_three_numbers(french: tuple[str, str]) -> None:
    url, prefix = french
    result = _scan(url, FRENCH.policy.replace("~", prefix))
    listed = _reach(result, f"{prefix}portail_ps")
    assert listed.listable == PersonCount(FRENCH.rows, Basis.MEASURED, key="nir")
    assert (listed.answerable, listed.per_day) == (None, None)
    called = _reach(result, f"{prefix}portail_fonction")
    assert called.listable.value == 0
    assert called.answerable is not None
    assert called.answerable.value == FRENCH.rows
    assert (called.key_strength, called.per_day) == ("nir_birth_date", 400)


def test_rows_under_a_policy_are_counted_as_the_role_sees_them(french: tuple[str, str]) -> None:
    url, prefix = french
    role = f"{prefix}portail_cabinet"
    with connect(make_url(url)) as connection:
        connection.execute(b"UPDATE public.dossiers SET cabinet = %s WHERE id <= 17", (role,))
    result = _scan(url, FRENCH.policy.replace("~", prefix))
    assert _reach(result, role).listable.value == 17
    answered = _reach(result, role).answerable
    assert answered is not None
    assert answered.value == FRENCH.rows
    assert not [gap for gap in result.gaps if gap.code == "reach_restricted"]


def test_a_part_that_nobody_counted_is_bounded_and_said(french: tuple[str, str]) -> None:
    url, prefix = french
    role = f"{prefix}portail_cabinet"
    with connect(make_url(url)) as connection:
        connection.execute(b"UPDATE public.dossiers SET cabinet = %s", ("ailleurs",))
    result = _scan(url, FRENCH.policy.replace("~", prefix))
    assert _reach(result, role).listable.value is None
    (gap,) = [gap for gap in result.gaps if gap.code == "reach_restricted"]
    assert gap.kind is GapKind.BOUNDED
    assert dict(gap.detail) == {"role": role, "most": str(FRENCH.rows)}


def test_the_reach_is_split_by_controller_without_its_code(french: tuple[str, str]) -> None:
    url, prefix = french
    result = _scan(url, FRENCH.policy.replace("~", prefix) + CONTROLLERS)
    counts = _reach(result, f"{prefix}portail_ps").controllers
    assert sum(count.persons.value or 0 for count in counts) == FRENCH.rows
    assert [count.number for count in counts] == [1, 2, 3]
    assert sorted(count.name for count in counts) == ["", "", "Mutuelle Exemple"]
    assert not [code for code in ("23456789", "34567890") if code in render(result).decode()]
    (replay,) = result.incidents
    nir = next(line for line in replay.lines if line.line == "nir")
    assert nir.controllers == counts


def test_the_replay_tells_what_a_role_from_outside_can_read(french: tuple[str, str]) -> None:
    url, prefix = french
    result = _scan(url, FRENCH.policy.replace("~", prefix))
    (replay,) = result.incidents
    bank = next(line for line in replay.lines if line.line == "practitioner_bank")
    assert bank.status == "possible"
    assert bank.surfaces == (f"{prefix}portail_ps",)
    assert bank.persons is not None
    assert bank.persons.value == FRENCH.rows


def test_without_any_declaration_roles_are_presumed_and_asked_for(french: tuple[str, str]) -> None:
    url, prefix = french
    result = _scan(url, "environment: production")
    role = next(s for s in result.surfaces if s.id == f"{prefix}portail_ps")
    assert (role.audience, role.declared) == (Audience.PRACTITIONER, False)
    presumed = [gap for gap in result.gaps if gap.code == "presumed_role"]
    assert presumed
    assert all(gap.kind is GapKind.UNDECLARED for gap in presumed)
    assert ("public.assures", role.id) in {(f.container, f.surface) for f in result.findings}


def test_names_alone_tell_the_structure(french: tuple[str, str]) -> None:
    url, prefix = french
    result = _scan(url, FRENCH.policy.replace("~", prefix), Depth.SCHEMA_ONLY)
    said = found(FRENCH, result, prefix)
    assert ("portail_ps", "public.assures", "iban") in said
    assert _reach(result, f"{prefix}portail_ps").listable.basis is Basis.STRUCTURE
    assert not [finding for finding in result.findings if finding.rule == "DBX-003"]


def test_any_number_of_jobs_gives_the_same(french: tuple[str, str]) -> None:
    url, prefix = french
    policy = read_policy(FRENCH.policy.replace("~", prefix) + CONTROLLERS, "audit.yaml")

    def scanned(jobs: int) -> bytes:
        job = Job("scan", (Named("base", url),), policy, ReadOptions(jobs=jobs))
        return render(perform(job, clock=lambda: "2026-01-01T00:00:00Z"))

    assert scanned(1) == scanned(2)


def test_limits_are_held_against_what_is_listable(french: tuple[str, str]) -> None:
    url, prefix = french
    limits = "\nlimits: {medium: 100, high: 200, critical: 1000}\n"
    result = _scan(url, FRENCH.policy.replace("~", prefix) + limits)
    said = {
        (finding.rule, finding.surface.removeprefix(prefix), finding.severity)
        for finding in result.findings
        if finding.rule in {"DBX-003", "DBX-011"} and finding.surface.startswith(prefix)
    }
    outside = {"portail_ps", "portail_annuaire", "portail_droits"}
    assert {role for rule, role, _ in said if rule == "DBX-003"} >= outside - {"portail_annuaire"}
    assert ("DBX-003", "portail_ps", Severity.HIGH) in said
    assert not {role for _, role, _ in said} & {"dba_exploitation", "compta_paiement"}
    # A strong key under a known quota may answer for everyone.
    assert ("DBX-011", "portail_fonction") not in {(rule, role) for rule, role, _ in said}


def test_a_weak_key_without_a_quota_is_told(french: tuple[str, str]) -> None:
    url, prefix = french
    declared = FRENCH.policy.replace("~", prefix).replace(", per_day: 400", "")
    result = _scan(url, declared + "\nlimits: {medium: 100, high: 2000, critical: 3000}\n")
    found_at = {f.surface for f in result.findings if f.rule == "DBX-011"}
    assert f"{prefix}portail_fonction" in found_at
