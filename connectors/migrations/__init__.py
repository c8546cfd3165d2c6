"""Migrations read as steps, whatever their language; nothing is ever run."""
