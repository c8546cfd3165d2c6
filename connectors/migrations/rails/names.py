"""Names as Rails makes them: regular plurals, tables of models."""


def table_name(model: str) -> str:
    """The table that Rails gives a model, for regular plurals."""
    words = "".join(f"_{c.lower()}" if c.isupper() else c for c in model).lstrip("_")
    return plural(words)


def plural(word: str) -> str:
    """The regular plural."""
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def singular(word: str) -> str:
    """The regular singular."""
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
