"""A fictitious third-party-payment operator, for the demonstration and the tests.

It is an independent witness: it shares no code with the detector that is run on it.
"""

from auditor.demo.build import build, capture_paths, policy_path

__all__ = ["build", "capture_paths", "policy_path"]
