"""What names, types, comments and neighbours say of a column, before any value."""
