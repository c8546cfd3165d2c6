"""The time of the machine; only the command line reads it."""

from datetime import UTC, datetime


def utc_now() -> str:
    """The time as the result writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> str:
    """The day as an ISO date."""
    return utc_now()[:10]
