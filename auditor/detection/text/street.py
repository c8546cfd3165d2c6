"""Whether a number and a word for a street are an address: « 30 cours de secourisme » is none."""

import re

from auditor.detection.text import usage
from auditor.detection.text.credible import bare

_PARTS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SURE = usage.words("RUE AVENUE BOULEVARD BD BLVD IMPASSE FAUBOURG FG LOTISSEMENT HAMEAU")
_BETWEEN = usage.words("DE DU DES D L LE LA LES AU AUX BIS TER QUATER A B C")
_PLACES = usage.words(
    """
    MAIRIE GARE EGLISE MARCHE REPUBLIQUE POSTE LIBERTE VICTOIRE ECOLE MOULIN FONTAINE PONT CHATEAU
    PORT HALLES PAIX NATION STADE FORET PLAGE MER RIVIERE VILLAGE BOURG TILLEULS LILAS ROSES CHENES
    PINS ACACIAS CERISIERS MARRONNIERS PLATANES PEUPLIERS OLIVIERS ORMES ERABLES BOULEAUX
    """
)
_NO_NAMES = usage.words(
    """
    N EST ET OU NON PAS SONT ALLER RETOUR A EN POUR PAR DISPONIBLE DISPONIBLES LIBRE LIBRES FERME
    FERMEE FERMEES FERMES RESERVEE RESERVEES ASSISE ASSISES INDIVIDUELLE INDIVIDUELLES DOUBLES
    FORMATION SECOURISME PARKING STATIONNEMENT ATTENTE RESTANTE RESTANTES METERS FEET
    """
)
_CONTEXT = re.compile(
    r"[0-9]{5}|\b(?:adresse|habite|demeurant|domicili|d[ée]m[ée]nag|r[ée]side|livr)", re.IGNORECASE
)


def is_street(found: str, text: str) -> bool:
    """Whether what follows the word for a street may name one.

    Words that also count things (place, cours, route) need a capital, a usual street name or an
    address around them, save in a text of one case, which shows no capitals.
    """
    parts = _PARTS.findall(found)
    kind = next((i for i, part in enumerate(parts) if bare(part) not in _BETWEEN), 0)
    named = [part for part in parts[kind + 1 :] if bare(part) not in _BETWEEN]
    if not named or bare(named[0]) in _NO_NAMES:
        return False
    if bare(parts[kind]) in _SURE or text in {text.upper(), text.lower()}:
        return True
    return named[0][0].isupper() or bare(named[0]) in _PLACES or bool(_CONTEXT.search(text))
