"""What stands in FROM: relations, queries, functions, joins."""

from typing import TYPE_CHECKING

from sqlglot import exp

from auditor.lineage import functions
from auditor.lineage.expressions import mix_of, name_of
from auditor.lineage.names import Shape, merged
from auditor.lineage.scopes import Scope, beside
from auditor.lineage.transforms import EXPRESSION, FILTER, Mix

if TYPE_CHECKING:
    from auditor.lineage.queries import Tracer

_QUERIES = (exp.Select, exp.SetOperation, exp.Values)


class Sources:
    """The sources of one scope, registered under their aliases as they are met."""

    def __init__(self, tracer: "Tracer", scope: Scope) -> None:
        self._tracer = tracer
        self._scope = scope

    def select(self, node: exp.Select) -> Shape:
        """The row of a SELECT, which `*` stands for."""
        row = Shape(())
        begin = node.args.get("from_") or node.args.get("from")
        if isinstance(begin, exp.From):
            row = self.row(begin.this)
        for join in node.args.get("joins") or ():
            row = self._join(row, join)
        for lateral in node.args.get("laterals") or ():
            row = beside(row, self.row(lateral))
        return row

    def row(self, item: exp.Expression) -> Shape:
        """The row of one item of FROM, with what is joined to it in the same parentheses."""
        shape = self._alone(item)
        for join in item.args.get("joins") or ():
            shape = self._join(shape, join)
        for lateral in item.args.get("laterals") or ():
            shape = beside(shape, self.row(lateral))
        if item.args.get("pivots"):
            self._tracer.untraced.add("pivot")
            shape = Shape((("*", shape.everything()),), shape.passing, lenient=True)
            self._scope.sources = dict.fromkeys((*self._scope.sources, ""), shape)
        return shape

    def _join(self, left: Shape, join: exp.Join) -> Shape:
        right = self.row(join.this)
        using = [self._tracer.folded(one) for one in join.args.get("using") or ()]
        if str(join.args.get("method") or "").upper() == "NATURAL":
            using = [name for name, _ in left.columns if right.find(name) is not None]
        if not using:
            self._tracer.chooses(self._scope, join.args.get("on"))
            return beside(left, right)
        row = self._scope.merge(using, left, right)
        for name in using:
            for column in self._scope.shared[name.casefold()]:
                self._tracer.filters.more(column, FILTER)
        return row

    def _alone(self, item: exp.Expression) -> Shape:
        alias, columns = self._alias(item)
        if isinstance(item, exp.Subquery | exp.Paren) and not isinstance(item.this, _QUERIES):
            shape = self.row(item.this).renamed(columns)
        elif isinstance(item, exp.Table):
            return self._table(item, alias, columns)
        elif isinstance(item, exp.Lateral):
            shape = self._lateral(item, alias, columns)
        elif isinstance(item, exp.Unnest | exp.Func):
            shape = self._computed(item, alias, columns)
        else:
            shape = self._tracer.query(item, self._scope).renamed(columns)
        if alias:
            self._scope.sources[alias] = shape
        elif isinstance(item, exp.Subquery) and isinstance(item.this, _QUERIES):
            self._scope.sources[f"\0{len(self._scope.sources)}"] = shape
        return shape

    def _alias(self, item: exp.Expression) -> tuple[str, list[str]]:
        alias = item.args.get("alias")
        if not isinstance(alias, exp.TableAlias):
            return "", []
        names = [one.this if isinstance(one, exp.ColumnDef) else one for one in alias.columns]
        return self._tracer.folded(alias.this), [self._tracer.folded(one) for one in names]

    def _table(self, item: exp.Table, alias: str, columns: list[str]) -> Shape:
        inner = item.this
        if item.args.get("rows_from"):
            parts = [self._alone(one) for one in item.args["rows_from"]]
            shape = parts[0]
            for part in parts[1:]:
                shape = beside(shape, part)
            shape = Shape(shape.columns, shape.passing, lenient=True).renamed(columns)
        elif isinstance(inner, exp.Identifier):
            alias = alias or self._tracer.folded(inner)
            shape = self._relation(item).renamed(columns)
        else:
            alias = alias or (name_of(inner) if isinstance(inner, exp.Expression) else "")
            shape = self._function(item, alias, columns)
        self._scope.sources[alias] = shape
        return shape

    def _relation(self, item: exp.Table) -> Shape:
        schema, name = self._tracer.folded(item.args.get("db")), self._tracer.folded(item.this)
        if not schema and (named := self._scope.cte(name)) is not None:
            return named
        if not schema and name.casefold() == "dual":
            return Shape(())
        relation = self._tracer.catalogue.relation(schema, name)
        self._tracer.tables[relation] = None
        if not self._tracer.catalogue.knows(relation):
            self._tracer.untraced.add("unknown_relation")
        return self._tracer.catalogue.shape(relation)

    def _lateral(self, item: exp.Lateral, alias: str, columns: list[str]) -> Shape:
        inner = item.this
        if isinstance(inner, exp.Subquery | exp.Select | exp.SetOperation | exp.Values):
            return self._tracer.query(inner, self._scope).renamed(columns)
        if isinstance(inner, exp.Table):
            return self._table(inner, alias, columns)
        return self._computed(inner, alias, columns)

    def _function(self, item: exp.Table, alias: str, columns: list[str]) -> Shape:
        """A function that returns rows: a known routine, one of the product's, or not followed."""
        inner = item.this
        schema = self._tracer.folded(item.args.get("db"))
        name = name_of(inner)
        own = schema in {"", "pg_catalog"} and functions.familiar(name)
        relation = self._tracer.catalogue.relation(schema, name)
        typed = not isinstance(inner, exp.Anonymous)
        if self._tracer.catalogue.knows(relation) and not typed:
            self._tracer.tables[relation] = None
            self._tracer.chooses(self._scope, *inner.expressions)
            return self._tracer.catalogue.shape(relation).renamed(columns)
        if own or typed or functions.acts(name):
            return self._computed(inner, alias, columns)
        self._tracer.routines[relation] = None
        self._tracer.untraced.add("function")
        self._tracer.chooses(self._scope, *inner.expressions)
        return Shape((), passing=(relation,)).renamed(columns)

    def _computed(self, node: exp.Expression, alias: str, columns: list[str]) -> Shape:
        """Columns that a function of the product makes of its arguments."""
        mix: Mix = {
            column: max(rank, EXPRESSION)
            for column, rank in merged([mix_of(self._tracer, self._scope, node)]).items()
        }
        names = columns or [
            self._tracer.folded(one.this)
            for one in node.args.get("columns") or ()
            if isinstance(one, exp.ColumnDef)
        ]
        offset = node.args.get("offset")
        given = [(name, mix) for name in names or [alias or name_of(node)]]
        if isinstance(offset, exp.Identifier):
            given.append((self._tracer.folded(offset), {}))
        return Shape(tuple(given), lenient=not columns)
