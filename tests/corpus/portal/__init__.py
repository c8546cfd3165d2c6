"""Captures of fictitious portals with their answers, written without looking at any detection."""
