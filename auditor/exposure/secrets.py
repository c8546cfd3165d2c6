"""How stored passwords and tokens are protected, from counts of shapes: never from a value."""

from dataclasses import dataclass

from auditor.exposure.said import PASSWORDS, says
from auditor.model.profiles import ColumnProfile
from auditor.model.verdicts import Verdict
from auditor.model.vocabulary import Form

_FAST = ("md5_crypt", "salted_fast", "ldap_sha", "ldap_sha2", "ldap_md5", "md5", "sha1", "sha256")
"""Kinds of stored hashes that are computed in billions of trials a second, salted or not."""
_SLOW = ("crypt", "argon2", "pbkdf2", "phpass")
"""Parts of the names of functions that are slow on purpose (bcrypt, scrypt, sha512_crypt…)."""
_REVERSIBLE = "reversible"
_KIND = "kind_"
"""Facets of the kernels that tell the kind of a stored hash."""
_DIGESTS = tuple(f"hex_{size}" for size in (32, 40, 56, 64, 96, 128))
_SHORT = 24
"""A cell up to this long is no digest of a function in use; a person can type it."""
_SOME = 0.01
"""Share of short cells from which they are more than marks of locked accounts."""


@dataclass(frozen=True, slots=True)
class Protection:
    """The weakest protection seen in a column, and the rows in clear or under a fast hash."""

    weakest: str | None
    """`clear`, `fast_hash`, `slow_hash`; None where nothing that was read tells."""
    weak_rows: int | None


def kind_of(column: str, path: str, verdict: Verdict) -> str:
    """`password` or `token`, by the name of the field."""
    name = path.rpartition("/")[2] or column
    return "password" if says(name, PASSWORDS) or "password" in verdict.variant else "token"


def protection(kind: str, verdict: Verdict, profile: ColumnProfile | None) -> Protection:
    """The weakest protection of a secret.

    A token as long as a digest may be the token itself: nothing tells them apart. A mask or a
    cipher is no protection to weigh here: whether it can be undone is not in the data.
    """
    if profile is None or not profile.filled:
        return Protection(_strength(verdict.variant), None)
    if verdict.form in {Form.MASKED, Form.ENCRYPTED, Form.TRUNCATED}:
        return Protection(None, None)
    digests = sum(profile.facets.get(name, 0) for name in _DIGESTS)
    fast = digests + _kinds(profile, "fast_hash")
    if kind == "token":
        return _token(verdict, fast)
    masked = profile.facets.get("masked", 0)
    short = sum(rows for length, rows in profile.lengths.items() if length <= _SHORT)
    clear = max(0, short - masked - profile.blanks) + _kinds(profile, "clear")
    if clear >= _SOME * profile.filled and (len(profile.lengths) > 1 or not short):
        return Protection("clear", clear + fast)
    if fast:
        return Protection("fast_hash", fast)
    known = _kinds(profile, "slow_hash") >= profile.filled
    return Protection("slow_hash" if known else None, 0 if known else None)


def _token(verdict: Verdict, digests: int) -> Protection:
    if verdict.form is not Form.CLEAR or digests:
        return Protection(None, None)
    return Protection("clear", verdict.rows)


def _strength(kind: str) -> str | None:
    """What the name of a kind of hash says of it; None for a hash of unknown kind."""
    if kind == _REVERSIBLE:
        return "clear"
    if kind in _FAST:
        return "fast_hash"
    return "slow_hash" if any(part in kind for part in _SLOW) else None


def _kinds(profile: ColumnProfile, strength: str) -> int:
    """Rows of the kinds of stored hashes of that strength."""
    return sum(
        rows
        for hits in profile.hits.values()
        for facet, rows in hits.facets.items()
        if facet.startswith(_KIND) and _strength(facet.removeprefix(_KIND)) == strength
    )
