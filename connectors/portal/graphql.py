"""What a GraphQL or JSON-RPC request calls, and the values that stand in its text."""

import re
from collections.abc import Mapping

from auditor.connectors.portal.keys import shown
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.sink import Sink
from auditor.connectors.portal.trees import Pairs

_NAME = re.compile(r"\b(?:query|mutation|subscription)\s+([A-Za-z_]\w*)")
_FIELD = re.compile(r"\{\s*(?:[A-Za-z_]\w*\s*:\s*)?([A-Za-z_]\w*)")
_LITERAL = re.compile(
    r'(?<!\w)([A-Za-z_]\w{0,60})\s*:\s*("""(.*?)"""|"((?:[^"\\]|\\.)*)"|-?[0-9][\w.\-]*)', re.DOTALL
)
_MOST = 5


def operation_of(documents: list[object]) -> str:
    """The operation that a JSON request asks for, several of a batch joined; "" for others."""
    calls = documents
    if len(documents) == 1 and isinstance(documents[0], list):
        calls = documents[0]
    names = [_one(dict(call)) for call in calls[:_MOST] if isinstance(call, Pairs)]
    return "+".join(dict.fromkeys(name for name in names if name))


def of_query(parameters: Mapping[str, str]) -> str:
    """The operation that the parameters of an address ask for."""
    return _one(dict(parameters)) if "query" in parameters or "operationName" in parameters else ""


def _one(call: Mapping[str, object]) -> str:
    name, text = call.get("operationName"), call.get("query")
    is_graphql = "variables" in call or "operationName" in call or "extensions" in call
    if isinstance(text, str) and "{" in text:
        if isinstance(name, str) and name:
            return shown(name)
        found = _NAME.search(text) or _FIELD.search(text)
        return shown(found[1]) if found else ""
    if is_graphql and isinstance(name, str) and name:
        return shown(name)
    method = call.get("method")
    if isinstance(method, str) and ("jsonrpc" in call or ("params" in call and "id" in call)):
        return shown(method)
    return ""


def read_literals(text: str, at: At, sink: Sink) -> None:
    """Hand over the arguments that were written into the text of a query."""
    inner = at.inside("graphql")
    for found in _LITERAL.finditer(text):
        value = found[3] or found[4] or found[2]
        if value and value != '""':
            sink.value(inner.under(shown(found[1])), value)
