"""Digests by which a report, its result, its configuration and its rules are held together."""

import hashlib

from auditor.model.result import Result
from auditor.reports.json import render


def result_digest(result: Result) -> str:
    """SHA-256 of the JSON document that the result is written as; it holds no audited value."""
    return hashlib.sha256(render(result)).hexdigest()
