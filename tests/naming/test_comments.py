"""What a comment says where the name says little."""

import pytest

from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import Category
from auditor.naming import read


def clue(name: str, comment: str) -> tuple[Category | None, bool]:
    """The likeliest category, and whether it is likely enough to be asserted."""
    column = Column(name, "varchar(27)", Family.TEXT, 27, comment=comment)
    found = read(Container(ContainerRef("s", "dossier"), ContainerKind.TABLE, (column,)))
    clues = found.columns[0].clues
    return (clues[0].category, clues[0].strength >= 0.5) if clues else (None, False)


@pytest.mark.parametrize(
    ("name", "comment", "expected"),
    [
        ("numero", "NIR sur 13 caractères", Category.NIR),
        ("code", "numéro de sécurité sociale", Category.NIR),
        ("zone_12", "IBAN du client", Category.IBAN),
    ],
)
def test_a_plain_comment_goes_before_a_vague_name(
    name: str, comment: str, expected: Category
) -> None:
    assert clue(name, comment) == (expected, True)


@pytest.mark.parametrize(
    ("name", "comment"),
    [
        ("numero", "numéro de lot"),
        ("code", "code du motif de rejet"),
        ("libelle", "voir la notice"),
    ],
)
def test_a_comment_about_something_else_adds_nothing(name: str, comment: str) -> None:
    assert clue(name, comment)[1] is False


def test_a_plain_name_goes_before_a_comment() -> None:
    assert clue("iban", "ancien numéro de sécurité sociale")[0] is Category.IBAN
