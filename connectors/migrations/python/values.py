"""What an expression of a migration is known to be, short of running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

from auditor.connectors.migrations.located import Text


class Unknown:
    """What the text alone does not tell."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is not defined in the file, with the module it is imported from."""

    dotted: str


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """An attribute of something that is not evaluated."""

    owner: "Value"
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """What a call yields that is not evaluated: `sa.Column("iban", sa.String(34))`.

    `name` is the dotted name of what is called; for a method of another call's result the name
    of that call, `()` and the method, and `receiver` is that result.
    """

    name: str
    args: tuple["Value", ...] = ()
    keywords: dict[str, "Value"] = field(default_factory=dict)
    line: int = 1
    receiver: "Value" = UNKNOWN
    open: bool = False
    """Whether some of its arguments are not known (`*columns()`, `**options`)."""
    end: int = 0
    """The line on which it ends."""

    @property
    def last(self) -> str:
        """The last part of its name."""
        return self.name.rpartition(".")[2]

    def given(self, position: int, *names: str) -> "Value":
        """The argument of one of these names, or at that position; UNKNOWN without either."""
        for name in names:
            if name in self.keywords:
                return self.keywords[name]
        return self.args[position] if 0 <= position < len(self.args) else UNKNOWN

    def at(self, name: "Value") -> int:
        """The line of that argument where it is written in the call itself, else the call's."""
        line = name.line if isinstance(name, Text) else self.line
        return line if self.line <= line <= self.end else self.line

    def has(self, position: int, *names: str) -> bool:
        """Whether that argument is given at all."""
        return any(name in self.keywords for name in names) or 0 <= position < len(self.args)


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function or lambda of the file, with the names it sees."""

    name: str
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: "Scope"


@dataclass(frozen=True, slots=True, eq=False)
class ClassOf:
    """A class of the file: its bases and what its body defines."""

    name: str
    bases: tuple["Value", ...]
    scope: "Scope"


@dataclass(slots=True, eq=False)
class Scope:
    """Names and what they stand for, inside another scope."""

    names: dict[str, "Value"] = field(default_factory=dict)
    outer: "Scope | None" = None

    def get(self, name: str) -> "Value | None":
        """What the name stands for; None where it is not defined."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None


Value = (
    Unknown
    | Text
    | bytes
    | int
    | float
    | bool
    | None
    | list["Value"]
    | tuple["Value", ...]
    | dict["Value", "Value"]
    | Name
    | Member
    | Made
    | Function
    | ClassOf
)


def is_text(value: Value) -> TypeGuard[Text]:
    """Whether it is a string that is known to its end."""
    return isinstance(value, Text) and value.whole


def texts(value: Value) -> tuple[Text, ...]:
    """The strings of a list or tuple, or the one string; what is unknown is left out."""
    if is_text(value):
        return (value,)
    if isinstance(value, list | tuple):
        return tuple(item for item in value if is_text(item))
    return ()


def root_of(value: Value) -> Value:
    """What a chain of calls and attributes begins with."""
    while isinstance(value, Made | Member):
        following = value.receiver if isinstance(value, Made) else value.owner
        if isinstance(following, Unknown):
            return value
        value = following
    return value


def chain(value: Value) -> Iterator[Made]:
    """The calls of a chain, the last one first."""
    while isinstance(value, Made | Member):
        if isinstance(value, Made):
            yield value
            value = value.receiver
        else:
            value = value.owner
