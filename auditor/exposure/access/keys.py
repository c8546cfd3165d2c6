"""How strong the key is that one must supply to be answered for a person."""

from collections.abc import Iterable

from auditor.naming.split import words_of

_NIR = frozenset({"nir", "nss", "insee", "secu", "ssn", "nir13", "nir15", "numsecu"})
_BIRTH = frozenset({"naissance", "naiss", "birth", "dob", "ddn", "dn", "birthdate"})
_CARD = frozenset({"carte", "card", "vitale", "cps", "token", "jeton"})
_COUNTED = frozenset({"id", "ident", "identifiant", "num", "numero", "number", "no", "ref"})

WEAK = frozenset({"sequential", ""})
"""Keys that one can count up, or of which nothing is known."""
STRENGTHS = ("sequential", "nir", "nir_birth_date", "card", "none")


def strength(arguments: Iterable[str]) -> str:
    """The strength that the names of a routine's arguments tell; "" where they do not."""
    words = frozenset(
        word for name in arguments for word in (*words_of(name), *name.lower().split("_"))
    )
    if words & _CARD:
        return "card"
    if words & _NIR:
        return "nir_birth_date" if words & _BIRTH else "nir"
    return "sequential" if words & _COUNTED else ""


def weakest(keys: Iterable[str]) -> str:
    """Of several keys, the one that an attacker would choose."""
    order = ("sequential", "", "nir", "nir_birth_date", "card")
    return min(keys, key=order.index, default="")
