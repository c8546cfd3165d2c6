"""What one role can read of one object, once memberships and grants are followed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Readable:
    """An object that a role can select from (or, for a routine, call)."""

    source: str
    role: str
    container: str
    columns: tuple[str, ...]
    """In the order of the object."""
    through: tuple[str, ...]
    """Why: `direct`, `public`, `owner`, `superuser`, `read_all`, `member:ROLE`, `set_role:ROLE`."""
    rows: str
    """`all`, `restricted` (a policy in force), `none` (no policy lets any row pass), `unknown`."""
    automatic: bool = True
    """False where the role must first `SET ROLE`."""
