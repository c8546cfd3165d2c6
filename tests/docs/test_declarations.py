"""What the documents show of audit.yaml and audit-decisions.yaml is what the loaders accept."""

import re

import pytest

from auditor.desk.decisions import EXTRA, STATES, WHO, load_decisions
from auditor.policy.load import KEYS, load_policy
from auditor.policy.model import CONDITIONS, NEEDS
from auditor.policy.purposes import GROUPS, shipped_purposes
from auditor.policy.purposes import WHO as SUBJECTS
from tests.docs.generate import ROOT

POLICY, DECISIONS = ROOT / "docs" / "audit-yaml.md", ROOT / "docs" / "decisions.md"
_BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
EXAMPLES = _BLOCK.findall(POLICY.read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.partition(":")[0])
def test_each_example_is_an_audit_yaml(
    example: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("docs") / "audit.yaml"
    file.write_text(example, encoding="utf-8")
    assert load_policy(file).digest


def test_every_key_has_a_section_and_an_example() -> None:
    text = POLICY.read_text(encoding="utf-8")
    for key in KEYS:
        assert f"\n## {key}\n" in text
        assert any(re.search(rf"^{key}:", example, re.MULTILINE) for example in EXAMPLES), key


def test_every_word_is_named() -> None:
    text = POLICY.read_text(encoding="utf-8")
    words = (*shipped_purposes(), *CONDITIONS, *NEEDS, *GROUPS, *SUBJECTS)
    assert not [word for word in words if f"`{word}`" not in text]


def test_the_example_of_decisions_loads_and_every_word_is_named(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = DECISIONS.read_text(encoding="utf-8")
    file = tmp_path_factory.mktemp("docs") / "audit-decisions.yaml"
    file.write_text("".join(_BLOCK.findall(text)), encoding="utf-8")
    assert load_decisions(file)
    assert not [word for word in (*STATES, *WHO, *EXTRA) if f"`{word}`" not in text]
