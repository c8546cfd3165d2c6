"""What migrations do, in the report for a terminal: each file, and its changes line by line."""

from collections.abc import Sequence

from rich.table import Table

from auditor.model.changes import Change, FileVerdict
from auditor.model.result import Result
from auditor.reports.page import Page, styled

MAX_FILES, MAX_CHANGES = 20, 12
_STYLE = {"flag": "red", "unread": "yellow", "improvement": "green", "harmless": "dim"}
_ORDER = tuple(_STYLE)


def show(page: Page, result: Result) -> None:
    """The files, those to look at first, with their changes; nothing where none was read."""
    if not result.files:
        return
    page.title(page.words("section.migrations"))
    changes: dict[str, list[Change]] = {}
    for change in result.changes:
        changes.setdefault(change.file, []).append(change)
    files = sorted(result.files, key=lambda one: _ORDER.index(one.verdict))
    for one in files[:MAX_FILES]:
        _file(page, one, changes.get(one.file, ()))
    _more(page, len(files) - MAX_FILES, 2)


def _file(page: Page, one: FileVerdict, changes: Sequence[Change]) -> None:
    verdict = page.wording.messages.label("file", one.verdict)
    page.line(f"{page.name(one.file, page.width - len(verdict) - 6)} : {verdict}", indent=2)
    if changes:
        page.show(_changes(page, changes[:MAX_CHANGES]), 4)
        _more(page, len(changes) - MAX_CHANGES, 4)


def _changes(page: Page, changes: Sequence[Change]) -> Table:
    label = page.wording.messages.label
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    table.show_header = False
    table.add_column(justify="right", no_wrap=True)
    for _ in range(3):
        table.add_column(overflow="fold")
    for change in changes:
        place = page.wording.place("", change.container, change.column)
        role = f" → {page.name(change.role, 30)}" if change.role else ""
        kinds = ", ".join(label("category", category) for category in change.categories)
        table.add_row(
            styled(str(change.line), "dim"),
            styled(label("action", change.action)),
            styled(f"{page.name(place, page.width // 2)}{role}"),
            styled(kinds),
        )
    return table


def _more(page: Page, hidden: int, indent: int) -> None:
    if hidden > 0:
        page.line("… " + page.wording.messages.count("list.more", hidden), "dim", indent)
