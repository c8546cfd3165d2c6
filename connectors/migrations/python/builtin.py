"""What Python's own functions and methods yield on values that are known."""

import ast
from collections.abc import Callable, Mapping

from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.python import texts
from auditor.connectors.migrations.python.values import (
    UNKNOWN,
    ClassOf,
    Made,
    Member,
    Name,
    Unknown,
    Value,
)


class NotOurs:
    """Told from every value, UNKNOWN included."""


NOT_OURS = NotOurs()
Caller = Callable[[Value, tuple[Value, ...]], Value]
_PARTS = 8
"""Parts of a key."""
_LONGEST = 10_000
"""Items of a list that is still put together."""


def keyable(value: Value) -> bool:
    """Whether it may be the key of a dict."""
    if isinstance(value, tuple):
        return len(value) <= _PARTS and all(not isinstance(i, tuple | list | dict) for i in value)
    return not isinstance(value, list | dict)


def evident(value: Value) -> bool:
    """Whether it is known through and through; what is too large to look through is not."""
    waiting, seen = [value], 0
    while waiting:
        one = waiting.pop()
        seen += 1
        if seen > _LONGEST:
            return False
        if isinstance(one, list | tuple):
            waiting.extend(one)
        elif isinstance(one, dict):
            waiting.extend((*one, *one.values()))
        elif isinstance(one, Text):
            if not one.whole:
                return False
        elif one is not None and not isinstance(one, bytes | int | float):
            return False
    return True


def truth(value: Value) -> bool | None:
    """Whether it counts as true; None where that is not known."""
    if isinstance(value, list | tuple | dict):
        return bool(value)
    if isinstance(value, Text):
        return bool(value)
    return bool(value) if evident(value) else None


def listed(value: Value) -> list[Value] | None:
    """The items of what can be gone through; None where they are not known."""
    if isinstance(value, dict | list | tuple):
        return list(value)
    return None


def call(
    name: str, args: tuple[Value, ...], keywords: Mapping[str, Value], caller: Caller
) -> Value | NotOurs:
    """A call of one of Python's own functions; NOT_OURS for any other."""
    last = name.rpartition(".")[2]
    if last in ("dedent", "cleandoc") and args and isinstance(args[0], Text):
        return texts.dedented(args[0])
    known = _FUNCTIONS.get(name)
    if known is not None:
        return known(args)
    if name == "dict":
        found = dict(args[0]) if args and isinstance(args[0], dict) else _pairs(args)
        return {**found, **{Text(key): value for key, value in keywords.items()}}
    if name == "map" and len(args) > 1:
        items = listed(args[1])
        return UNKNOWN if items is None else [caller(args[0], (item,)) for item in items]
    return NOT_OURS


def _pairs(args: tuple[Value, ...]) -> dict[Value, Value]:
    found: dict[Value, Value] = {}
    for item in (listed(args[0]) or []) if args else []:
        if isinstance(item, tuple | list) and len(item) == 2 and keyable(item[0]):  # noqa: PLR2004
            found[item[0]] = item[1]
    return found


def _as_list(args: tuple[Value, ...]) -> Value:
    found = listed(args[0]) if args else []
    return UNKNOWN if found is None else found


def _as_tuple(args: tuple[Value, ...]) -> Value:
    found = listed(args[0]) if args else []
    return UNKNOWN if found is None else tuple(found)


def _sorted(args: tuple[Value, ...]) -> Value:
    found = listed(args[0]) if args else None
    if found is None:
        return UNKNOWN
    if all(isinstance(item, Text) for item in found):
        return sorted(found, key=str)
    return found


def _reversed(args: tuple[Value, ...]) -> Value:
    found = listed(args[0]) if args else None
    return UNKNOWN if found is None else found[::-1]


def _range(args: tuple[Value, ...]) -> Value:
    ends = [arg for arg in args if isinstance(arg, int)]
    if len(ends) != len(args) or not 1 <= len(ends) <= 3 or (len(ends) == 3 and not ends[2]):  # noqa: PLR2004
        return UNKNOWN
    found = range(*ends)
    return list(found) if len(found) <= _LONGEST else UNKNOWN


def _enumerate(args: tuple[Value, ...]) -> Value:
    found = listed(args[0]) if args else None
    first = args[1] if len(args) > 1 and isinstance(args[1], int) else 0
    return UNKNOWN if found is None else [(first + at, item) for at, item in enumerate(found)]


def _zip(args: tuple[Value, ...]) -> Value:
    lists = [listed(arg) for arg in args]
    known = [items for items in lists if items is not None]
    return list(zip(*known, strict=False)) if len(known) == len(lists) else UNKNOWN


def _length(args: tuple[Value, ...]) -> Value:
    if args and isinstance(args[0], list | tuple | dict | Text):
        return len(args[0])
    return UNKNOWN


def _text(args: tuple[Value, ...]) -> Value:
    if not args:
        return Text("")
    if isinstance(args[0], Text):
        return args[0]
    if isinstance(args[0], Made | Member | Name | ClassOf):
        return args[0]
    found = texts.shown(args[0])
    return UNKNOWN if found is None else Text(found)


_FUNCTIONS: dict[str, Callable[[tuple[Value, ...]], Value]] = {
    "list": _as_list,
    "set": _as_list,
    "frozenset": _as_list,
    "tuple": _as_tuple,
    "sorted": _sorted,
    "reversed": _reversed,
    "range": _range,
    "enumerate": _enumerate,
    "zip": _zip,
    "len": _length,
    "str": _text,
}


def method(
    owner: Value, name: str, args: tuple[Value, ...], keywords: Mapping[str, Value]
) -> Value | NotOurs:
    """A method of a string, list or dict; NOT_OURS for anything else."""
    if isinstance(owner, Text):
        return texts.method(owner, name, args, keywords)
    if isinstance(owner, list):
        return _of_list(owner, name, args)
    if isinstance(owner, dict):
        return _of_dict(owner, name, args, keywords)
    return NOT_OURS


def _of_list(owner: list[Value], name: str, args: tuple[Value, ...]) -> Value:
    if len(owner) > _LONGEST:
        return UNKNOWN
    if name in ("append", "add") and args:
        owner.append(args[0])
    elif name in ("extend", "update") and args:
        more = listed(args[0])
        owner.extend([UNKNOWN] if more is None else more)
    elif name == "insert" and len(args) > 1 and isinstance(args[0], int):
        owner.insert(args[0], args[1])
    elif name == "copy":
        return list(owner)
    else:
        return UNKNOWN
    return None


def _of_dict(  # noqa: PLR0911 - a line a method
    owner: dict[Value, Value], name: str, args: tuple[Value, ...], keywords: Mapping[str, Value]
) -> Value:
    if name == "items":
        return list(owner.items())
    if name == "keys":
        return list(owner)
    if name == "values":
        return list(owner.values())
    if name == "copy":
        return dict(owner)
    if name == "update":
        owner.update(args[0] if args and isinstance(args[0], dict) else {})
        owner.update({Text(key): value for key, value in keywords.items()})
        return None
    if name in ("get", "pop", "setdefault") and args and keyable(args[0]):
        default: Value = args[1] if len(args) > 1 else None
        return owner.get(args[0], UNKNOWN if UNKNOWN in owner else default)
    return UNKNOWN


def binary(sign: ast.operator, left: Value, right: Value) -> Value:
    """`left sign right` for texts, lists and whole numbers."""
    if isinstance(sign, ast.Mod) and isinstance(left, Text):
        return texts.percent(left, right)
    if isinstance(sign, ast.Add):
        return _plus(left, right)
    if isinstance(sign, ast.BitOr) and isinstance(left, dict) and isinstance(right, dict):
        return {**left, **right}
    if isinstance(left, int) and isinstance(right, int):
        if isinstance(sign, ast.Sub):
            return left - right
        if isinstance(sign, ast.Mult) and max(abs(left), abs(right)) < 1 << 31:
            return left * right
    return UNKNOWN


def _plus(left: Value, right: Value) -> Value:
    if len(listed(left) or ()) + len(listed(right) or ()) > _LONGEST:
        return UNKNOWN
    if isinstance(left, Text) or isinstance(right, Text):
        return _texts_plus(left, right)
    if isinstance(left, tuple) and isinstance(right, tuple):
        return (*left, *right)
    if isinstance(left, list) or isinstance(right, list):
        both = [item for side in (left, right) for item in (listed(side) or [UNKNOWN])]
        empty = [side for side in (left, right) if listed(side) == []]
        return [item for item in both if not (empty and item is UNKNOWN)]
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    return UNKNOWN


def _texts_plus(left: Value, right: Value) -> Value:
    if isinstance(left, Text) and isinstance(right, Text):
        return left.plus(right) if len(left) + len(right) <= texts.LONGEST else UNKNOWN
    known = left if isinstance(left, Text) else right
    other = right if isinstance(left, Text) else left
    if not isinstance(known, Text) or not isinstance(other, Unknown | Name | Made | Member):
        return UNKNOWN
    hole = Text("${x}", ((0, known.line),), whole=False)
    return left.plus(hole) if isinstance(left, Text) else hole.plus(known)


def item(owner: Value, key: Value) -> Value:
    """`owner[key]`."""
    if isinstance(owner, dict) and keyable(key):
        return owner.get(key, UNKNOWN)
    if isinstance(owner, list | tuple) and isinstance(key, int) and -len(owner) <= key < len(owner):
        return owner[key]
    return (
        Member(owner, str(key)) if isinstance(owner, Member) and isinstance(key, Text) else UNKNOWN
    )


def part(owner: Value, ends: slice) -> Value:
    """`owner[from:to]`."""
    if isinstance(owner, list | tuple):
        return owner[ends]
    return owner.again(str(owner)[ends]) if isinstance(owner, Text) else UNKNOWN
