"""Settings of every test: no wall time is ever asserted, neither by us nor by hypothesis."""

from hypothesis import settings

settings.register_profile("audit", deadline=None)
settings.load_profile("audit")
