"""Which ideas, standing together in a column name, mean which category: `lexicon.yaml`."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from auditor.model.vocabulary import Category, Form
from auditor.strictyaml import load

_FILE = "lexicon.yaml"


@dataclass(frozen=True, slots=True)
class Rule:
    """One item of the lexicon."""

    category: Category
    strength: float
    ideas: frozenset[str]
    pair: bool
    """Whether an idea must stand twice, as in `securite_sociale`."""
    order: tuple[str, ...]
    """The order in which the ideas must stand, empty where any will do."""
    needs: str
    accepts: frozenset[str]
    variant: str
    form: Form


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The lexicon, the widest and strongest rules first."""
    root = load(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"), _FILE)
    found = [
        _rule(Category(category), item.text().split())
        for category, node in root.mapping(known=Category).items()
        for item in node.items()
    ]
    return tuple(sorted(found, key=lambda r: (-len(r.ideas) - r.pair, -r.strength)))


def _rule(category: Category, words: list[str]) -> Rule:
    strength, *rest = words
    ideas = [word for word in rest if word[0] not in "?+=~^"]
    return Rule(
        category,
        float(strength),
        frozenset(ideas),
        len(set(ideas)) < len(ideas),
        tuple(ideas) if "^" in rest else (),
        _flag(rest, "?"),
        frozenset(word[1:] for word in rest if word[0] == "+"),
        _flag(rest, "="),
        Form(_flag(rest, "~") or Form.CLEAR),
    )


def _flag(words: list[str], mark: str) -> str:
    return next((word[1:] for word in words if word[0] == mark), "")
