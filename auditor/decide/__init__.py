"""From evidence to verdicts, on plain dataclasses."""
