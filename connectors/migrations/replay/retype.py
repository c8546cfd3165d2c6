"""What a new definition does to the values of a column."""

import re

from auditor.model.catalogue import Column, Family

_BY_TRANSFORM = {
    "hashed": "mask",
    "masked": "mask",
    "truncated": "mask",
    "aggregated": "mask",
    "encrypted": "encrypt",
    "decrypted": "decrypt",
}
_DIGESTS = frozenset({32, 40, 56, 64, 96, 128})
"""Characters of a digest in hexadecimal."""
_COVERS = re.compile(
    r"hash|hach|sha\d|md5|digest|hmac|empreinte|chiffr|crypt|cipher|_enc\b|token|jeton|masqu|mask"
    r"|pseudo|anonym|tronqu",
    re.IGNORECASE,
)
_SAYS_DIGEST = re.compile(r"(?:^|_)(?:hash|hach|sha\d*|md5|digest|hmac|empreinte)", re.IGNORECASE)
_FIXED = re.compile(r"n?char(?:acter)?\s*\(|(?:var)?binary|raw", re.IGNORECASE)
_LAST_DIGITS = 4


def action_of(old: Column, new: Column, transform: str) -> str:
    """`mask`, `encrypt`, `decrypt`, `unmask` or `alter`."""
    if transform in _BY_TRANSFORM:
        return _BY_TRANSFORM[transform]
    if _was_covered(old) and not _is_covered(new):
        return "unmask"
    if not old.type and _SAYS_DIGEST.search(old.name) and _too_short(new):
        return "unmask"
    return "alter"


def _was_covered(old: Column) -> bool:
    """Whether the old definition is that of cipher text, of a digest or of a rest of a value."""
    named = bool(_COVERS.search(old.name) or _COVERS.search(old.comment))
    if old.family is Family.BINARY:
        return True
    fixed = _FIXED.match(old.type) is not None and not old.type.lower().startswith("varchar")
    if old.family is Family.TEXT and old.width in _DIGESTS:
        return named or fixed
    return False


def _too_short(new: Column) -> bool:
    """Whether no digest fits in: what no file has defined and a name calls one is then none."""
    return new.family is Family.TEXT and new.width is not None and new.width < min(_DIGESTS)


def _is_covered(new: Column) -> bool:
    if new.family is Family.BINARY:
        return True
    if new.family is not Family.TEXT:
        return False
    return new.width in _DIGESTS and new.type.lower().startswith(("char", "nchar"))
