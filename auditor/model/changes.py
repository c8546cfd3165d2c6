"""What a migration does to personal data, and what was made of each file."""

from dataclasses import dataclass

from auditor.model.vocabulary import Category, Form, Subject

WIDENING = (
    *("add", "copy", "view", "function", "grant", "default_grant", "rename", "alter", "data"),
    *("export", "rls_off", "policy", "unmask", "decrypt", "link"),
)
"""Actions that add, spread or uncover data."""
NARROWING = ("drop", "revoke", "mask", "encrypt", "rls_on", "truncate")
"""Actions that take away, cover or restrict; a file of these alone is an improvement."""


@dataclass(frozen=True, slots=True)
class Change:
    """One effect of one statement; `action` is a word of `WIDENING` or `NARROWING`."""

    file: str
    line: int
    action: str
    container: str
    column: str
    categories: tuple[Category, ...]
    subject: Subject = Subject.UNKNOWN
    form: Form = Form.CLEAR
    role: str = ""
    """For a grant or revoke: to whom."""
    origin: str = ""
    """For a copy, view, rename or link: `container.column` that it comes from."""


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """What a file of migrations amounts to: `flag`, `improvement`, `harmless` or `unread`."""

    file: str
    verdict: str
    ecosystem: str = ""
    """`sql`, `flyway`, `liquibase`, `alembic`, `django`, `rails`, `prisma`…"""
