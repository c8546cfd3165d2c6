"""Files and folders as targets."""
