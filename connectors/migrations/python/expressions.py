"""Expressions of Python, evaluated as far as the text alone tells."""

import ast
import operator
from collections.abc import Callable

from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.python import builtin, texts
from auditor.connectors.migrations.python.calls import read_call
from auditor.connectors.migrations.python.evaluator import Evaluator, Read
from auditor.connectors.migrations.python.loops import (
    bind,
    read_comprehension,
    read_dict_comprehension,
)
from auditor.connectors.migrations.python.strings import located
from auditor.connectors.migrations.python.values import (
    UNKNOWN,
    ClassOf,
    Function,
    Member,
    Name,
    Scope,
    Unknown,
    Value,
)


def _constant(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    del scope
    assert isinstance(node, ast.Constant)  # noqa: S101 - by the table of readers
    kept = node.value
    if isinstance(kept, str):
        if (node.end_lineno or node.lineno) > node.lineno:
            found = located(one.segment(node), node.lineno, lambda _: None)
            if found is not None and found == kept:
                return found
        return Text(kept, ((0, node.lineno),))
    return kept if isinstance(kept, bytes | int | float | bool) or kept is None else UNKNOWN


def _joined(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.JoinedStr)  # noqa: S101 - by the table of readers
    text, whole = _filled(one, node, scope)
    if (node.end_lineno or node.lineno) > node.lineno:
        found = located(one.segment(node), node.lineno, lambda part: _filled(one, part, scope)[0])
        if found is not None and found == text:
            found.whole = whole
            return found
    return Text(text, ((0, node.lineno),), whole=whole)


def _filled(one: Evaluator, node: ast.JoinedStr, scope: Scope) -> tuple[str, bool]:
    parts, whole = [], True
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
            continue
        assert isinstance(part, ast.FormattedValue)  # noqa: S101 - an f-string has no other parts
        value = one.value(part.value, scope)
        told = part.format_spec
        spec = _filled(one, told, scope)[0] if isinstance(told, ast.JoinedStr) else ""
        text = texts.shown(value, spec)
        whole = whole and text is not None and not (isinstance(value, Text) and not value.whole)
        parts.append(f"${{{_hole(part.value)}}}" if text is None else text)
    return "".join(parts)[: texts.LONGEST], whole


def _hole(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else "x"


def _name(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    del one
    assert isinstance(node, ast.Name)  # noqa: S101 - by the table of readers
    found = scope.get(node.id)
    if found is None and not _defined(scope, node.id):
        return Name(node.id)
    return found


def _defined(scope: Scope, name: str) -> bool:
    at: Scope | None = scope
    while at is not None:
        if name in at.names:
            return True
        at = at.outer
    return False


def _attribute(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Attribute)  # noqa: S101 - by the table of readers
    return member(one.value(node.value, scope), node.attr)


def member(owner: Value, name: str) -> Value:
    """The attribute of a value."""
    if isinstance(owner, Name):
        return Name(f"{owner.dotted}.{name}")
    if isinstance(owner, ClassOf):
        if name in owner.scope.names:
            return owner.scope.names[name]
        return Text(owner.name) if name == "__name__" else UNKNOWN
    return UNKNOWN if isinstance(owner, Unknown) else Member(owner, name)


def _sequence(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.List | ast.Tuple | ast.Set)  # noqa: S101 - by the table of readers
    found: list[Value] = []
    for item in node.elts:
        if isinstance(item, ast.Starred):
            items = one.items(one.value(item.value, scope))
            found.extend([UNKNOWN] if items is None else items)
        else:
            found.append(one.value(item, scope))
    return tuple(found) if isinstance(node, ast.Tuple) else found


def _dict(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Dict)  # noqa: S101 - by the table of readers
    found: dict[Value, Value] = {}
    for key_node, value_node in zip(node.keys, node.values, strict=True):
        value = one.value(value_node, scope)
        if key_node is None:
            found.update(value if isinstance(value, dict) else {UNKNOWN: UNKNOWN})
            continue
        key = one.value(key_node, scope)
        found[key if builtin.keyable(key) else UNKNOWN] = value
    return found


def _binary(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.BinOp)  # noqa: S101 - by the table of readers
    left, right = one.value(node.left, scope), one.value(node.right, scope)
    return builtin.binary(node.op, left, right)


def _subscript(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Subscript)  # noqa: S101 - by the table of readers
    owner = one.value(node.value, scope)
    if isinstance(node.slice, ast.Slice):
        ends = [
            None if end is None else one.value(end, scope)
            for end in (node.slice.lower, node.slice.upper, node.slice.step)
        ]
        if all(end is None or isinstance(end, int) for end in ends):
            return builtin.part(owner, slice(*ends))
        return UNKNOWN
    return builtin.item(owner, one.value(node.slice, scope))


def _conditional(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.IfExp)  # noqa: S101 - by the table of readers
    holds = one.truth(node.test, scope)
    if holds is None:
        first = one.value(node.body, scope)
        other = one.value(node.orelse, scope)
        return other if isinstance(first, Unknown) else first
    return one.value(node.body if holds else node.orelse, scope)


def _boolean(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.BoolOp)  # noqa: S101 - by the table of readers
    wanted = isinstance(node.op, ast.Or)
    value: Value = UNKNOWN
    for part in node.values:
        value = one.value(part, scope)
        holds = builtin.truth(value)
        if holds is None:
            return UNKNOWN
        if holds is wanted:
            return value
    return value


def _not(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.UnaryOp)  # noqa: S101 - by the table of readers
    value = one.value(node.operand, scope)
    if isinstance(node.op, ast.Not):
        holds = builtin.truth(value)
        return UNKNOWN if holds is None else not holds
    if isinstance(node.op, ast.USub) and isinstance(value, int | float):
        return -value
    return UNKNOWN


_COMPARED: dict[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.In: lambda a, b: a in b,  # type: ignore[operator]
    ast.NotIn: lambda a, b: a not in b,  # type: ignore[operator]
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.Lt: lambda a, b: a < b,  # type: ignore[operator]
    ast.Gt: lambda a, b: a > b,  # type: ignore[operator]
    ast.LtE: lambda a, b: a <= b,  # type: ignore[operator]
    ast.GtE: lambda a, b: a >= b,  # type: ignore[operator]
}


def _compare(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Compare)  # noqa: S101 - by the table of readers
    left, right = one.value(node.left, scope), one.value(node.comparators[0], scope)
    if len(node.ops) > 1 or not (builtin.evident(left) and builtin.evident(right)):
        return UNKNOWN
    try:
        return _COMPARED[type(node.ops[0])](left, right)
    except TypeError:
        return UNKNOWN


def _lambda(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    del one
    assert isinstance(node, ast.Lambda)  # noqa: S101 - by the table of readers
    return Function("", node, scope)


def _walrus(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.NamedExpr)  # noqa: S101 - by the table of readers
    value = one.value(node.value, scope)
    bind(node.target, value, scope)
    return value


def _awaited(one: Evaluator, node: ast.expr, scope: Scope) -> Value:
    assert isinstance(node, ast.Await)  # noqa: S101 - by the table of readers
    return one.value(node.value, scope)


READERS: dict[type[ast.expr], Read] = {
    ast.Constant: _constant,
    ast.JoinedStr: _joined,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.List: _sequence,
    ast.Tuple: _sequence,
    ast.Set: _sequence,
    ast.Dict: _dict,
    ast.Call: read_call,
    ast.BinOp: _binary,
    ast.Subscript: _subscript,
    ast.IfExp: _conditional,
    ast.BoolOp: _boolean,
    ast.UnaryOp: _not,
    ast.Compare: _compare,
    ast.ListComp: read_comprehension,
    ast.SetComp: read_comprehension,
    ast.GeneratorExp: read_comprehension,
    ast.DictComp: read_dict_comprehension,
    ast.Lambda: _lambda,
    ast.NamedExpr: _walrus,
    ast.Await: _awaited,
}
