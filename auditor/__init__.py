"""Strict nécessaire: who can see which personal data of how many people, and did they need it."""

__version__ = "0.1.0"
