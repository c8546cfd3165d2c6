"""A small portal of the fictitious operator, and a browser that records it: `./dev record`."""
