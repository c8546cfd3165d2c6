"""Splits a name into whole words and reads each word as an idea."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from auditor.naming.spellings import ideas
from auditor.naming.words import words

_BREAKS = re.compile(
    r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])|(?<=[0-9])(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z])"
)
_HUNGARIAN = re.compile(r"^(?:str|bln|dec|dbl|sng|lng|flt|cur|obj|int)(?=[A-Z])")
"""Prefixes of types, which are words or cuts of words elsewhere (`decNaissance`)."""
_RUNS = re.compile(r"[a-z]+|[0-9]+")
_MAX_PIECES = 5
_LONGEST = 24
_SHORT = frozenset(
    {"dt", "cd", "no", "nm", "cp", "mt", "tx", "nb", "id", "ss", "ps", "ip", "ad", "rg"}
    | {"od", "jf"}
)
"""Two-letter fragments that legacy names begin or end with; any other is too short to be safe."""
_HEADS = {
    "no": "num",
    "dt": "date",
    "cd": "code",
    "nu": "num",
    "nm": "nom",
    "pr": "prenom",
    "dn": "dnais",
    "cl": "cle",
    "lb": "libelle",
    "rg": "rang",
    "co": "code",
    "da": "date",
    "te": "tel",
    "vi": "ville",
    "ca": "carte",
    "sa": "salaire",
    "dna": "dnais",
    "de": "debut",
    "fi": "fin",
    "eml": "email",
    "ty": "type",
    "an": "annee",
}
"""Cut heads of legacy names, each with the word that it stands for there and nowhere else."""
_RESTS = {
    rest: words.upper()
    for words, rests in {
        "nom_jf": "njf nmj jfi nja",
        "nom": "npa nmp nus nomp nomm nomu nomf",
        "prenom": "pnm pno",
        "date_naissance": "dna dtn dns dnx nai dtna dtns dnai dana",
        "lieu_naissance": "lna ldn lnc vna lnai",
        "date_deces": "ddc dcd dtd ddd",
        "numero_ss": "nss nsc iss nse inse nuss noss nsec nusc",
        "cle_ss": "cls css cns clx",
        "matricule": "mat mle",
        "adresse": "ad1 ad2 ad3 ad4 ad5 adl1 adl2 nvo",
        "cp": "cpo cps cdp pos cpl cpos copo cdpo",
        "ville": "vll loc bdi ldi",
        "telephone": "tl1 tl2 por gsm",
        "email": "mai eml mel ema",
        "situation_familiale": "sif sfm stf",
        "lien": "lie lpa lnk",
        "iban": "iba ibn",
        "banque": "bnq cbq bqu",
        "guichet": "cgu gch",
        "compte": "nco cte ncp",
        "cle_rib": "crb clr rbc clb",
        "raison_sociale": "rso rsc rsl rai",
        "siret": "sir srt",
        "siren": "srn",
        "finess": "fns fne",
        "rpps": "rpp",
        "adeli": "adl ade",
        "login": "log lgn",
        "password": "pwd pas",
        "texte": "txt",
        "medecin_traitant": "mtt mdt",
    }.items()
    for rest in rests.split()
}
"""What three or four letters stand for after those of the table, and nowhere else."""
_FIRST = {"cl": "cle", "pn": "prenom", "lb": "libelle", "li": "libelle", "nu": "num"}
"""Two letters that stand alone before the rest of an upper-case name (`CL_NIR`, `PN_ASSU`)."""
_LAST = {"nbr": "number", "ind": "indicator"}
"""English abbreviations that end a name; the same letters begin French ones (`nbr_enfants`)."""
_LOOSE = frozenset({"filler", "moment"})
"""Ideas of function words, of which too many ordinary words are made."""
_UNCUT = frozenset(
    {"pass", "ent", "end", "lat", "lon", "sub", "ins", "sel", "int", "mar", "autre", "autres"}
    | {"other", "others", "med", "cps", "dent", "pain", "pin", "nick", "option", "chute", "ordre"}
    | {"cov", "pol", "rel", "prov", "stat", "axe", "axes", "tas", "tad"}
    | {"order", "title", "base", "prime", "unite", "centre", "sick", "sida", "prev", "chutes"}
)
"""Spellings that are words of their own, but too common inside others to be cut out."""
_LEADS = ("num", "nom", "date", "dat", "code", "cod", "lib", "typ", "type", "adr", "dt")
_AGENT = re.compile(
    r"^[a-z]{3,}(ateur|atrice|iteur|itrice|teuse|cteur|ctrice|rteur|ffeur|sseur|cheur|ataire|itaire|reur|geur|deur|leur"
    r"|neur|veur|cien|cienne|logue|ologist|eutist|iste)$|^porteur$|^(assistant|declarant|signataire"
    r"|mandant|requerant|plaignant|occupant|adoptant|deposant|bearer|applicant|claimant|payee"
    r"|recipient|sender|submitter|requester|registrant|caller|signer|signatory|nominee|trainee"
    r"|borrower|lender|tenant|driver|teacher|nurse|carer|caregiver|advisor|adviser|attendee"
    r"|aidant|victime|victim|survivant|temoin|witness|proche|voisin|habilite)$"
)
"""Words for people by what they do, by their French endings; English ones are listed."""
_BEGUN = {"post": "postal"}
"""Beginnings that mean one thing in legacy names, whatever else begins so."""
_NUMBERS = ("rpps", "adeli", "finess", "siret", "siren", "iban")
"""Words that no other word begins with."""
_MIN_JOIN = 6
_LONG_HEAD = 9
_LEGACY = 10
_SHORTEST_CUT = 4
_SPECIAL = frozenset(
    {"clinical", "vital", "handicap", "religion", "syndicat", "ethnie", "social_aid"}
)
"""Ideas of article 9: a false alarm is a grave one, so they are cut shorter only by habit."""
_SHORTEST_SPECIAL = 6
_COMPOUND = frozenset(
    {"tauxhoraire", "hourlyrate", "dailyrate", "travailleursocial", "assistantesociale"}
    | {"socialworker", "privatekey", "recoverycode", "recoverycodes", "backupcode", "numberof"}
    | {"backupcodes", "minimasociaux", "foodstamp", "lowincome", "aidesociale", "routingnumber"}
    | {"sortcode", "branchcode", "checkdigit", "checkdigits", "checkletter", "securitystamp"}
    | {"knownas", "primarycare", "routeofadministration", "voieadministration", "cleprivee"}
    | {"assurancemaladie", "whatsapp", "couverturemaladie", "telcomptoir", "namefirst", "namelast"}
)
"""Two words that mean something together, of which the first alone is no abbreviation."""


def plain(name: str) -> str:
    """The name without accents and ligatures; its case is kept, it tells words apart."""
    spread = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(char for char in spread if not unicodedata.combining(char))


@lru_cache(maxsize=65_536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in order, lower case, legacy concatenations cut where they fit whole."""
    found: list[str] = []
    for part in _BREAKS.split(_HUNGARIAN.sub("", plain(name))):
        word = part.lower()
        if not word:
            continue
        if not found and word in _FIRST and name.isupper() and len(name) > len(word):
            word = _FIRST[word]
        for run in (word,) if word in ideas() else _RUNS.findall(word):
            found.extend(_cut(run, legacy=part.isupper() and len(part) <= _LEGACY))
    if len(found) > 1 and found[-1] in _LAST:
        found[-1] = _LAST[found[-1]]
    return tuple(_joined(found))


@lru_cache(maxsize=65_536)
def tokens_of(name: str) -> tuple[tuple[str, str], ...]:
    """The words of a name in order, each with its idea; a word without one stands for itself."""
    pairs = ((word, _idea(word)) for word in words_of(name))
    return tuple(pair for pair in pairs if pair[1] != "filler")


def ideas_of(name: str) -> tuple[str, ...]:
    """The ideas of a name, in order."""
    return tuple(idea for _, idea in tokens_of(name))


def rest_of(name: str) -> str:
    """What follows the letters of a legacy table, a usual cut of a word spelled out."""
    return _RESTS.get(name.lower(), name) if name.isupper() or name[-1:].isdigit() else name


def headed(head: str) -> str:
    """What stands before the owner of a legacy name, its usual cut forms spelled out."""
    return _HEADS.get(head.lower(), head).upper()


def _joined(found: list[str]) -> list[str]:
    """Neighbours that make one known word together, such as `user agent`, joined."""
    joined: list[str] = []
    for word in found:
        pair = joined[-1] + word if joined else ""
        if len(pair) >= _MIN_JOIN and pair in ideas() and len(word) > 1:
            joined[-1] = pair
        else:
            joined.append(word)
    return joined


def _idea(word: str) -> str:
    if word in ideas():
        return ideas()[word]
    singular = _known(word) or word
    if singular in ideas():
        return ideas()[singular]
    return "actor" if _AGENT.search(singular) and singular not in words("whole") else word


def _known(word: str) -> str:
    """The known word that this one is the plural of, "" where it is none."""
    singular = word[:-1] if word.endswith(("s", "x")) else word
    return singular if len(singular) >= _SHORTEST_CUT and singular in ideas() else ""


def _cut(word: str, *, legacy: bool) -> tuple[str, ...]:
    """The word cut into known fragments that cover it whole, else the word itself.

    In a legacy name, upper case and short, a fragment may be the beginning of a known word.
    """
    if legacy and word not in ideas() and (known := _beginnings().get(word) or _bones(word)):
        return (known,)
    if word in ideas() or word in words("whole") or len(word) < len("numss") or _known(word):
        return (word,)
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, piece = best[start], word[start:end]
            if legacy and before is not None:
                piece = _spelled_out(piece, first=_all_heads(before), last=end == len(word))
            if before is None or not _fits(piece, start, end == len(word)):
                continue
            if len(before) < _MAX_PIECES and _better((*before, piece), best[end]):
                best[end] = (*before, piece)
    whole = best[-1]
    if whole and len(whole) > 1:
        return whole
    return _led(word, legacy=legacy)


def _spelled_out(piece: str, *, first: bool, last: bool) -> str:
    """The known word that a piece of a legacy name is the beginning of, else the piece."""
    if piece in _HEADS and first and not last:
        return _HEADS[piece]
    return piece if piece in ideas() else _beginnings().get(piece, piece)


def _all_heads(before: tuple[str, ...]) -> bool:
    return all(word in _HEADS.values() for word in before)


def _bones(word: str) -> str:
    """The known word of which four letters are the first three and a later one (`CTRT`, `SIRT`)."""
    return _skeletons().get(word, "") if len(word) == _SHORTEST_CUT else ""


@lru_cache(maxsize=1)
def _skeletons() -> dict[str, str]:
    """First three letters and a later consonant, each with a word of the idea it mostly means."""
    found: dict[str, Counter[str]] = {}
    for spelling, idea in ideas().items():
        if spelling in _COMPOUND:
            continue
        if idea not in _SPECIAL | _LOOSE and len(spelling) > _SHORTEST_CUT:
            for last in set(spelling[_SHORTEST_CUT:]) - set("aeiouy"):
                found.setdefault(spelling[: _SHORTEST_CUT - 1] + last, Counter())[idea] += 1
    return {
        bones: next(
            word
            for word, idea in ideas().items()
            if idea == most[0][0] and word.startswith(bones[:-1]) and bones[-1] in word
        )
        for bones, counted in found.items()
        if len(most := counted.most_common(2)) == 1 or most[0][1] >= 2 * most[1][1]
    }


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, str]:
    """Beginnings of at least four letters, each with a word of the idea that they mostly begin."""
    found: dict[str, Counter[str]] = {}
    for spelling, idea in ideas().items():
        if spelling in _COMPOUND:
            continue
        least = _SHORTEST_SPECIAL if idea in _SPECIAL else _SHORTEST_CUT
        for end in range(least, len(spelling)):
            found.setdefault(spelling[:end], Counter())[idea] += 1
    return _BEGUN | {
        head: _example(head, most[0][0])
        for head, counted in found.items()
        if len(most := counted.most_common(2)) == 1 or most[0][1] >= 2 * most[1][1]
    }


def _example(head: str, idea: str) -> str:
    return next(word for word, known in ideas().items() if known == idea and word.startswith(head))


def _led(word: str, *, legacy: bool) -> tuple[str, ...]:
    """A word whose beginning is telling (`numtel…`, `commentaire…`), cut after it."""
    for lead in (*_NUMBERS, *(("nir",) if legacy else ())):
        if word.startswith(lead) and len(word) > len(lead):
            return lead, word[len(lead) :]
    for end in range(len(word) - 2, _MIN_JOIN - 1, -1):
        head = word[:end]
        if head in ideas() and end >= _LONG_HEAD:
            return head, word[end:]
        for lead in _LEADS:
            if head.startswith(lead) and len(head) - len(lead) > len("dt"):
                rest = head.removeprefix(lead)
                if rest in ideas() and ideas()[rest] not in _LOOSE:
                    return lead, rest, word[end:]
    return (word,)


def _fits(piece: str, start: int, last: bool) -> bool:  # noqa: FBT001 - private, called once
    if len(piece) == len("dt"):
        return piece in _SHORT and (start == 0 or last)
    if piece not in ideas() or piece in _UNCUT or (piece == "pre" and not last):
        return False
    return len(piece) > len("dt") and ideas()[piece] not in _LOOSE


def _better(new: tuple[str, ...], old: tuple[str, ...] | None) -> bool:
    return old is None or (len(new), -_squares(new)) < (len(old), -_squares(old))


def _squares(pieces: tuple[str, ...]) -> int:
    return sum(len(piece) ** 2 for piece in pieces)
