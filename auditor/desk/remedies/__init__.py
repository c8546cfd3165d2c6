"""What takes the excess away from one role: planned on the edges, written as SQL, never run."""
