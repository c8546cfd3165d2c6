"""Whether a condition on rows keeps any from whoever asks: of a row policy, of a view's WHERE."""

import logging
from collections.abc import Callable, Iterable, Mapping
from enum import Enum

import sqlglot
from sqlglot import expressions as exp
from sqlglot.errors import SqlglotError

MAX_LENGTH = 20_000
"""Characters of a condition that is looked at."""
_COMPARES = ("pg_has_role", "has_table_privilege", "has_schema_privilege", "is_member")
"""Functions of the server that hold a value of the row against the rights of the session."""
_WHO = frozenset(
    {"current_user", "session_user", "user", "current_role", "system_user"}
    | {"current_setting", "session_context", "sys_context", "suser_sname", "original_login"}
)
"""Names and functions that answer by session."""
_RUNNER = frozenset({"current_user", "current_role"})
"""Those that name the account a text runs as: in MySQL the definer's."""


_HOLDS: Mapping[type[exp.Expr], Callable[[int], bool]] = {
    exp.EQ: lambda order: order == 0,
    exp.NullSafeEQ: lambda order: order == 0,
    exp.NEQ: lambda order: order != 0,
    exp.NullSafeNEQ: lambda order: order != 0,
    exp.GTE: lambda order: order >= 0,
    exp.LTE: lambda order: order <= 0,
    exp.GT: lambda order: order > 0,
    exp.LT: lambda order: order < 0,
}
"""Comparisons, told from which side is the greater."""


class _Says(Enum):
    TRUE = "always true"
    FALSE = "never true"
    SESSION = "compares the row with who asks"
    ROW = "looks at the row, alike for everybody"
    OPAQUE = "cannot be told"


def restricts(condition: str, dialect: str) -> str:
    """`yes` where it depends on who asks or is never true, `no` where it is always true.

    `unknown` is all the rest: a condition alike for everybody, one on the session alone, a
    function of the user's own. NULL is left aside: `x = x` restricts nothing.
    """
    says = _judged(condition, dialect)
    if says is _Says.TRUE:
        return "no"
    return "yes" if says in (_Says.FALSE, _Says.SESSION) else "unknown"


def by_session(node: exp.Expr) -> bool:
    """Whether a condition compares the row with who asks."""
    return _says(node) is _Says.SESSION


def session_names(node: exp.Expr) -> bool:
    """Whether it asks for anything of the session but the account that the text runs as."""
    if any(node.find_all(exp.SessionUser, exp.Parameter, exp.SessionParameter)):
        return True
    calls = node.find_all(exp.Anonymous, exp.Column)
    return any(
        str(one.this if isinstance(one, exp.Anonymous) else one.name).lower() in _WHO - _RUNNER
        for one in calls
    )


def _judged(condition: str, dialect: str) -> _Says:
    if len(condition) > MAX_LENGTH:
        return _Says.OPAQUE
    logger = logging.getLogger("sqlglot")
    before = logger.level
    # Its warnings quote the text, in which values may stand.
    logger.setLevel(logging.CRITICAL + 1)
    try:
        query = sqlglot.parse_one(f"SELECT 1 WHERE {condition}", read=dialect)
        where = query.args.get("where")
        return _Says.OPAQUE if where is None else _says(where.this)
    except (SqlglotError, RecursionError):
        return _Says.OPAQUE
    finally:
        logger.setLevel(before)


def _says(node: exp.Expr) -> _Says:
    node = _bare(node)
    match node:
        case exp.And():
            return _all(_says(part) for part in node.flatten())
        case exp.Or():
            return _any(tuple(node.flatten()))
        case exp.Not():
            return _opposite(_says(node.this))
    fixed = _constant(node)
    return _leaf(node) if fixed is None else fixed


def _bare(node: exp.Expr) -> exp.Expr:
    """Without brackets, casts and a SELECT around a single value."""
    while True:
        match node:
            case exp.Paren() | exp.Cast():
                node = node.this
            case exp.Subquery(this=exp.Select() as select) | (exp.Select() as select) if _plain(
                select
            ):
                node = select.expressions[0].unalias()
            case _:
                return node


def _plain(select: exp.Select) -> bool:
    """A SELECT of one value from nowhere."""
    return len(select.expressions) == 1 and not any(
        value for key, value in select.args.items() if key not in ("expressions", "kind")
    )


def _all(parts: Iterable[_Says]) -> _Says:
    found = {part for part in parts if part is not _Says.TRUE}
    for says in (_Says.FALSE, _Says.SESSION, _Says.OPAQUE, _Says.ROW):
        if says in found:
            return says
    return _Says.TRUE


def _any(parts: tuple[exp.Expr, ...]) -> _Says:
    found = {_says(part) for part in parts} - {_Says.FALSE}
    if _Says.TRUE in found or _exhaustive(parts):
        return _Says.TRUE
    if not found:
        return _Says.FALSE
    return found.pop() if len(found) == 1 else _Says.OPAQUE


def _exhaustive(parts: tuple[exp.Expr, ...]) -> bool:
    """Whether one of the alternatives is the opposite of another."""
    bare = [_bare(part) for part in parts]
    texts = {part.sql() for part in bare}
    return any(_denied(part).sql() in texts for part in bare)


def _denied(node: exp.Expr) -> exp.Expr:
    match node:
        case exp.Not():
            return _bare(node.this)
        case exp.Is():
            denied = node.copy()
            denied.set("negate", not node.args.get("negate"))
            return denied
        case exp.EQ():
            return exp.NEQ(this=node.this.copy(), expression=node.expression.copy())
    return exp.Not(this=node.copy())


def _opposite(says: _Says) -> _Says:
    return {_Says.TRUE: _Says.FALSE, _Says.FALSE: _Says.TRUE}.get(says, says)


def _constant(node: exp.Expr) -> _Says | None:
    """What a condition says whatever the row and the session; None where it depends."""
    says: _Says | None = None
    match node:
        case exp.Boolean():
            says = _Says.TRUE if node.this else _Says.FALSE
        case exp.Null():
            says = _Says.FALSE
        case exp.Literal():
            says = _written(node)
        case exp.Exists(this=exp.Select() as select) if not select.args.get("from_"):
            where = select.args.get("where")
            says = _says(where.this) if where is not None else _Says.TRUE
        case exp.Like() | exp.ILike() if _any_text(node.expression):
            says = _Says.TRUE
        case exp.In() if len(node.expressions) == 1:
            one = exp.EQ(this=node.this.copy(), expression=node.expressions[0].copy())
            says = _compared(one)
        case exp.EQ(expression=exp.Any(this=listed)):
            same = _bare(node.this).sql()
            options = listed.find_all(exp.Column)
            says = _Says.TRUE if any(option.sql() == same for option in options) else None
        case _ if type(node) in _HOLDS:
            says = _compared(node)
    return says


def _written(node: exp.Literal) -> _Says | None:
    """A literal as a condition: `'t'`, `1`."""
    value = str(node.this).strip().lower()
    if node.is_string:
        if value and ("true".startswith(value) or "yes".startswith(value)):
            return _Says.TRUE
        return {"on": _Says.TRUE, "1": _Says.TRUE}.get(value, _Says.FALSE)
    return _Says.FALSE if value in ("0", "0.0") else _Says.TRUE


def _any_text(node: exp.Expr) -> bool:
    """A pattern of LIKE that every text fits."""
    bare = _bare(node)
    written = isinstance(bare, exp.Literal) and bare.is_string and bool(bare.this)
    return written and not str(bare.this).strip("%")


def _compared(node: exp.Expr) -> _Says | None:
    """A comparison of a thing with itself, or of two literals."""
    left, right = _bare(node.this), _bare(node.expression)
    order: int | None = None
    if left.sql() == right.sql() and not left.find(exp.Anonymous, exp.Rand):
        order = 0
    elif isinstance(left, exp.Literal) and isinstance(right, exp.Literal):
        order = _order(left, right)
    elif isinstance(left, exp.Boolean) and isinstance(right, exp.Boolean):
        order = int(bool(left.this)) - int(bool(right.this))
    elif isinstance(node, exp.EQ) and isinstance(right, exp.Boolean):
        return _says(left) if right.this else _opposite(_says(left))
    if order is None:
        return None
    return _Says.TRUE if _HOLDS[type(node)](order) else _Says.FALSE


def _order(left: exp.Literal, right: exp.Literal) -> int | None:
    if left.is_string != right.is_string:
        return None
    if left.is_string:
        # Which of two texts comes first depends on the collation.
        return 0 if left.this == right.this else None
    try:
        difference = float(left.this) - float(right.this)
    except ValueError:
        return None
    return (difference > 0) - (difference < 0)


def _leaf(node: exp.Expr) -> _Says:
    row, session = _of_row(node), _of_session(node)
    if not row:
        return _Says.OPAQUE
    compares = isinstance(node, exp.Anonymous) and str(node.this).lower() in _COMPARES
    if isinstance(node, exp.Func) and not compares and not isinstance(node, exp.Exists):
        # A function of the user's own, or one whose answer is not a comparison.
        return _Says.OPAQUE
    if session:
        return _Says.SESSION
    calls = [call for call in node.find_all(exp.Anonymous) if _of_row(call)]
    return _Says.OPAQUE if calls else _Says.ROW


def _of_row(node: exp.Expr) -> bool:
    """Whether it looks at the row itself, be it from inside a subquery."""
    return any(_is_outer(column, node) for column in node.find_all(exp.Column))


def _is_outer(column: exp.Column, top: exp.Expr) -> bool:
    if column.name.lower() in _WHO and not column.table:
        return False
    inner: set[str] = set()
    nested = False
    parent: exp.Expr | None = column.parent
    while parent is not None and column is not top:
        if isinstance(parent, exp.Select):
            nested = True
            inner |= {table.alias_or_name for table in parent.find_all(exp.Table)}
        if parent is top:
            break
        parent = parent.parent
    return not nested or (bool(column.table) and column.table not in inner)


def _of_session(node: exp.Expr) -> bool:
    """Whether it asks who asks: a session's name or setting, or a function not given the row."""
    for part in node.find_all(exp.CurrentUser, exp.SessionUser, exp.Anonymous, exp.Column):
        if isinstance(part, exp.Column):
            if part.name.lower() in _WHO and not part.table:
                return True
        elif isinstance(part, exp.Anonymous):
            if str(part.this).lower() in _WHO or not _of_row(part):
                return True
        else:
            return True
    return any(node.find_all(exp.Parameter, exp.SessionParameter))
