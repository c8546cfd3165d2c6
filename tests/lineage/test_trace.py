"""What single texts show of which base columns."""

import pytest

from auditor.lineage import trace
from auditor.lineage.model import Lineage

KNOWN = {
    "public.assure": ("id", "nir", "nom", "prenom", "naissance", "email", "iban", "sexe", "ald"),
    "public.contrat": ("id", "assure_id", "numero", "amc"),
    "public.ps": ("id", "rpps", "nom"),
    'public.Fiche "A"': ("N° Séc", "obs;--"),
}


def traced(text: str, dialect: str = "postgresql") -> Lineage:
    return trace(text, dialect, KNOWN, default_schema="public")


def shown(expression: str, dialect: str = "postgresql") -> dict[str, str]:
    """Transform by column of the table, for one expression over it."""
    lineage = traced(f"SELECT {expression} FROM assure", dialect)
    assert len(lineage.columns) == 1
    return {origin.column: origin.transform for origin in lineage.columns[0].origins}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("nir", {"nir": "same"}),
        ("(((nir)))", {"nir": "same"}),
        ("nir::text", {"nir": "expression"}),
        ("upper(trim(nom)) || ' ' || prenom", {"nom": "expression", "prenom": "expression"}),
        ("coalesce(email, nom)", {"email": "expression", "nom": "expression"}),
        ("right(nir, 4)", {"nir": "truncated"}),
        ("left(nom, 1) || '.'", {"nom": "truncated"}),
        ("left(nir, 13)", {"nir": "expression"}),
        ("left(nir, -2)", {"nir": "expression"}),
        ("left(nir, -9)", {"nir": "truncated"}),
        ("substring(nir from 1 for 7) || substring(nir from 8)", {"nir": "expression"}),
        ("left(iban, 4) || '****' || right(iban, 4)", {"iban": "truncated"}),
        ("split_part(email, '@', 2)", {"email": "truncated"}),
        (r"regexp_replace(nir, '\d', '*', 'g')", {"nir": "masked"}),
        (r"regexp_replace(nir, '\d', '*')", {"nir": "expression"}),
        (r"regexp_replace(nir, '\d{9}', '*********')", {"nir": "masked"}),
        (r"regexp_replace(nir, '\s', '', 'g')", {"nir": "expression"}),
        (r"regexp_replace(nir, '[^0-9]', '', 'g')", {"nir": "expression"}),
        ("overlay(nir placing '*******' from 3 for 7)", {"nir": "masked"}),
        ("translate(nir, '0123456789', '**********')", {"nir": "masked"}),
        ("translate(nom, 'éèê', 'eee')", {"nom": "expression"}),
        ("repeat('*', length(nir))", {"nir": "masked"}),
        ("md5(nir)", {"nir": "hashed"}),
        ("encode(digest(nir, 'sha256'), 'hex')", {"nir": "hashed"}),
        ("left(md5(nir), 12)", {"nir": "hashed"}),
        ("encode(sha256(nir::bytea), 'base64')", {"nir": "hashed"}),
        ("pgp_sym_encrypt(nir, 'k')", {"nir": "encrypted"}),
        ("pgp_sym_decrypt(nir::bytea, 'k')", {"nir": "expression"}),
        ("pgp_sym_decrypt(pgp_sym_encrypt(nir, 'k'), 'k')", {"nir": "expression"}),
        ("count(*)", {}),
        ("count(DISTINCT nir)", {"nir": "aggregated"}),
        ("max(nir)", {"nir": "expression"}),
        ("string_agg(nom, ', ' ORDER BY prenom)", {"nom": "expression", "prenom": "filter"}),
        ("array_agg(nir)", {"nir": "expression"}),
        ("json_build_object('x', nir)", {"nir": "expression"}),
        ("first_value(nir) OVER (PARTITION BY nom)", {"nir": "expression", "nom": "filter"}),
        ("row_number() OVER (ORDER BY nom)", {"nom": "filter"}),
        ("CASE WHEN ald THEN nir END", {"nir": "same", "ald": "filter"}),
        ("CASE sexe WHEN '1' THEN 'M' WHEN '2' THEN 'F' END", {"sexe": "expression"}),
        ("CASE WHEN naissance < '2000-01-01' THEN 'a' ELSE 'b' END", {"naissance": "truncated"}),
        ("nir IS NOT NULL", {"nir": "filter"}),
        ("email <> ''", {"email": "filter"}),
        ("extract(year FROM naissance)", {"naissance": "truncated"}),
        ("to_char(naissance, 'YYYY-MM')", {"naissance": "truncated"}),
        ("to_char(naissance, 'DD/MM/YYYY')", {"naissance": "expression"}),
        ("date_trunc('year', naissance)", {"naissance": "truncated"}),
        ("anon.partial(nir, 1, '****', 2)", {"nir": "masked"}),
        ("anon.fake_city()", {}),
        ("percentile_disc(0.5) WITHIN GROUP (ORDER BY naissance)", {"naissance": "expression"}),
        ("extract(epoch FROM naissance)", {"naissance": "expression"}),
        ("substr(nir, 1, 1) || 'XX' || substr(nir, 14)", {"nir": "truncated"}),
        ("array_length(array_agg(nir), 1)", {"nir": "aggregated"}),
        ("'fixe'", {}),
        ("(SELECT c.numero FROM contrat c WHERE c.assure_id = assure.id)", {"numero": "same"}),
        ("EXISTS (SELECT nir FROM contrat)", {"nir": "filter"}),
    ],
)
def test_an_expression_leaves_of_a_column(expression: str, expected: dict[str, str]) -> None:
    assert shown(expression) == expected


@pytest.mark.parametrize(
    ("dialect", "expression", "expected"),
    [
        ("mariadb", "CONCAT('**', RIGHT(`iban`, 4))", "truncated"),
        ("mysql", "AES_DECRYPT(`iban`, 'k')", "expression"),
        ("mysql", "SHA2(`iban`, 256)", "hashed"),
        ("mysql", "INSERT(`iban`, 5, 10, '**********')", "masked"),
        ("mysql", "REGEXP_REPLACE(`iban`, '[0-9]', '*')", "masked"),
        ("mysql", "GROUP_CONCAT(`iban`)", "expression"),
        ("mysql", "IF(`iban` = 'x', 'A', 'B')", "truncated"),
        ("oracle", "SUBSTR(IBAN, 1, 4) || '****'", "truncated"),
        ("oracle", "STANDARD_HASH(IBAN, 'SHA256')", "hashed"),
        ("mssql", "STUFF([iban], 5, 10, 'XXXXXXXXXX')", "masked"),
        ("mssql", "HASHBYTES('SHA2_256', [iban])", "hashed"),
        ("sqlite", "substr(iban, -4)", "truncated"),
        ("sqlite", "iban || ''", "expression"),
    ],
)
def test_dialects(dialect: str, expression: str, expected: str) -> None:
    assert shown(expression, dialect) == {"iban": expected}


@pytest.mark.parametrize(
    "value",
    ["row_to_json(a)", "to_jsonb(a.*)", "a::text", "json_agg(a)", "ROW(a.*)", "(a.*)::text"],
)
def test_a_row_as_one_value_shows_every_column(value: str) -> None:
    lineage = traced(f"SELECT {value} AS tout FROM assure a GROUP BY a.id")
    assert {o.column for o in lineage.columns[0].origins} == set(KNOWN["public.assure"])
    assert {o.transform for o in lineage.columns[0].origins} == {"expression"}


def names(lineage: Lineage) -> dict[str, list[str]]:
    return {c.name: [f"{o.table}.{o.column}" for o in c.origins] for c in lineage.columns}


@pytest.mark.parametrize(
    "head",
    [
        "CREATE VIEW v (a, b) AS ",
        'CREATE OR REPLACE VIEW "public"."v" ("a", "b") WITH (security_barrier=true) AS ',
        "CREATE MATERIALIZED VIEW IF NOT EXISTS v (a, b) AS ",
        "-- une vue\n/* as ( */ CREATE TEMP VIEW v (a, b) AS ",
    ],
)
@pytest.mark.parametrize("tail", ["", ";", " WITH CASCADED CHECK OPTION;", " WITH NO DATA"])
def test_the_head_of_a_view_names_its_columns(head: str, tail: str) -> None:
    lineage = traced(head + "SELECT nir, nom FROM assure WHERE ald" + tail)
    assert names(lineage) == {"a": ["public.assure.nir"], "b": ["public.assure.nom"]}
    assert [o.column for o in lineage.filters] == ["ald"]
    assert (lineage.untraced, lineage.writes) == ((), False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "SELECT * FROM (SELECT nir, nom FROM assure UNION SELECT rpps, nom FROM ps) x(u, v)",
            {
                "u": ["public.assure.nir", "public.ps.rpps"],
                "v": ["public.assure.nom", "public.ps.nom"],
            },
        ),
        (
            (
                "WITH RECURSIVE r AS (SELECT id, nir FROM assure UNION SELECT c.assure_id, r.nir"
                " FROM contrat c JOIN r ON r.id = c.id) SELECT nir FROM r"
            ),
            {"nir": ["public.assure.nir"]},
        ),
        (
            "SELECT l.n FROM assure a CROSS JOIN LATERAL (SELECT a.nir AS n) l",
            {"n": ["public.assure.nir"]},
        ),
        ("SELECT w.mot FROM assure a, unnest(ARRAY[a.nom]) w(mot)", {"mot": ["public.assure.nom"]}),
        (
            "SELECT r.x FROM assure a, jsonb_to_recordset(a.email::jsonb) AS r(x text)",
            {"x": ["public.assure.email"]},
        ),
        ("SELECT v.a FROM (VALUES (1, 'x')) v(a, b)", {"a": []}),
        (
            "SELECT id FROM assure JOIN contrat USING (id)",
            {"id": ["public.assure.id", "public.contrat.id"]},
        ),
        ("SELECT nom FROM assure EXCEPT SELECT nom FROM ps", {"nom": ["public.assure.nom"]}),
        ("SELECT ASSURE.NIR FROM ASSURE", {"nir": ["public.assure.nir"]}),
        (
            'SELECT "Fiche ""A"""."N° Séc" FROM "Fiche ""A"""',
            {"N° Séc": ['public.Fiche "A".N° Séc']},
        ),
        (
            "TABLE ps",
            {"id": ["public.ps.id"], "rpps": ["public.ps.rpps"], "nom": ["public.ps.nom"]},
        ),
    ],
)
def test_queries_are_followed(text: str, expected: dict[str, list[str]]) -> None:
    lineage = traced(text)
    assert names(lineage) == expected
    assert lineage.untraced == ()


@pytest.mark.parametrize(
    ("text", "untraced", "writes"),
    [
        ("DELETE FROM assure", ("unparsable",), True),
        ("DROP TABLE assure", ("unparsable",), True),
        ("SELECT nir FROM assure; DELETE FROM assure", (), True),
        ("WITH d AS (DELETE FROM ps RETURNING nom) SELECT 1 FROM d", ("unparsable",), True),
        ("SELECT nir INTO copie FROM assure", (), True),
        ("SELECT nom, pg_sleep(10) FROM assure", (), True),
        ("SELECT nextval('s')", (), True),
        ("SELECT * FROM dblink('x', 'y') AS t(a text)", (), True),
        ("SELECT f_perso(nir) FROM assure", ("function",), False),
        ("SELECT i.x FROM inconnue i", ("unknown_relation",), False),
        ("SELECT absente FROM assure", ("unknown_column",), False),
        ("SELECT ((( FROM", ("unparsable",), False),
        ("", ("unparsable",), False),
        ("SELECT " + "(" * 5000 + "1" + ")" * 5000, ("too_deep",), False),
    ],
)
def test_what_is_not_followed_has_a_reason(
    text: str,
    untraced: tuple[str, ...],
    writes: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    lineage = traced(text)
    assert (lineage.untraced, lineage.writes) == (untraced, writes)


def test_columns_of_an_unknown_relation_come_as_written() -> None:
    lineage = traced("SELECT nir, i.* FROM autre.inconnue i")
    assert lineage.columns[0].origins[0].table == "autre.inconnue"
    assert lineage.whole == ("autre.inconnue",)
