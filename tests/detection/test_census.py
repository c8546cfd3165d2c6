"""Persons counted once, over columns, tables and ways of writing."""

import pyarrow as pa

from auditor.detection.census import PassCensus
from auditor.detection.container_tally import ContainerTally
from auditor.detection.plan import ColumnPlan, ContainerPlan, PairPlan, PersonKeyPlan
from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.profiles import Count
from auditor.model.refs import ContainerRef, FieldRef
from auditor.model.vocabulary import Category, Subject

SECRET = b"one run"
NIRS = ("255081416802538", "294037512000591", "153124500723160", "284058832102532")


def _tally(
    name: str,
    columns: dict[str, list[str | None]],
    keys: tuple[PersonKeyPlan, ...] = (),
    pairs: tuple[PairPlan, ...] = (),
) -> ContainerTally:
    container = Container(
        ContainerRef("s", name),
        ContainerKind.TABLE,
        tuple(Column(column, "text", Family.TEXT) for column in columns),
    )
    plans = tuple(ColumnPlan(column, Family.TEXT, ("nir", "iban", "rib")) for column in columns)
    tally = ContainerTally(ContainerPlan(container, plans, pairs, keys), SECRET)
    tally.add(pa.RecordBatch.from_pydict({k: pa.array(v, pa.string()) for k, v in columns.items()}))
    return tally


def _census(*tallies: ContainerTally) -> PassCensus:
    return PassCensus({tally.plan.ref: tally for tally in tallies})


def _nir(*columns: str) -> tuple[PersonKeyPlan, ...]:
    return (PersonKeyPlan("nir", columns, Subject.INSURED),)


def test_a_person_counts_once_whatever_the_spelling_or_the_table() -> None:
    spaced = "2 55 08 14 168 025 38"
    first = _tally("a", {"nir": [NIRS[0], spaced, NIRS[1], None, ""]}, _nir("nir"))
    second = _tally("b", {"num": [NIRS[0][:13], NIRS[2]]}, _nir("num"))
    census = _census(first, second)
    refs = [ContainerRef("s", "a"), ContainerRef("s", "b")]
    assert census.persons(refs[:1], Subject.INSURED) == (Count(2), "nir")
    assert census.persons(refs, Subject.INSURED) == (Count(3), "nir")
    assert census.persons(refs, Subject.DEPENDANT) == (Count(3), "nir")


def test_two_numbers_of_one_row_are_two_persons() -> None:
    tally = _tally("a", {"own": [NIRS[0]], "child": [NIRS[1]]}, _nir("own", "child"))
    assert _census(tally).persons([tally.plan.ref], Subject.INSURED) == (Count(2), "nir")


def test_keys_of_different_spaces_are_never_added() -> None:
    civil = (PersonKeyPlan("civil_status", ("nom", "naissance"), Subject.INSURED),)
    first = _tally("a", {"nir": [NIRS[0], NIRS[1]]}, _nir("nir"))
    second = _tally(
        "b", {"nom": ["A", "B", "B"], "naissance": ["1990-01-01", "1991-01-01", None]}, civil
    )
    counted = _census(first, second).persons([first.plan.ref, second.plan.ref], Subject.INSURED)
    assert counted == (Count(2), "nir")


def test_without_a_key_there_is_no_count() -> None:
    tally = _tally("a", {"nom": ["A"]})
    census = _census(tally)
    assert census.persons([tally.plan.ref], Subject.INSURED) is None
    assert census.persons([ContainerRef("s", "unread")], Subject.INSURED) is None
    assert census.values([FieldRef("s", "unread", "x")], Category.IBAN) is None


def test_an_account_counts_once_as_iban_and_as_split_rib() -> None:
    parts = ("banque", "guichet", "compte", "cle")
    split = _tally(
        "b",
        {"banque": ["20041"], "guichet": ["01005"], "compte": ["0500013M026"], "cle": ["06"]},
        (PersonKeyPlan("rib", parts, Subject.PRACTITIONER),),
        (PairPlan("rib_split", parts),),
    )
    whole = _tally("a", {"iban": ["FR1420041010050500013M02606", "FR7630006000011234567890189"]})
    fields = [FieldRef("s", "a", "iban"), FieldRef("s", "b", "compte")]
    census = _census(whole, split)
    assert census.values(fields, Category.IBAN) == Count(2)
    assert census.values(fields[1:], Category.RIB) == Count(1)
    (pair,) = split.profile(complete=True).pairs
    assert (pair.compared, pair.agreed) == (1, 1)


def test_merging_in_any_order_gives_the_same_profile() -> None:
    rows: list[str | None] = [*NIRS, None, "x", NIRS[0]]
    key = _nir("nir")
    whole = _tally("a", {"nir": rows}, key)
    left, right = _tally("a", {"nir": rows[:2]}, key), _tally("a", {"nir": rows[2:]}, key)
    right.merge(left)
    assert right.profile(complete=True) == whole.profile(complete=True)
