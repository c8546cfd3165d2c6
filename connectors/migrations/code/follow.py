"""Follows the small language: what is evident is known, calls are told to a watch."""

from collections.abc import Callable
from dataclasses import dataclass, field

from auditor.connectors.migrations.code import tree
from auditor.connectors.migrations.located import Text

MOST_STEPS = 100_000
MOST_DEPTH = 30
_LOOPS = frozenset({"each", "forEach", "each_with_index", "each_pair", "map", "each_key", "for"})
_SAME = frozenset(
    {"to_s", "to_sym", "freeze", "squish", "strip", "strip_heredoc", "trim", "dup", "to_a"}
    | {"toString", "chomp", "html_safe", "compact", "uniq", "flatten", "sort", "values_at"}
)


class Unknown:
    """What the text alone does not tell."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()


class TooMuchError(Exception):
    """The file asks for more steps than are followed."""


@dataclass(frozen=True, slots=True)
class Symbolic:
    """A name that the file does not define."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """What a call yields that is not of the file: `knex.schema.createTable('t', …)`."""

    name: str
    args: tuple["Value", ...] = ()
    named: dict[str, "Value"] = field(default_factory=dict)
    line: int = 1
    end: int = 1
    receiver: "Value" = UNKNOWN

    def given(self, position: int) -> "Value":
        """The argument at that position, UNKNOWN without it."""
        return self.args[position] if position < len(self.args) else UNKNOWN

    def at(self, name: "Value") -> int:
        """The line of an argument that is written in the call itself, else the call's."""
        line = name.line if isinstance(name, Text) else self.line
        return line if self.line <= line <= self.end else self.line


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """A function with the names it sees."""

    function: tree.Function
    names: dict[str, "Value"]


Value = (
    Unknown
    | Text
    | int
    | float
    | bool
    | list["Value"]
    | dict[str, "Value"]
    | Symbolic
    | Call
    | Closure
    | None
)
Names = dict[str, Value]
Watch = Callable[[Call], Value]


def is_text(value: Value) -> bool:
    """Whether it is a string that is known to its end."""
    return isinstance(value, Text) and value.whole


def known(value: Value) -> str:
    """The string, or "" where it is not known to its end."""
    return str(value) if isinstance(value, Text) and value.whole else ""


@dataclass(slots=True)
class Follower:
    """Follows the statements of one file."""

    watch: Watch
    names: Names = field(default_factory=dict)
    steps: int = 0
    depth: int = 0

    def body(self, nodes: tuple[tree.Node, ...], names: Names) -> Value:
        """Follows statements in order; the value is that of the first `return`, or of the last."""
        last: Value = None
        for node in nodes:
            last = self.value(node, names)
            if isinstance(node, tree.Return):
                return last
        return last

    def run(self, closure: Value, args: tuple[Value, ...] = ()) -> Value:
        """What a function yields for these arguments; UNKNOWN where it is none."""
        if not isinstance(closure, Closure) or self.depth > MOST_DEPTH:
            return UNKNOWN
        inner = Inner(closure.names)
        for place, name in enumerate(closure.function.params):
            inner.own(name, args[place] if place < len(args) else Symbolic(name))
        self.depth += 1
        try:
            return self.body(closure.function.body, inner)
        finally:
            self.depth -= 1

    def value(self, node: tree.Node, names: Names) -> Value:
        """What an expression is known to be."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMuchError
        read = _READERS.get(type(node))
        return read(self, node, names) if read else UNKNOWN


class Inner(dict[str, Value]):
    """Names of a function: its own, then those around it."""

    def __init__(self, outer: Names) -> None:
        super().__init__()
        self.outer = outer

    def own(self, name: str, value: Value) -> None:
        """A name of its own, whatever is around."""
        super().__setitem__(name, value)

    def __setitem__(self, name: str, value: Value) -> None:
        if not super().__contains__(name) and name in self.outer:
            self.outer[name] = value
        else:
            super().__setitem__(name, value)

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or name in self.outer

    def __getitem__(self, name: str) -> Value:
        return super().__getitem__(name) if super().__contains__(name) else self.outer[name]


def _literal(one: Follower, node: tree.Node, names: Names) -> Value:
    del one, names
    assert isinstance(node, tree.Literal)  # noqa: S101 - by the table of readers
    return node.value


def _template(one: Follower, node: tree.Node, names: Names) -> Value:
    assert isinstance(node, tree.Template)  # noqa: S101 - by the table of readers
    whole: Text = Text("", ((0, node.line),))
    for part in node.parts:
        whole = _plus(whole, one.value(part, names))
    return whole


def _plus(text: Text, value: Value) -> Text:
    if isinstance(value, Text):
        return text.plus(value) if text else value
    if isinstance(value, int) and not isinstance(value, bool):
        return text.plus(Text(str(value), ((0, text.line),)))
    return text.plus(Text("${x}", ((0, text.line),), whole=False))


def _ref(one: Follower, node: tree.Node, names: Names) -> Value:
    assert isinstance(node, tree.Ref)  # noqa: S101 - by the table of readers
    found: Value = names[node.name] if node.name in names else Symbolic(node.name)
    if isinstance(found, Closure) and not found.function.params and node.name.islower():
        return found
    del one
    return found


def _items(one: Follower, node: tree.Node, names: Names) -> Value:
    assert isinstance(node, tree.Items)  # noqa: S101 - by the table of readers
    return list(_spread(one, node.items, names))


def _spread(one: Follower, nodes: tuple[tree.Node, ...], names: Names) -> tuple[Value, ...]:
    found: list[Value] = []
    for node in nodes:
        if isinstance(node, tree.Spread):
            value = one.value(node.value, names)
            found.extend(value if isinstance(value, list) else [UNKNOWN])
        else:
            found.append(one.value(node, names))
    return tuple(found)


def _pairs(one: Follower, node: tree.Node, names: Names) -> Value:
    assert isinstance(node, tree.Pairs)  # noqa: S101 - by the table of readers
    found: dict[str, Value] = {}
    for key, value in node.pairs:
        if isinstance(key, tree.Spread):
            more = one.value(key.value, names)
            found.update(more if isinstance(more, dict) else {})
            continue
        name = one.value(key, names)
        if isinstance(name, Text):
            found[name] = one.value(value, names)
        elif isinstance(name, int):
            found[str(name)] = one.value(value, names)
    return found


def _function(one: Follower, node: tree.Node, names: Names) -> Value:
    del one
    assert isinstance(node, tree.Function)  # noqa: S101 - by the table of readers
    return Closure(node, names)


def _member(one: Follower, node: tree.Node, names: Names) -> Value:
    assert isinstance(node, tree.Member)  # noqa: S101 - by the table of readers
    if isinstance(node.owner, tree.Ref) and node.owner.name in ("this", "self", "static"):
        return _lookup(names, node.name)
    owner = one.value(node.owner, names)
    if isinstance(owner, dict):
        return owner.get(node.name, UNKNOWN)
    if isinstance(owner, Symbolic):
        return Symbolic(f"{owner.name}.{node.name}")
    if isinstance(owner, Call):
        return Call(node.name, (), {}, node.line, node.line, owner)
    return owner if isinstance(owner, Text) and node.name in _SAME else UNKNOWN


def _invoke(one: Follower, node: tree.Node, names: Names) -> Value:
    assert isinstance(node, tree.Invoke)  # noqa: S101 - by the table of readers
    receiver = one.value(node.receiver, names) if node.receiver is not None else UNKNOWN
    args = _spread(one, node.args, names)
    bare = node.receiver is None or _is_self(node.receiver)
    if bare and not node.create and isinstance(defined := _lookup(names, node.name), Closure):
        return one.run(defined, args)
    if isinstance(receiver, Closure) and node.name in ("call", "bind", ""):
        return one.run(receiver, args)
    if isinstance(receiver, list | dict) and node.name in _LOOPS and args:
        return _each(one, receiver, args[-1])
    if node.name in _SAME and isinstance(receiver, Text | list):
        return receiver
    if isinstance(receiver, dict) and node.name in ("keys", "values"):
        kept = [Text(key) if not isinstance(key, Text) else key for key in receiver]
        return list(kept) if node.name == "keys" else list(receiver.values())
    named = {name: one.value(value, names) for name, value in node.named}
    return one.watch(Call(node.name, args, named, node.line, node.end, receiver))


def _lookup(names: Names, name: str) -> Value:
    if name not in names:
        return UNKNOWN
    return names[name]  # `get` would not look around


def _is_self(node: tree.Node) -> bool:
    return isinstance(node, tree.Ref) and node.name in ("this", "self", "static", "parent")


def _each(one: Follower, items: list[Value] | dict[str, Value], closure: Value) -> Value:
    if isinstance(items, dict):
        return [one.run(closure, (_key(key), value)) for key, value in items.items()]
    found = []
    for place, item in enumerate(items):
        count = len(closure.function.params) if isinstance(closure, Closure) else 1
        spread = isinstance(item, list) and count > 1
        args = tuple(item) if isinstance(item, list) and spread else (item, place)
        found.append(one.run(closure, args))
    return found


def _key(key: str) -> Text:
    return key if isinstance(key, Text) else Text(key)


def _assign(one: Follower, node: tree.Node, names: Names) -> Value:
    assert isinstance(node, tree.Assign)  # noqa: S101 - by the table of readers
    value = one.value(node.value, names)
    names[node.name] = value
    return value


def _branch(one: Follower, node: tree.Node, names: Names) -> Value:
    assert isinstance(node, tree.Branch)  # noqa: S101 - by the table of readers
    last: Value = None
    for way in node.ways:
        last = one.body(way, names) if way else last
    return last


def _loop(one: Follower, node: tree.Node, names: Names) -> Value:
    assert isinstance(node, tree.Loop)  # noqa: S101 - by the table of readers
    over = one.value(node.over, names)
    turns: list[tuple[Value, ...]]
    if isinstance(over, dict):
        turns = [(_key(key), value) for key, value in over.items()]
    elif isinstance(over, list):
        turns = [(Text(str(place)), item) for place, item in enumerate(over)]
    else:
        turns = [(UNKNOWN, UNKNOWN)]
    for key, item in turns:
        if len(node.names) > 1:
            pair = item if isinstance(item, list) and isinstance(over, list) else [key, item]
            for place, name in enumerate(node.names):
                names[name] = pair[place] if place < len(pair) else UNKNOWN
        elif node.names:
            names[node.names[0]] = item
        one.body(node.body, names)
    return None


def _klass(one: Follower, node: tree.Node, names: Names) -> Value:
    assert isinstance(node, tree.Klass)  # noqa: S101 - by the table of readers
    one.body(node.body, names)
    return None


def _return(one: Follower, node: tree.Node, names: Names) -> Value:
    assert isinstance(node, tree.Return)  # noqa: S101 - by the table of readers
    return None if node.value is None else one.value(node.value, names)


def _other(one: Follower, node: tree.Node, names: Names) -> Value:
    assert isinstance(node, tree.Other)  # noqa: S101 - by the table of readers
    found = [one.value(part, names) for part in node.parts]
    return found[0] if len(found) == 1 else UNKNOWN


def _joined(one: Follower, node: tree.Node, names: Names) -> Value:
    assert isinstance(node, tree.Joined)  # noqa: S101 - by the table of readers
    left, right = one.value(node.left, names), one.value(node.right, names)
    if isinstance(left, list) and isinstance(right, list):
        return [*left, *right]
    if isinstance(left, Text):
        return _plus(left, right)
    return (
        Text("${x}", ((0, right.line),), whole=False).plus(right)
        if isinstance(right, Text)
        else UNKNOWN
    )


_READERS: dict[type, Callable[[Follower, tree.Node, Names], Value]] = {
    tree.Literal: _literal,
    tree.Template: _template,
    tree.Ref: _ref,
    tree.Items: _items,
    tree.Pairs: _pairs,
    tree.Function: _function,
    tree.Member: _member,
    tree.Invoke: _invoke,
    tree.Assign: _assign,
    tree.Branch: _branch,
    tree.Loop: _loop,
    tree.Klass: _klass,
    tree.Return: _return,
    tree.Other: _other,
    tree.Joined: _joined,
}
