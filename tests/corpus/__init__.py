"""Synthetic databases with the answer for every column; nothing here imports the auditor."""

from tests.corpus.generate import schema
from tests.corpus.model import ColumnSpec, Corpus, TableSpec, Truth
from tests.corpus.postgresql import load_postgresql

__all__ = ["ColumnSpec", "Corpus", "TableSpec", "Truth", "load_postgresql", "schema"]
