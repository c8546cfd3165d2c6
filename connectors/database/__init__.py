"""SQL databases, through SQLAlchemy and ADBC."""
