"""Captures of a portal, read as exchanges; no request is ever sent."""
