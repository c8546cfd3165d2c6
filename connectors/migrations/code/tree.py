"""The small language that the code of all frameworks is brought to: its expressions."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.connectors.migrations.located import Text


@dataclass(frozen=True, slots=True)
class Literal:
    """A string, number, true, false or null."""

    value: Text | int | float | bool | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Template:
    """A string with expressions in it."""

    parts: tuple["Node", ...]
    line: int = 1


@dataclass(frozen=True, slots=True)
class Ref:
    """A variable, constant or name."""

    name: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """The items of a list in the place of one argument."""

    value: "Node"


@dataclass(frozen=True, slots=True)
class Pairs:
    """A hash, object or array with keys."""

    pairs: tuple[tuple["Node", "Node"], ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A function, block or closure."""

    params: tuple[str, ...]
    body: tuple["Node", ...]
    line: int = 1


@dataclass(frozen=True, slots=True)
class Invoke:
    """A call; `receiver` None for a bare one. `create` for `new X(…)`."""

    name: str
    receiver: "Node | None"
    args: tuple["Node", ...]
    line: int
    end: int
    named: tuple[tuple[str, "Node"], ...] = ()
    create: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """An attribute that is not called."""

    owner: "Node"
    name: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Assign:
    """A name gets a value; so does a function its name, a method of a class included."""

    name: str
    value: "Node"


@dataclass(frozen=True, slots=True)
class Branch:
    """A condition that is not looked into: all its ways are followed."""

    ways: tuple[tuple["Node", ...], ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """Each item of a value, under one name or two (key and value)."""

    names: tuple[str, ...]
    over: "Node"
    body: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Klass:
    """A class: what it extends, and its body; `marks` are its decorators."""

    name: str
    base: str
    body: tuple["Node", ...]
    line: int = 1


@dataclass(frozen=True, slots=True)
class Return:
    """What a function gives back."""

    value: "Node | None"


@dataclass(frozen=True, slots=True)
class Other:
    """What has no meaning here; its parts are followed all the same."""

    parts: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """Two values put together with a sign."""

    left: "Node"
    right: "Node"


Node = (
    Literal
    | Template
    | Ref
    | Items
    | Spread
    | Pairs
    | Function
    | Invoke
    | Member
    | Assign
    | Branch
    | Loop
    | Klass
    | Return
    | Other
    | Joined
)


def many(nodes: Sequence[Node | None]) -> tuple[Node, ...]:
    """Those that mean something."""
    return tuple(node for node in nodes if node is not None)
