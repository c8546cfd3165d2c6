"""The portal's part of the report for a terminal."""

from rich.table import Table

from auditor.model.result import Result
from auditor.reports import portal
from auditor.reports.page import Page, styled

MAX_ACCOUNTS, MAX_ROWS, MAX_FLAGS = 4, 14, 12
_STYLE = {"excessive": "red", "to_justify": "yellow"}


def show(page: Page, result: Result) -> None:
    """Accounts by category, what tells them apart, and the exchanges to note; nothing without."""
    if not result.entries:
        return
    names = portal.accounts(result)
    if names:
        page.title(page.words("section.portal"))
        page.show(_accounts(page, result, names), 2)
        for one in portal.obtained(result):
            page.line(portal.reach_sentence(page.wording, one), indent=2)
        for sentence in portal.difference_sentences(page.wording, result):
            page.line(sentence, indent=2)
        for sentence in portal.link_sentences(page.wording, result)[:MAX_ROWS]:
            page.item(sentence)
    rows = portal.flagged(result)
    if rows:
        page.title(page.words("section.entries"))
        page.show(_flags(page, rows), 2)


def _accounts(page: Page, result: Result, names: tuple[str, ...]) -> Table:
    label = page.wording.messages.label
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column(styled(page.words("table.data"), "dim"), overflow="fold")
    for name in names[:MAX_ACCOUNTS]:
        table.add_column(styled(page.name(name, page.width - 24), "dim"), overflow="fold")
    for row in portal.seen(result)[:MAX_ROWS]:
        cells = [
            styled(label("necessity", cell) if cell else "–", _STYLE.get(cell or "", ""))
            for cell in row.cells[:MAX_ACCOUNTS]
        ]
        table.add_row(
            styled(f"{label('category', row.category)} – {label('subject', row.subject)}"), *cells
        )
    hidden = len(portal.seen(result)) - MAX_ROWS
    if hidden > 0:
        table.add_row(styled("… " + page.wording.messages.count("list.more", hidden), "dim"))
    return table


def _flags(page: Page, rows: tuple[portal.Flagged, ...]) -> Table:
    messages = page.wording.messages
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column(styled(page.words("portal.table.flag"), "dim"), overflow="fold")
    table.add_column(styled(page.words("portal.table.exchanges"), "dim"), justify="right")
    table.add_column(styled(page.words("portal.table.where"), "dim"), overflow="fold")
    for row in rows[:MAX_FLAGS]:
        shown = ", ".join(page.name(name, page.width // 2) for name in row.surfaces[:2])
        more = len(row.surfaces) - 2
        where = f"{shown} {messages.count('list.more', more)}" if more > 0 else shown
        table.add_row(
            styled(messages.label("flag", row.flag)),
            styled(messages.number(row.exchanges)),
            styled(where),
        )
    return table
