"""WebSocket messages as exchanges: what was received, with what had been sent before it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from auditor.connectors.portal import graphql, trees
from auditor.connectors.portal.keys import shown
from auditor.connectors.portal.limits import Limits
from auditor.connectors.portal.message import Draft, body_of, read_body
from auditor.connectors.portal.opener import Opener
from auditor.connectors.portal.shapes import Node, number, text
from auditor.connectors.portal.trees import Pairs
from auditor.model.exchanges import Exchange, Message

_FRAMED = re.compile(r"\A(?:[0-9]{1,3}(?:/[\w\-]+,)?[0-9]{0,6}|a|[A-Z]+\n(?:[^\n]+\n)*\n)(?=[\[{])")
"""What socket.io, SockJS and STOMP put before their JSON."""
_NAMES = ("event", "type", "action", "op", "cmd", "command", "method", "topic", "destination")
_BINARY = 2
_CONTROL = frozenset({8, 9, 10})


def exchanges_of(
    talk: Sequence[Node], around: Exchange, note: Callable[[str], None], limits: Limits
) -> Iterator[Exchange]:
    """One exchange a received message, and one for messages that nothing answered."""
    sent: list[Draft] = []
    answered = False
    for one in talk[: limits.messages]:
        if number(one.get("opcode")) in _CONTROL:
            continue
        draft = _draft(one, note, limits)
        if text(one.get("type")).lower() in {"send", "sent", "request", "client"}:
            sent = [draft] if answered else [*sent, draft]
            answered = False
        else:
            yield _exchange(around, sent, draft)
            answered = True
    if sent and not answered:
        yield _exchange(around, sent, None)
    if len(talk) > limits.messages:
        note("too_many_values")


def _draft(one: Node, note: Callable[[str], None], limits: Limits) -> Draft:
    draft = Draft(Opener(limits), ())
    written = text(one.get("data")).rstrip("\x00\x1e")
    is_binary = number(one.get("opcode")) == _BINARY
    body = body_of(_FRAMED.sub("", written), base64=is_binary, mime="", encodings="")
    if body is None:
        note("body_damaged")
    elif not body.empty:
        read_body(draft, body, note, is_form=False)
    return draft


def _exchange(around: Exchange, sent: Sequence[Draft], received: Draft | None) -> Exchange:
    drafts = [draft.message() for draft in sent]
    asked = Message(
        around.request.leaves + tuple(leaf for one in drafts for leaf in one.leaves),
        around.request.headers,
        drafts[0].medium if drafts else "",
        sum(one.size for one in drafts),
        any(one.truncated for one in drafts),
    )
    named = next((name for name in map(_operation, [*sent, *filter(None, [received])]) if name), "")
    return replace(
        around,
        method="WS",
        operation=named,
        request=asked,
        response=received.message() if received else Message(),
        initiator="websocket",
    )


def _operation(draft: Draft) -> str:
    """What a message says it is about."""
    if draft.medium != "json":
        return ""
    documents = trees.documents_of(draft.text, draft.opener) or []
    called = graphql.operation_of(documents)
    if called:
        return called
    first = documents[0] if documents else None
    if isinstance(first, list) and first and type(first[0]) is str:
        return shown(first[0])
    fields = dict(first) if isinstance(first, Pairs) else {}
    names = (fields.get(name) for name in _NAMES)
    return next((shown(name) for name in names if type(name) is str and len(name) <= 60), "")  # noqa: PLR2004
