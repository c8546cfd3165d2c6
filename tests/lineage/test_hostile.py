"""Texts that nobody would write by hand: they end, in bounded depth, with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.lineage import trace
from auditor.lineage.model import TRANSFORMS

KNOWN = {"public.t": ("a", "b", "c")}
_DIALECTS = st.sampled_from(["postgresql", "mysql", "sqlite", "oracle", "mssql", "inconnu"])
_TEXT = (
    "SELECT FROM WHERE WITH AS ( ) , . * t a b c 1 'x' || JOIN ON USING UNION ALL CASE WHEN THEN"
    " END CREATE VIEW FUNCTION RETURNS TABLE $$ BEGIN END ; INTO RETURN QUERY IN LOOP md5"
    ' LATERAL VALUES GROUP BY ORDER OVER PARTITION :: text " ` [ ] -- /* */ \n é'
)
_WORDS = st.sampled_from(_TEXT.split(" "))
_VALUES = st.recursive(
    st.sampled_from(["a", "b", "t.c", "'x'", "1", "NULL"]),
    lambda inner: st.one_of(
        st.builds("upper({})".format, inner),
        st.builds("({} || {})".format, inner, inner),
        st.builds("CASE WHEN {} IS NULL THEN {} ELSE {} END".format, inner, inner, inner),
        st.builds("coalesce({}, {})".format, inner, inner),
        st.builds("(SELECT max({}) FROM t)".format, inner),
    ),
    max_leaves=12,
)


@given(st.lists(_WORDS, max_size=40).map(" ".join), _DIALECTS)
def test_any_words_end_in_a_lineage(text: str, dialect: str) -> None:
    lineage = trace(text, dialect, KNOWN, default_schema="public")
    for column in lineage.columns:
        for origin in column.origins:
            assert origin.transform in TRANSFORMS


@given(st.text(max_size=200), _DIALECTS)
def test_any_text_ends_in_a_lineage(text: str, dialect: str) -> None:
    assert trace(text, dialect, KNOWN).columns == trace(text, dialect, KNOWN).columns


@given(_VALUES)
def test_an_expression_has_the_columns_that_it_names_and_no_other(value: str) -> None:
    lineage = trace(f"SELECT {value} AS v FROM t", "postgresql", KNOWN, default_schema="public")
    named = {name for name in "abc" if f" {name} " in _spaced(value)}
    assert {origin.column for origin in lineage.columns[0].origins} == named
    assert lineage.untraced == ()


def _spaced(value: str) -> str:
    for sign in "(),.":
        value = value.replace(sign, " ")
    return f" {value} "


def _nested(wrap: str, depth: int) -> str:
    value = "a"
    for _ in range(depth):
        value = wrap.format(value)
    return value


@pytest.mark.parametrize("wrap", ["({})", "upper({})", "CASE WHEN b = '1' THEN {} END"])
def test_deep_nesting_is_followed(wrap: str) -> None:
    text = f"SELECT {_nested(wrap, 400)} FROM t"
    lineage = trace(text, "postgresql", KNOWN, default_schema="public")
    assert "a" in {origin.column for origin in lineage.columns[0].origins}


def test_deep_queries_are_followed() -> None:
    text = "SELECT a FROM t"
    for level in range(300):
        text = f"SELECT a FROM ({text}) s{level}"
    lineage = trace(text, "postgresql", KNOWN, default_schema="public")
    assert lineage.columns[0].origins[0].column == "a"


@pytest.mark.parametrize("sign", ["||", "+", " AND ", " OR "])
def test_long_chains_are_followed(sign: str) -> None:
    known = {"public.t": tuple(f"c{i}" for i in range(3000))}
    text = "SELECT " + sign.join(known["public.t"]) + " FROM t"
    lineage = trace(text, "postgresql", known, default_schema="public")
    assert len(lineage.columns[0].origins) == 3000


def test_a_view_of_ten_thousand_columns_and_a_union_of_a_thousand_queries() -> None:
    known = {"public.t": tuple(f"c{i}" for i in range(10_000))}
    wide = "SELECT " + ", ".join(f"t.c{i} AS x{i}" for i in range(10_000)) + " FROM t"
    lineage = trace(wide, "postgresql", known, default_schema="public")
    assert [c.name for c in lineage.columns[-1:]] == ["x9999"]
    long = " UNION ALL ".join(["SELECT c1 FROM t", *["SELECT c2 FROM t"] * 1000])
    lineage = trace(long, "postgresql", known, default_schema="public")
    assert [o.column for o in lineage.columns[0].origins] == ["c1", "c2"]


def test_what_cannot_be_parsed_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        trace("ALTER VIEW x SET '1850578006084'", "postgresql", KNOWN)
        trace("SELECT '1850578006084' FROM ((", "postgresql", KNOWN)
    assert caplog.text == ""
