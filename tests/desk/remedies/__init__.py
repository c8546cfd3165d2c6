"""Remedies as statements and as edges."""
