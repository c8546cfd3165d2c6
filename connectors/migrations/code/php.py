"""PHP brought to the small language."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from auditor.connectors.migrations.code import tree
from auditor.connectors.migrations.code.grammar import end_of, line_of, source, written
from auditor.connectors.migrations.located import Text

if TYPE_CHECKING:
    from tree_sitter import Node

_LEFT_OUT = frozenset(
    {
        "comment",
        "php_tag",
        "namespace_use_declaration",
        "namespace_definition",
        "visibility_modifier",
    }
    | {"attribute_list"}
)
_INNER = frozenset(
    {"expression_statement", "parenthesized_expression", "argument", "cast_expression"}
)


def nodes(parent: "Node | None") -> tuple[tree.Node, ...]:
    """The statements of a body."""
    if parent is None:
        return ()
    return tuple(node(child) for child in parent.named_children if child.type not in _LEFT_OUT)


def node(syntax: "Node") -> tree.Node:
    """What one piece of syntax says."""
    kind = syntax.type
    if kind in _INNER:
        inner = nodes(syntax)
        return inner[-1] if inner else tree.Other()
    read = _KINDS.get(kind)
    return read(syntax) if read is not None else tree.Other(nodes(syntax))


def _variable(syntax: "Node") -> tree.Node:
    return tree.Ref(source(syntax).lstrip("$"), line_of(syntax))


def _string(syntax: "Node") -> tree.Node:
    parts: list[tree.Node] = []
    for child in syntax.named_children:
        if child.type == "string_content":
            parts.append(tree.Literal(written(source(child), line_of(child))))
        elif child.type == "escape_sequence":
            text = {"\\n": "\n", "\\t": "\t"}.get(source(child), source(child)[1:])
            parts.append(tree.Literal(Text(text, ((0, line_of(child)),))))
        else:
            parts.append(node(child))
    if not parts:
        return tree.Literal(Text("", ((0, line_of(syntax)),)))
    return parts[0] if len(parts) == 1 else tree.Template(tuple(parts), line_of(syntax))


def _heredoc(syntax: "Node") -> tree.Node:
    body = syntax.child_by_field_name("value")
    if body is None:
        return tree.Other()
    holes = [child for child in body.named_children if child.type not in _PLAIN]
    if not holes:
        lines = source(body).split("\n")
        shift = 1 if body.start_point.row == syntax.start_point.row else 0
        return tree.Literal(written("\n".join(lines), line_of(body) + shift * bool(lines[0])))
    return _string(body)


_PLAIN = ("string_content", "nowdoc_string", "escape_sequence", "string_value")


def _number(syntax: "Node") -> tree.Node:
    digits = source(syntax).replace("_", "")
    return tree.Literal(int(digits) if digits.isdigit() else 0)


def _array(syntax: "Node") -> tree.Node:
    pairs: list[tuple[tree.Node, tree.Node]] = []
    items: list[tree.Node] = []
    for element in syntax.named_children:
        if element.type == "variadic_unpacking":
            items.append(tree.Spread(tree.Other(nodes(element))))
            continue
        inner = nodes(element)
        if len(inner) == 2:  # noqa: PLR2004 - a key and its value
            pairs.append((inner[0], inner[1]))
        elif inner and any(c.type == "variadic_unpacking" for c in element.named_children):
            items.append(tree.Spread(inner[0]))
        elif inner:
            items.append(inner[0])
    return tree.Pairs(tuple(pairs)) if pairs and not items else tree.Items(tuple(items))


def _call(syntax: "Node") -> tree.Node:
    owner = syntax.child_by_field_name("object") or syntax.child_by_field_name("scope")
    name = syntax.child_by_field_name("name") or syntax.child_by_field_name("function")
    args, named = _arguments(syntax.child_by_field_name("arguments"))
    line = line_of(name) if name is not None else line_of(syntax)
    receiver = node(owner) if owner is not None else None
    return tree.Invoke(source(name), receiver, args, line, end_of(syntax), named)


def _arguments(
    syntax: "Node | None",
) -> tuple[tuple[tree.Node, ...], tuple[tuple[str, tree.Node], ...]]:
    args: list[tree.Node] = []
    named: list[tuple[str, tree.Node]] = []
    for child in syntax.named_children if syntax is not None else ():
        label = child.child_by_field_name("name")
        if label is not None:
            named.append((source(label), node(child)))
        elif any(part.type == "variadic_unpacking" for part in child.named_children):
            inner = nodes(child.named_children[0])
            args.append(tree.Spread(inner[0] if inner else tree.Other()))
        elif child.type not in _LEFT_OUT:
            args.append(node(child))
    return tuple(args), tuple(named)


def _new(syntax: "Node") -> tree.Node:
    kinds = {child.type: child for child in syntax.named_children}
    inner = kinds.get("anonymous_class") or kinds.get("declaration_list")
    if inner is not None:
        body = inner.child_by_field_name("body") or inner
        return tree.Klass("", "", nodes(body), line_of(syntax))
    name = source(syntax.named_children[0]) if syntax.named_children else ""
    args, named = _arguments(kinds.get("arguments"))
    return tree.Invoke(name, None, args, line_of(syntax), end_of(syntax), named, create=True)


def _class(syntax: "Node") -> tree.Node:
    name = source(syntax.child_by_field_name("name"))
    return tree.Klass(name, "", nodes(syntax.child_by_field_name("body")), line_of(syntax))


def _method(syntax: "Node") -> tree.Node:
    return tree.Assign(source(syntax.child_by_field_name("name")), _closure(syntax))


def _closure(syntax: "Node") -> tree.Node:
    given = syntax.child_by_field_name("parameters")
    params = tuple(
        source(child.child_by_field_name("name")).lstrip("$")
        for child in (given.named_children if given is not None else ())
    )
    body = syntax.child_by_field_name("body")
    if body is None:
        return tree.Other()
    inner = nodes(body) if body.type == "compound_statement" else (tree.Return(node(body)),)
    return tree.Function(params, inner, line_of(syntax))


def _property(syntax: "Node") -> tree.Node:
    found = []
    for element in syntax.named_children:
        name = element.child_by_field_name("name")
        value = element.child_by_field_name("default_value")
        if element.type == "const_element" and len(element.named_children) > 1:
            name, value = element.named_children[0], element.named_children[-1]
        if name is not None and value is not None:
            found.append(tree.Assign(source(name).lstrip("$"), node(value)))
    return tree.Other(tuple(found))


def _assignment(syntax: "Node") -> tree.Node:
    left, right = syntax.child_by_field_name("left"), syntax.child_by_field_name("right")
    if left is None or right is None:
        return tree.Other()
    return tree.Assign(source(left).replace("$this->", "").lstrip("$"), node(right))


def _member(syntax: "Node") -> tree.Node:
    owner = syntax.child_by_field_name("object")
    name = source(syntax.child_by_field_name("name"))
    return tree.Member(node(owner), name, line_of(syntax)) if owner is not None else tree.Other()


def _constant(syntax: "Node") -> tree.Node:
    parts = syntax.named_children
    if len(parts) < 2:  # noqa: PLR2004 - the class and the constant
        return tree.Other()
    if source(parts[1]) == "class":
        return tree.Literal(written(source(parts[0]).rpartition("\\")[2], line_of(syntax)))
    return tree.Member(node(parts[0]), source(parts[1]), line_of(syntax))


def _foreach(syntax: "Node") -> tree.Node:
    body = syntax.child_by_field_name("body")
    parts = [child for child in syntax.named_children if child != body]
    if len(parts) < 2:  # noqa: PLR2004 - what is gone through, and the names
        return tree.Other(nodes(body))
    names = parts[1].named_children if parts[1].type in ("pair", "list_literal") else [parts[1]]
    held = tuple(source(name).lstrip("$&") for name in names)
    return tree.Loop(held, node(parts[0]), _block(body))


def _if(syntax: "Node") -> tree.Node:
    condition = syntax.child_by_field_name("condition")
    ways = [child for child in syntax.named_children if child != condition]
    return tree.Branch(tuple(_block(way) for way in ways))


def _block(syntax: "Node | None") -> tuple[tree.Node, ...]:
    if syntax is None:
        return ()
    inner = nodes(syntax) if syntax.type in _BLOCKS else (node(syntax),)
    return tuple(one for one in inner if not isinstance(one, tree.Return))


_BLOCKS = ("compound_statement", "else_clause", "else_if_clause")


def _return(syntax: "Node") -> tree.Node:
    inner = nodes(syntax)
    return tree.Return(inner[0] if inner else None)


def _binary(syntax: "Node") -> tree.Node:
    left, right = syntax.child_by_field_name("left"), syntax.child_by_field_name("right")
    if left is None or right is None or source(syntax.child_by_field_name("operator")) != ".":
        return tree.Other(nodes(syntax))
    return tree.Joined(node(left), node(right))


_KINDS: dict[str, Callable[["Node"], tree.Node]] = {
    "variable_name": _variable,
    "name": lambda syntax: tree.Ref(source(syntax), line_of(syntax)),
    "qualified_name": lambda syntax: tree.Ref(source(syntax).rpartition("\\")[2], line_of(syntax)),
    "relative_scope": lambda syntax: tree.Ref("static", line_of(syntax)),
    "string": _string,
    "encapsed_string": _string,
    "heredoc": _heredoc,
    "nowdoc": _heredoc,
    "integer": _number,
    "boolean": lambda syntax: tree.Literal(source(syntax).lower() == "true"),
    "null": lambda _: tree.Literal(None),
    "array_creation_expression": _array,
    "scoped_call_expression": _call,
    "member_call_expression": _call,
    "nullsafe_member_call_expression": _call,
    "function_call_expression": _call,
    "object_creation_expression": _new,
    "class_declaration": _class,
    "method_declaration": _method,
    "function_definition": _method,
    "anonymous_function": _closure,
    "anonymous_function_creation_expression": _closure,
    "arrow_function": _closure,
    "property_declaration": _property,
    "const_declaration": _property,
    "assignment_expression": _assignment,
    "member_access_expression": _member,
    "class_constant_access_expression": _constant,
    "foreach_statement": _foreach,
    "if_statement": _if,
    "return_statement": _return,
    "binary_expression": _binary,
}
