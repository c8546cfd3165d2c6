"""Pure functions from a Result to bytes."""
