"""Names for training, drawn from public lists; part of them is kept away for the evaluation."""

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path
from random import Random

FREQUENT = 60
"""Fewest bearers of a first name: the tail of the list is spelling noise."""


@dataclass(frozen=True, slots=True)
class Names:
    """First names and surnames, upper case without accents; weights for the first names."""

    first: tuple[str, ...]
    weights: tuple[int, ...]
    surnames: tuple[str, ...]
    places: tuple[str, ...]


def load(folder: Path) -> Names:
    """The lists of the folder: INSEE first names with counts, surnames, communes."""
    with gzip.open(folder / "insee_deces_prenom_noenttrs.csv.gz", "rt", encoding="utf-8") as file:
        rows = [(row["prenom"], int(row["sum"])) for row in csv.DictReader(file)]
    kept = [(name, count) for name, count in rows if count >= FREQUENT and len(name) > 2]
    with gzip.open(folder / "insee_noms2008nat.txt.gz", "rt", encoding="utf-8") as file:
        surnames = tuple(line.split("\t")[0].strip() for line in file if len(line.strip()) > 2)
    with gzip.open(folder / "communes.tsv.gz", "rt", encoding="utf-8") as file:
        places = tuple(line.split("\t")[0] for line in file)
    return Names(
        tuple(name for name, _ in kept), tuple(count for _, count in kept), surnames, places
    )


def split(names: Names, seed: int) -> tuple[Names, Names]:
    """Names to train on, and one in five that no training sentence holds."""
    rng = Random(seed)
    first = [rng.random() < 0.8 for _ in names.first]
    last = [rng.random() < 0.8 for _ in names.surnames]

    def part(*, kept: bool) -> Names:
        chosen = [i for i, flag in enumerate(first) if flag is kept]
        return Names(
            tuple(names.first[i] for i in chosen),
            tuple(names.weights[i] for i in chosen),
            tuple(s for s, flag in zip(names.surnames, last, strict=True) if flag is kept),
            names.places,
        )

    return part(kept=True), part(kept=False)
