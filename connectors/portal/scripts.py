"""What a script holds as data: state written as an object, and texts given to variables."""

import json
import re

from auditor.connectors.portal import trees
from auditor.connectors.portal.keys import shown
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.sink import Sink

_STATE = re.compile(
    r"(?<![\w.$])([A-Za-z_$][\w.$]{0,80}(?:\[[\"'][\w.$\-]{1,60}[\"']\])?)\s*[=(]\s*(?=[\[{])"
)
_PARSED = re.compile(
    r"(?<![\w.$])([A-Za-z_$][\w.$]{0,80})\s*=\s*JSON\.parse\(\s*"
    r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`)",
    re.DOTALL,
)
_TEXT = re.compile(
    r"(?<![\w.$])([A-Za-z_$][\w.$]{0,60})\s*=\s*(\"(?:[^\"\\\n]|\\.){1,400}\"|'(?:[^'\\\n]|\\.){1,400}')"
)
_SET = re.compile(
    r"[\"']([#.][\w\-]{1,60})[\"']\s*\)(?:\.(?:value|innerHTML|innerText|textContent)\s*=\s*|"
    r"\.(?:val|html|text|append|replaceWith|before|after)\(\s*)"
    r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`)"
)
"""A script that an answer is, and that writes values into elements of the page."""
_TOKEN = re.compile(
    r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|//[^\n]*|/\*.*?\*/|[A-Za-z_$][\w$]*|,(?=\s*[}\]])",
    re.DOTALL,
)
_WORDS = {"true", "false", "null"}
_MOST = 300
_WINDOW = 256 << 10
_TRIED = 4 << 20
"""Characters that are looked at in vain before a script is taken for a program."""
_DECODER = json.JSONDecoder()


def read_script(text: str, at: At, sink: Sink) -> None:
    """Hand over the state that a script sets up; code is not read."""
    end = 0
    left = _TRIED
    for found in _STATE.finditer(text):
        if found.start() >= end:
            after = _object(text, found, at, sink)
            end = max(after, end)
            left -= 0 if after else min(_WINDOW, len(text) - found.start())
        if left < 0:
            break
    for found in _PARSED.finditer(text):
        sink.value(_named(at, found[1]), _unquoted(found[2]))
    for found in _SET.finditer(text):
        sink.value(at.under(shown(found[1]), label=found[1][1:]), _unquoted(found[2]))
    for number, found in enumerate(_TEXT.finditer(text)):
        if number < _MOST and not _within(found.start(), end):
            sink.value(_named(at, found[1]), _unquoted(found[2]))


def _within(place: int, end: int) -> bool:
    return place < end


def _object(text: str, found: re.Match[str], at: At, sink: Sink) -> int:
    """Where the object ends that begins there, once its values were handed over; 0 for code."""
    start = found.end()
    try:
        _, end = _DECODER.raw_decode(text, start)
    except RecursionError:
        sink.cut("too_deep")
        return 0
    except ValueError:
        piece = _balanced(text, start)
        documents = trees.documents_of(_relaxed(piece), _Quiet(sink)) if len(piece) > 2 else None  # noqa: PLR2004
        end = start + len(piece)
    else:
        documents = trees.documents_of(text[start:end], sink)
    if not documents:
        return 0
    trees.read_trees(documents, _named(at, found[1]).inside("json"), sink)
    return end


def _named(at: At, name: str) -> At:
    return at.under(shown(name), label=name.rpartition(".")[2])


def _balanced(text: str, start: int) -> str:
    """The brackets that open there, with what is in them; "" where they never close."""
    depth = 0
    for found in re.finditer(
        r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[\[{(]|[\]})]", text[start : start + _WINDOW]
    ):
        sign = found[0][0]
        depth += (sign in "[{(") - (sign in "]})")
        if depth == 0 and sign in "]})":
            return text[start : start + found.end()]
    return ""


def _relaxed(text: str) -> str:
    """An object as JavaScript allows it, as JSON: quotes around keys, none of the comments."""
    return _TOKEN.sub(_strict, text)


def _strict(found: re.Match[str]) -> str:
    piece = found[0]
    if piece[0] == '"' or piece in _WORDS:
        return piece
    if piece[0] == "'":
        return json.dumps(_unquoted(piece))
    return "" if piece[0] in "/," else json.dumps(piece if piece != "undefined" else "")


def _unquoted(text: str) -> str:
    """The text of a literal, with its escapes resolved as far as JSON has them."""
    inner = text[1:-1].replace("\\'", "'")
    if text[0] != '"':
        inner = re.sub(r'(?<!\\)((?:\\\\)*)"', r'\1\\"', inner).replace("\n", "\\n")
    inner = re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", inner)
    try:
        return str(json.loads(f'"{inner}"', strict=False))
    except ValueError:
        return text[1:-1]


class _Quiet:
    """A sink whose reader may fail without a word: code is no damaged document."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.limits = sink.limits
        self.full = sink.full

    def value(self, at: At, text: str, kind: str = "text") -> None:
        """Pass the value on."""
        self._sink.value(at, text, kind)

    def plain(self, at: At, text: str, kind: str = "text") -> None:
        """Pass the value on."""
        self._sink.plain(at, text, kind)

    def cut(self, code: str) -> None:
        """Say nothing."""
