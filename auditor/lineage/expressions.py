"""An expression walked from the output inwards, without recursion, down to base columns."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlglot import exp

from auditor.lineage import functions, masks
from auditor.lineage.names import Shape
from auditor.lineage.scopes import Scope
from auditor.lineage.transforms import EXPRESSION, FILTER, TRUNCATED, Collected, Mix, Way

if TYPE_CHECKING:
    from auditor.lineage.queries import Tracer

_Step = tuple[exp.Expression, Way]
_COMPARISONS = (
    *(exp.EQ, exp.NEQ, exp.NullSafeEQ, exp.NullSafeNEQ, exp.GT, exp.GTE, exp.LT, exp.LTE),
    *(exp.Between, exp.Like, exp.ILike, exp.RegexpLike, exp.SimilarTo, exp.In, exp.RegexpILike),
)
_QUERIES = (exp.Select, exp.SetOperation, exp.Values)
_WRAPPED = (exp.Subquery, exp.Exists, exp.Any, exp.All)
_MAPPING = 2
"""Branches from which a CASE with constant answers is a table of the values."""
_LEAVES = (
    *(exp.Literal, exp.Boolean, exp.Null, exp.Parameter, exp.Placeholder, exp.DataType),
    *(exp.Var, exp.Identifier, exp.Interval, exp.Star, exp.SessionParameter),
)
_TRANSPARENT = (exp.Paren, exp.Alias, exp.Aliases, exp.Tuple, exp.Distinct)
_ORDERED_SETS = ("percentile", "mode")


def mix_of(tracer: "Tracer", scope: Scope, node: exp.Expression) -> Mix:
    """The base columns of a value."""
    out = Collected()
    walk(tracer, scope, [(node, Way())], out)
    return out.settled()


def walk(tracer: "Tracer", scope: Scope, steps: list[_Step], out: Collected) -> None:
    """Follow each step to its base columns; what stands in conditions only chooses rows."""
    while steps:
        node, way = steps.pop()
        if isinstance(node, _LEAVES):
            continue
        if isinstance(node, exp.Column):
            _column(tracer, scope, node, way, out)
        elif isinstance(node, exp.Dot) and isinstance(node.expression, exp.Identifier):
            _part(tracer, scope, node, way, out)
        elif isinstance(node, (*_WRAPPED, *_QUERIES)):
            steps.extend(_inner(tracer, scope, node, way, out))
        else:
            steps.extend(_steps(tracer, node, way))


def _column(tracer: "Tracer", scope: Scope, node: exp.Column, way: Way, out: Collected) -> None:
    mix = tracer.column(scope, node)
    if mix is None:
        return
    inner, rank = mix
    for column, more in inner.items():
        out.add(column, max(more, rank), way)


def _part(tracer: "Tracer", scope: Scope, node: exp.Dot, way: Way, out: Collected) -> None:
    """A part of a composite value: of a row, the column of that name."""
    mix = mix_of(tracer, scope, node.this)
    name = node.expression.name.casefold()
    named = {column: rank for column, rank in mix.items() if column[1].casefold() == name}
    for column, rank in (named or mix).items():
        out.add(column, rank, way.through(EXPRESSION))


def _inner(
    tracer: "Tracer", scope: Scope, node: exp.Expression, way: Way, out: Collected
) -> Iterator[_Step]:
    """A query inside an expression: its columns are the value, or only decide."""
    query = node
    while isinstance(query, (*_WRAPPED, exp.Paren)):
        query = query.this
    if not isinstance(query, _QUERIES):
        yield query, way
        return
    shape: Shape = tracer.query(query, scope)
    if isinstance(node, exp.Exists):
        way = way.through(FILTER)
    for _, mix in shape.columns:
        for column, rank in mix.items():
            out.add(column, rank, way)


def _steps(tracer: "Tracer", node: exp.Expression, way: Way) -> Iterator[_Step]:
    """The parts of one operation, each with its way."""
    if isinstance(node, exp.Case):
        yield from _case(node, way)
    elif isinstance(node, exp.If):
        answers = [one for one in (node.args.get("true"), node.args.get("false")) if one]
        constant = all(masks.literal(one) is not None for one in answers)
        yield node.this, way if constant else way.through(FILTER)
        yield from _parts(way, *answers)
    elif isinstance(node, _COMPARISONS):
        yield from _comparison(node, way)
    elif isinstance(node, exp.Is):
        yield node.this, way.through(FILTER)
    elif isinstance(node, exp.Window | exp.Filter | exp.Order | exp.WithinGroup):
        yield from _around(node, way)
    elif isinstance(node, exp.Dot):
        yield from _dotted(tracer, node, way)
    elif isinstance(node, exp.Mod):
        yield from _parts(way.through(TRUNCATED), node.this, node.expression)
    elif isinstance(node, exp.Func) and not isinstance(node, exp.Connector):
        yield from call(tracer, node, way)
    else:
        inner = way if isinstance(node, _TRANSPARENT) else way.through(EXPRESSION)
        yield from _parts(inner, *_children(node))


def _case(node: exp.Case, way: Way) -> Iterator[_Step]:
    """What is chosen is the value; the condition is too where each answer stands for one value."""
    branches = node.args.get("ifs") or []
    results = [one.args.get("true") for one in branches]
    default = node.args.get("default")
    yield from _parts(way, *results, default)
    constant = all(masks.literal(one) is not None for one in results)
    told = TRUNCATED if constant and len(branches) < _MAPPING else EXPRESSION
    if not constant:
        told = FILTER
    if isinstance(node.this, exp.Expression):
        yield node.this, way.through(told)
    for branch in branches:
        condition = branch.this
        if constant and isinstance(condition, exp.EQ | exp.In) and _against_constant(condition):
            yield condition.this, way.through(told)
        elif constant:
            yield condition, way
        else:
            yield condition, way.through(FILTER)


def _comparison(node: exp.Expression, way: Way) -> Iterator[_Step]:
    """A comparison with a constant tells one bit of the value, with another column nothing."""
    rank = TRUNCATED if _against_constant(node) else FILTER
    for child in _children(node):
        yield child, way.through(rank)


def _against_constant(node: exp.Expression) -> bool:
    others = [one for one in _children(node) if one is not node.this]
    texts = [masks.literal(one) for one in others]
    if all(text == "" for text in texts):
        return False
    return not any(other.find(exp.Column, *_QUERIES) for other in others)


def _around(node: exp.Expression, way: Way) -> Iterator[_Step]:
    """What stands around a call: groups and orders decide, percentiles of an order show."""
    yield from _parts(way, node.this)
    if isinstance(node, exp.WithinGroup):
        name = name_of(node.this)
        inner = way.through(EXPRESSION if name.startswith(_ORDERED_SETS) else FILTER)
        for ordered in node.expression.expressions:
            yield from _parts(inner, ordered.this)
        return
    for child in _children(node):
        if child is not node.this:
            yield child, way.through(FILTER)


def _dotted(tracer: "Tracer", node: exp.Dot, way: Way) -> Iterator[_Step]:
    """`schema.function(…)`, or a part of a composite value."""
    inner: exp.Expression = node.expression
    if isinstance(inner, exp.Func):
        yield from call(tracer, inner, way, prefix=node.this.sql().lower().replace('"', ""))
    else:
        yield node.this, way.through(EXPRESSION)


def call(tracer: "Tracer", node: exp.Expression, way: Way, prefix: str = "") -> Iterator[_Step]:
    """The arguments of a call, each with what the function leaves of it."""
    name = name_of(node)
    full = f"{prefix}.{name}" if prefix and prefix != "pg_catalog" else name
    tracer.called(full, typed=not isinstance(node, exp.Anonymous))
    if full.startswith(functions.NO_ORIGIN):
        return
    arguments = list(_children(node))
    judged = masks.judge(node, way)
    if judged is None:
        judged = masks.judge_named(name, arguments, way)
    if judged is not None:
        yield from judged
    elif name in functions.DECRYPTS:
        yield from ((one, way.decrypted()) for one in arguments[:1])
        yield from ((one, way.through(FILTER)) for one in arguments[1:])
    else:
        rank = functions.effect(full)
        inner = way.through(EXPRESSION if rank is None else rank)
        yield from ((one, inner) for one in arguments)


def name_of(node: exp.Expression) -> str:
    """The name of a function, in lower case."""
    if isinstance(node, exp.Anonymous | exp.AnonymousAggFunc):
        return node.name.lower()
    return node.key


def _parts(way: Way, *nodes: object) -> Iterator[_Step]:
    for node in nodes:
        if isinstance(node, exp.Expression):
            yield node, way


def _children(node: exp.Expression) -> Iterator[exp.Expression]:
    for value in node.args.values():
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, exp.Expression):
                yield one
