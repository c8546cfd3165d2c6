"""Routines: which queries come out, which only steer, what is built as text."""

import pytest

from auditor.lineage import trace

KNOWN = {"public.assure": ("id", "nir", "nom"), "public.contrat": ("id", "numero")}

_TABLE = """CREATE OR REPLACE FUNCTION public.cherche(p_nom text, nir text DEFAULT '')
 RETURNS TABLE(a text, b text) LANGUAGE plpgsql SECURITY DEFINER AS $corps$
DECLARE n integer := 0;
BEGIN
  IF EXISTS (SELECT 1 FROM contrat WHERE id = n) THEN
    RETURN QUERY SELECT s.nir, md5(s.nom) FROM assure s WHERE s.nom = p_nom;
  END IF;
END $corps$"""


@pytest.mark.parametrize(
    ("text", "dialect", "columns", "untraced", "writes"),
    [
        (_TABLE, "postgresql", {"a": ["nir:same"], "b": ["nom:hashed"]}, (), False),
        (
            (
                "CREATE FUNCTION f(n text, OUT x text, OUT y text) LANGUAGE sql AS $$"
                " SELECT nom, nir FROM assure WHERE nir = n $$"
            ),
            "postgresql",
            {"x": ["nom:same"], "y": ["nir:same"]},
            (),
            False,
        ),
        (
            "CREATE FUNCTION f() RETURNS SETOF assure LANGUAGE sql AS 'SELECT * FROM assure'",
            "postgresql",
            {"id": ["id:same"], "nir": ["nir:same"], "nom": ["nom:same"]},
            (),
            False,
        ),
        (
            (
                "CREATE FUNCTION f(n text) RETURNS text LANGUAGE plpgsql AS $$ DECLARE v text;"
                " BEGIN SELECT nir INTO STRICT v FROM assure WHERE nom = n; RETURN v; END $$"
            ),
            "postgresql",
            {"nir": ["nir:same"]},
            (),
            False,
        ),
        (
            (
                "CREATE FUNCTION f() RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN"
                " RETURN QUERY EXECUTE 'SELECT nir FROM assure'; END $$"
            ),
            "postgresql",
            {},
            ("dynamic",),
            False,
        ),
        (
            "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM assure; SELECT 1 $$",
            "postgresql",
            {"?column?": []},
            (),
            True,
        ),
        (
            (
                "CREATE PROCEDURE p(IN n INT) BEGIN DECLARE x INT; SELECT nom INTO x FROM assure"
                " LIMIT 1; SELECT a.nir FROM assure a; END"
            ),
            "mariadb",
            {"nir": ["nir:same"]},
            (),
            False,
        ),
        (
            "CREATE PROCEDURE dbo.p @n INT AS BEGIN SELECT nir, nom FROM assure WHERE id = @n END",
            "mssql",
            {"nir": ["nir:same"], "nom": ["nom:same"]},
            (),
            False,
        ),
        (
            "CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS $$ return 1 $$",
            "postgresql",
            {},
            ("function",),
            False,
        ),
    ],
)
def test_what_a_routine_returns(
    text: str,
    dialect: str,
    columns: dict[str, list[str]],
    untraced: tuple[str, ...],
    writes: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    lineage = trace(text, dialect, KNOWN, default_schema="public")
    shown = {c.name: [f"{o.column}:{o.transform}" for o in c.origins] for c in lineage.columns}
    assert shown == columns
    assert (lineage.untraced, lineage.writes) == (untraced, writes)


def test_what_a_condition_reads_only_chooses() -> None:
    lineage = trace(_TABLE, "postgresql", KNOWN, default_schema="public")
    assert {(o.table, o.column) for o in lineage.filters} == {
        ("public.contrat", "id"),
        ("public.assure", "nom"),
    }
