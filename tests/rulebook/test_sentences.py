from importlib.resources import files

import pytest

from auditor.policy.legal import legal_texts
from auditor.policy.load import read_policy
from auditor.rulebook.evaluate import SETTLED_BY
from auditor.rulebook.load import read_pack
from auditor.rulebook.severity import MODIFIER_FACTS
from auditor.strictyaml import YamlError, load
from tests.rulebook.packs import EXPOSURE, HEAD

LANGS = ("fr", "en")


def sentences(lang: str) -> dict[str, str]:
    folder = files("auditor.reports").joinpath("translations", lang)
    return {
        key: node.text()
        for file in folder.iterdir()
        for key, node in load(file.read_text(encoding="utf-8"), file.name).mapping().items()
    }


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_rulebook_names_has_words(lang: str) -> None:
    known = sentences(lang)
    wanted = {f"gap.undecided_{name}" for name in {"tables", *SETTLED_BY.values()}}
    wanted |= {f"modifier.name.{name}" for name in MODIFIER_FACTS}
    wanted |= {f"label.reference.{text.kind}" for text in legal_texts().values()}
    wanted |= {"conforming.rule_exception"}
    assert wanted <= set(known)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "text",
    [
        "tabels: []",
        "accounts: 1",
        "environment: recette",
        "tables: [{match: x, purposes: hotlin}]",
        "limits: {medium: -1}",
        "purposes: {hotline: {answer: [{need: needed, what: NIR}, {need: needed, what: NIR}]}}",
        "a: 1\na: 2",
        "# 255081416802538",
        "[" * 99,
    ],
)
def test_faults_of_a_policy_fill_their_sentences(text: str, lang: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_policy(text, "audit.yaml")
    sentence = sentences(lang)[f"error.{caught.value.code}"].format(**caught.value.detail)
    assert sentence.startswith("audit.yaml, ")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("old", "new"),
    [("needs: [exposure]", "needs: []"), ("{persons}", "{x}"), ("- silent", "- undetermined")],
)
def test_faults_of_a_rule_fill_their_sentences(old: str, new: str, lang: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_pack((HEAD + EXPOSURE).replace(old, new), "small.yaml")
    assert sentences(lang)[f"error.{caught.value.code}"].format(**caught.value.detail)
