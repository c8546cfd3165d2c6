"""Vectorised twins of the identifiers: Arrow in, counts out, no Python object a cell."""
