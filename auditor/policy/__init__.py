"""audit.yaml, frozen."""
