"""Which screen an exchange belongs to, when the capture calls its pages by their addresses."""

from dataclasses import replace

from auditor.connectors.portal.headers import first
from auditor.model.exchanges import Exchange, Message

_LONGEST = 200


class Titles:
    """The titles of the documents of a capture so far, by address and by page."""

    def __init__(self) -> None:
        self._by_address: dict[str, str] = {}
        self._by_page: dict[str, str] = {}

    def named(self, exchange: Exchange) -> Exchange:
        """The exchange with the title of the document that it was asked from, or that it is."""
        title = _title(exchange.response)
        if title and exchange.initiator in {"navigation", "", "document"}:
            self._by_address[_address(exchange)] = title
            self._by_page[exchange.page] = title
            return replace(exchange, page=title)
        referer = first(exchange.request.headers, "referer").partition("#")[0].partition("?")[0]
        known = self._by_address.get(referer) or self._by_page.get(exchange.page)
        return replace(exchange, page=known) if known else exchange


def _address(exchange: Exchange) -> str:
    return f"{exchange.scheme}://{exchange.host}{exchange.path}"


def _title(message: Message) -> str:
    if message.medium != "html":
        return ""
    return next((leaf.text[:_LONGEST] for leaf in message.leaves if leaf.place == "title"), "")
