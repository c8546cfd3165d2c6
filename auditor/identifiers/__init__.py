"""French identifiers: one declaration from which recognizers and kernels are made."""
