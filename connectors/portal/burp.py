"""Burp's own export: an XML list of items, each a request and an answer as they went by."""

import base64
import binascii
from collections.abc import Iterator
from typing import TYPE_CHECKING

from auditor.connectors.files.entry import Entry
from auditor.connectors.portal.capture import open_utf8
from auditor.connectors.portal.har import Reading
from auditor.connectors.portal.saved import Call, exchange_of
from auditor.model.exchanges import Exchange

if TYPE_CHECKING:
    from lxml.etree import _Element


def exchanges_of_items(entry: Entry, reading: Reading) -> Iterator[Exchange]:
    """Every item of the export in order; one that is damaged is told."""
    from lxml import etree

    index = 0
    with open_utf8(entry) as stream:
        try:
            for _, item in etree.iterparse(
                stream, tag="item", resolve_entities=False, no_network=True, load_dtd=False,
                huge_tree=True, recover=True, encoding="utf-8",
            ):  # fmt: skip
                yield from _exchange(item, index, reading)
                index += 1
                item.clear()
        except etree.XMLSyntaxError:
            reading.note("entry_damaged")
    if not index:
        reading.note("no_exchange")


def _exchange(item: "_Element", index: int, reading: Reading) -> Iterator[Exchange]:
    from dataclasses import replace

    asked, given = _bytes(item.find("request")), _bytes(item.find("response"))
    if asked is None:
        reading.note("entry_damaged")
        return
    call = Call(item.findtext("method") or "", item.findtext("url") or "", typed=True)
    exchange = exchange_of(call, asked.rstrip(b"\r\n") + b"\r\n\r\n" + (given or b""), "", reading)
    yield replace(exchange, entry=index, started=(item.findtext("time") or "")[:40])


def _bytes(node: "_Element | None") -> bytes | None:
    if node is None:
        return None
    text = node.text or ""
    if node.get("base64") != "true":
        return text.encode("utf-8", "replace")
    try:
        return base64.b64decode("".join(text.split()))
    except (binascii.Error, ValueError):
        return None
