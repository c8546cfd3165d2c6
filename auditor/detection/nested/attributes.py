"""Tables of attributes: one column names what another one holds (entity, attribute, value)."""

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from auditor.model.catalogue import Column, Family
from auditor.naming.split import words_of

_VALUE = frozenset({"valeur", "value", "val", "contenu", "donnee", "data", "reponse", "answer"})
_ATTRIBUTE = frozenset(
    {"attribut", "attribute", "attr", "cle", "key", "champ", "field", "nom", "name", "propriete"}
    | {"property", "parametre", "param", "code", "libelle", "rubrique", "question", "variable"}
    | {"type", "metadonnee", "meta", "item", "element", "caracteristique", "info", "information"}
)
_NEUTRAL = frozenset(
    {"text", "texte", "string", "chaine", "varchar", "nom", "name", "libelle", "of"}
)
_NAME = r"^[A-Za-z_À-ÿ][\w .:'À-ÿ/\-]{0,63}$"
_MOST = 200
_LEAST = 2
_REPEATED = 2


def attribute_of(columns: Sequence[Column], sample: pa.RecordBatch) -> tuple[str, str] | None:
    """The columns of attribute names and of values, None where the container has no such pair."""
    texts = [column.name for column in columns if column.family is Family.TEXT]
    for value in texts:
        for name in texts:
            if (
                name != value
                and _are_called(name, value)
                and _are_names(sample.column(name))
                and _differ(sample, name, value)
            ):
                return name, value
    return None


def _are_called(name: str, value: str) -> bool:
    """Whether one is called attribute and the other value, but for a prefix that both have."""
    first, second = words_of(name), words_of(value)
    if first[:1] == second[:1]:
        first, second = first[1:], second[1:]
    return _all_of(first, _ATTRIBUTE) and _all_of(second, _VALUE)


def _all_of(found: tuple[str, ...], known: frozenset[str]) -> bool:
    return not known.isdisjoint(found) and known | _NEUTRAL >= set(found)


def _are_names(cells: pa.Array) -> bool:
    """Whether the cells are a few names again and again."""
    filled = cells.drop_null()
    distinct = pc.unique(filled)
    if not _LEAST <= len(distinct) <= _MOST or len(distinct) * _REPEATED > len(filled):
        return False
    named = [bool(re.match(_NAME, cell)) for cell in distinct.to_pylist()]
    return all(named)


def _differ(sample: pa.RecordBatch, name: str, value: str) -> bool:
    """Whether the values differ more than their names do."""
    distinct = len(pc.unique(sample.column(value).drop_null()))
    return distinct > len(pc.unique(sample.column(name).drop_null()))
