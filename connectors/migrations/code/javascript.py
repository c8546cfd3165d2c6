"""JavaScript and TypeScript brought to the small language."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from auditor.connectors.migrations.code import tree
from auditor.connectors.migrations.code.grammar import end_of, line_of, source, written
from auditor.connectors.migrations.located import Text

if TYPE_CHECKING:
    from tree_sitter import Node

_LEFT_OUT = frozenset(
    {"comment", "import_statement", "type_annotation", "interface_declaration", "decorator"}
    | {"type_alias_declaration", "accessibility_modifier", "type_arguments"}
)
_INNER = frozenset(
    {"await_expression", "parenthesized_expression", "as_expression", "non_null_expression"}
    | {"expression_statement", "satisfies_expression", "export_statement"}
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
        return inner[0] if inner else tree.Other()
    read = _KINDS.get(kind)
    return read(syntax) if read is not None else tree.Other(nodes(syntax))


def _ref(syntax: "Node") -> tree.Node:
    return tree.Ref(source(syntax), line_of(syntax))


def _string(syntax: "Node") -> tree.Node:
    parts: list[tree.Node] = []
    for child in syntax.named_children:
        if child.type == "template_substitution":
            parts.extend(nodes(child)[:1] or (tree.Other(),))
        elif child.type == "escape_sequence":
            text = {"\\n": "\n", "\\t": "\t"}.get(source(child), source(child)[1:])
            parts.append(tree.Literal(Text(text, ((0, line_of(child)),))))
        else:
            parts.append(tree.Literal(written(source(child), line_of(child))))
    if not parts:
        return tree.Literal(Text("", ((0, line_of(syntax)),)))
    return parts[0] if len(parts) == 1 else tree.Template(tuple(parts), line_of(syntax))


def _number(syntax: "Node") -> tree.Node:
    digits = source(syntax).replace("_", "")
    return tree.Literal(int(digits) if digits.isdigit() else 0.0)


def _array(syntax: "Node") -> tree.Node:
    return tree.Items(nodes(syntax))


def _spread(syntax: "Node") -> tree.Node:
    inner = nodes(syntax)
    return tree.Spread(inner[0] if inner else tree.Other())


def _object(syntax: "Node") -> tree.Node:
    pairs: list[tuple[tree.Node, tree.Node]] = []
    for child in syntax.named_children:
        if child.type == "pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None and value is not None:
                pairs.append((_key(key), node(value)))
        elif child.type == "shorthand_property_identifier":
            pairs.append((_key(child), _ref(child)))
        elif child.type == "spread_element":
            pairs.append((_spread(child), tree.Other()))
        elif child.type == "method_definition":
            pairs.append((_key(child.child_by_field_name("name")), _closure(child)))
    return tree.Pairs(tuple(pairs))


def _key(syntax: "Node | None") -> tree.Node:
    if syntax is None:
        return tree.Other()
    if syntax.type == "computed_property_name":
        return tree.Other(nodes(syntax))
    if syntax.type == "string":
        return _string(syntax)
    return tree.Literal(written(source(syntax), line_of(syntax)))


def _call(syntax: "Node") -> tree.Node:
    callee = syntax.child_by_field_name("function")
    arguments = syntax.child_by_field_name("arguments")
    if arguments is not None and arguments.type == "template_string":
        args: tuple[tree.Node, ...] = (_string(arguments),)
    else:
        args = nodes(arguments)
    receiver, name = None, ""
    if callee is not None and callee.type == "member_expression":
        owner = callee.child_by_field_name("object")
        receiver = node(owner) if owner is not None else None
        prop = callee.child_by_field_name("property")
        name = source(prop)
        line = line_of(prop) if prop is not None else line_of(syntax)
        return tree.Invoke(name, receiver, args, line, end_of(syntax))
    if callee is not None and callee.type == "identifier":
        return tree.Invoke(source(callee), None, args, line_of(syntax), end_of(syntax))
    receiver = node(callee) if callee is not None else None
    return tree.Invoke("", receiver, args, line_of(syntax), end_of(syntax))


def _new(syntax: "Node") -> tree.Node:
    name = source(syntax.child_by_field_name("constructor")).rpartition(".")[2]
    args = nodes(syntax.child_by_field_name("arguments"))
    return tree.Invoke(name, None, args, line_of(syntax), end_of(syntax), create=True)


def _member(syntax: "Node") -> tree.Node:
    owner = syntax.child_by_field_name("object")
    name = source(syntax.child_by_field_name("property"))
    return tree.Member(node(owner), name, line_of(syntax)) if owner is not None else tree.Other()


def _closure(syntax: "Node") -> tree.Node:
    body = syntax.child_by_field_name("body")
    if body is None:
        return tree.Other()
    inner = nodes(body) if body.type == "statement_block" else (tree.Return(node(body)),)
    return tree.Function(_params(syntax), inner, line_of(syntax))


def _params(syntax: "Node") -> tuple[str, ...]:
    single = syntax.child_by_field_name("parameter")
    if single is not None:
        return (source(single),)
    given = syntax.child_by_field_name("parameters")
    names = []
    for child in given.named_children if given is not None else ():
        name = child.child_by_field_name("pattern") or child.child_by_field_name("left") or child
        names.append(source(name))
    return tuple(names)


def _defined(syntax: "Node") -> tree.Node:
    return tree.Assign(source(syntax.child_by_field_name("name")), _closure(syntax))


def _declared(syntax: "Node") -> tree.Node:
    name, value = syntax.child_by_field_name("name"), syntax.child_by_field_name("value")
    if name is None or value is None:
        return tree.Other()
    return tree.Assign(source(name), node(value))


def _assignment(syntax: "Node") -> tree.Node:
    left, right = syntax.child_by_field_name("left"), syntax.child_by_field_name("right")
    if left is None or right is None:
        return tree.Other()
    name = source(left)
    for head in ("module.exports.", "exports."):
        name = name.removeprefix(head)
    return tree.Assign(name, node(right))


def _class(syntax: "Node") -> tree.Node:
    return tree.Klass(
        source(syntax.child_by_field_name("name")),
        "",
        nodes(syntax.child_by_field_name("body")),
        line_of(syntax),
    )


def _if(syntax: "Node") -> tree.Node:
    ways = []
    for field in ("consequence", "alternative"):
        way = syntax.child_by_field_name(field)
        if way is not None:
            ways.append(_block(way))
    return tree.Branch(tuple(ways))


def _block(syntax: "Node") -> tuple[tree.Node, ...]:
    block = syntax.type in ("statement_block", "else_clause")
    inner = nodes(syntax) if block else (node(syntax),)
    return tuple(one for one in inner if not isinstance(one, tree.Return) or one.value is not None)


def _ternary(syntax: "Node") -> tree.Node:
    ways = [syntax.child_by_field_name(field) for field in ("consequence", "alternative")]
    return tree.Branch(tuple((node(way),) for way in ways if way is not None))


def _for(syntax: "Node") -> tree.Node:
    left, right = syntax.child_by_field_name("left"), syntax.child_by_field_name("right")
    body = syntax.child_by_field_name("body")
    if left is None or right is None or body is None:
        return tree.Other(nodes(body))
    names = [source(child) for child in left.named_children] if left.named_children else []
    return tree.Loop(tuple(names or [source(left)]), node(right), _block(body))


def _return(syntax: "Node") -> tree.Node:
    inner = nodes(syntax)
    return tree.Return(inner[0] if inner else None)


def _binary(syntax: "Node") -> tree.Node:
    left, right = syntax.child_by_field_name("left"), syntax.child_by_field_name("right")
    if left is None or right is None or source(syntax.child_by_field_name("operator")) != "+":
        return tree.Other(nodes(syntax))
    return tree.Joined(node(left), node(right))


_KINDS: dict[str, Callable[["Node"], tree.Node]] = {
    "identifier": _ref,
    "this": lambda syntax: tree.Ref("this", line_of(syntax)),
    "string": _string,
    "template_string": _string,
    "number": _number,
    "true": lambda _: tree.Literal(True),
    "false": lambda _: tree.Literal(False),
    "null": lambda _: tree.Literal(None),
    "array": _array,
    "spread_element": _spread,
    "object": _object,
    "call_expression": _call,
    "new_expression": _new,
    "member_expression": _member,
    "arrow_function": _closure,
    "function_expression": _closure,
    "function": _closure,
    "function_declaration": _defined,
    "method_definition": _defined,
    "variable_declarator": _declared,
    "public_field_definition": _declared,
    "assignment_expression": _assignment,
    "class_declaration": _class,
    "class": _class,
    "if_statement": _if,
    "ternary_expression": _ternary,
    "for_in_statement": _for,
    "return_statement": _return,
    "binary_expression": _binary,
}
