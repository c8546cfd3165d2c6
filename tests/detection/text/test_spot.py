"""Names that show by themselves, and all that looks like one and is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.detection.text.credible import is_credible
from auditor.detection.text.spot import spotted
from auditor.detection.text.street import is_street


def _found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in spotted(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Attestation pour Sandrine Colin, urgente", "Sandrine Colin"),
        ("Indu notifié à Maillard Francis", "Maillard Francis"),
        ("Le dossier suivi par Benoît Xhaufflaire est clos", "Benoît Xhaufflaire"),
        ("Mme de Poulpiquet demande un relevé", "Mme de Poulpiquet"),
        ("Mme L'Hostis rappelle", "Mme L'Hostis"),
        ("Chèque remis à R. Nguyen", "R. Nguyen"),
        ("Lemoine T. absent", "Lemoine T"),
        ("Dossier de Sokunthea Chhuon complet", "Dossier de Sokunthea Chhuon"),
        ("Xolisa Mthethwa rappelle à 16 h", "Xolisa Mthethwa rappelle"),
        ("Vu avec Nathalie, on valide", "avec Nathalie"),
        ("Famille Poirier, quatre bénéficiaires", "Famille Poirier"),
        ("virement de thomas girard à refaire", "thomas girard"),
        ("ASSURE GIRARD THOMAS DROITS FERMES", "GIRARD THOMAS"),
        ("Le badge de Sandrine Colin est perdu", "Sandrine Colin"),
        ("Julien Barbier sa carte est perdue", "Julien Barbier"),
    ],
)
def test_a_person_is_spotted(text: str, name: str) -> None:
    assert any(span in name or name in span for span in _found(text)), _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Facture de la clinique Sylvie Lemoine reçue",
        "LYCEE JEAN MOULIN CONVENTION DE STAGE",
        "Centre médical Louis Girard, pas de tiers payant",
        "Livraison rue du Docteur Roux, porte fermée",
        "Agence de la place Jean Jaurès fermée",
        "Menuiserie Thomas Girard, acompte versé",
        "Thomas Girard SARL : contrat dénoncé",
        "Thomas Girard & Fils, bordereau manquant",
        "Serveur Sylvie Martin redémarré",
        "Bon d'achat Jean-Louis David offert",
        "Chaussures Dr. Martens hors catalogue",
        "Madame, Monsieur, votre demande est enregistrée",
        "Monsieur le Directeur, une remise est demandée",
        "France Travail a transmis l'attestation",
        "Malakoff Humanis demande un état",
        "Vu à Saint-Martin et à Florence",
        "Pack Margaux en vente, option Rose supprimée",
        "rejet du lot, droits fermes a la date des soins",
        "COMPTE RENDU DE LA REUNION DU COMITE",
    ],
)
def test_what_only_looks_like_a_person_is_left(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("name", "text", "credible"),
    [
        ("Inventaire Vichy", "Inventaire Vichy, Avène à finir", False),
        ("Hyperviseur Proxmox", "Hyperviseur Proxmox à patcher", False),
        ("Louis Pasteur", "Réunion à l'amphithéâtre Louis Pasteur", False),
        ("GASPARD", "Le traitement attend le fichier GASPARD", False),
        ("Zeller", "Le Dr Zeller ne répond plus", True),
        ("Enguerrand de Guitaut", "Enguerrand de Guitaut ne répond pas", True),
        ("Marchandise Girard", "Marchandise Girard Thomas livrée", True),
    ],
)
def test_what_the_pipeline_found_is_judged_where_it_stands(
    name: str, text: str, *, credible: bool
) -> None:
    assert is_credible(name, text) is credible


@pytest.mark.parametrize(
    ("found", "text", "street"),
    [
        ("12 rue des lilas", "habite 12 rue des lilas a Pau", True),
        ("3 place de la mairie", "Agence du 3 place de la mairie", True),
        ("8 cours Mirabeau", "Siège du 8 cours Mirabeau", True),
        ("8 cours du chapeau rouge", "Plis au 8 cours du chapeau rouge 33000 Bordeaux", True),
        ("4 ALLEE DES TILLEULS", "DEMEURE 4 ALLEE DES TILLEULS", True),
        ("30 cours de secourisme", "Payer 30 cours de secourisme", False),
        ("30 cours de pilates", "Payer 30 cours de pilates", False),
        ("15 place reservees", "Il y a 15 place reservees", False),
        ("3 rue n'est pas", "Le 3 rue n'est pas renseigné", False),
        ("20 route aller", "Compter 20 route aller et retour", False),
    ],
)
def test_a_word_that_also_counts_things_is_a_street_beside_a_name(
    found: str, text: str, *, street: bool
) -> None:
    assert is_street(found, text) is street


@given(st.text(alphabet="Mme. -'’LeDUPONTjeanéß&\n\u00a0ŷ1ﬁ", max_size=200) | st.text())
def test_any_text_is_read_and_spans_stay_inside(text: str) -> None:
    for span in spotted(text):
        assert 0 <= span.start < span.end <= len(text)
