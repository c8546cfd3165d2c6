"""Readers of what is audited; the only code that touches a target, and only to read."""
