"""Bodies of several parts: forms with files, and batches of messages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.connectors.portal.keys import shown
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.media import medium_of
from auditor.connectors.portal.opener import Opener

_BOUNDARY = re.compile(r"boundary\s*=\s*(?:\"([^\"]{1,200})\"|([^\s;]{1,200}))", re.IGNORECASE)
_FIRST = re.compile(r"\A\s*--([^\r\n]{1,200})\r?\n")
_NAME = re.compile(r"\bname\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^\s;]+))", re.IGNORECASE)
_FILE = re.compile(r"\bfilename\*?\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^\s;]+))", re.IGNORECASE)
_BLANK = re.compile(r"\r?\n\r?\n")
_STATUS = re.compile(r"\AHTTP/[\d.]+ \d{3}[^\r\n]*\r?\n|\A[A-Z]{3,7} \S+ HTTP/[\d.]+\r?\n")
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Piece:
    """One part; `name` is "" where the body is no form."""

    name: str
    file: str = field(repr=False)
    mime: str
    text: str = field(repr=False)


def pieces_of(text: str, mime: str) -> Iterator[Piece]:
    """The parts of a body; nothing where no boundary can be told."""
    found = _BOUNDARY.search(mime)
    boundary = (found[1] or found[2]) if found else ""
    if not boundary or f"--{boundary}" not in text:
        first = _FIRST.match(text)
        boundary = first[1].strip() if first else ""
    if not boundary:
        return
    # Behind the last boundary stand two more signs, before the first nothing that counts.
    for raw in text.split(f"--{boundary}")[1 : _MOST + 1]:
        if raw.startswith("--"):
            return
        piece = _piece(raw.removeprefix("\r").removeprefix("\n"))
        if piece:
            yield piece


def _piece(raw: str) -> Piece | None:
    blank = _BLANK.search(raw)
    if not blank:
        return None
    head, body = raw[: blank.start()], raw[blank.end() :]
    body = body.removesuffix("\n").removesuffix("\r")
    disposition, mime = "", ""
    for line in head.splitlines():
        key, _, value = line.partition(":")
        if key.strip().lower() == "content-disposition":
            disposition = value
        elif key.strip().lower() == "content-type":
            mime = value.strip()
    name, file = _NAME.search(disposition), _FILE.search(disposition)
    return Piece(
        (name[1] or name[2] or "") if name else "",
        (file[1] or file[2] or "") if file else "",
        mime,
        body,
    )


def read_pieces(text: str, mime: str, at: At, opener: Opener) -> bool:
    """Hand over the parts of a body; False where it has none."""
    count = 0
    for index, piece in enumerate(pieces_of(text, mime)):
        count += 1
        if piece.name:
            below = at.under(shown(piece.name))
            if piece.file:
                opener.plain(below.under("@filename"), piece.file)
            _content(piece.text, piece.mime, below, opener, opened=bool(piece.file))
        else:
            _message(piece, At("body", ("part", "*"), (index,)), opener)
    return count > 0


def _message(piece: Piece, at: At, opener: Opener) -> None:
    """A part of a batch, which may be a message with a head of its own."""
    text, mime = piece.text, piece.mime
    if _STATUS.match(text):
        head, _, text = _STATUS.sub("", text).replace("\r\n", "\n").partition("\n\n")
        mime = head
    _content(text, mime, at, opener, opened=True)


def _content(text: str, mime: str, at: At, opener: Opener, *, opened: bool) -> None:
    if "\x00" in text[:1024] or "\ufffd\ufffd" in text[:1024]:
        return
    if not opened and "json" not in mime and "xml" not in mime:
        opener.value(at, text)
    elif text.strip():
        opener.document(at, text, medium_of(text, mime))
