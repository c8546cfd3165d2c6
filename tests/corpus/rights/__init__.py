"""Databases with roles, grants, views and policies, and what their maker knows of each grant."""
