"""Exchanges of a portal → who was shown what, and whether the screen needed it."""
