"""The Result as JSON: written, read back, and described by a schema."""

import re

import msgspec

from auditor.model.errors import ConfigurationError
from auditor.model.result import SCHEMA, Result


def render(result: Result) -> bytes:
    """The Result as indented UTF-8 JSON, keys in the order of the dataclasses."""
    try:
        encoded = msgspec.json.encode(result)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_encodable(msgspec.to_builtins(result)))
    return msgspec.json.format(encoded, indent=1) + b"\n"


def parse(data: bytes) -> Result:
    """The Result that `render` wrote.

    Raises ConfigurationError `result_invalid` with the place of the fault, or `result_schema`
    where another version of the schema wrote it; neither quotes the content.
    """
    try:
        written = msgspec.json.decode(data, type=_Version).schema
        if written != SCHEMA:
            raise ConfigurationError("result_schema", found=written, expected=SCHEMA)
        return msgspec.json.decode(data, type=Result)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise ConfigurationError("result_invalid", path=_path(fault)) from None


def schema() -> bytes:
    """The JSON Schema (2020-12) of the document, as kept in `schema/result.schema.json`."""
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Result of a data-minimisation audit",
        **msgspec.json.schema(Result),
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=2) + b"\n"


class _Version(msgspec.Struct):
    schema: int


_PLACE = re.compile(r"- at `(\$[\w.\[\]…]*)`$")


def _path(fault: Exception) -> str:
    """Where the fault is; the rest of msgspec's sentence may quote a value."""
    found = _PLACE.search(str(fault))
    return found[1] if found else "$"


def _encodable(node: object) -> object:
    """The same tree without lone surrogates, which a file name may carry and UTF-8 cannot."""
    if isinstance(node, str):
        return node.encode("utf-8", "backslashreplace").decode()
    if isinstance(node, dict):
        return {_encodable(key): _encodable(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_encodable(item) for item in node]
    return node
