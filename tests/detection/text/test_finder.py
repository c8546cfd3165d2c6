"""The shipped pipeline on sentences that its training never saw."""

import pytest

from auditor.detection.text.credible import is_credible
from auditor.detection.text.finder import Finder, finder

PEOPLE = (
    "Appel de Mme Lefebvre au sujet de son devis",
    "Vu avec Karim Benali, il renvoie l'ordonnance",
    "DUPONT Marie souhaite changer de mutuelle",
    "Le docteur Moreau conteste le rejet",
    "M. Da Silva rappellera lundi",
)
NOBODY = (
    "Relance automatique envoyée par le système",
    "Facture rejetée pour droits fermés",
    "Le bordereau est classé dans la bannette commune",
    "Contrat résilié, carte à restituer avant la fin du mois",
    "Prise en charge accordée pour une paire de verres",
    "Virement en attente de validation comptable",
    "MISE A JOUR DES GARANTIES EFFECTUEE",
    "Panne du portail signalée par plusieurs professionnels",
)


@pytest.fixture(scope="module")
def shipped() -> Finder:
    """The pipeline of the package."""
    return finder()


def test_people_are_found(shipped: Finder) -> None:
    found = [row.persons > 0 for row in shipped.find(PEOPLE)]
    assert sum(found) >= 4, found


def test_business_sentences_are_silent(shipped: Finder) -> None:
    assert [
        text for text, row in zip(NOBODY, shipped.find(NOBODY), strict=True) if row.persons
    ] == []


def test_addresses_are_found(shipped: Finder) -> None:
    texts = ("Courrier à envoyer au 12 bis, rue des Lilas", "Traitement du lot 12 en cours")
    assert [row.addresses for row in shipped.find(texts)] == [1, 0]


@pytest.mark.parametrize("text", ["", " ", "\x00", "🙂" * 50, "a" * 50_000, "\n\n\n", "\ud7ff"])
def test_odd_texts_are_read_without_a_fault(shipped: Finder, text: str) -> None:
    assert len(list(shipped.find([text]))) == 1


@pytest.mark.parametrize(
    ("name", "text", "credible"),
    [
        ("M. Xyzzy", "Vu M. Xyzzy", True),
        ("Marie", "vu avec Marie", True),
        ("marie", "Vu avec marie", False),
        ("Types lus", "Types lus : trois", False),
        ("RELANCE AUTOMATIQUE", "RELANCE AUTOMATIQUE", False),
        ("", "x", False),
    ],
)
def test_a_name_must_look_like_one(name: str, text: str, *, credible: bool) -> None:
    assert is_credible(name, text) is credible
