"""Who an answer speaks of, and who of them was asked for."""

from auditor.exposure.portal.persons import read_answer
from auditor.exposure.portal.values import Supplied
from auditor.model.exchanges import Leaf
from auditor.model.visits import Spot
from auditor.model.vocabulary import Category
from tests.exposure.portal.build import person, sighting

_A, _B, _C = "284058832102532", "255081416802538", "294037512000591"
_LIST = ("body", "items", "*")
_NOBODY = Supplied()


def _asking(nir: str) -> Supplied:
    return Supplied.of([Leaf("form", ("nir",), nir)])


def test_parts_of_one_person_are_one_person() -> None:
    seen = [
        sighting(Category.PERSON, "Garnier", ("body", "b", "identite")),
        sighting(Category.BIRTH_DATE, "1984-05-12", ("body", "b", "naissance")),
        sighting(Category.NIR, _A, ("body", "b")),
    ]
    answer = read_answer(seen, _asking(_A), keyed=True)
    assert len(answer.persons) == 1
    assert answer.asked is answer.persons[0]
    assert answer.of(Spot(("body", "b", "adresse"))) is answer.asked


def test_two_objects_of_two_people_are_two() -> None:
    seen = [*person(_A, "Garnier", ("body", "assure")), *person(_B, "Colin", ("body", "enfant"))]
    answer = read_answer(seen, _asking(_B), keyed=True)
    assert len(answer.persons) == 2
    assert answer.asked is not None
    assert answer.asked.spots == [Spot(("body", "enfant"))]
    assert [one.spots for one in answer.family] == [[Spot(("body", "assure"))]]


def test_a_list_asks_for_nobody() -> None:
    seen = [
        *person(_A, "Garnier", _LIST, (0,)),
        *person(_B, "Colin", _LIST, (1,)),
        *person(_C, "Aubert", _LIST, (2,)),
    ]
    answer = read_answer(seen, _NOBODY, keyed=False)
    assert len(answer.persons) == 3
    assert answer.asked is None
    assert answer.family == ()


def test_the_same_person_in_two_rows_counts_once() -> None:
    seen = [*person(_A, "Garnier", _LIST, (0,)), *person(_A, "Garnier", _LIST, (1,))]
    assert len(read_answer(seen, _NOBODY, keyed=False).persons) == 1


def test_a_policyholder_with_members_is_a_family() -> None:
    seen = [
        *person(_A, "Garnier", ("body", "contrat", "assure")),
        *person(_B, "Garnier", ("body", "contrat", "beneficiaires", "*"), (0,)),
        *person(_C, "Garnier", ("body", "contrat", "beneficiaires", "*"), (1,)),
    ]
    answer = read_answer(seen, _NOBODY, keyed=True)
    assert answer.asked is not None
    assert len(answer.family) == 2


def test_no_person_shows_in_a_repr() -> None:
    answer = read_answer(person(_A, "Garnier"), _asking(_A), keyed=True)
    assert "Garnier" not in repr(answer)
    assert _A not in repr(answer)
