"""Templates of plain text: YAML to fill in, Markdown to sign."""

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from auditor.desk.yaml_text import comment, quoted, scalar

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#])")


def fill(template: str, **values: object) -> str:
    """The template with these values; a name that is missing is a fault of ours."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=False,  # noqa: S701 - no HTML is made here; each value is quoted by a filter
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "quoted": quoted,
        "scalar": scalar,
        "comment": comment,
        "markdown": _markdown,
    }
    return environment


def _read(name: str) -> str:
    return files("auditor.reports").joinpath("templates", name).read_text(encoding="utf-8")


def _markdown(text: str) -> str:
    """Text that Markdown prints as it is, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
