import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from auditor import strictyaml
from auditor.model.errors import ConfigurationError
from auditor.reports.messages import catalogue
from auditor.strictyaml import Node, YamlError, load, read_each, read_text


def plain(text: str) -> object:
    return load(text, "a.yaml").plain()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on", "on"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("True", "True"),
        ("~", "~"),
        ("010000123", "010000123"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2024-02-01", "2024-02-01"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("'12'", "12"),
        ("12345678901234567890", "12345678901234567890"),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("1.50", 1.5),
        ("true", True),
        ("false", False),
        ("null", None),
    ],
)
def test_only_plain_booleans_nulls_and_decimals_are_typed(text: str, value: object) -> None:
    read = plain(f"key: {text}")
    assert read == {"key": value}
    assert type(read["key"]) is type(value)


def test_keys_are_their_own_spelling() -> None:
    assert plain("on: 1\n010: 2\ntrue: 3") == {"on": 1, "010": 2, "true": 3}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3", "yaml_duplicate_key", 3, 1),
        ("a: &x 1", "yaml_anchor", 1, 4),
        ("a: *x", "yaml_anchor", 1, 4),
        ("a: !!python/name:os.system x", "yaml_tag", 1, 4),
        ("a: ! 1", "yaml_tag", 1, 4),
        ("? [1, 2]\n: 3", "yaml_key", 1, 3),
        ("a: 1\n---\nb: 2", "yaml_several_documents", 2, 1),
        ("a: [1", "yaml_syntax", 2, 1),
        ("a: \x01", "yaml_characters", 1, 1),
        ("a: \ud800", "yaml_characters", 1, 1),
        ("[" * 100 + "]" * 100, "yaml_too_deep", 1, strictyaml.MAX_DEPTH + 2),
        ("a: " + "x" * strictyaml.MAX_BYTES, "yaml_too_large", 1, 1),
    ],
)
def test_a_fault_says_where_it_is(text: str, code: str, line: int, column: int) -> None:
    with pytest.raises(YamlError) as caught:
        load(text, "a.yaml")
    assert caught.value.code == code
    detail = caught.value.detail
    assert (detail["file"], detail["line"]) == ("a.yaml", str(line))
    if code != "yaml_syntax":
        assert detail["column"] == str(column)


def test_a_merge_key_merges_nothing() -> None:
    assert plain("<<: {a: 1}\nb: 2") == {"<<": {"a": 1}, "b": 2}


def test_an_empty_file_is_null() -> None:
    assert load("", "a.yaml").value is None
    assert load("# nothing\n", "a.yaml").value is None


def test_unknown_and_missing_keys_are_told_together_with_the_nearest_word() -> None:
    with pytest.raises(YamlError) as caught:
        load("tabels: 1\nzzz: 2", "a.yaml").mapping(("tables", "limits"), ("limits",))
    first, *others = (caught.value, *caught.value.others)
    assert (first.code, first.detail["hint"]) == ("yaml_unknown_key_near", "tables")
    assert [fault.code for fault in others] == ["yaml_unknown_key", "yaml_missing_key"]
    assert others[0].detail["known"] == "tables, limits"


def test_faults_of_a_list_are_told_together() -> None:
    with pytest.raises(YamlError) as caught:
        read_each(load("[a, 1, b, 2]", "a.yaml").items(), Node.text)
    places = [f.detail["column"] for f in (caught.value, *caught.value.others)]
    assert places == ["5", "11"]


def test_a_value_is_quoted_nowhere() -> None:
    value = "255081416802538"
    reads: dict[str, Callable[[Node], object]] = {
        f"{value}: 1": lambda node: node.mapping(("a",)),
        f"a: {value}": lambda node: node.mapping()["a"].word(("b", "c")),
        f"{value}: 1\n{value}: 2": Node.plain,
    }
    for text, read in reads.items():
        with pytest.raises(YamlError) as caught:
            read(load(text, "a.yaml"))
        assert value not in f"{caught.value!r} {caught.value.detail} {caught.value}"
    assert value not in repr(load(f"a: '{value}'", "a.yaml"))


@given(st.text(max_size=200))
def test_any_text_loads_or_is_refused_with_a_place(text: str) -> None:
    try:
        load(text, "a.yaml")
    except YamlError as refused:
        fault = refused
    else:
        return
    assert int(fault.detail["line"]) >= 1


# Control characters aside: PyYAML's own emitter folds U+0085 into a space.
_WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
_TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | _WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(_TREES)
def test_what_pyyaml_writes_reads_back(tree: object) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True)
    # PyYAML repeats equal lists by anchors only where they are one object; ours never are.
    if "&id" not in text:
        assert plain(text) == tree


def test_the_python_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = files("auditor.rules").joinpath("purposes.yaml").read_text(encoding="utf-8")
    fast = plain(text)
    monkeypatch.setattr(strictyaml, "_LOADER", yaml.SafeLoader)
    assert plain(text) == fast


def test_files_that_cannot_be_read_are_configuration_errors(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as missing:
        read_text(tmp_path / "none.yaml")
    assert missing.value.code == "file_unreadable"
    (tmp_path / "latin.yaml").write_bytes("a: é".encode("latin-1"))
    with pytest.raises(YamlError) as latin:
        read_text(tmp_path / "latin.yaml")
    assert latin.value.code == "yaml_characters"


def test_every_fault_has_its_sentence_in_both_languages() -> None:
    root = Path(strictyaml.__file__).parent
    sources = [root / "strictyaml.py", *root.glob("policy/*.py"), *root.glob("rulebook/*.py")]
    called = re.compile(r"(?:fault|unknown|YamlError|ConfigurationError)\(\s*\"([a-z_]+)\"")
    codes = {code for source in sources for code in called.findall(source.read_text())}
    for lang in ("fr", "en"):
        assert {f"error.{code}" for code in codes} <= set(catalogue(lang))
