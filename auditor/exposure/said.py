"""What the words of a name say of how a column or table is used, beyond what it holds."""

from auditor.naming.split import ideas_of, words_of

ENDS = frozenset(
    {"fin", "au", "end", "until", "expire", "expires", "expiration", "echeance", "cloture", "to"}
    | {"resiliation", "sortie", "closed", "ended", "deces", "death", "deceased", "dcd", "jusqu"}
)
"""The end of a validity or of a life."""
DATES = frozenset(
    {"date", "dat", "dt", "jour", "le", "at", "stamp", "timestamp", "horodatage", "ts", "epoch"}
    | {"ms", "maj", "creation", "modification", "created", "updated", "time"}
)
"""A day or a moment."""
URLS = frozenset({"url", "uri", "referer", "referrer", "querystring", "endpoint", "href"})
PRIVATE = frozenset({"perso", "personnel", "personnelle", "prive", "privee", "private", "domicile"})
HISTORY = frozenset({"histo", "historique", "historiques", "history", "hist", "his", "ancien"})
PASSWORDS = frozenset({"password", "passwd", "pwd", "mdp", "motdepasse", "passe", "pass"})


def says(name: str, words: frozenset[str]) -> bool:
    """Whether the name holds one of these words, as written or as the idea it stands for."""
    return bool(words & {*words_of(name), *ideas_of(name)})
