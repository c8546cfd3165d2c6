"""Definitions followed through one another, whatever their order."""

from itertools import permutations

from auditor.lineage import resolve
from auditor.lineage.resolving import Defined

KNOWN = {"public.assure": ("id", "nir", "nom", "ald")}


def view(name: str, text: str) -> Defined:
    return Defined(f"public.{name}", text, "postgresql", "public")


def test_views_of_views_end_at_base_columns_in_any_order() -> None:
    views = (
        view("c", "SELECT upper(n) AS n, nom FROM b"),
        view("b", "SELECT * FROM a WHERE nom <> 'x'"),
        view("a", "SELECT md5(nir) AS n, nom FROM assure WHERE ald"),
    )
    for order in permutations(views):
        lineage = resolve(order, KNOWN).base["public.c"]
        assert lineage.tables == ("public.assure",)
        assert [[(o.column, o.transform) for o in c.origins] for c in lineage.columns] == [
            [("nir", "hashed")],
            [("nom", "same")],
        ]
        assert {o.column for o in lineage.filters} == {"ald", "nom"}


def test_a_function_in_from_is_followed() -> None:
    head = "CREATE FUNCTION f(i int) RETURNS TABLE(x text) LANGUAGE sql AS "
    body = head + "$$ SELECT nir FROM assure $$"
    definitions = (view("v", "SELECT q.x FROM f(1) q"), view("f(integer)", body))
    resolution = resolve(definitions, KNOWN)
    origin = resolution.base["public.v"].columns[0].origins[0]
    assert (origin.table, origin.column, resolution.base["public.v"].untraced) == (
        "public.assure",
        "nir",
        (),
    )


def test_circles_are_said_and_end() -> None:
    views = (
        view("a", "SELECT x FROM b"),
        view("b", "SELECT x FROM a"),
        view("seul", "SELECT * FROM seul"),
        view("apres", "SELECT x FROM a"),
    )
    base = resolve(views, KNOWN).base
    assert all("recursive" in lineage.untraced for lineage in base.values())


def test_a_long_chain_of_views() -> None:
    chain = [view("v0", "SELECT nir FROM assure")]
    chain += [view(f"v{i}", f"SELECT nir FROM v{i - 1}") for i in range(1, 1500)]
    lineage = resolve(reversed(chain), KNOWN).base["public.v1499"]
    assert lineage.columns[0].origins[0].table == "public.assure"


def test_the_catalogue_names_the_columns_of_a_view() -> None:
    known = {**KNOWN, "public.v": ("numero", "initiale")}
    resolution = resolve((view("v", "SELECT nir, left(nom, 1) FROM assure"),), known)
    assert [c.name for c in resolution.base["public.v"].columns] == ["numero", "initiale"]
    edges = resolution.edges("base")
    assert [(e.target.column, e.origin.column, e.transform) for e in edges] == [
        ("numero", "nir", "same"),
        ("initiale", "nom", "truncated"),
    ]
