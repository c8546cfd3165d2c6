"""Whether the words just before a hit announce it, as in `nir=` or « n° de sécu : »."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.detection.kernels.buffers import Flags
from auditor.identifiers import REGISTRY, Identifier

REACH = 24
"""Characters before a hit in which a word may announce it."""
_SHORT = 3
"""Letters of a word that must stand alone: `ins` is in « instance »."""
_ACCENTED = str.maketrans({"e": "[eéè]", "a": "[aà]", "o": "[oô]"})


def introduced(identifier: Identifier, before: Sequence[str]) -> Flags:
    """Which of the texts that stand before hits end with a word that announces the identifier.

    No digit may stand between the word and the hit: another number would be the one announced.
    """
    if not identifier.context or not before:
        return np.zeros(len(before), np.bool_)
    found = pc.match_substring_regex(pa.array(before, pa.large_string()), _pattern(identifier.name))
    return np.asarray(found.to_numpy(zero_copy_only=False), np.bool_)


@cache
def _pattern(name: str) -> str:
    context = REGISTRY[name].context
    short = [word for word in context if len(word) <= _SHORT]
    long = [word.translate(_ACCENTED) for word in context if len(word) > _SHORT]
    either = [f"(?i:{'|'.join(long)})"] if long else []
    if short:
        humps = "|".join([*(word.title() for word in short), *(word.upper() for word in short)])
        either += [f"(?:^|[^A-Za-zÀ-ÿ])(?i:{'|'.join(short)})(?:[^a-zà-ÿ]|$)", f"[a-z](?:{humps})"]
    return f"(?:{'|'.join(either)})[^0-9]*$"
