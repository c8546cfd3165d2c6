"""What Python does with strings: templates and methods, for the few that migrations use."""

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence

from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.python.values import UNKNOWN, Value, is_text

LONGEST = 1_000_000
"""Characters of a text that is still put together."""
_BRACE = re.compile(r"\{\{|\}\}|\{(\w*)\}|\{[^{}]*\}")
_PERCENT = re.compile(r"%%|%(?:\((\w+)\))?([sdr]|0?\d{1,2}d)")
_SPEC = re.compile(r"0?(\d{1,2})d?")

_SAME_LINES: dict[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "title": str.title,
    "capitalize": str.capitalize,
    "rstrip": str.rstrip,
}


def shown(value: Value, spec: str = "") -> str | None:
    """The text of a value inside a template; None where it is not known."""
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int):
        width = _SPEC.fullmatch(spec)
        if spec and not width:
            return None
        fill = "0" if spec.startswith("0") else " "
        return str(value).rjust(int(width[1]) if width else 0, fill)
    if isinstance(value, float):
        return str(value)
    return str(value) if isinstance(value, Text) and not spec else None


def braces(template: Text, args: Sequence[Value], named: Mapping[str, Value]) -> Text:
    """`template.format(…)`; what is not known becomes `${name}`."""
    whole, automatic = template.whole, 0

    def fill(match: re.Match[str]) -> str:
        nonlocal whole, automatic
        if match.group() in ("{{", "}}"):
            return match.group()[0]
        name = match[1]
        value: Value = UNKNOWN
        if name == "" or (name or "x").isdigit():
            index = int(name) if name else automatic
            automatic += not name
            value = args[index] if index < len(args) else UNKNOWN
        elif name is not None:
            value = named.get(name, UNKNOWN)
        text = shown(value)
        if text is None or (isinstance(value, Text) and not value.whole):
            whole = False
        return text if text is not None else f"${{{name or 'x'}}}"

    filled = _BRACE.sub(fill, template)
    return template.again(filled[:LONGEST], whole=whole and len(filled) <= LONGEST)


def percent(template: Text, given: Value) -> Text:
    """`template % given`; what is not known becomes `${name}`."""
    whole, place = template.whole, 0
    items = given if isinstance(given, tuple) else (given,)

    def fill(match: re.Match[str]) -> str:
        nonlocal whole, place
        if match.group() == "%%":
            return "%"
        value: Value = UNKNOWN
        if match[1]:
            value = given.get(Text(match[1]), UNKNOWN) if isinstance(given, dict) else UNKNOWN
        else:
            value = items[place] if place < len(items) else UNKNOWN
            place += 1
        text = shown(value, "" if match[2] in "sdr" else match[2])
        if text is None or (isinstance(value, Text) and not value.whole):
            whole = False
        return text if text is not None else f"${{{match[1] or 'x'}}}"

    filled = _PERCENT.sub(fill, template)
    return template.again(filled[:LONGEST], whole=whole and len(filled) <= LONGEST)


def method(text: Text, name: str, args: Sequence[Value], named: Mapping[str, Value]) -> Value:
    """`text.name(…)` where it is a method that migrations use; else UNKNOWN."""
    if name == "format":
        return braces(text, args, named)
    if name in _SAME_LINES and not args:
        return text.again(_SAME_LINES[name](text))
    words = [str(arg) for arg in args if is_text(arg)]
    if len(words) != len(args):
        if name == "join" and len(args) == 1:
            return _join(text, args[0])
        return UNKNOWN
    return _simple(text, name, words)


def _simple(text: Text, name: str, words: list[str]) -> Value:  # noqa: PLR0911 - a line a method
    match name, len(words):
        case (("strip" | "lstrip"), 0):
            return stripped(text, both=name == "strip")
        case (("strip" | "lstrip" | "rstrip"), 1):
            return text.again(getattr(str, name)(text, words[0]))
        case "replace", 2 if len(words[1]) < 1_000:  # noqa: PLR2004 - a name or a phrase
            return text.again(str(text).replace(words[0], words[1])[:LONGEST])
        case (("split" | "rsplit" | "splitlines"), _):
            return _split(text, name, words)
        case (("startswith" | "endswith"), 1):
            return bool(getattr(str, name)(text, words[0]))
        case (("removeprefix" | "removesuffix"), 1):
            return text.again(getattr(str, name)(text, words[0]))
    return UNKNOWN


def stripped(text: Text, *, both: bool = True) -> Text:
    """The text without the white space before it, and after it with `both`."""
    lead = len(text) - len(text.lstrip())
    bare = text.strip() if both else text.lstrip()
    return text.again(bare, text.count("\n", 0, lead))


def dedented(text: Text) -> Text:
    """As `textwrap.dedent` or `inspect.cleandoc` leave it."""
    return text.again(textwrap.dedent(text))


def _split(text: Text, name: str, words: list[str]) -> Value:
    pieces = text.splitlines() if name == "splitlines" else text.split(words[0] if words else None)
    parts: list[Value] = []
    at = 0
    for piece in pieces:
        at = max(text.find(piece, at), 0)
        before = text.count("\n", 0, at)
        parts.append(text.again(piece, before))
        at += len(piece)
    return parts


def _join(text: Text, items: Value) -> Value:
    if not isinstance(items, list | tuple) or not items:
        return UNKNOWN
    joined: Text | None = None
    for item in items:
        if not isinstance(item, Text):
            return UNKNOWN
        joined = item if joined is None else joined.plus(text).plus(item)
        if len(joined) > LONGEST:
            return UNKNOWN
    return UNKNOWN if joined is None else joined
