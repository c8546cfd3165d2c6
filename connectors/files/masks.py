"""Names that people gave, without the identifiers that they hold."""

from auditor.identifiers import REGISTRY

_HIDDEN = ("nir", "nir13", "iban", "rib")
_MOST = 200


def masked(name: str) -> str:
    """The name with `{NIR}` in place of a NIR, and so on, and without control characters.

    A run of digits in a name is no column that chance could be measured on: whatever has the
    shape of a NIR is hidden, right key or not, and a bank account whose key is right.
    """
    shown = _plain(name)
    for kind in _HIDDEN:
        identifier = REGISTRY.get(kind)
        if identifier is None:
            continue
        # An underscore is no edge of a word for a pattern; in a file name it is one for people.
        hits = [m for m in identifier.search(shown.replace("_", " ")) if m.valid or kind == "nir"]
        for hit in sorted(hits, key=lambda m: m.start, reverse=True):
            shown = f"{shown[: hit.start]}{{{identifier.category}}}{shown[hit.end :]}"
    return shown


def unique(names: list[str]) -> list[str]:
    """The same names, told apart by a number where two are equal."""
    taken: set[str] = set()
    told = []
    for name in names:
        one, number = name, 1
        while one in taken:
            number += 1
            one = f"{name}_{number}"
        taken.add(one)
        told.append(one)
    return told


def column_names(given: list[str]) -> list[str]:
    """Names for columns: masked, never empty, each once."""
    return unique(
        [
            masked(name.strip())[:_MOST] or f"colonne_{place}"
            for place, name in enumerate(given, start=1)
        ]
    )


def _plain(name: str) -> str:
    # Surrogates stand for bytes that were no UTF-8; nothing downstream could encode them.
    text = name.encode("utf-8", "replace").decode()
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
