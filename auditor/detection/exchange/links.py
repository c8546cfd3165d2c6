"""Which columns of a database an endpoint shows: the same values, met by keyed digests only."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from auditor.detection.container_tally import ContainerTally
from auditor.detection.exchange.tables import Judged
from auditor.detection.sketch import Digests
from auditor.model.exchanges import Link
from auditor.model.refs import ContainerRef, FieldAddress

_FAMILIES = ("nir", "iban", "rib", "siret", "rpps", "adeli", "finess", "email", "phone", "card")
"""Identifiers of which equal values are the same thing, whatever column holds them."""
_SHARE = 0.5
"""Part of an endpoint's values that a column must hold to be what the endpoint shows."""


def links(
    stored: Mapping[ContainerRef, ContainerTally], shown: Sequence[Judged]
) -> tuple[Link, ...]:
    """The fields of databases that endpoints show in clear, in order.

    Both sides are digested with the secret of the run; nothing of a digest is given out.
    """
    columns = [
        (FieldAddress(ref.source, ref.container, name), family, found)
        for ref, tally in sorted(stored.items())
        for name, family, found in _of(tally)
    ]
    fields = [
        (FieldAddress.of(judged.columns[name]), family, found)
        for judged in shown
        if judged.tally is not None
        for name, family, found in _of(judged.tally)
        if judged.columns[name].column.startswith("response.")
    ]
    met = {
        Link(column, field, "clear")
        for field, family, wanted in fields
        for column, other, held in columns
        if other == family and _held(wanted, held)
    }
    return tuple(sorted(met, key=lambda link: (link.field, link.endpoint)))


def _of(tally: ContainerTally) -> Iterator[tuple[str, str, Digests]]:
    for name, column in tally.columns.items():
        for family in _FAMILIES:
            if family in column.plan.kernels:
                found = column.digests(family)
                found.compact()
                if found.kept.size:
                    yield name, family, found


def _held(wanted: Digests, held: Digests) -> bool:
    common = np.intersect1d(wanted.kept, held.kept, assume_unique=True).size
    return common >= max(1, wanted.kept.size * _SHARE)
