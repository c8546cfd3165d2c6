"""Statements of Python followed in their order, both ways where a condition is not known."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.python.evaluator import (
    MOST_DEPTH,
    Evaluator,
    TooMuchError,
    Watch,
)
from auditor.connectors.migrations.python.expressions import READERS
from auditor.connectors.migrations.python.loops import bind
from auditor.connectors.migrations.python.strings import quiet_parse
from auditor.connectors.migrations.python.values import (
    UNKNOWN,
    ClassOf,
    Function,
    Made,
    Name,
    Scope,
    Value,
)

LONGEST = 5_000_000
"""Characters of a file of Python that is read."""


class UnreadableError(Exception):
    """The file is no Python that can be read; `code` and `line` tell why and where."""

    def __init__(self, code: str, line: int = 1) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


@dataclass(slots=True)
class _Return:
    """What ends a block before its end; `kind` is `return`, `break` or `continue`."""

    value: Value = None
    kind: str = "return"


@dataclass(slots=True)
class Module:
    """A file of Python: its names once its top level has been followed."""

    scope: Scope
    runner: "Runner"
    tree: ast.Module


@dataclass(slots=True)
class Runner:
    """Follows statements; `lost` is told of the line of what goes beyond what is followed."""

    evaluator: Evaluator
    lost: Callable[[int], None] = field(default=lambda _: None)

    def body(self, statements: list[ast.stmt], scope: Scope) -> _Return | None:
        """Follows them up to a `return`, `break` or `continue` that is certain."""
        for statement in statements:
            self.evaluator.step()
            done = self._one(statement, scope)
            if done is not None:
                return done
        return None

    def call(self, function: Function) -> Value:
        """What a function of the file returns; its parameters stand for themselves."""
        told = function.node.args
        names = [*told.posonlyargs, *told.args]
        given = len(names) - len(told.defaults)
        args = tuple(Name(name.arg) for name in names[:given])
        return _call(self.evaluator, function, args, {})

    def _one(self, statement: ast.stmt, scope: Scope) -> _Return | None:
        try:
            follow = _STATEMENTS.get(type(statement))
            return follow(self, statement, scope) if follow else None
        except RecursionError:
            self.lost(statement.lineno)
            return None

    def value(self, node: ast.expr | None, scope: Scope) -> Value:
        """What an expression is known to be; None where there is none."""
        return None if node is None else self.evaluator.value(node, scope)


def open_module(source: str, watch: Watch, lost: Callable[[int], None]) -> Module:
    """Parses the file and follows its top level; raises UnreadableError."""
    if len(source) > LONGEST:
        raise UnreadableError("migration_too_long")
    try:
        tree = quiet_parse(source)
    except SyntaxError as error:
        raise UnreadableError("python_syntax", error.lineno or 1) from None
    except (ValueError, RecursionError, MemoryError):
        raise UnreadableError("python_syntax") from None
    assert isinstance(tree, ast.Module)  # noqa: S101 - the mode is exec
    runner = Runner(Evaluator(source, watch, _call, READERS), lost)
    module = Module(Scope(), runner, tree)
    try:
        runner.body(tree.body, module.scope)
    except TooMuchError:
        lost(1)
    return module


def _call(
    one: Evaluator, function: Function, args: tuple[Value, ...], keywords: dict[str, Value]
) -> Value:
    if one.depth >= MOST_DEPTH:
        return UNKNOWN
    scope = Scope(outer=function.scope)
    _parameters(one, function, args, keywords, scope)
    one.depth += 1
    try:
        if isinstance(function.node, ast.Lambda):
            return one.value(function.node.body, scope)
        if _yields(function.node):
            return _yielded(one, function.node, scope)
        done = Runner(one).body(function.node.body, scope)
        return done.value if done else scope.names.get("return", None)
    finally:
        one.depth -= 1


@lru_cache(maxsize=512)
def _yields(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(part, ast.Yield | ast.YieldFrom) for part in ast.walk(node))


def _yielded(one: Evaluator, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> Value:
    found: list[Value] = []
    scope.names["yield"] = found
    Runner(one).body(node.body, scope)
    return found


def _parameters(
    one: Evaluator,
    function: Function,
    args: tuple[Value, ...],
    keywords: dict[str, Value],
    scope: Scope,
) -> None:
    told = function.node.args
    names = [*told.posonlyargs, *told.args]
    for name, default in zip(reversed(names), reversed(told.defaults), strict=False):
        scope.names[name.arg] = one.value(default, function.scope)
    for name, given in zip(told.kwonlyargs, told.kw_defaults, strict=True):
        scope.names[name.arg] = UNKNOWN if given is None else one.value(given, function.scope)
    for name in names:
        scope.names.setdefault(name.arg, UNKNOWN)
    for name, value in zip(names, args, strict=False):
        scope.names[name.arg] = value
    if told.vararg:
        scope.names[told.vararg.arg] = tuple(args[len(names) :])
    known = {name.arg for name in (*names, *told.kwonlyargs)}
    scope.names.update({name: value for name, value in keywords.items() if name in known})
    if told.kwarg:
        rest: dict[Value, Value] = {
            Text(name): value for name, value in keywords.items() if name not in known
        }
        scope.names[told.kwarg.arg] = rest


def _import(runner: Runner, node: ast.stmt, scope: Scope) -> None:
    del runner
    assert isinstance(node, ast.Import)  # noqa: S101 - by the table of statements
    for alias in node.names:
        if alias.asname:
            scope.names[alias.asname] = Name(alias.name)
        else:
            first = alias.name.split(".")[0]
            scope.names[first] = Name(first)


def _import_from(runner: Runner, node: ast.stmt, scope: Scope) -> None:
    del runner
    assert isinstance(node, ast.ImportFrom)  # noqa: S101 - by the table of statements
    module = "." * node.level + (node.module or "")
    for alias in node.names:
        if alias.name != "*":
            scope.names[alias.asname or alias.name] = Name(f"{module}.{alias.name}")


def _function(runner: Runner, node: ast.stmt, scope: Scope) -> None:
    del runner
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)  # noqa: S101 - as above
    scope.names[node.name] = Function(node.name, node, scope)


def _class(runner: Runner, node: ast.stmt, scope: Scope) -> None:
    assert isinstance(node, ast.ClassDef)  # noqa: S101 - by the table of statements
    inner = Scope(outer=scope)
    runner.body(node.body, inner)
    bases = tuple(runner.value(base, scope) for base in node.bases)
    scope.names[node.name] = ClassOf(node.name, bases, inner)


def _assign(runner: Runner, node: ast.stmt, scope: Scope) -> None:
    assert isinstance(node, ast.Assign)  # noqa: S101 - by the table of statements
    value = runner.value(node.value, scope)
    for target in node.targets:
        _assign_to(runner, target, value, scope)


def _assign_to(runner: Runner, target: ast.expr, value: Value, scope: Scope) -> None:
    if isinstance(target, ast.Subscript):
        owner = runner.value(target.value, scope)
        key = runner.value(target.slice, scope)
        if isinstance(owner, dict):
            owner[key if not isinstance(key, list | dict) else UNKNOWN] = value
        elif isinstance(owner, list) and isinstance(key, int) and -len(owner) <= key < len(owner):
            owner[key] = value
    else:
        bind(target, value, scope)


def _assign_typed(runner: Runner, node: ast.stmt, scope: Scope) -> None:
    assert isinstance(node, ast.AnnAssign)  # noqa: S101 - by the table of statements
    if node.value is not None:
        _assign_to(runner, node.target, runner.value(node.value, scope), scope)


def _assign_more(runner: Runner, node: ast.stmt, scope: Scope) -> None:
    assert isinstance(node, ast.AugAssign)  # noqa: S101 - by the table of statements
    whole = ast.copy_location(ast.BinOp(_loaded(node.target), node.op, node.value), node)
    value = runner.value(whole, scope)
    old = runner.value(_loaded(node.target), scope)
    if isinstance(old, list) and isinstance(value, list):
        old[:] = value
    else:
        _assign_to(runner, node.target, value, scope)


def _loaded(target: ast.expr) -> ast.expr:
    if isinstance(target, ast.Name):
        return ast.copy_location(ast.Name(target.id, ast.Load()), target)
    return target


def _expression(runner: Runner, node: ast.stmt, scope: Scope) -> None:
    assert isinstance(node, ast.Expr)  # noqa: S101 - by the table of statements
    if isinstance(node.value, ast.Yield | ast.YieldFrom):
        found = scope.get("yield")
        value = runner.value(node.value.value, scope)
        if isinstance(found, list):
            many = isinstance(node.value, ast.YieldFrom)
            items = runner.evaluator.items(value) if many else [value]
            found.extend([UNKNOWN] if items is None else items)
    else:
        runner.value(node.value, scope)


def _if(runner: Runner, node: ast.stmt, scope: Scope) -> _Return | None:
    assert isinstance(node, ast.If)  # noqa: S101 - by the table of statements
    holds = runner.evaluator.truth(node.test, scope)
    if holds is not None:
        return runner.body(node.body if holds else node.orelse, scope)
    for branch in (node.body, node.orelse):
        done = runner.body(branch, scope)
        if done is not None and done.kind == "return" and done.value is not None:
            scope.names.setdefault("return", done.value)
    return None


def _for(runner: Runner, node: ast.stmt, scope: Scope) -> _Return | None:
    assert isinstance(node, ast.For | ast.AsyncFor)  # noqa: S101 - by the table of statements
    items = runner.evaluator.items(runner.value(node.iter, scope))
    for item in [UNKNOWN] if items is None else items:
        bind(node.target, item, scope)
        done = runner.body(node.body, scope)
        if done is not None and done.kind == "break":
            return None
        if done is not None and done.kind == "return":
            return done if items is not None else None
    return runner.body(node.orelse, scope)


def _while(runner: Runner, node: ast.stmt, scope: Scope) -> _Return | None:
    assert isinstance(node, ast.While)  # noqa: S101 - by the table of statements
    if runner.evaluator.truth(node.test, scope) is not False:
        runner.body(node.body, scope)
    return None


def _with(runner: Runner, node: ast.stmt, scope: Scope) -> _Return | None:
    assert isinstance(node, ast.With | ast.AsyncWith)  # noqa: S101 - by the table of statements
    for item in node.items:
        value = runner.value(item.context_expr, scope)
        if item.optional_vars is not None:
            bind(item.optional_vars, value, scope)
    return runner.body(node.body, scope)


def _try(runner: Runner, node: ast.stmt, scope: Scope) -> _Return | None:
    assert isinstance(node, ast.Try)  # noqa: S101 - by the table of statements
    done = runner.body(node.body, scope)
    for handler in node.handlers:
        runner.body(handler.body, scope)
    return done or runner.body(node.orelse, scope) or runner.body(node.finalbody, scope)


def _match(runner: Runner, node: ast.stmt, scope: Scope) -> None:
    assert isinstance(node, ast.Match)  # noqa: S101 - by the table of statements
    for case in node.cases:
        runner.body(case.body, scope)


def _leave(runner: Runner, node: ast.stmt, scope: Scope) -> _Return:
    del runner, scope
    kinds = {ast.Break: "break", ast.Continue: "continue"}
    return _Return(UNKNOWN, kinds.get(type(node), "return"))


def _return(runner: Runner, node: ast.stmt, scope: Scope) -> _Return:
    assert isinstance(node, ast.Return)  # noqa: S101 - by the table of statements
    return _Return(runner.value(node.value, scope))


_STATEMENTS: dict[type[ast.stmt], Callable[[Runner, ast.stmt, Scope], _Return | None]] = {
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Assign: _assign,
    ast.AnnAssign: _assign_typed,
    ast.AugAssign: _assign_more,
    ast.Expr: _expression,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.Match: _match,
    ast.Return: _return,
    ast.Break: _leave,
    ast.Continue: _leave,
    ast.Raise: _leave,
}


def is_made(value: Value, *names: str) -> bool:
    """Whether it is a call of one of these names, whatever module it comes from."""
    return isinstance(value, Made) and value.last in names
