"""Language pipelines that ship with the package: nothing is ever downloaded."""
