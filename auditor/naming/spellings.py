"""The spellings of the ideas that column names are made of, from `spellings.yaml`."""

from functools import lru_cache
from importlib.resources import files

from auditor.strictyaml import load

_FILE = "spellings.yaml"


@lru_cache(maxsize=1)
def ideas() -> dict[str, str]:
    """Idea of each spelling (lower case, without accents); no spelling belongs to two."""
    found: dict[str, str] = {}
    root = load(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"), _FILE)
    for idea, node in root.mapping().items():
        for spelling in node.text().split():
            if found.setdefault(spelling, idea) != idea:
                raise node.fault("yaml_duplicate_word", word=spelling)
    return found


@lru_cache(maxsize=1)
def known_ideas() -> frozenset[str]:
    """Every idea that has a spelling."""
    return frozenset(ideas().values())
