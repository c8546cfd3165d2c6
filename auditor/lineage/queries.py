"""Queries followed source by source: SELECT, set operations, named queries, stars."""

from collections.abc import Callable, Iterator

from sqlglot import exp

from auditor.lineage import functions
from auditor.lineage.expressions import mix_of, walk
from auditor.lineage.names import Catalogue, Shape, fold, merged, star
from auditor.lineage.scopes import Scope
from auditor.lineage.sources import Sources
from auditor.lineage.transforms import EXPRESSION, FILTER, SAME, Collected, Mix, Way

_ROUNDS = 10
"""Turns after which a recursive query has passed each column to every place it goes."""
_PSEUDO_NAMES = """ctid xmin xmax cmin cmax tableoid oid rowid _rowid_ rownum level
    sysdate systimestamp user
    uid sysname current_user session_user current_date current_time current_timestamp new old
    excluded sqlcode sqlerrm found localtimestamp default connect_by_isleaf null true false
    ordinality"""
_PSEUDO = frozenset(_PSEUDO_NAMES.split())

_SPOKEN = {
    "groupconcat": "string_agg",
    "timetostr": "to_char",
    "jsonarrayagg": "json_agg",
    "jsonobject": "json_build_object",
    "strposition": "strpos",
    "currenttimestamp": "now",
}
"""Names of functions where the parser's own differ; PostgreSQL names a column after its call."""


class Tracer:
    """One definition being traced, and what was met on the way."""

    def __init__(self, catalogue: Catalogue, dialect: str, ignored: frozenset[str]) -> None:
        self.catalogue = catalogue
        self.dialect = dialect
        self.tables: dict[str, None] = {}
        self.routines: dict[str, None] = {}
        self.filters = Collected()
        self.whole: dict[str, None] = {}
        self.untraced: set[str] = set()
        self.writes = False
        self._ignored = ignored

    def query(self, node: exp.Expression, parent: Scope | None) -> Shape:
        """The columns of any query."""
        scope = Scope(parent)
        while isinstance(node, exp.Subquery | exp.Paren):
            self._named(node, scope)
            node = node.this
        self._named(node, scope)
        if isinstance(node, exp.SetOperation):
            return self._set(node, scope)
        if isinstance(node, exp.Select):
            return self._select(node, scope)
        if isinstance(node, exp.Values):
            return self._values(node, scope)
        if isinstance(node, exp.Table):
            return Sources(self, scope).row(node)
        self.writes = self.writes or isinstance(node, exp.DML | exp.DDL)
        self.untraced.add("unparsable")
        return Shape(())

    def column(self, scope: Scope, node: exp.Column) -> tuple[Mix, int] | None:
        """The base columns of a column reference and how they are taken."""
        table = self.folded(node.args.get("table"))
        if isinstance(node.this, exp.Star):
            source = scope.source(table) if table else None
            return (self.row_value(source), EXPRESSION) if source else None
        name = self.folded(node.this)
        if table:
            return self._qualified(scope, table, name)
        return self._bare(scope, name)

    def called(self, name: str, *, typed: bool) -> None:
        """A function was called; one that is not known may show or do anything."""
        if functions.acts(name):
            self.writes = True
        elif not typed and not functions.familiar(name):
            self.untraced.add("function")

    def chooses(self, scope: Scope, *nodes: object) -> None:
        """These expressions only choose, group or order rows."""
        steps = [(node, Way(FILTER)) for node in nodes if isinstance(node, exp.Expression)]
        walk(self, scope, steps, self.filters)

    def folded(self, identifier: object) -> str:
        """An identifier as the catalogue would spell it."""
        if not isinstance(identifier, exp.Identifier):
            return identifier.name if isinstance(identifier, exp.Expression) else ""
        return fold(identifier.name, self.dialect, quoted=bool(identifier.args.get("quoted")))

    def row_value(self, shape: Shape) -> Mix:
        """A whole row taken as one value."""
        mix = dict(shape.everything())
        for relation in shape.passing:
            self.whole[relation] = None
            mix[star(relation)] = SAME
        return mix

    def _qualified(self, scope: Scope, table: str, name: str) -> tuple[Mix, int] | None:
        shape = scope.source(table)
        if shape is None:
            if table.casefold() not in _PSEUDO and table.casefold() not in self._ignored:
                self.untraced.add("unknown_relation")
            return None
        return self._of(shape, name)

    def _of(self, shape: Shape, name: str) -> tuple[Mix, int] | None:
        found = shape.find(name)
        if found is None:
            found = shape.passed(name)
        if found is not None:
            return found, SAME
        if name.casefold() not in _PSEUDO:
            self.untraced.add("ambiguous" if shape.passing else "unknown_column")
        return None

    def _bare(self, scope: Scope, name: str) -> tuple[Mix, int] | None:
        loose = name.casefold()
        for around in scope.around():
            if loose in around.shared:
                return around.shared[loose], SAME
            for shape in around.sources.values():
                if (found := shape.find(name)) is not None:
                    return found, SAME
            if loose in around.outputs:
                return around.outputs[loose], SAME
            whole = next((s for a, s in around.sources.items() if a.casefold() == loose), None)
            if whole is not None:
                return self.row_value(whole), EXPRESSION
        if loose in self._ignored or loose in _PSEUDO:
            return None
        return self._guessed(scope, name)

    def _guessed(self, scope: Scope, name: str) -> tuple[Mix, int] | None:
        """A column that no known source has: of the one source that is not known."""
        for around in scope.around():
            shapes = [one for one in around.sources.values() if one.passing or one.lenient]
            if len(shapes) == 1:
                return self._of(shapes[0], name)
            if shapes:
                self.untraced.add("ambiguous")
                return None
        self.untraced.add("unknown_column")
        return None

    def _named(self, node: exp.Expression, scope: Scope) -> None:
        """The queries named by WITH, each seeing those before it."""
        block = node.args.get("with_") or node.args.get("with")
        if not isinstance(block, exp.With):
            return
        for named in block.expressions:
            alias = named.args.get("alias")
            name = self.folded(alias.this) if alias else ""
            columns = [self.folded(one) for one in alias.columns] if alias else []
            body = named.this
            recursive = bool(block.args.get("recursive")) or self.dialect in {"tsql", "oracle"}
            if recursive and isinstance(body, exp.SetOperation):
                shape = self._recursive(body, scope, name, columns)
            else:
                shape = self.query(body, scope).renamed(columns)
            scope.ctes[name.casefold()] = shape

    def _recursive(
        self, body: exp.SetOperation, scope: Scope, name: str, columns: list[str]
    ) -> Shape:
        """Turn by turn until the columns that come round bring nothing new."""
        first: exp.Expression = body
        while isinstance(first, exp.SetOperation | exp.Subquery):
            first = first.this
        shape = self.query(first, scope).renamed(columns)
        for _ in range(_ROUNDS):
            scope.ctes[name.casefold()] = shape
            following = self.query(body, scope).renamed(columns)
            if following.columns == shape.columns:
                break
            shape = following
        return shape

    def _set(self, node: exp.SetOperation, scope: Scope) -> Shape:
        """Columns by position; the left spine of a long chain is walked without recursion."""
        rights: list[tuple[exp.Expression, bool]] = []
        left: exp.Expression = node
        while isinstance(left, exp.SetOperation):
            rights.append((left.expression, isinstance(left, exp.Except)))
            if left is not node:
                self._named(left, scope)
            left = left.this
        shapes = [self.query(left, scope)]
        for right, only_decides in reversed(rights):
            shape = self.query(right, scope)
            if only_decides:
                for _, mix in shape.columns:
                    for column in mix:
                        self.filters.more(column, FILTER)
            else:
                shapes.append(shape)
        return self.together(shapes)

    def together(self, shapes: list[Shape]) -> Shape:
        """Rows of several queries one after another: columns by position."""
        if not shapes:
            return Shape(())
        width = max(len(shape.columns) for shape in shapes)
        first = max(shapes, key=lambda shape: len(shape.columns))
        names = shapes[0].columns if len(shapes[0].columns) == width else first.columns
        columns = tuple(
            (names[i][0], merged(s.columns[i][1] for s in shapes if i < len(s.columns)))
            for i in range(width)
        )
        return Shape(columns, tuple(dict.fromkeys(p for s in shapes for p in s.passing)))

    def decides(self, node: exp.Expression) -> None:
        """A query whose rows only steer what comes out."""
        for _, mix in self.query(node, None).columns:
            for column in mix:
                self.filters.more(column, FILTER)

    def _values(self, node: exp.Values, scope: Scope) -> Shape:
        rows = [
            one.expressions if isinstance(one, exp.Tuple) else [one] for one in node.expressions
        ]
        width = max((len(row) for row in rows), default=0)
        columns = tuple(
            (
                f"column{i + 1}",
                merged(mix_of(self, scope, row[i]) for row in rows if i < len(row)),
            )
            for i in range(width)
        )
        return Shape(columns)

    def _select(self, node: exp.Select, scope: Scope) -> Shape:
        row = Sources(self, scope).select(node)
        passing: dict[str, None] = {}
        columns: list[tuple[str, Mix]] = []
        for projection in node.expressions:
            shape = self._starred(scope, row, projection)
            if shape is None:
                columns.append((self._name(projection), mix_of(self, scope, projection)))
            else:
                columns.extend(shape.columns)
                passing.update(dict.fromkeys(shape.passing))
        scope.outputs = {name.casefold(): mix for name, mix in columns}
        self.chooses(scope, *_deciding(node))
        return Shape(tuple(columns), tuple(passing))

    def _starred(self, scope: Scope, row: Shape, node: exp.Expression) -> Shape | None:
        """What a star stands for; None for any other projection."""
        if isinstance(node, exp.Star):
            return row
        if isinstance(node, exp.Column) and isinstance(node.this, exp.Star):
            found = scope.source(self.folded(node.args.get("table")))
            if found is None:
                self.untraced.add("unknown_relation")
            return found or Shape(())
        if isinstance(node, exp.Dot) and isinstance(node.expression, exp.Star):
            # (composite).*: its parts are not known one by one.
            return Shape((("*", mix_of(self, scope, node.this)),))
        return None

    def _name(self, node: exp.Expression) -> str:
        """The name that the product gives to an output column."""
        if isinstance(node, exp.Alias):
            return self.folded(node.args.get("alias"))
        while isinstance(node, exp.Paren | exp.Cast):
            node = node.this
        if isinstance(node, exp.Column | exp.Dot):
            last = node.this if isinstance(node, exp.Column) else node.expression
            if isinstance(last, exp.Identifier):
                return self.folded(last)
            node = last
        if isinstance(node, exp.Subquery) and isinstance(node.this, exp.Select):
            inner = node.this.expressions
            return self._name(inner[0]) if len(inner) == 1 else "?column?"
        if isinstance(node, exp.Anonymous):
            return node.name.lower()
        if isinstance(node, exp.Func) and not isinstance(node, exp.Connector):
            return _SPOKEN.get(node.key) or node.sql_name().lower()
        return "case" if isinstance(node, exp.Case) else "?column?"


_CLAUSES: tuple[str, ...] = ("where", "having", "group", "qualify", "order", "distinct", "connect")


def _deciding(node: exp.Select) -> Iterator[exp.Expression]:
    """The clauses that choose, group or order rows."""
    for name in _CLAUSES:
        found = node.args.get(name)
        if isinstance(found, exp.Expression):
            yield from _inside(found)
    for window in node.args.get("windows") or ():
        yield from _inside(window)


def _inside(clause: exp.Expression) -> Iterator[exp.Expression]:
    keep: Callable[[object], bool] = lambda one: isinstance(one, exp.Expression)  # noqa: E731
    for value in clause.args.values():
        yield from filter(keep, value if isinstance(value, list) else [value])
