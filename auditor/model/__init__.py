"""The nouns of the audit: frozen dataclasses, standard library only."""
