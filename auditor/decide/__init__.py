"""From evidence to verdicts: pure functions on plain dataclasses."""

from auditor.decide.judge import judge

__all__ = ["judge"]
