"""The formats that `-f` accepts: a plain dictionary."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from auditor.model.result import Result
from auditor.reports import html, json, terminal
from auditor.reports.references import Reference


@dataclass(frozen=True, slots=True)
class Options:
    """All that a report takes besides the Result; a format ignores what does not concern it."""

    lang: str = "fr"
    width: int = 100
    colour: bool = False
    references: Mapping[str, Reference] = field(default_factory=dict)


Format = Callable[[Result, Options], bytes]


def _terminal(result: Result, options: Options) -> bytes:
    return terminal.render(
        result,
        lang=options.lang,
        width=options.width,
        colour=options.colour,
        references=options.references,
    ).encode()


def _json(result: Result, _options: Options) -> bytes:
    return json.render(result)


def _html(result: Result, options: Options) -> bytes:
    return html.render(result, lang=options.lang, references=options.references)


FORMATS: dict[str, Format] = {"terminal": _terminal, "json": _json, "html": _html}
