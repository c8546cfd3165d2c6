"""Short word lists that tell a column of names from a column of products, places or firms."""

from functools import lru_cache
from importlib.resources import files

LISTS = ("first_name", "surname", "company", "place", "product", "insurer", "month")


@lru_cache(maxsize=len(LISTS) + 1)
def words(name: str) -> frozenset[str]:
    """One of `LISTS`, upper case without accents, words of an entry parted by one space; or
    `whole`, lower-case words that are never cut into fragments. KeyError for any other name.

    Derived from INSEE and from the directory of communes (see NOTICE).
    """
    if name not in (*LISTS, "whole"):
        raise KeyError(name)
    text = files(__package__).joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(text.splitlines())
