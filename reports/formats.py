"""The formats that `-f` accepts: a plain dictionary, each module imported when it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module

from auditor.model.result import Result
from auditor.reports.references import Reference


@dataclass(frozen=True, slots=True)
class Options:
    """All that a report takes besides the Result; a format ignores what does not concern it."""

    lang: str = "fr"
    width: int = 100
    colour: bool = False
    references: Mapping[str, Reference] = field(default_factory=dict)
    lines: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """Lines of files that findings point at, by (file, line), with every literal left out."""


Format = Callable[[Result, Options], bytes]


def _terminal(result: Result, options: Options) -> bytes:
    from auditor.reports import terminal

    return terminal.render(
        result,
        lang=options.lang,
        width=options.width,
        colour=options.colour,
        references=options.references,
    ).encode()


def _json(result: Result, _options: Options) -> bytes:
    from auditor.reports import json

    return json.render(result)


def _html(result: Result, options: Options) -> bytes:
    from auditor.reports import html

    return html.render(result, lang=options.lang, references=options.references)


def _module(name: str) -> Format:
    """A format whose module has `render(result, options)`."""

    def render(result: Result, options: Options) -> bytes:
        made = import_module(f"auditor.reports.{name}").render(result, options)
        assert isinstance(made, bytes)  # noqa: S101 - the modules below are ours
        return made

    return render


FORMATS: dict[str, Format] = {
    "terminal": _terminal,
    "json": _json,
    "html": _html,
    "text": _module("check_text"),
    "markdown": _module("markdown"),
    "sarif": _module("sarif"),
    "gitlab": _module("gitlab"),
    "junit": _module("junit"),
    "checkstyle": _module("checkstyle"),
    "github": _module("github"),
}
