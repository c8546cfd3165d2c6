"""Calls: of functions of the file, of Python's own, and of everything else."""

import ast

from auditor.connectors.migrations.python import builtin
from auditor.connectors.migrations.python.evaluator import Evaluator
from auditor.connectors.migrations.python.values import (
    UNKNOWN,
    ClassOf,
    Function,
    Made,
    Member,
    Name,
    Scope,
    Unknown,
    Value,
)


def read_call(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    """A call: followed where it is one of the file or of Python, else told to the watch."""
    assert isinstance(node, ast.Call)  # noqa: S101 - by the table of readers
    callee = one.value(node.func, scope)
    args, keywords, left = _arguments(one, node, scope)
    line, end = node.lineno, node.end_lineno or node.lineno
    if isinstance(callee, Function):
        return one.call_function(one, callee, args, keywords)
    if isinstance(callee, Name):
        known = builtin.call(callee.dotted, args, keywords, _caller(one))
        made = Made(callee.dotted, args, keywords, line, open=left, end=end)
    elif isinstance(callee, Member):
        known = builtin.method(callee.owner, callee.name, args, keywords)
        made = Made(_named(callee), args, keywords, line, callee.owner, left, end)
    elif isinstance(callee, Made) and callee.last == "partial" and callee.args:
        return _partial(one, callee, args, keywords, line)
    elif isinstance(callee, Made | ClassOf):
        name = f"{callee.name}()" if isinstance(callee, Made) else callee.name
        receiver = callee if isinstance(callee, Made) else UNKNOWN
        return one.watch(Made(name, args, keywords, line, receiver, left, end))
    else:
        return UNKNOWN
    return one.watch(made) if isinstance(known, builtin.NotOurs) else known


def _named(callee: Member) -> str:
    owner = callee.owner
    if isinstance(owner, Made):
        return f"{owner.name}().{callee.name}"
    if isinstance(owner, Member):
        return f"{_named(owner)}.{callee.name}"
    return f"?.{callee.name}"


def _partial(
    one: Evaluator, kept: Made, args: tuple[Value, ...], keywords: dict[str, Value], line: int
) -> Value:
    """A call of `functools.partial(f, …)`."""
    function, merged = kept.args[0], {**kept.keywords, **keywords}
    if isinstance(function, Function):
        return one.call_function(one, function, (*kept.args[1:], *args), merged)
    if isinstance(function, Name):
        return one.watch(Made(function.dotted, (*kept.args[1:], *args), merged, line))
    return UNKNOWN


def _caller(one: Evaluator) -> builtin.Caller:
    def call(function: Value, args: tuple[Value, ...]) -> Value:
        if isinstance(function, Function):
            return one.call_function(one, function, args, {})
        if isinstance(function, Name):
            return one.watch(Made(function.dotted, args, {}, 1))
        return UNKNOWN

    return call


def _arguments(
    one: Evaluator, node: ast.Call, scope: Scope
) -> tuple[tuple[Value, ...], dict[str, Value], bool]:
    args: list[Value] = []
    keywords: dict[str, Value] = {}
    left = False
    for arg in node.args:
        if not isinstance(arg, ast.Starred):
            args.append(one.value(arg, scope))
            continue
        items = one.items(one.value(arg.value, scope))
        left = left or items is None or any(isinstance(item, Unknown) for item in items)
        args.extend(items or [])
    for keyword in node.keywords:
        value = one.value(keyword.value, scope)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif isinstance(value, dict):
            keywords.update((str(key), kept) for key, kept in value.items() if isinstance(key, str))
        else:
            left = True
    return tuple(args), keywords, left
