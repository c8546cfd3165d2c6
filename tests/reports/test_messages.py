import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import auditor
from auditor.model import vocabulary
from auditor.model.catalogue import ContainerKind
from auditor.policy.legal import legal_texts
from auditor.policy.model import CONDITIONS
from auditor.policy.purposes import shipped_purposes
from auditor.reports.messages import LANGUAGES, Messages, catalogue, catalogue_files
from auditor.rulebook.severity import MODIFIER_FACTS

PACKAGE = Path(auditor.__file__).parent
REPORTS = PACKAGE / "reports"
RULED_OUT = re.compile(
    r"manquement|non-conformité|\billicite|\bfuite|\bcrypté|anonymisé|\bconteneur|lacune",
    re.IGNORECASE,
)
PARTIAL = {"headline.insured", "headline.colleagues", "headline.practitioners"}
"""Keys that the code completes with `.one`, `.other` or `.unknown`."""
COMPUTED = re.compile(
    r"(error|label|purpose|condition|persons|severity|warning|reason|gap|conforming)\."
    r"|(modifier\.name|fact|exposures\.condition|explain\.no_error|headline\.basis|report)\.\w+$"
)
"""Keys whose last part is a value, so that it is not written out in the code."""
ENUMS: dict[str, type[StrEnum]] = {
    "severity": vocabulary.Severity,
    "subject": vocabulary.Subject,
    "audience": vocabulary.Audience,
    "form": vocabulary.Form,
    "mode": vocabulary.Mode,
    "evidence": vocabulary.Evidence,
    "scope": vocabulary.Scope,
    "origin": vocabulary.Origin,
    "necessity": vocabulary.Necessity,
    "provenance": vocabulary.Provenance,
    "environment": vocabulary.EnvironmentKind,
    "basis": vocabulary.Basis,
    "gap": vocabulary.GapKind,
    "category": vocabulary.Category,
    "container": ContainerKind,
}


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))
    for folder in ("connectors", "reports", "rules"):
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                yield function.attr, node
            elif isinstance(function, ast.Name):
                yield function.id, node


def literal(node: ast.Call, index: int, keyword: str) -> str | None:
    """The text given for that argument, where it is written out."""
    given = [one.value for one in node.keywords if one.arg == keyword]
    if len(node.args) > index:
        given.append(node.args[index])
    for value in given:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
    return None


def report_keys() -> set[str]:
    """Every message key written out in the reports' code and templates."""
    found = set()
    for path in REPORTS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    for path in (REPORTS / "templates").glob("*.html"):
        found |= set(re.findall(r'\b(?:t|count)\("([\w.]+)"', path.read_text(encoding="utf-8")))
    found -= {"report.css", "report.js"}
    return {key for key in found if re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", key)}


def known(key: str, lang: str) -> bool:
    sentences = catalogue(lang)
    return key in sentences or {f"{key}.one", f"{key}.other"} <= sentences.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_key_of_the_reports_is_missing(lang: str) -> None:
    prefixes = {key.split(".")[0] for key in catalogue(lang)}
    wanted = {key for key in report_keys() if key.split(".")[0] in prefixes}
    assert len(wanted) > 80
    assert not {key for key in wanted if not known(key, lang)} - PARTIAL


def test_no_key_of_the_reports_is_unused() -> None:
    used = report_keys()
    left = {
        key
        for key in catalogue_files("fr")["reports.yaml"]
        if not COMPUTED.match(key)
        and key not in used
        and re.sub(r"\.(one|other|unknown)$", "", key) not in used
    }
    assert not left


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ENUMS)
def test_every_value_of_a_closed_list_has_its_word(kind: str, lang: str) -> None:
    messages = Messages(lang)
    for value in ENUMS[kind]:
        assert kind == "category" or messages.known(f"label.{kind}.{value.value}")
        assert messages.label(kind, value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fault_gap_and_reason_of_the_code_has_its_sentence(lang: str) -> None:
    missing = []
    for path, tree in modules():
        for name, node in calls(tree):
            if name in {"AuditError", "TargetError", "ReadError", "ConfigurationError"}:
                key, code = "error", literal(node, 0, "code")
            elif name == "Gap":
                key, code = "gap", literal(node, 1, "code")
            elif name == "Reason":
                key, code = "reason", literal(node, 0, "code")
            else:
                continue
            if code is not None and not known(f"{key}.{code}", lang):
                missing.append(f"{path.name}: {key}.{code}")
    assert not missing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_key_is_written_in_two_files(lang: str) -> None:
    keys = Counter(key for sentences in catalogue_files(lang).values() for key in sentences)
    assert not [key for key, times in keys.items() if times > 1]


def test_both_languages_hold_the_same_keys_and_fields() -> None:
    french, english = catalogue("fr"), catalogue("en")
    assert french.keys() == english.keys()
    assert {key: fields(text) for key, text in french.items()} == {
        key: fields(text) for key, text in english.items()
    }


def fields(sentence: str) -> set[str]:
    parsed = string.Formatter().parse(sentence)
    return {name for _, name, _, _ in parsed if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_can_be_filled(lang: str) -> None:
    messages = Messages(lang)
    for key, sentence in catalogue(lang).items():
        assert all(name.isidentifier() for name in fields(sentence)), key
        for filling in (0, 1.5, "x", None):
            assert messages.text(key, **dict.fromkeys(fields(sentence), filling))
        assert messages.text(key)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_purposes_are_called_as_the_matrix_calls_them(lang: str) -> None:
    for name, purpose in shipped_purposes().items():
        assert Messages(lang).text(f"purpose.{name}").lower() == purpose.label[lang].lower()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_conditions_modifiers_and_references_have_their_words(lang: str) -> None:
    kinds = {text.kind for text in legal_texts().values()}
    wanted = [f"condition.{name}" for name in CONDITIONS]
    wanted += [f"modifier.name.{name}" for name in MODIFIER_FACTS]
    wanted += [f"label.reference.{kind}" for kind in kinds]
    assert not [key for key in wanted if not Messages(lang).known(key)]


def test_words_that_the_glossary_rules_out_are_not_printed() -> None:
    ruled_out = (
        r"manquement|non-conformité|\billicite|\bfuite|\bcrypté|anonymisé|\bconteneur|lacune"
    )
    french = catalogue_files("fr")["reports.yaml"]
    assert not [key for key, text in french.items() if re.search(ruled_out, text, re.IGNORECASE)]


def test_french_double_punctuation_follows_a_no_break_space() -> None:
    french = catalogue_files("fr")["reports.yaml"]
    assert not [key for key, text in french.items() if re.search(r" [:;!?»%]|« ", text)]


def test_an_unknown_key_is_printed_readable_with_its_fields() -> None:
    assert (
        Messages("fr").text("gap.no_such_thing", key="x", rows=3)
        == "no such thing (key: x, rows: 3)"
    )


def test_an_absent_field_is_an_ellipsis() -> None:
    assert "(à l'emplacement …)" in Messages("fr").text("error.result_invalid")


@pytest.mark.parametrize(
    ("lang", "value", "printed"),
    [
        ("fr", 0, "0"),
        ("fr", 1_234_567, "1\u202f234\u202f567"),
        ("en", 1_234_567, "1,234,567"),
        ("fr", 1234.5, "1\u202f234,5"),
        ("en", 0.25, "0.25"),
        ("fr", 2.0, "2"),
    ],
)
def test_numbers(lang: str, value: float, printed: str) -> None:
    assert Messages(lang).number(value) == printed


@pytest.mark.parametrize(
    ("share", "french", "english"),
    [
        (0, "0\u00a0%", "0%"),
        (1, "100\u00a0%", "100%"),
        (0.9987, "99,9\u00a0%", "99.9%"),
        (0.99999, ">\u00a099,9\u00a0%", ">\u00a099.9%"),
        (0.5, "50\u00a0%", "50%"),
        (0.0004, "0,04\u00a0%", "0.04%"),
        (0.0000012, "0,00012\u00a0%", "0.00012%"),
    ],
)
def test_shares_never_round_to_all_or_nothing(share: float, french: str, english: str) -> None:
    assert Messages("fr").percent(share) == french
    assert Messages("en").percent(share) == english


@given(st.floats(0, 1, exclude_min=True, exclude_max=True, allow_subnormal=False))
def test_a_part_is_neither_nothing_nor_everything(share: float) -> None:
    printed = Messages("en").percent(share)
    assert printed not in {"0%", "100%"}


def test_french_counts_nothing_as_one_and_english_as_many() -> None:
    assert Messages("fr").count("findings.count", 0) == "0 constat"
    assert Messages("en").count("findings.count", 0) == "0 findings"
    assert Messages("fr").count("findings.count", 2) == "2 constats"


def test_another_language_falls_back_on_french() -> None:
    assert Messages("de").text("section.findings") == "Constats"


def test_a_text_by_language_falls_back_on_any_and_keeps_one_line() -> None:
    assert Messages("fr").pick({"en": "one\n two"}) == "one two"
    assert Messages("fr").pick({}) == ""
