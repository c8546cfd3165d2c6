"""The one score: a confidence is the logistic of a sum of named weights.

A column begins at `PRIOR`, since most hold nothing personal. A name of strength *s* alone leads
to a confidence of *s*; values add what chance would hardly explain.
"""

import math

PRIOR = -3.0
ASSERTED = 0.6
"""Confidence from which a category is asserted."""
MOST = 8.0
"""Weight beyond which more of the same evidence says nothing new."""


def confidence(weights: float) -> float:
    """0 to 1, rounded to two digits, for a sum of weights over the prior."""
    return round(1.0 / (1.0 + math.exp(-(PRIOR + weights))), 2)


def name_weight(strength: float) -> float:
    """What a name of that strength weighs, so that it leads to that confidence by itself."""
    bounded = min(max(strength, 0.02), 0.98)
    return round(math.log(bounded / (1 - bounded)) - PRIOR, 2)


def surprise(hits: int, trials: int, chance: float) -> float:
    """How surprising at least that many hits are if only chance made them, 0 to `MOST`.

    Minus the natural logarithm of the binomial tail, by the Chernoff bound: it never calls a
    result more surprising than it is, and grows with `hits`.
    """
    if trials <= 0 or hits <= 0 or chance >= 1:
        return 0.0
    rate = min(hits / trials, 1.0)
    if rate <= chance:
        return 0.0
    divergence = rate * math.log(rate / chance)
    if rate < 1:
        divergence += (1 - rate) * math.log((1 - rate) / (1 - chance))
    return round(min(trials * divergence, MOST), 2)
