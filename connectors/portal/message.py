"""One message: its header fields and body become a `Message`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from auditor.connectors.portal import media, multipart
from auditor.connectors.portal.charset import repaired, to_text
from auditor.connectors.portal.encoded import inflate, of_base64
from auditor.connectors.portal.headers import first
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.limits import Limits
from auditor.connectors.portal.opener import Opener
from auditor.model.exchanges import Message

_SILENT = ("image/", "font/", "audio/", "video/", "application/font", "application/wasm")
"""What is looked at or listened to, and not read."""
_BINARIES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"wOF", b"\x00\x01\x00\x00", b"\x00asm",
             b"\x00\x00\x01\x00", b"OTTO", b"ID3", b"\x00\x00\x00")  # fmt: skip
_CONTROLS = 0.1


@dataclass(frozen=True, slots=True)
class Body:
    """A body as the capture holds it: bytes, or text that a tool has already decoded."""

    data: bytes = field(default=b"", repr=False)
    text: str = field(default="", repr=False)
    mime: str = ""
    encodings: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self.data and not self.text


def body_of(text: str, *, base64: bool, mime: str, encodings: str) -> Body | None:
    """The body that a capture writes as text; None where its base64 cannot be read."""
    if base64:
        data = of_base64(text)
        return None if data is None else Body(data=data, mime=mime, encodings=encodings)
    if text[:2] == "\x1f\x8b" or text[:4] == "\x28\xb5\x2f\xfd":
        # Bytes that a tool wrote as if they were Latin-1.
        try:
            return Body(data=text.encode("latin-1"), mime=mime, encodings=encodings)
        except UnicodeEncodeError:
            return None
    return Body(text=repaired(text), mime=mime)


@dataclass(slots=True)
class Draft:
    """A message while it is put together."""

    opener: Opener
    headers: Sequence[tuple[str, str]]
    medium: str = ""
    size: int = 0
    truncated: bool = False
    text: str = field(default="", repr=False)

    def message(self) -> Message:
        """The message as it is now."""
        cut = self.truncated or bool(self.opener.cuts)
        return Message(self.opener.leaves, tuple(self.headers), self.medium, self.size, cut)


def read_body(draft: Draft, body: Body, note: Callable[[str], None], *, is_form: bool) -> None:
    """Take a body apart into the draft; `is_form` where the part is a request's."""
    limits = draft.opener.limits
    text = body.text
    if body.data:
        text = _decoded(draft, body, note, limits)
    draft.size = draft.size or len(text.encode("utf-8", "replace"))
    if not text.strip():
        return
    mime = body.mime or first(draft.headers, "content-type")
    medium = media.medium_of(text, mime)
    draft.text = text
    at = At("form" if is_form and medium in {media.FORM, media.MULTIPART} else "body")
    if medium == media.MULTIPART:
        if not multipart.read_pieces(text, mime, at, draft.opener):
            draft.opener.plain(at, text)
            medium = media.TEXT
    else:
        medium = draft.opener.document(at, text, medium)
    is_list = medium == media.JSON and draft.opener.several
    draft.medium = media.NDJSON if is_list else _MEDIA.get(medium, medium)
    for code in draft.opener.cuts:
        note(code)


_MEDIA = {
    media.JSONP: "json", media.EVENTS: "ndjson", media.MULTIPART: "form",
    media.SCRIPT: "text", media.STYLE: "text",
}  # fmt: skip


def _decoded(draft: Draft, body: Body, note: Callable[[str], None], limits: Limits) -> str:
    """The text of bytes, "" where they are no text."""
    inflated = inflate(body.data, body.encodings, limits)
    if inflated.cut:
        note(inflated.cut)
        draft.truncated = True
    data = inflated.data
    if len(data) > limits.body:
        note("body_too_long")
        draft.truncated = True
        data = data[: limits.body]
    draft.size = len(data)
    if _is_binary(data, body.mime):
        if draft.opener.archive(At("body"), data):
            draft.medium = media.CSV
            for code in draft.opener.cuts:
                note(code)
            return ""
        draft.medium = media.BINARY
        if not body.mime.startswith(_SILENT) and not data.startswith(_BINARIES):
            note("body_binary")
        return ""
    return to_text(data, body.mime)


def _is_binary(data: bytes, mime: str) -> bool:
    if data.startswith((b"%PDF", b"PK\x03\x04", *_BINARIES[:5])):
        return True
    if mime.startswith(_SILENT) and "svg" not in mime:
        return True
    head = data[:2048]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return False
    if b"\x00" in head:
        # European text in UTF-16 has a zero in every second byte.
        return not (head[1::2].count(0) > len(head) * 0.3 or head[::2].count(0) > len(head) * 0.3)
    controls = sum(byte < 32 and byte not in b"\t\r\n\x0c\x1e\x1b" for byte in head)  # noqa: PLR2004
    return controls > len(head) * _CONTROLS
