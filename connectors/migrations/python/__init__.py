"""Python of migrations, read by its syntax tree: what is evident is evaluated, nothing is run."""
