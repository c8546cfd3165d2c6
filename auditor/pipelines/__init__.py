"""`scan` and `check`, each a readable page."""
