"""What a migration does to personal data, and what was made of each file."""

from dataclasses import dataclass

from auditor.model.vocabulary import Category


@dataclass(frozen=True, slots=True)
class Change:
    """One effect of one statement; `action` is `add`, `copy`, `grant`, `drop`, `mask` and so on."""

    file: str
    line: int
    action: str
    container: str
    column: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """What a file of migrations amounts to: `flag`, `improvement`, `harmless` or `unread`."""

    file: str
    verdict: str
