"""The journal of a run in a file: one JSON line a statement, written by every worker process."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from auditor.connectors.database.options import Statement
from auditor.model.errors import TargetError


@dataclass(frozen=True, slots=True)
class FileJournal:
    """Appends statements to a file that only its owner may read; two processes never mix lines.

    A statement holds names and bounds, seconds, rows and the reader that ran it; never a value.
    """

    path: str

    @classmethod
    def begin(cls, path: Path) -> "FileJournal":
        """A new, empty journal; `TargetError` where it cannot be written."""
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        except OSError:
            raise TargetError("journal_unwritable", path=str(path)) from None
        return cls(str(path.resolve()))

    def __call__(self, statement: Statement) -> None:
        """Append one statement in one write, which the system keeps whole."""
        entry = {
            "text": statement.text,
            "seconds": round(statement.seconds, 3),
            "rows": statement.rows,
            "reader": statement.reader,
        }
        line = json.dumps(entry, ensure_ascii=False) + "\n"
        file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(file, line.encode("utf-8", "surrogateescape"))
        except OSError:
            raise TargetError("journal_unwritable", path=self.path) from None
        finally:
            os.close(file)
