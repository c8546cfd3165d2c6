"""The summary of a step of GitHub Actions, in the file that the runner names."""

import os
from pathlib import Path

from auditor.model.errors import AuditError
from auditor.model.result import Result
from auditor.reports.formats import FORMATS, Options

MOST_BYTES = 1_000_000
"""The runner takes 1 MiB a step."""


def add_summary(result: Result, options: Options) -> None:
    """Add the Markdown report to the step's summary, where a runner asks for one."""
    file = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if not file:
        return
    content = FORMATS["markdown"](result, options)
    if len(content) > MOST_BYTES:
        content = content[:MOST_BYTES].decode(errors="ignore").encode()
    try:
        with Path(file).open("ab") as stream:
            stream.write(content)
    except OSError as fault:
        raise AuditError("cannot_write", file=file, why=os.strerror(fault.errno or 0)) from None
