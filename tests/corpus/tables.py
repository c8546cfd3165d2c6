"""The tables and views of the corpus, before they get names."""

from dataclasses import dataclass

from tests.corpus.lists import entries, words


@dataclass(frozen=True, slots=True)
class Plan:
    """A table before it gets names."""

    entry: str
    subject: str
    factor: int
    kinds: tuple[str, ...]


PLANS = tuple(
    Plan(entry, subject, int(factor), words(kinds))
    for entry, subject, factor, kinds in entries("tables.txt")
)

VIEWS = (
    ("view", "v", "practitioner", ("rpps", "company", "surname", "email", "phone", "siret")),
    ("view", "v", "rights", ("nir_spaced", "full_name", "member", "insurer", "rights_end")),
    ("view", "v", "town", ("town_name", "town_code", "department", "quantity")),
    ("materialized_view", "mv", "refund", ("member", "full_name", "rib", "amount", "date")),
    ("materialized_view", "mv", "drug", ("cip13", "product", "brand", "price")),
)
"""What it is, prefix, table it reads, columns it shows under the same names."""
