"""Who evaluates expressions, and how far."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from auditor.connectors.migrations.python import builtin
from auditor.connectors.migrations.python.values import (
    UNKNOWN,
    Function,
    Made,
    Scope,
    Value,
)

MOST_STEPS = 100_000
"""Expressions and statements of one file that are followed."""
MOST_TURNS = 2_000
"""Turns of one loop."""
MOST_DEPTH = 20
"""Functions of the file that call one another."""


class TooMuchError(Exception):
    """The file asks for more steps than are followed."""


class Watch(Protocol):
    """Who is told of each call that is not evaluated."""

    def __call__(self, made: Made) -> Value:
        """What the call yields to those who use it; `made` itself where it means nothing."""
        ...


@dataclass(slots=True)
class Evaluator:
    """Evaluates the expressions of one file; what it cannot tell is UNKNOWN, never a fault."""

    source: str
    watch: Watch
    call_function: Callable[["Evaluator", Function, tuple[Value, ...], dict[str, Value]], Value]
    readers: Mapping[type[ast.expr], "Read"]
    steps: int = 0
    depth: int = 0
    _lines: list[str] = field(default_factory=list)

    def value(self, node: ast.expr, scope: Scope) -> Value:
        """What the expression is known to be."""
        self.step()
        read = self.readers.get(type(node))
        return read(self, node, scope) if read else UNKNOWN

    def step(self) -> None:
        """Counts one; raises TooMuchError beyond what is followed."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMuchError

    def items(self, value: Value) -> list[Value] | None:
        """What a loop over the value yields; None where that is not known."""
        if isinstance(value, dict):
            return list(value)
        if isinstance(value, list | tuple):
            return list(value)[:MOST_TURNS]
        return None

    def segment(self, node: ast.expr) -> str:
        """The source of an expression."""
        if not self._lines:
            self._lines = self.source.split("\n")
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        lines = self._lines[first : last + 1]
        if not lines:
            return ""
        end = lines[-1].encode()[: node.end_col_offset or 0].decode(errors="replace")
        lines = [*lines[:-1], end]
        lines[0] = lines[0].encode()[node.col_offset :].decode(errors="replace")
        return "\n".join(lines)

    def truth(self, node: ast.expr, scope: Scope) -> bool | None:
        """Whether a condition holds; None where that is not known."""
        return builtin.truth(self.value(node, scope))


Read = Callable[[Evaluator, ast.expr, Scope], Value]
"""What one kind of expression is known to be."""
