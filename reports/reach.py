"""The sheet of a stolen account for a terminal or a text file."""

from collections.abc import Sequence

from rich.table import Table

from auditor.model.exposure import ControllerCount, Reach
from auditor.model.result import Result
from auditor.reports.grouping import widest_first
from auditor.reports.page import Page, styled
from auditor.reports.references import References
from auditor.reports.stolen import OUTSIDE, Sheet
from auditor.reports.wording import Wording

_MOST = 40
_FEW = 8


def render(
    result: Result,
    sheets: Sequence[Sheet],
    others: Sequence[Reach] = (),
    *,
    lang: str = "fr",
    width: int = 100,
    colour: bool = False,
    references: References | None = None,
) -> str:
    """The sheets one after the other, then what the other surfaces reach in a small table."""
    page = Page(Wording.of(result, lang, references), width, colour=colour)
    for one in sheets:
        _sheet(page, one)
    if others:
        page.title(page.words("reach.others"))
        page.show(_reaches(page, others, surface=True), 2)
    page.line()
    page.line(page.words("report.reach"), "italic")
    page.line(page.words("report.closing"), "italic")
    return page.text()


def section(page: Page, result: Result) -> None:
    """What an account of each role open to people outside obtains, the widest first."""
    roles = {surface.id for surface in result.surfaces if surface.kind == "role"}
    found = [r for r in widest_first(result) if r.surface in roles and r.audience in OUTSIDE]
    if found:
        page.title(page.words("section.reach"))
        page.show(_reaches(page, found[:_FEW], surface=True), 2)
        if len(found) > _FEW:
            page.line("… " + page.wording.messages.count("list.more", len(found) - _FEW), "dim", 2)
        page.line(page.words("reach.more"), "dim", 2)


def controllers(page: Page, counts: Sequence[ControllerCount]) -> None:
    """Persons by controller, on one line."""
    if not counts:
        return
    shown = [
        page.words(
            "reach.controller",
            name=page.wording.controller(count),
            persons=page.wording.persons(count.persons),
        )
        for count in counts[:_FEW]
    ]
    if len(counts) > _FEW:
        shown.append(page.wording.messages.count("list.more", len(counts) - _FEW))
    page.line(page.words("reach.controllers_line", split=", ".join(shown)), "dim", 2)


def _sheet(page: Page, one: Sheet) -> None:
    page.line(page.words("reach.title", name=one.name), "bold")
    page.line(page.words("reach.preparatory"), "dim")
    page.line(page.words("report.confidential"), "dim")
    if one.controller:
        name = page.wording.controller(one.controller)
        page.line(page.words("reach.extract", name=name), "bold")
    page.line()
    page.line(who(page.wording, one))
    page.title(page.words("reach.persons"))
    page.show(_reaches(page, one.reach), 2)
    _controllers(page, one)
    page.title(page.words("reach.data"))
    page.show(_data(page, one), 2)
    page.title(page.words("reach.records"))
    page.show(_objects(page, one), 2)
    page.title(page.words("reach.consequences"))
    for key in one.consequences:
        page.item(page.words(f"reach.consequence.{key}"))
    if not one.consequences:
        page.line(page.words("reach.consequences.none"), indent=2)
    page.title(page.words("reach.left"))
    for key in ("when", "b", "d"):
        page.line(page.words(f"reach.left.{key}"), indent=2)
    page.line()
    page.line(page.words("reach.processor"))


def who(wording: Wording, one: Sheet) -> str:
    """Who stands before the surface, and where that is known from."""
    text, known = wording.messages.text, one.known
    purposes = ", ".join(text(f"purpose.{name}") for name in known.purposes) if known else ""
    how = text("reach.purposeless")
    if known and purposes:
        how = text("reach.declared" if known.declared else "reach.presumed", purposes=purposes)
    return text(
        "reach.who.sentence",
        kind=wording.messages.label("surface", known.kind if known else "table"),
        name=one.name,
        audience=wording.messages.label("audience", known.audience if known else None),
        how=how,
    )


def _table(page: Page, *headers: str, right: frozenset[int]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=False, show_edge=False)
    for index, key in enumerate(headers):
        table.add_column(
            styled(page.words(key), "dim"),
            justify="right" if index in right else "left",
            overflow="fold",
        )
    return table


def _reaches(page: Page, found: Sequence[Reach], *, surface: bool = False) -> Table:
    first = ("table.surface", "table.subject") if surface else ("table.subject",)
    start = len(first)
    table = _table(
        page,
        *first,
        *("table.listable", "table.answerable", "table.per_day"),
        right=frozenset(range(start, start + 3)),
    )
    messages = page.wording.messages
    for one in found[:_MOST]:
        answered = page.wording.persons(one.answerable)
        if one.answerable:
            key = messages.label("key", one.key_strength)
            answered += f" ({messages.text('reach.key', key=key)})"
        named = [styled(one.account or one.surface)] if surface else []
        table.add_row(
            *named,
            styled(messages.label("subject", one.subject)),
            styled(page.wording.persons(one.listable)),
            styled(answered),
            styled(messages.number(one.per_day) if one.per_day else messages.text("reach.unknown")),
        )
    return table


def _controllers(page: Page, one: Sheet) -> None:
    for reach in one.reach:
        if not reach.controllers:
            continue
        subject = page.wording.messages.label("subject", reach.subject)
        page.title(f"{page.words('reach.controllers')} – {subject}")
        table = Table.grid(padding=(0, 2, 0, 0))
        for count in reach.controllers[:_MOST]:
            table.add_row(
                styled(page.wording.controller(count)), styled(page.wording.persons(count.persons))
            )
        page.show(table, 2)
        hidden = len(reach.controllers) - _MOST
        if hidden > 0:
            page.line(page.wording.messages.count("list.more", hidden), "dim", 2)


def _data(page: Page, one: Sheet) -> Table:
    table = _table(
        page,
        *("table.data", "table.subject", "table.persons", "table.form", "table.where"),
        right=frozenset({2}),
    )
    label = page.wording.messages.label
    for line in one.data[:_MOST]:
        table.add_row(
            styled(label("category", line.category)),
            styled(label("subject", line.subject)),
            styled(page.wording.persons(line.persons)),
            styled(label("form", line.form)),
            styled(page.wording.fields(line.fields, most=4, width=page.width // 3), "dim"),
        )
    return table


def _objects(page: Page, one: Sheet) -> Table:
    table = _table(page, "reach.objects", "reach.rows", right=frozenset({1}))
    messages = page.wording.messages
    for line in one.objects[:_MOST]:
        counted = messages.text("persons.structure") if line.rows is None else ""
        rows = counted or messages.number(line.rows or 0)
        if not line.whole and line.rows is not None:
            rows = messages.text("reach.at_most", rows=line.rows)
        place = page.wording.place(line.source, line.container)
        table.add_row(styled(page.name(place, 24)), styled(rows))
    return table
