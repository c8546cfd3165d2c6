"""Loops inside expressions, and what gives names their values."""

import ast
from collections.abc import Iterator

from auditor.connectors.migrations.python import builtin
from auditor.connectors.migrations.python.evaluator import MOST_TURNS, Evaluator
from auditor.connectors.migrations.python.values import (
    UNKNOWN,
    Scope,
    Value,
)


def read_comprehension(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    """A list, set or generator of what each turn yields."""
    assert isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp)  # noqa: S101 - as above
    inner = Scope(outer=scope)
    found: list[Value] = []
    for known in _turns(one, node.generators, inner):
        found.append(one.value(node.elt, inner) if known else UNKNOWN)
        if len(found) >= MOST_TURNS:
            break
    return found


def read_dict_comprehension(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    """A dict of what each turn yields."""
    assert isinstance(node, ast.DictComp)  # noqa: S101 - by the table of readers
    inner = Scope(outer=scope)
    found: dict[Value, Value] = {}
    for known in _turns(one, node.generators, inner):
        key = one.value(node.key, inner) if known else UNKNOWN
        found[key if builtin.keyable(key) else UNKNOWN] = one.value(node.value, inner)
    return found


def _turns(one: Evaluator, loops: list[ast.comprehension], scope: Scope) -> Iterator[bool]:
    """Sets the names of each turn; yields whether the turn is known."""
    if not loops:
        yield True
        return
    loop = loops[0]
    items = one.items(one.value(loop.iter, scope))
    if items is None:
        yield False
        return
    for item in items:
        bind(loop.target, item, scope)
        if all(one.truth(test, scope) is not False for test in loop.ifs):
            yield from _turns(one, loops[1:], scope)


def bind(target: ast.expr, value: Value, scope: Scope) -> None:
    """Gives a name, or several at once, what they stand for from here on."""
    if isinstance(target, ast.Name):
        scope.names[target.id] = value
    elif isinstance(target, ast.Tuple | ast.List):
        values = list(value) if isinstance(value, list | tuple) else []
        for place, part in enumerate(target.elts):
            if isinstance(part, ast.Starred):
                tail = len(target.elts) - place - 1
                bind(part.value, values[place : len(values) - tail], scope)
                values[place : len(values) - tail] = [UNKNOWN]
            else:
                bind(part, values[place] if place < len(values) else UNKNOWN, scope)
