"""The accounts' own identifiers, read from the environment and from files beside audit.yaml."""

import os
from dataclasses import replace
from pathlib import Path

from auditor.policy.accounts import resolved
from auditor.policy.model import Policy


def with_own(policy: Policy, config: Path | None) -> Policy:
    """The policy with every `env:` and `file:` reference of its accounts replaced."""
    folder = config.parent if config else Path()
    return replace(policy, accounts=resolved(policy.accounts, os.environ, folder))
