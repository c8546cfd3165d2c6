"""Rights as edges → who can read which columns, and what that shows."""
