"""Where the columns of a query come from, told from its text; used on views and on migrations."""
