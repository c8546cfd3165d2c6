"""Small exchanges with judged values, to test what is made of them."""

from auditor.model.exchanges import Leaf
from auditor.model.refs import FieldRef
from auditor.model.verdicts import Verdict
from auditor.model.visits import RESPONSE, Sighting, Spot
from auditor.model.vocabulary import Category, Evidence, Form, Mode, Subject


def sighting(
    category: Category,
    text: str,
    path: tuple[str, ...] = ("body",),
    indexes: tuple[int, ...] = (),
    subject: Subject = Subject.INSURED,
    form: Form = Form.CLEAR,
) -> Sighting:
    """One value of an answer, in the object at that path."""
    name = category.value.lower()
    leaf = Leaf("body", (*path[1:], name), text, indexes)
    verdict = Verdict(category, subject, Mode.IS, Evidence.BOTH, 0.9, form)
    ref = FieldRef("cap", "GET /x", "response.body", leaf.path)
    return Sighting(leaf, RESPONSE, ref, Spot(path, indexes), (verdict,))


def person(
    nir: str, name: str, path: tuple[str, ...] = ("body",), indexes: tuple[int, ...] = ()
) -> list[Sighting]:
    """A person with number and name."""
    return [
        sighting(Category.NIR, nir, path, indexes),
        sighting(Category.PERSON, name, path, indexes),
    ]
