"""YAML as nodes with their lines, for files of other programs; nothing is constructed."""

import yaml

DEEPEST = 100
"""Levels of a document that are read."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlFault(Exception):  # noqa: N818 - `yaml.YAMLError` is another one
    """The text is no YAML that can be read; `code` and `line` tell why and where."""

    def __init__(self, code: str, line: int = 1) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


def compose(text: str) -> yaml.Node | None:
    """The root of the first document, None where it is empty; raises YamlFault."""
    try:
        _measure(text)
        return yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFault("yaml_syntax_at", mark.line + 1 if mark else 1) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise YamlFault("yaml_syntax_at") from None


def _measure(text: str) -> None:
    """Raises YamlFault for what is too deep: the parser that builds nodes calls itself."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                mark = event.start_mark
                raise YamlFault("migration_too_long", mark.line + 1 if mark else 1)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
