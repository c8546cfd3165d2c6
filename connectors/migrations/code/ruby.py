"""Ruby brought to the small language."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from auditor.connectors.migrations.code import tree
from auditor.connectors.migrations.code.grammar import end_of, line_of, source, written
from auditor.connectors.migrations.located import Text

if TYPE_CHECKING:
    from tree_sitter import Node

_NAMES = frozenset(
    {"identifier", "constant", "instance_variable", "class_variable", "global_variable"}
)
_TEXTS = frozenset({"string", "bare_string", "bare_symbol", "delimited_symbol", "heredoc_body"})


class Ruby:
    """Reads one file; here-documents are matched with their beginnings in order."""

    def __init__(self, root: "Node") -> None:
        self._bodies = _heredocs(root)

    def nodes(self, parent: "Node | None") -> tuple[tree.Node, ...]:
        """The statements of a body."""
        if parent is None:
            return ()
        kept = [child for child in parent.named_children if child.type not in _LEFT_OUT]
        return tuple(self.node(child) for child in kept)

    def node(self, node: "Node") -> tree.Node:
        """What one piece of syntax says."""
        kind = node.type
        if kind in _NAMES:
            return tree.Ref(source(node), line_of(node))
        if kind in _TEXTS:
            return self._text(node)
        read = _KINDS.get(kind)
        if read is not None:
            return read(self, node)
        return tree.Other(self.nodes(node))

    def _text(self, node: "Node") -> tree.Node:
        parts: list[tree.Node] = []
        for child in node.named_children:
            if child.type == "interpolation":
                parts.extend(self.nodes(child)[:1] or (tree.Other(),))
            elif child.type in ("string_content", "heredoc_content"):
                parts.append(tree.Literal(written(source(child), line_of(child))))
            elif child.type == "escape_sequence":
                text = {"\\n": "\n", "\\t": "\t"}.get(source(child), source(child)[1:])
                parts.append(tree.Literal(Text(text, ((0, line_of(child)),))))
        if not parts:
            return tree.Literal(Text("", ((0, line_of(node)),)))
        return parts[0] if len(parts) == 1 else tree.Template(tuple(parts), line_of(node))

    def heredoc(self, node: "Node") -> tree.Node:
        """The text that a `<<~SQL` stands for."""
        body = self._bodies.get(node.start_byte)
        return self._text(body) if body is not None else tree.Other()

    def call(self, node: "Node") -> tree.Node:
        """A call with its block as the last argument."""
        receiver = node.child_by_field_name("receiver")
        method = node.child_by_field_name("method")
        args, named = self._arguments(node.child_by_field_name("arguments"))
        block = node.child_by_field_name("block")
        if block is not None:
            args = (*args, self._block(block))
        return tree.Invoke(
            source(method),
            self.node(receiver) if receiver is not None else None,
            args,
            line_of(node),
            end_of(node) if block is None else line_of(node),
            named,
        )

    def _arguments(
        self, node: "Node | None"
    ) -> tuple[tuple[tree.Node, ...], tuple[tuple[str, tree.Node], ...]]:
        args: list[tree.Node] = []
        named: list[tuple[str, tree.Node]] = []
        for child in node.named_children if node is not None else ():
            if child.type == "pair":
                key, value = self._pair(child)
                if isinstance(key, tree.Literal):
                    named.append((str(key.value), value))
            elif child.type == "splat_argument":
                args.append(tree.Spread(tree.Other(self.nodes(child))))
            elif child.type not in _LEFT_OUT:
                args.append(self.node(child))
        return tuple(args), tuple(named)

    def _pair(self, node: "Node") -> tuple[tree.Node, tree.Node]:
        key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
        left: tree.Node = tree.Other()
        if key is not None:
            plain = key.type == "hash_key_symbol"
            left = tree.Literal(written(source(key), line_of(key))) if plain else self.node(key)
        return left, self.node(value) if value is not None else left

    def _block(self, node: "Node") -> tree.Function:
        params = node.child_by_field_name("parameters")
        return tree.Function(
            _params(params), self.nodes(node.child_by_field_name("body")), line_of(node)
        )

    def hash(self, node: "Node") -> tree.Node:
        """A hash."""
        pairs = [child for child in node.named_children if child.type == "pair"]
        return tree.Pairs(tuple(self._pair(pair) for pair in pairs))

    def method(self, node: "Node") -> tree.Node:
        """A method is a name for a function."""
        name = source(node.child_by_field_name("name"))
        params = _params(node.child_by_field_name("parameters"))
        body = self.nodes(node.child_by_field_name("body"))
        return tree.Assign(name, tree.Function(params, body, line_of(node)))

    def klass(self, node: "Node") -> tree.Node:
        """A class or module."""
        base = source(node.child_by_field_name("superclass"))
        body = self.nodes(node.child_by_field_name("body"))
        return tree.Klass(source(node.child_by_field_name("name")), base, body, line_of(node))

    def assignment(self, node: "Node") -> tree.Node:
        """`name = value`."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None or left.type not in _NAMES:
            return tree.Other(self.nodes(node))
        return tree.Assign(source(left), self.node(right))

    def branch(self, node: "Node") -> tree.Node:
        """All ways of a condition, without the condition."""
        condition = node.child_by_field_name("condition")
        ways = [child for child in node.named_children if child != condition]
        return tree.Branch(tuple(self._way(way) for way in ways))

    def _way(self, node: "Node") -> tuple[tree.Node, ...]:
        if node.type in ("then", "else", "begin", "body_statement"):
            return self.nodes(node)
        read = self.node(node)
        return () if isinstance(read, tree.Return) else (read,)

    def binary(self, node: "Node") -> tree.Node:
        """Two values and a sign."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None or source(node.child_by_field_name("operator")) != "+":
            return tree.Other()
        return tree.Joined(self.node(left), self.node(right))


def _params(node: "Node | None") -> tuple[str, ...]:
    if node is None:
        return ()
    return tuple(
        source(child.child_by_field_name("name") or child).lstrip("*&")
        for child in node.named_children
    )


def _heredocs(root: "Node") -> dict[int, "Node"]:
    begins: list[Node] = []
    bodies: list[Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "heredoc_beginning":
            begins.append(node)
        elif node.type == "heredoc_body":
            bodies.append(node)
        waiting.extend(reversed(node.children))
    begins.sort(key=lambda node: node.start_byte)
    bodies.sort(key=lambda node: node.start_byte)
    return {begin.start_byte: body for begin, body in zip(begins, bodies, strict=False)}


_LEFT_OUT = frozenset({"comment", "heredoc_body"})
_SYMBOL = 1


def _symbol(ruby: Ruby, node: "Node") -> tree.Node:
    del ruby
    return tree.Literal(written(source(node)[_SYMBOL:], line_of(node)))


def _number(ruby: Ruby, node: "Node") -> tree.Node:
    del ruby
    digits = source(node).replace("_", "")
    return tree.Literal(int(digits) if digits.isdigit() else 0)


_KINDS: dict[str, Callable[[Ruby, "Node"], tree.Node]] = {
    "call": Ruby.call,
    "method_call": Ruby.call,
    "simple_symbol": _symbol,
    "integer": _number,
    "true": lambda _, __: tree.Literal(True),
    "false": lambda _, __: tree.Literal(False),
    "nil": lambda _, __: tree.Literal(None),
    "array": lambda ruby, node: tree.Items(ruby.nodes(node)),
    "string_array": lambda ruby, node: tree.Items(ruby.nodes(node)),
    "symbol_array": lambda ruby, node: tree.Items(ruby.nodes(node)),
    "hash": Ruby.hash,
    "heredoc_beginning": Ruby.heredoc,
    "method": Ruby.method,
    "singleton_method": Ruby.method,
    "class": Ruby.klass,
    "module": Ruby.klass,
    "assignment": Ruby.assignment,
    "operator_assignment": Ruby.assignment,
    "if": Ruby.branch,
    "unless": Ruby.branch,
    "elsif": Ruby.branch,
    "case": Ruby.branch,
    "if_modifier": Ruby.branch,
    "unless_modifier": Ruby.branch,
    "conditional": Ruby.branch,
    "binary": Ruby.binary,
    "splat_argument": lambda ruby, node: tree.Spread(tree.Other(ruby.nodes(node))),
    "return": lambda ruby, node: tree.Return(tree.Other(ruby.nodes(node))),
    "block": lambda ruby, node: ruby._block(node),  # noqa: SLF001 - one module
    "do_block": lambda ruby, node: ruby._block(node),  # noqa: SLF001 - as above
    "lambda": lambda ruby, node: tree.Function((), ruby.nodes(node), line_of(node)),
    "self": lambda _, node: tree.Ref("self", line_of(node)),
}
