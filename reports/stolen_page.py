"""The sheets of stolen accounts as the HTML report shows them."""

from auditor.model.result import Result
from auditor.reports.reach import who
from auditor.reports.stolen import OUTSIDE, Sheet, accounts, sheet
from auditor.reports.wording import Wording

MOST = 6
"""Sheets in a report; the command `audit reach` writes any other."""


def stolen(result: Result, wording: Wording) -> list[tuple[Sheet, str]]:
    """The widest accounts that are open to people outside, each with who stands before it."""
    outside = {(r.surface, r.account) for r in result.reach if r.audience in OUTSIDE}
    chosen = [key for key in accounts(result) if key in outside][:MOST]
    sheets = [sheet(result, *key) for key in chosen]
    return [(one, who(wording, one)) for one in sheets]
