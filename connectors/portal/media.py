"""Which medium a text is written in: by what it looks like first, by what it is called second."""

import re

JSON, NDJSON, JSONP, XML, HTML = "json", "ndjson", "jsonp", "xml", "html"
CSV, FORM, MULTIPART, EVENTS = "csv", "form", "multipart", "events"
SCRIPT, STYLE, TEXT, BINARY = "script", "style", "text", "binary"

GUARDS = re.compile(
    r"\A\ufeff?\s*(?:\)\]\}'?,?|while\s*\(1\);?|for\s*\(;;\);?|\{\}&&|//)\s*(?=[\[{])"
)
"""What is put before JSON so that a script element cannot load it."""
CALL = re.compile(
    r"\A\s*+(?:/\*.{0,80}?\*/)?+\s*+;?+\s*+(?:typeof\s[^;]{1,80}&&\s*+)?+"
    r"([A-Za-z_$][\w$.\[\]'\"]{0,80})\s*\(\s*(?=[\[{])",
    re.DOTALL,
)
_PAGE = re.compile(
    r"\A(?:\s++|<!--(?:(?!-->).)*+-->|<\?xml[^>]*+>)*+"
    r"<(?:!doctype\s+html|html|head|body|title|meta|link)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(
    r"<(?:div|p|br|span|table|tbody|thead|tr|td|th|ul|ol|li|dl|h[1-6]|form|input|select|option|"
    r"section|article|main|a|b|strong|label|button)\b[^<>]{0,400}>",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\A\s*(?:<\?xml\b|<!--|<!DOCTYPE\b|<[A-Za-z_][\w.\-]*(?::[\w.\-]+)?[\s/>])")
_PAIRS = re.compile(r"\A[\w.\[\]\-%+$:]{1,200}=[^&\s]*(?:&[\w.\[\]\-%+$:]{1,200}=[^&\s]*)*\Z")
_EVENT = re.compile(r"\A(?::[^\n]*\n|(?:event|id|retry):[^\n]*\n|\s)*data:", re.MULTILINE)
_FLIGHT = re.compile(r"\A[0-9a-f]{0,4}:[A-Z]{0,2}[\[{\"]")
"""Lines of React's server components: a number, a letter or two, JSON."""
_SCALAR = re.compile(r"\"(?:[^\"\\]|\\.)*\"|-?[0-9.eE+\-]+")
_PARTS = re.compile(r"\A\s*--([^\r\n]{1,200}?)(?:--)?\r?\nContent-", re.IGNORECASE)
_HEAD = 4096
_CALLED = (
    (("json", "graphql"), JSON),
    (("html",), HTML),
    (("xml", "soap"), XML),
    (("csv", "tab-separated"), CSV),
    (("x-www-form-urlencoded",), FORM),
    (("multipart/",), MULTIPART),
    (("event-stream",), EVENTS),
    (("javascript", "ecmascript"), SCRIPT),
    (("css",), STYLE),
    (("text/",), TEXT),
)


def called(mime: str) -> str:
    """The medium that a content type promises, "" for one that promises none of them."""
    mime = mime.lower()
    return next((medium for words, medium in _CALLED if any(w in mime for w in words)), "")


def medium_of(text: str, mime: str) -> str:
    """The medium of a body; a wrong content type is not believed."""
    promised = called(mime)
    body = text.lstrip("\ufeff \t\r\n")
    if not body:
        return TEXT
    head = body[:_HEAD]
    found = _by_sight(head, promised)
    if found:
        return found
    if promised in {CSV, STYLE, SCRIPT, FORM, MULTIPART}:
        return promised
    if _FRAGMENT.search(head) and "</" in body:
        return HTML
    if _SCALAR.fullmatch(body.rstrip()) and promised == JSON:
        return JSON
    return CSV if seems_csv(body) else TEXT


def _by_sight(head: str, promised: str) -> str:
    if head[0] in "{[" or (GUARDS.match(head) and promised not in {SCRIPT, STYLE}):
        return JSON
    if head[0] == "<":
        return _marked(head, promised)
    if promised in {"", JSON, TEXT, SCRIPT} and CALL.match(head):
        return JSONP
    return _by_lines(head, promised)


def _by_lines(head: str, promised: str) -> str:
    """Media that are told by how their lines begin."""
    if _PARTS.match(head):
        return MULTIPART
    if promised == EVENTS or _EVENT.match(head) or _FLIGHT.match(head):
        return EVENTS
    if promised == FORM or (promised not in {CSV, SCRIPT} and _PAIRS.match(head.strip())):
        return FORM
    return ""


def _marked(head: str, promised: str) -> str:
    """HTML or XML: a page says so itself, a fragment by its tags."""
    if _PAGE.match(head):
        return HTML
    if promised == HTML:
        return XML if head.startswith("<?xml") and not _FRAGMENT.search(head) else HTML
    if promised != XML and _FRAGMENT.match(head):
        return HTML
    return XML if _DOCUMENT.match(head) else TEXT


def seems_csv(body: str) -> bool:
    """Whether two lines or more have the same number of fields."""
    lines = [line for line in body[:_HEAD].splitlines()[:12] if line.strip()]
    if len(body) > _HEAD:
        lines = lines[:-1]
    if len(lines) < 2:  # noqa: PLR2004 - a head and a row
        return False
    for sign in ";\t|,":
        counts = [line.count(sign) for line in lines]
        if min(counts) >= 1 + (sign == ",") and max(counts) - min(counts) <= (sign == ","):
            return True
    return False
