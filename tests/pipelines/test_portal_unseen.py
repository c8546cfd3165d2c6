"""Three captures of two portals, read in one scan, against answers that were written first."""

from pathlib import Path

import pytest

from auditor.policy.load import read_policy
from auditor.policy.model import Policy
from tests.corpus.portal_unseen.score import LAST, Compared, captures, compared, declared, shown


@pytest.mark.parametrize(
    "policy", [declared(), read_policy("", "audit.yaml")], ids=["declared", "presumed"]
)
def test_the_bars(policy: Policy, tmp_path: Path) -> None:
    told = captures(tmp_path)
    found: Compared = compared(told, *shown(tmp_path, policy))
    assert found.over >= 0.95, found
    assert found.presence >= 0.96, found
    assert len(found.alarmed) * 27 <= found.clean, found
    kinds = {flag for _, _, flag in found.flags_missed}
    assert not kinds - {"oracle"}, found


def test_the_capture_that_was_written_last(tmp_path: Path) -> None:
    told = captures(tmp_path, LAST)
    found = compared(told, *shown(tmp_path, read_policy("", "audit.yaml"), LAST))
    assert found.over >= 0.95, found
    assert found.presence >= 0.95, found
    assert not found.alarmed, found
