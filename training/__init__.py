"""Makes the small pipeline that finds names in French comment fields; not shipped."""
