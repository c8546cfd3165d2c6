"""Two vocabularies that share neither names of people nor, as far as French allows, of columns.

`tuning` may be looked at while a detector is written; `held_out` is there to judge it.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from tests.corpus.lists import entries, words

Names = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""French and English names by entry."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one vocabulary."""

    name: str
    surnames: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    towns: tuple[tuple[str, str], ...]
    """Postcode and name."""
    streets: tuple[str, ...]
    trades: tuple[str, ...]
    signs: tuple[str, ...]
    insurers: tuple[str, ...]
    products: tuple[str, ...]
    sentences: tuple[str, ...]
    telling: tuple[str, ...]
    """Sentences with a NIR."""
    naming: tuple[str, ...]
    """Sentences that name somebody."""
    columns: Names
    tables: Names


def folded(text: str) -> str:
    """ASCII lower-case letters of the text."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(char for char in plain.lower() if char.isalnum())


def _named(name: str, half: int) -> Names:
    """French and English names of that vocabulary: 0 tuning, 1 held out."""
    found = {}
    for entry, *lists in entries(name):
        french, english = lists[half::2]
        found[entry] = (words(french), words(english))
    return found


TUNING = Vocabulary(
    name="tuning",
    surnames=words(
        "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel "
        "Lefebvre Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine "
        "Rousseau Vincent Muller Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier "
        "François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu "
        "Gautier Masson Benali Traoré Nguyen Da-Silva Le-Gall O'Brien Haddad Diallo"
    ),
    women=words(
        "Marie Nathalie Isabelle Sylvie Catherine Françoise Martine Christine Monique Valérie "
        "Sandrine Véronique Nicole Stéphanie Sophie Céline Fatima Léa Manon Chloé Inès"
    ),
    men=words(
        "Jean Philippe Michel Alain Patrick Nicolas Christophe Pierre Christian Éric Frédéric "
        "Laurent Stéphane David Pascal Daniel Mohamed Lucas Hugo Jean-Paul Jean-Marc"
    ),
    towns=(
        ("75011", "Paris"), ("69003", "Lyon"),
        ("13005", "Marseille"), ("33000", "Bordeaux"),
        ("59000", "Lille"), ("44000", "Nantes"), ("67000", "Strasbourg"), ("31000", "Toulouse"),
        ("01000", "Bourg-en-Bresse"), ("06000", "Nice"), ("20000", "Ajaccio"),
        ("97400", "Saint-Denis"),
    ),
    streets=(
        "rue Victor Hugo", "avenue de la République", "place de la Mairie", "rue des Lilas",
        "boulevard Pasteur", "chemin des Vignes", "impasse du Moulin", "rue du Général Leclerc",
    ),
    trades=("Pharmacie", "Optique", "Cabinet dentaire", "Audition", "Laboratoire", "Ambulances"),
    signs=("du Centre", "de la Gare", "des Halles", "du Marché", "Saint-Pierre"),
    insurers=(
        "Mutuelle des Horizons", "Santé Boréale", "Prévoyance du Littoral", "Institution Clairval",
        "Assurances du Grand Pin", "Mutuelle Trois Rivières",
    ),
    products=(
        "Doliprane 1000", "Monture Camille", "Kardegic 75", "Verre Opale", "Bas Diane",
        "Attelle Victor", "Spasfon", "Aide auditive Clara", "Lit Alizé", "Fauteuil Martin",
    ),
    sentences=(
        "Bordereau reçu, paiement au prochain lot.",
        "Le flux du mois est incomplet, relance envoyée.",
        "Facture {ref} en double, indu à récupérer.",
        "Dossier clos le {day} après contrôle.",
        "Erreur 500 sur le portail, transmis au support.",
        "Demande de prise en charge en attente depuis 10 jours.",
        "Montant de 125,40 EUR régularisé, virement {ref}.",
        "Rappeler le service après 14 h.",
    ),
    telling=(
        "Assuré {nir} inconnu chez l'organisme.",
        "Droits forcés pour le NIR {nir}, voir facture {ref}.",
        "Numéro de sécurité sociale {nir} transmis par le cabinet.",
    ),
    naming=(
        "Mme {first} {last} est au comptoir, carte refusée.",
        "Vu avec M. {last}, accord donné par téléphone.",
        "Le dossier de {first} {last} a été transmis au service médical.",
        "Réclamation de {last} {first}, réponse sous huit jours.",
    ),
    columns=_named("columns.txt", 0),
    tables=_named("table_names.txt", 0),
)  # fmt: skip

HELD_OUT = Vocabulary(
    name="held_out",
    surnames=words(
        "Delacroix Vasseur Charpentier Renaud Guillot Lemoine Picard Aubert Brunet Schmitt Colin "
        "Vidal Caron Fabre Leclercq Arnaud Rivière Olivier Gaillard Marchand Dufour Noël Dumont "
        "Baron Lacroix Berger Meunier Poirier Carpentier Jacquet Poulain Maillard Weber Bouvier "
        "Pruvost Tessier Hamon Le-Goff Kervella Etcheverry Mendiboure Zidi Cissé Kouassi Ramdani "
        "Tran Pereira Ferreira Ivanov Kowalski Yilmaz Rakotomalala Bozonnet Quéméneur"
    ),
    women=words(
        "Hélène Béatrice Élodie Mélanie Audrey Laetitia Delphine Corinne Odile Solène Maëlle "
        "Khadija Yasmine Agathe Romane Capucine Maud Ghislaine Josiane Anne-Laure"
    ),
    men=words(
        "Guillaume Sébastien Cédric Fabien Yann Loïc Gaël Mickaël Régis Didier Hervé Étienne "
        "Baptiste Mathis Youssef Ismaël Tanguy Corentin Marcel René Pierre-Yves"
    ),
    towns=(
        ("38100", "Grenoble"), ("35200", "Rennes"), ("34070", "Montpellier"), ("76600", "Le Havre"),
        ("51100", "Reims"), ("42000", "Saint-Étienne"), ("83000", "Toulon"), ("21000", "Dijon"),
        ("49000", "Angers"), ("04000", "Digne-les-Bains"), ("20200", "Bastia"),
        ("97110", "Pointe-à-Pitre"),
    ),
    streets=(
        "allée des Tilleuls", "quai de la Marne", "route de Paris", "cours Gambetta",
        "rue Jules Ferry", "square des Ormes", "sentier du Lavoir", "rue de la Fontaine",
    ),
    trades=("Officine", "Vision", "Centre dentaire", "Acoustique", "Biologie", "Transports"),
    signs=("des Remparts", "du Port", "de l'Étoile", "Bellevue", "du Parc"),
    insurers=(
        "Garantie Azurée", "Mutuelle de l'Alouette", "Solidarité Vallespir", "Union Santé Plus",
        "Caisse Complémentaire du Vexin", "Prévoir Ensemble",
    ),
    products=(
        "Levothyrox 50", "Monture Hector", "Efferalgan 500", "Verre Saphir", "Chaussettes Ophélie",
        "Ceinture Marcel", "Gaviscon", "Appareil Juliette", "Matelas Zéphyr", "Canne Berger",
    ),
    sentences=(
        "Relance n° 2 envoyée au tiers, sans réponse.",
        "Contrôle effectué, rien à signaler.",
        "Pièce {ref} illisible, à redemander.",
        "Incident ouvert le {day}, traité par l'équipe de nuit.",
        "Le taux de 65 % a été appliqué au lieu de 30 %.",
        "Fichier rejeté : ligne 1043, longueur incorrecte.",
        "Régularisation de 48,20 EUR sur le lot {ref}.",
        "Client satisfait, enquête à 4/5.",
    ),
    telling=(
        "Bénéficiaire {nir} absent de la base, créer la fiche.",
        "Rejet : immatriculation {nir} non reconnue (lot {ref}).",
        "Attestation au nom de l'immatriculé {nir} jointe au dossier.",
    ),
    naming=(
        "Appel de {first} {last} pour son attestation.",
        "Monsieur {last} conteste le reste à charge.",
        "Pièce manquante au dossier {last} {first}, courrier envoyé.",
        "Échange avec la fille de Mme {last} : tout est en ordre.",
    ),
    columns=_named("columns.txt", 1),
    tables=_named("table_names.txt", 1),
)  # fmt: skip

VOCABULARIES = {one.name: one for one in (TUNING, HELD_OUT)}
