"""From evidence to verdicts: pure functions on plain dataclasses."""

from auditor.decide.nested import judge

__all__ = ["judge"]
