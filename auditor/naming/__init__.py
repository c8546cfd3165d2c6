"""What names, types, comments and neighbours say of a column, before any value."""

from auditor.naming.read import read
from auditor.naming.words import words

__all__ = ["read", "words"]
