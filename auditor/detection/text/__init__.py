"""Names and addresses in comments: Presidio and spaCy on templates, under a budget in counts."""
