"""What people write to the help desk, with what they should not have written."""

from collections.abc import Mapping, Sequence
from random import Random

SUBJECTS = (
    "Rejet de facture",
    "Droits non trouvés",
    "Accès au portail",
    "Délai de paiement",
    "Changement de coordonnées",
    "Question sur une garantie",
)

PLAIN = (
    "Bonjour, le bordereau du mois dernier n'est toujours pas réglé. Merci de votre retour.",
    "Le portail affiche une erreur depuis ce matin, impossible de consulter les droits.",
    "Pouvez-vous nous renvoyer le guide de facturation optique ?",
    "Notre logiciel refuse le retour NOEMIE, le fichier semble incomplet.",
    "La demande de prise en charge {invoice} est en attente depuis dix jours.",
    "Double paiement de la facture {invoice}, comment rembourser l'indu ?",
    "Nous n'arrivons plus à nous connecter, le mot de passe est expiré.",
    "Rejet code R14 sur la facture {invoice} alors que la carte est à jour.",
    "Dossier relancé le {day}, sans réponse de votre service.",
    "Merci de clôturer la demande, tout fonctionne.",
)
TELLING = (
    "Facture {invoice} rejetée, l'assuré {nir} a pourtant des droits ouverts.",
    "Droits introuvables pour le numéro de sécurité sociale {nir}, né le {birth}.",
    "Mme {surname} {first_name} est au comptoir, sa carte n'est pas reconnue.",
    "Le patient {first_name} {surname} conteste son reste à charge.",
    "Merci de répondre directement à {email}, la messagerie du cabinet est en panne.",
    "Rappeler le {phone} avant midi s'il vous plaît.",
    "L'assurée demande à être jointe au {phone} au sujet de ses lunettes.",
    "Nouveau compte du cabinet : {iban}, à prendre en compte au prochain virement.",
    "Prothèse auditive refusée, M. {surname} a pourtant une ordonnance pour surdité.",
)
NOTES = (
    "Rappelé, laissé un message.",
    "Transmis au niveau 2.",
    "Vu avec la comptabilité, paiement au prochain lot.",
    "Droits forcés jusqu'à la fin du mois.",
    "Doublon d'un ticket précédent.",
)


def message(rng: Random, facts: Mapping[str, str], telling: float) -> str:
    """One or two sentences; in that share of them, one that names somebody or something."""
    sentences: Sequence[str] = (rng.choice(PLAIN),)
    if rng.random() < telling:
        sentences = (rng.choice(TELLING), *sentences[: rng.randint(0, 1)])
    return " ".join(sentences).format_map(facts)


def spaced(nir: str, key: str) -> str:
    """The NIR as people write it."""
    parts = (nir[0], nir[1:3], nir[3:5], nir[5:7], nir[7:10], nir[10:], key)
    return " ".join(parts)
