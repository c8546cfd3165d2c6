"""Rule packs, purposes, legal references and incidents, as data."""
