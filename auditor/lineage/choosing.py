"""Whether a view shows its user no more than rows chosen by who asks: its own WHERE on the session.

Only what certainly chooses counts. Where two relations stand side by side and nothing ties them,
the condition on one leaves every row of the other to be listed, and nothing is claimed.
"""

from collections.abc import Iterable, Iterator, Mapping

from sqlglot import exp

from auditor.lineage.conditions import by_session, session_names

SESSION, RUNNER = "session", "runner"
"""By the session of the user; by the account that the view runs as, which may be its owner's."""

_KEEPS_BOTH = ("RIGHT", "FULL")
_Named = Mapping[str, exp.Expr]


def chosen_by(tree: exp.Expr, named: _Named | None = None) -> str:
    """`session` or `runner` where every row that comes out was chosen by who asks, else ""."""
    here = {**(named or {}), **_ctes(tree)}
    match tree:
        case exp.Subquery() | exp.Paren():
            return chosen_by(tree.this, here)
        case exp.SetOperation():
            # The rows of an EXCEPT are among those of its first side.
            sides = [tree.this] if isinstance(tree, exp.Except) else [tree.this, tree.expression]
            return _weakest(chosen_by(side, here) for side in sides)
        case exp.Select():
            return _of_select(tree, here)
    return ""


def _of_select(select: exp.Select, named: _Named) -> str:
    start = select.args.get("from_")
    if start is None or not _tied(select):
        return ""
    found = {_chooser(part) for part in _conditions(select)}
    joins = _joins(select)
    if not any(join.side.upper() in _KEEPS_BOTH for join in joins):
        inner = [start.this, *(join.this for join in joins if not join.side)]
        found |= {_source(one, named) for one in inner}
    return next((one for one in (SESSION, RUNNER) if one in found), "")


def _source(node: exp.Expr, named: _Named) -> str:
    """What chooses the rows of one source of a FROM."""
    if isinstance(node, exp.Table) and not node.db and node.name in named:
        # A CTE does not see itself here: one that is recursive ends.
        rest = {name: one for name, one in named.items() if name != node.name}
        return chosen_by(named[node.name], rest)
    return chosen_by(node, named) if isinstance(node, exp.Subquery) else ""


def _conditions(select: exp.Select) -> Iterator[exp.Expr]:
    """The conditions that every row passes: those of WHERE, and of joins that keep no others."""
    where = select.args.get("where")
    if where is not None:
        yield from _parts(where.this)
    joins = _joins(select)
    if any(join.side for join in joins):
        return
    for join in joins:
        if join.args.get("on") is not None:
            yield from _parts(join.args["on"])


def _parts(node: exp.Expr) -> Iterator[exp.Expr]:
    bare = node.unnest()
    if isinstance(bare, exp.And):
        for part in bare.flatten():
            yield from _parts(part)
    else:
        yield bare


def _chooser(condition: exp.Expr) -> str:
    if not by_session(condition):
        return ""
    return SESSION if session_names(condition) else RUNNER


def _tied(select: exp.Select) -> bool:
    """Whether each joined relation is held to another by a condition on columns of both."""
    loose = [join for join in _joins(select) if not _held(join)]
    where = select.args.get("where")
    ties = [part for part in _parts(where.this) if _ties(part)] if where is not None else []
    return len(loose) <= len(ties)


def _held(join: exp.Join) -> bool:
    if join.args.get("using") or join.method.upper() == "NATURAL":
        return True
    if isinstance(join.this, exp.Lateral | exp.Unnest):
        return True
    on = join.args.get("on")
    return on is not None and any(_ties(part) for part in _parts(on))


def _ties(part: exp.Expr) -> bool:
    if not isinstance(part, exp.EQ):
        return False
    left = {column.table for column in part.this.find_all(exp.Column)}
    right = {column.table for column in part.expression.find_all(exp.Column)}
    # Columns written without their table may be of two: an equation of two columns is one tie.
    return bool(left and right) and (left != right or left == {""})


def _joins(select: exp.Select) -> list[exp.Join]:
    return list(select.args.get("joins") or ())


def _ctes(tree: exp.Expr) -> dict[str, exp.Expr]:
    clause = tree.args.get("with_")
    return {one.alias: one.this for one in clause.expressions} if clause is not None else {}


def _weakest(found: Iterable[str]) -> str:
    parts = set(found)
    if "" in parts or not parts:
        return ""
    return RUNNER if RUNNER in parts else SESSION
