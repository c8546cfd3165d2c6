"""Every piece of evidence has its sentence in both languages, filled by the data it carries."""

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

import auditor.decide
import auditor.naming
from auditor.naming.vetoes import VETOES
from auditor.strictyaml import load

PACKAGES = (auditor.decide, auditor.naming)
PROVED = {"nir_birth_date", "nir_key", "nir_sex", "rib_split", "iban_rib", "siret_siren"}


def _codes() -> Iterator[tuple[str, set[str]]]:
    """Codes given to `add`, `value` and `Reason` in the sources, with the keywords beside them."""
    for package in PACKAGES:
        for path in sorted(Path(str(package.__file__)).parent.glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                for part in ast.walk(node.args[0]):
                    if name in {"add", "value", "Reason"} and isinstance(part, ast.Constant):
                        yield str(part.value), {k.arg for k in node.keywords if k.arg}


def _sentences(lang: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for area in ("decide", "naming"):
        source = files("auditor.reports").joinpath("translations", lang, f"{area}.yaml")
        root = load(source.read_text(encoding="utf-8"), f"{area}.yaml")
        found |= {key: node.text() for key, node in root.mapping().items()}
    return found


def test_both_languages_have_the_same_sentences_with_the_same_fields() -> None:
    french, english = _sentences("fr"), _sentences("en")
    assert french.keys() == english.keys()
    for key, sentence in french.items():
        fields = [
            {field for _, field, _, _ in Formatter().parse(s)} for s in (sentence, english[key])
        ]
        assert fields[0] == fields[1], key


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_code_has_a_sentence(lang: str) -> None:
    known = {key.removeprefix("reason.") for key in _sentences(lang)}
    used = {code for code, _ in _codes() if "_" in code and code == code.lower()}
    used -= {"insured_only"}
    assert {code for code in used if not code.startswith("pair_")} <= known
    assert {f"pair_{kind}" for kind in PROVED} <= known
    assert set(VETOES) <= known
