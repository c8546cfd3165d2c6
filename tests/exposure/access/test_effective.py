"""The closure of the edges, on graphs that no server at hand would make."""

from dataclasses import replace

import pytest

from auditor.exposure.access.effective import Rights, readable
from auditor.exposure.access.model import Readable
from auditor.model.access import Access, Grant, Membership, Relation, Role, RowPolicy

TABLE = Relation("b", "s.t", "table", "owner", columns=("a", "b"))
VIEW = Relation(
    "b",
    "s.v",
    "view",
    "owner",
    columns=("a",),
    runs_as="owner",
    reads=("s.t",),
    columns_read=(("a",),),
)


def access(*edges: object, roles: str = "owner ps admin") -> Access:
    """The edges by their kind, beside roles without attributes."""
    named = [edge for edge in edges if isinstance(edge, Role)]
    taken = {role.name for role in named}
    plain = [Role("b", name) for name in roles.split() if name not in taken]
    return Access(
        relations=tuple(edge for edge in edges if isinstance(edge, Relation)),
        roles=(*named, *plain),
        memberships=tuple(edge for edge in edges if isinstance(edge, Membership)),
        grants=tuple(edge for edge in edges if isinstance(edge, Grant)),
        policies=tuple(edge for edge in edges if isinstance(edge, RowPolicy)),
    )


def read(role: str, container: str = "s.t", column: str = "") -> Grant:
    return Grant("b", role, "SELECT", container, column)


def seen(found: Access, role: str) -> list[Readable]:
    return list(Rights(found).of("b", role))


def test_nothing_is_readable_without_a_grant() -> None:
    assert readable(access(TABLE)) == ()


def test_a_grant_of_a_column_is_of_that_column() -> None:
    (one,) = seen(access(TABLE, read("ps", column="b")), "ps")
    assert (one.columns, one.through, one.rows) == (("b",), ("direct",), "all")


def test_a_right_to_write_is_none_to_read() -> None:
    assert seen(access(TABLE, Grant("b", "ps", "UPDATE", "s.t")), "ps") == []


def test_roles_in_a_circle() -> None:
    circle = [Membership("b", "ps", "admin"), Membership("b", "admin", "ps")]
    (one,) = seen(access(TABLE, read("ps"), *circle), "admin")
    assert one.through == ("member:ps",)


def test_since_version_16_a_membership_may_neither_be_inherited_nor_set() -> None:
    dead = Membership("b", "ps", "admin", inherits=False, may_set=False)
    assert seen(access(TABLE, read("admin"), dead), "ps") == []
    settable = replace(dead, may_set=True)
    (one,) = seen(access(TABLE, read("admin"), settable), "ps")
    assert (one.automatic, one.through) == (False, ("set_role:admin",))


def test_a_superuser_by_set_role() -> None:
    way = Membership("b", "ps", "admin", inherits=True)
    (one,) = seen(access(TABLE, Role("b", "admin", ("superuser",)), way), "ps")
    assert (one.automatic, one.columns) == (False, ("a", "b"))


def test_a_login_that_may_not_connect_reads_nothing() -> None:
    connect = Grant("b", "admin", "CONNECT", "base", level="database")
    edges = (TABLE, read("ps"), connect)
    assert seen(access(*edges, Role("b", "ps", ("login",))), "ps") == []
    assert len(seen(access(*edges), "ps")) == 1, "a group is judged by its rights"


def test_schema_usage_counts_for_the_name_and_not_behind_a_view() -> None:
    table, view = replace(TABLE, schema="s"), replace(VIEW, schema="p", container="p.v")
    usage = Grant("b", "ps", "USAGE", "p", level="schema")
    found = seen(access(table, view, usage, read("ps", "p.v"), read("ps"), read("owner")), "ps")
    assert [one.container for one in found] == ["p.v"]


def test_a_view_whose_owner_lost_the_right_cannot_be_read() -> None:
    assert seen(access(TABLE, VIEW, read("ps", "s.v")), "ps") == []
    column = read("owner", column="a")
    assert [
        one.container for one in seen(access(TABLE, VIEW, column, read("ps", "s.v")), "ps")
    ] == ["s.v"]


@pytest.mark.parametrize("roles", ["ps admin"])
def test_a_view_whose_owner_is_gone_cannot_be_read(roles: str) -> None:
    found = access(TABLE, VIEW, read("owner"), read("ps", "s.v"), roles=roles)
    assert seen(found, "ps") == []


def test_a_view_that_comes_back_to_itself_is_read_by_nobody() -> None:
    one = replace(VIEW, reads=("s.w",), columns_read=(("a",),))
    two = replace(VIEW, container="s.w", reads=("s.v",), columns_read=(("a",),))
    grants = [read(role, name) for role in ("ps", "owner") for name in ("s.v", "s.w")]
    assert seen(access(one, two, *grants), "ps") == []
    assert Rights(access(one, two, *grants)).behind("b", "ps", "s.v") == {}


def test_views_upon_views_to_any_depth() -> None:
    deep = 3_000
    views = [
        replace(VIEW, container=f"s.v{n}", reads=(f"s.v{n - 1}" if n else "s.t",))
        for n in range(deep)
    ]
    grants = [read("owner", view.container) for view in views]
    found = access(TABLE, *views, *grants, read("owner"), read("ps", f"s.v{deep - 1}"))
    (one,) = seen(found, "ps")
    assert Rights(found).behind("b", "ps", one.container) == {"s.t": "all"}


@pytest.mark.parametrize(
    ("policies", "rows"),
    [
        ((), "none"),
        ((("no", True),), "all"),
        ((("yes", True),), "restricted"),
        ((("unknown", True),), "unknown"),
        ((("yes", True), ("no", True)), "all"),
        ((("no", True), ("yes", False)), "restricted"),
        ((("no", True), ("unknown", False)), "unknown"),
        ((("unknown", True), ("yes", False)), "restricted"),
        ((("no", False),), "none"),
    ],
)
def test_rows_by_policies(policies: tuple[tuple[str, bool], ...], rows: str) -> None:
    table = replace(TABLE, row_security=True)
    edges = [
        RowPolicy("b", "s.t", f"p{n}", ("PUBLIC",), restricts, permissive=permissive)
        for n, (restricts, permissive) in enumerate(policies)
    ]
    write = RowPolicy("b", "s.t", "w", ("PUBLIC",), "no", command="update")
    (one,) = seen(access(table, read("ps"), *edges, write), "ps")
    assert one.rows == rows


def test_the_owner_of_a_view_is_whom_policies_look_at() -> None:
    table = replace(TABLE, row_security=True)
    edges = (VIEW, read("owner"), read("ps"), read("ps", "s.v"))
    rows = {one.container: one.rows for one in seen(access(table, *edges), "ps")}
    assert rows == {"s.t": "none", "s.v": "all"}
    forced = replace(table, forced=True)
    rows = {one.container: one.rows for one in seen(access(forced, *edges), "ps")}
    assert rows == {"s.t": "none", "s.v": "none"}


def test_sources_do_not_mix() -> None:
    other = replace(read("ps"), source="c")
    assert seen(access(TABLE, other), "ps") == []


def test_a_role_named_twice_is_told_once() -> None:
    found = access(TABLE, read("ps"), read("PUBLIC"), read("ps", column="a"))
    (one,) = seen(found, "ps")
    assert (one.columns, one.through) == (("a", "b"), ("direct", "public"))
