"""How a name is written in each naming style."""

from collections.abc import Callable, Sequence
from itertools import count

_HUNGARIAN = {"c": ("char", "varchar", "text"), "n": ("int", "bigint", "smallint", "numeric")}
_ROOM = 5
"""What a table's three letters leave of eight."""


def snake(words: str, _type: str, _table: str) -> str:
    """`date_naissance`, in French or English."""
    return words


def camel(words: str, _type: str, _table: str) -> str:
    """`dateNaissance`."""
    first, *others = words.split("_")
    return first + "".join(word.capitalize() for word in others)


def prefixed(words: str, _type: str, table: str) -> str:
    """`BEN_DATE_NAISSANCE`: the table's first letters before every name."""
    return f"{table[:3]}_{words}".upper() if table else words.upper()


def legacy(words: str, _type: str, table: str) -> str:
    """`ASSNIR`, `DATENAIS`: upper case, eight characters, long words cut."""
    if table and len(words) <= _ROOM:
        return f"{table[:3]}{words}".upper().replace("_", "")
    parts = words.replace("_", " ").split()
    room = 8 // len(parts)
    kept = [part[: max(room, 2)] for part in parts]
    last = parts[-1][: 8 - sum(len(part) for part in kept[:-1])]
    return "".join((*kept[:-1], last)).upper()[:8]


def hungarian(words: str, type_: str, _table: str) -> str:
    """`cNomUsage`, `dDateNaissance`: a letter for the type, then capitals."""
    base = type_.partition("(")[0]
    letter = next((key for key, types in _HUNGARIAN.items() if base in types), base[0])
    return letter + "".join(word.capitalize() for word in words.split("_"))


STYLES: dict[str, Callable[[str, str, str], str]] = {
    "snake": snake,
    "camel": camel,
    "prefixed": prefixed,
    "legacy": legacy,
    "english": snake,
    "hungarian": hungarian,
}
"""By name: a function of the words, the type and the table (none for the table itself)."""


def language(style: str) -> int:
    """0 for French names, 1 for English ones."""
    return 1 if style in {"english", "camel"} else 0


def free(choices: Sequence[str], taken: set[str]) -> str:
    """The first of the choices that is not taken, else a numbered one; it is taken from now on."""
    numbered = (f"{choices[0]}{n}" for n in count(2))
    name = next((c for c in choices if c.lower() not in taken), None)
    if name is None:
        name = next(c for c in numbered if c.lower() not in taken)
    taken.add(name.lower())
    return name
