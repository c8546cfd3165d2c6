"""What bounds the reading of a capture; every bound is a count, and what it cuts is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one capture, of one message and of one value."""

    entry: int = 256 << 20
    """Bytes of one entry as the capture writes it."""
    body: int = 64 << 20
    """Bytes of one body once it is inflated."""
    ratio: int = 500
    """Times that a compressed body may grow, beyond the first mebibyte."""
    document: int = 16 << 20
    """Characters of a body beyond which it is kept as text and not taken apart."""
    leaves: int = 250_000
    """Values taken out of one message."""
    text: int = 1 << 20
    """Characters of one value."""
    depth: int = 64
    """Levels of one document."""
    media: int = 6
    """Media inside one another: JSON in base64 in XML…"""
    siblings: int = 50
    """Keys of one object beyond which keys are values."""
    messages: int = 20_000
    """WebSocket messages of one entry."""
    files: int = 20_000
    """Saved answers of one folder or archive."""
    contract: int = 20_000
    """Fields of one endpoint that a description promises."""


LIMITS = Limits()
