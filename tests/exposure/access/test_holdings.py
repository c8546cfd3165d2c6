"""What a column of a view shows: its own verdict, unless the text of the view tells otherwise."""

from auditor.exposure.access.holdings import Holdings
from auditor.model.access import LineageEdge
from auditor.model.refs import FieldAddress
from auditor.model.vocabulary import Category, Form, Subject
from tests.exposure.rooms import SOURCE, profile, room, rooms, verdict


def _holdings(transform: str) -> list[tuple[Category, Form]]:
    table = room("assure", {"nir": verdict(Category.NIR)}, profile("nir"))
    view = room("v", {"person_token": verdict(Category.SECRET)}, profile("person_token"))
    edge = LineageEdge(
        FieldAddress(SOURCE, "v", "person_token"), FieldAddress(SOURCE, "assure", "nir"), transform
    )
    found = Holdings(rooms(table, view), [edge]).of(SOURCE, "v")
    return [(one.category, one.form) for one in found]


def test_a_token_that_the_view_hashes_is_the_hashed_data_and_no_secret() -> None:
    assert _holdings("hashed") == [(Category.NIR, Form.HASHED)]
    assert _holdings("encrypted") == [(Category.NIR, Form.ENCRYPTED)]


def test_a_secret_that_is_not_made_of_data_stays_one() -> None:
    assert _holdings("filter") == [(Category.SECRET, Form.CLEAR)]


def test_a_column_that_names_nobody_is_of_those_it_is_made_of() -> None:
    table = room("assure", {"nom": verdict(Category.PERSON)}, profile("nom"))
    view = room("v", {"c2": verdict(Category.PERSON, Subject.UNKNOWN)}, profile("c2"))
    edge = LineageEdge(
        FieldAddress(SOURCE, "v", "c2"), FieldAddress(SOURCE, "assure", "nom"), "same"
    )
    assert [one.subject for one in Holdings(rooms(table, view), []).of(SOURCE, "v")] == [
        Subject.UNKNOWN
    ]
    assert [one.subject for one in Holdings(rooms(table, view), [edge]).of(SOURCE, "v")] == [
        Subject.INSURED
    ]
