"""Calls whose arguments decide what is left of a value: cuts, masks, formats, roundings."""

import re
from collections.abc import Callable

from sqlglot import exp

from auditor.lineage.transforms import EXPRESSION, FILTER, MASKED, TRUNCATED, Way

_COVERS = re.compile(r"(?:[^\w\s]|[xX09_]|\\[0-9]|\$[0-9])+")
_SPARES = re.compile(
    r"(?:\[(?:\\[sW]|\[:(?:space|punct):\]|[\s.\-/,;:_'()+\\])+\]|\\[sDWp.\-]|[\s\-/,;:_'])[+*]?"
)
_NOT_DIGITS = re.compile(r"\[\^(?:0-9|\\d|[:digit]+|a-zA-Z0-9|\w|-)+\][+*]?")
_REPEATS = re.compile(r"[+*]|\{\d*,?[3-9]|\{\d\d")
_DAY, _MONTH, _YEAR = "dDjeF", "mMbBci", "yYGxD"
_COARSE = frozenset({"year", "quarter", "month", "decade", "century", "millennium", "yyyy", "mm"})
_NEARLY_ALL = 1_000
"""Characters of a cut that leaves out only a few."""
_FEW = 3
"""Characters whose lack still leaves the value."""
_MOST = 9
"""Characters of a cut of unknown length that leaves out more than a few."""
_USUAL = 14
"""Characters that an identifier is taken to have where its width is not known."""
_WITH_BOTH = 3
"""Arguments of a call that names a value, what is taken and what is put."""
_ALPHABET = 8
"""Letters or digits that a translation must take to be a mask, and so many times fewer left."""


def judge(node: exp.Expression, way: Way) -> list[tuple[exp.Expression, Way]] | None:
    """The arguments of such a call with the way of each; None where the call is of no such kind."""
    for kind, check in _KINDS.items():
        if isinstance(node, kind):
            return check(node, way)
    return None


def judge_named(
    name: str, arguments: list[exp.Expression], way: Way
) -> list[tuple[exp.Expression, Way]] | None:
    """The same for calls that the parser knows by name only."""
    if name in {"substr", "substring", "mid", "substrb", "left", "right"} and arguments:
        return _cut(name, arguments, way)
    if name == "translate" and len(arguments) == _WITH_BOTH:
        return _translated(arguments, way)
    if name in {"insert", "stuff", "overlay"} and len(arguments) >= _WITH_BOTH:
        return _overlaid(arguments[0], arguments[-1 if name != "overlay" else 1], way)
    return None


def literal(node: object) -> str | None:
    """The text of a literal; None for anything else."""
    while isinstance(node, exp.Paren | exp.Cast):
        node = node.this
    if isinstance(node, exp.Neg) and isinstance(node.this, exp.Literal):
        return "-" + str(node.this.this)
    return str(node.this) if isinstance(node, exp.Literal) else None


def _number(node: object) -> int | None:
    text = literal(node)
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def _children(*nodes: object, way: Way) -> list[tuple[exp.Expression, Way]]:
    return [(node, way) for node in nodes if isinstance(node, exp.Expression)]


def _side(node: exp.Expression, way: Way) -> list[tuple[exp.Expression, Way]]:
    name = "left" if isinstance(node, exp.Left) else "right"
    return _cut(name, [node.this, node.expression], way)


def _substring(node: exp.Expression, way: Way) -> list[tuple[exp.Expression, Way]]:
    arguments = [node.this, node.args.get("start"), node.args.get("length")]
    return _cut("substr", [one for one in arguments if one is not None], way)


def _cut(name: str, given: list[exp.Expression], way: Way) -> list[tuple[exp.Expression, Way]]:
    if name in {"left", "right"}:
        size = _number(given[1]) if len(given) > 1 else None
        start: int | None = 1 if name == "left" else -1
    else:
        start = _number(given[1]) if len(given) > 1 else 1
        if start is None and literal(given[1]) is not None:
            # A pattern: what it takes cannot be told.
            return [(given[0], way.through(EXPRESSION))]
        size = _number(given[2]) if len(given) >= _WITH_BOTH else _rest(start)
    kept = _kept(size, dropped=name in {"left", "right"})
    cut = way.cut(f"{start}:{size}", kept)
    return [(given[0], cut), *((one, way.through(FILTER)) for one in given[1:])]


def _rest(start: int | None) -> int:
    """Characters that a cut without a length keeps."""
    if start is None:
        return 0
    if start < 0:
        return -start
    return _NEARLY_ALL if start <= _FEW else max(2, _USUAL - start)


def _kept(size: int | None, *, dropped: bool) -> int:
    if size is None:
        return 0
    if size < 0 and dropped:
        # PostgreSQL: all but the last characters.
        return _NEARLY_ALL if size >= -_FEW else _MOST
    return abs(size)


def _replaced(node: exp.Expression, way: Way) -> list[tuple[exp.Expression, Way]]:
    pattern, put = literal(node.expression), node.args.get("replacement")
    others = _children(node.expression, put, way=way.through(EXPRESSION))
    rank = MASKED if _covers(pattern, literal(put) if put else "", node) else EXPRESSION
    return [(node.this, way.through(rank)), *others]


def _covers(pattern: str | None, put: str | None, node: exp.Expression) -> bool:
    """Whether a replacement by pattern hides the value: what it takes is more than separators."""
    if pattern is None or put is None:
        return False
    if _SPARES.fullmatch(pattern) or _NOT_DIGITS.fullmatch(pattern):
        return False
    if put and not _COVERS.fullmatch(put):
        return False
    if re.fullmatch(r"(?:\\[0-9]|\$[0-9]|[\s.\-/])+", put):
        return False
    # PostgreSQL replaces the first match only, unless told otherwise.
    first = bool(node.args.get("single_replace"))
    flags = literal(node.args.get("modifiers")) or ""
    return not first or "g" in flags or bool(_REPEATS.search(pattern))


def _overlay(node: exp.Expression, way: Way) -> list[tuple[exp.Expression, Way]]:
    return _overlaid(node.this, node.expression, way)


def _overlaid(
    base: exp.Expression, put: exp.Expression, way: Way
) -> list[tuple[exp.Expression, Way]]:
    text = literal(put)
    hides = _filler(put) if text is None else len(text) >= _FEW and _COVERS.fullmatch(text)
    rank = MASKED if hides else EXPRESSION
    return [(base, way.through(rank)), (put, way.through(EXPRESSION))]


def _filler(put: exp.Expression) -> bool:
    return isinstance(put, exp.Repeat) or (
        isinstance(put, exp.Anonymous) and str(put.this).lower() in {"repeat", "replicate"}
    )


def _translation(node: exp.Expression, way: Way) -> list[tuple[exp.Expression, Way]]:
    return _translated([node.this, node.args["from_"], node.args["to"]], way)


def _translated(given: list[exp.Expression], way: Way) -> list[tuple[exp.Expression, Way]]:
    taken, put = literal(given[1]), literal(given[2])
    if taken is not None and put is None and isinstance(given[2], exp.Repeat):
        put = (literal(given[2].this) or "") * len(taken)
    rank = MASKED if taken is not None and put is not None and _blurs(taken, put) else EXPRESSION
    return [(given[0], way.through(rank))]


def _blurs(taken: str, put: str) -> bool:
    """Whether many letters or digits become few: what they were cannot be told any more."""
    solid = [i for i, letter in enumerate(taken) if letter.isalnum() and letter.isascii()]
    left = {put[i] if i < len(put) else "" for i in solid}
    return len(solid) >= _ALPHABET and len(left) * 3 <= len(solid)


def _truncated_date(node: exp.Expression, way: Way) -> list[tuple[exp.Expression, Way]]:
    unit = node.args.get("unit")
    name = (unit.name if isinstance(unit, exp.Expression) else "").lower()
    return [(node.this, way.through(TRUNCATED if name in _COARSE else EXPRESSION))]


def _extracted(node: exp.Expression, way: Way) -> list[tuple[exp.Expression, Way]]:
    whole = node.this.name.lower() in {"epoch", "julian"}
    return [(node.expression, way.through(EXPRESSION if whole else TRUNCATED))]


def _formatted(node: exp.Expression, way: Way) -> list[tuple[exp.Expression, Way]]:
    text = literal(node.args.get("format"))
    parts = _parts(text) if text is not None else set()
    partial = bool(parts) and not {"day", "month"} <= parts
    return [(node.this, way.through(TRUNCATED if partial else EXPRESSION))]


def _parts(text: str) -> set[str]:
    """The parts of a date that a format shows, in either of the two notations."""
    letters = re.findall(r"%-?([A-Za-z])", text)
    if letters:
        kinds = (("day", _DAY), ("month", _MONTH), ("year", _YEAR))
        return {part for part, known in kinds if any(one in known for one in letters)}
    spelled = (("day", "DD"), ("month", "MM"), ("month", "MON"), ("year", "YY"), ("year", "Q"))
    return {part for part, sign in spelled if sign in text.upper()}


def _truncated(node: exp.Expression, way: Way) -> list[tuple[exp.Expression, Way]]:
    unit = (literal(node.args.get("decimals")) or "").lower()
    coarse = unit in _COARSE or unit.startswith("-")
    return [(node.this, way.through(TRUNCATED if coarse else EXPRESSION))]


def _rounded(node: exp.Expression, way: Way) -> list[tuple[exp.Expression, Way]]:
    digits = _number(node.args.get("decimals"))
    coarse = digits is not None and digits < 0
    return [(node.this, way.through(TRUNCATED if coarse else EXPRESSION))]


def _floored(node: exp.Expression, way: Way) -> list[tuple[exp.Expression, Way]]:
    inner = node.this
    while isinstance(inner, exp.Paren):
        inner = inner.this
    divided = isinstance(inner, exp.Div) and (_number(inner.expression) or 0) > 1
    return [(node.this, way.through(TRUNCATED if divided else EXPRESSION))]


_KINDS: dict[
    type[exp.Expression], Callable[[exp.Expression, Way], list[tuple[exp.Expression, Way]]]
] = {
    exp.Left: _side,
    exp.Right: _side,
    exp.Substring: _substring,
    exp.RegexpReplace: _replaced,
    exp.Overlay: _overlay,
    exp.Stuff: _overlay,
    exp.Translate: _translation,
    exp.TimestampTrunc: _truncated_date,
    exp.DateTrunc: _truncated_date,
    exp.Extract: _extracted,
    exp.TimeToStr: _formatted,
    exp.ToChar: _formatted,
    exp.Round: _rounded,
    exp.Trunc: _truncated,
    exp.Floor: _floored,
}
