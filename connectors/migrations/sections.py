"""A file of SQL cut into what runs when it is applied and what runs when it is undone."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

_MARK = re.compile(
    r"^[ \t]*(?:--|#)[ \t/]*(?:-{1,3}[ \t]*)?(?:"
    r"(?:\+goose|\+migrate|migrate:|!)[ \t]*(?P<way>ups?|downs?)\b[^\n]*"
    r"|@(?P<undo>undo)\b[^\n]*"
    r"|(?P<word>up|down|undo|rollback)(?:[ \t]+migration)?[ \t]*[:\-]*[ \t]*"
    r")$",
    re.IGNORECASE | re.MULTILINE,
)
_DOWN_FILE = re.compile(
    r"(?:^|[._\-])(?:down|undo|rollback|revert)(?:\.[\w]+)*$|^(?:undo|rollback|revert)[._\-]",
    re.IGNORECASE,
)
_DOWN_FOLDER = frozenset({"down", "undo", "rollback", "rollbacks", "revert", "downgrade"})


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a file, the line that it begins at, and whether it only runs to undo."""

    text: str = field(repr=False)
    line: int
    down: bool


def sections(name: str, text: str) -> list[Section]:
    """The pieces in their order; one alone where nothing marks another."""
    down = is_down_file(name)
    found: list[Section] = []
    at, line = 0, 1
    for mark in _MARK.finditer(text):
        piece = text[at : mark.start()]
        if piece:
            found.append(Section(piece, line, down))
        line += piece.count("\n")
        at = mark.start()
        word = (mark["way"] or mark["undo"] or mark["word"]).lower()
        down = not word.startswith("up")
    found.append(Section(text[at:], line, down))
    return found


def is_down_file(name: str) -> bool:
    """Whether a file's name or folder says that it undoes another."""
    path = PurePosixPath(name)
    stem = path.name.rpartition(".")[0] if path.suffix else path.name
    if re.match(r"U[0-9]+(?:[._][0-9]+)*__", path.name):
        return True
    return _DOWN_FILE.search(stem) is not None or path.parent.name.lower() in _DOWN_FOLDER
