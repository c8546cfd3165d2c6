"""An opened portal: its captures, saved answers and descriptions, file by file."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from auditor.connectors.files.entry import Entry, found, open_entry
from auditor.connectors.files.failures import told_of
from auditor.connectors.files.formats import members
from auditor.connectors.files.masks import masked
from auditor.connectors.files.options import FileOptions
from auditor.connectors.files.walk import Found, walk
from auditor.connectors.portal import saved
from auditor.connectors.portal.burp import exchanges_of_items
from auditor.connectors.portal.capture import CaptureFile
from auditor.connectors.portal.charset import to_text
from auditor.connectors.portal.har import Reading, exchanges_of
from auditor.connectors.portal.kinds import Kind, kind_of
from auditor.connectors.portal.limits import LIMITS
from auditor.connectors.portal.notes import Notes
from auditor.connectors.portal.titles import Titles
from auditor.model.errors import ReadError
from auditor.model.exchanges import Contract, Exchange
from auditor.model.gaps import Gap

_ATTACHED = re.compile(r"[0-9a-f]{20,64}\.[\w.]{1,12}")
"""How Playwright names the bodies that it keeps beside a capture."""
_PLAIN = re.compile(r"[\w.\-]{1,200}")
_ANSWERS = frozenset({Kind.PAGE, Kind.DATA})
_DESCRIPTIONS = frozenset({Kind.OPENAPI, Kind.WSDL})
_SIDECARS = (".headers", ".meta", ".meta.json", ".hdr", ".header", ".headers.txt", ".headers.json")


@dataclass(frozen=True, slots=True)
class PortalFile:
    """A file of the portal with its kind, under the name that may be shown."""

    entry: Entry = field(repr=False)
    kind: Kind
    name: str


class PortalSource:
    """What was captured or described of a portal; nothing is ever sent to it."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._name = name
        self._notes = Notes(name)
        self._promised: tuple[Contract, ...] | None = None
        self.files = tuple(self._listed())

    def __repr__(self) -> str:
        return f"PortalSource({self._name!r}, files={len(self.files)})"

    @property
    def name(self) -> str:
        """The name that references carry."""
        return self._name

    @property
    def dialect(self) -> str:
        """`har`, `responses`, `openapi` or `wsdl`, by the first of them that is there."""
        kinds = {one.kind for one in self.files}
        if kinds & {Kind.HAR, Kind.BURP}:
            return "har"
        if kinds & _ANSWERS:
            return "responses"
        return "wsdl" if kinds == {Kind.WSDL} else "openapi"

    @property
    def location(self) -> str:
        """The path as it may be shown."""
        return masked(str(self._path))

    def exchanges(self) -> Iterator[Exchange]:
        """Every exchange, file by file in name order and in the order of each capture."""
        requests = self._requests()
        for one in self.files:
            try:
                with told_of(one.name):
                    yield from self._exchanges(one, requests)
            except ReadError as fault:
                self._notes.add(one.name, fault.code)
        # So that what a description leaves open is told with the rest.
        self.contracts()

    def contracts(self) -> tuple[Contract, ...]:
        """Endpoints that the descriptions promise."""
        if self._promised is None:
            self._promised = tuple(self._described())
        return self._promised

    def take_gaps(self) -> tuple[Gap, ...]:
        """Gaps noticed while reading since the last call."""
        return self._notes.take()

    def close(self) -> None:
        """Nothing stays open between two reads."""

    def _described(self) -> Iterator[Contract]:
        for one in self.files:
            if one.kind in _DESCRIPTIONS:
                try:
                    with told_of(one.name):
                        yield from self._contracts(one)
                except ReadError as fault:
                    self._notes.add(one.name, fault.code)

    def _exchanges(self, one: PortalFile, requests: dict[str, Entry]) -> Iterator[Exchange]:
        note = partial(self._notes.add, one.name)
        reading = Reading(one.name, note, str, partial(self._attached, one.entry))
        if one.kind is Kind.HAR:
            capture = CaptureFile(one.entry, note)
            reading = replace(reading, title=capture.title)
            titles = Titles()
            for raw in capture.entries():
                yield from map(titles.named, exchanges_of(raw.node, raw.index, reading))
        elif one.kind is Kind.BURP:
            yield from exchanges_of_items(one.entry, reading)
        elif one.kind in _ANSWERS and not _is_request(one, self.files):
            yield self._saved(one, requests, reading)

    def _saved(self, one: PortalFile, requests: dict[str, Entry], reading: Reading) -> Exchange:
        data = _bytes(one.entry, reading.note)
        call = saved.joined(saved.from_name(one.entry.name), self._beside(one))
        stem = saved.RESPONSE.sub("", saved.stem_of(one.entry.name))
        asked = requests.get(stem)
        if asked is not None and not call.body:
            call = replace(call, body=to_text(_bytes(asked, reading.note), ""), method="POST")
        return saved.exchange_of(call, data, one.entry.name, reading)

    def _beside(self, one: PortalFile) -> saved.Call | None:
        """What a file of the same name tells of the call, None where there is none."""
        names = {one.entry.name, saved.stem_of(one.entry.name)}
        for ending in _SIDECARS:
            for name in sorted(names, reverse=True):
                entry = self._sidecars.get(name + ending)
                if entry is not None:
                    return saved.from_sidecar(to_text(_bytes(entry, lambda _: None), ""))
        return None

    def _requests(self) -> dict[str, Entry]:
        """The saved requests by the name that they share with their answers."""
        found = {}
        for one in self.files:
            if one.kind in _ANSWERS and _is_request(one, self.files):
                stem = saved.REQUEST.sub("", saved.stem_of(one.entry.name))
                found[stem] = one.entry
        return found

    def _contracts(self, one: PortalFile) -> Sequence[Contract]:
        note: Callable[[str], None] = partial(self._notes.add, one.name)
        text = to_text(_bytes(one.entry, note), "")
        if one.kind is Kind.WSDL:
            from auditor.connectors.portal.wsdl import contracts_of as described
        else:
            from auditor.connectors.portal.openapi import contracts_of as described
        return described(text, one.name, note)

    def _attached(self, capture: Entry, name: str) -> bytes | None:
        """The body in a file beside the capture, or in the same archive."""
        if not _PLAIN.fullmatch(name) or name.startswith("."):
            return None
        folder = capture.member.rpartition("/")[0]
        try:
            with told_of(self._name):
                if capture.packing == "zip":
                    member = f"{folder}/{name}" if folder else name
                    return _bytes(replace(capture, member=member), lambda _: None)
                return _bytes(found(capture.path.parent / name, name), lambda _: None)
        except (ReadError, KeyError):
            return None

    def _listed(self) -> Iterator[PortalFile]:
        self._sidecars: dict[str, Entry] = {}
        listed = []
        for one in self._paths():
            for entry in self._entries(one):
                name = masked(entry.name)
                try:
                    with told_of(name):
                        kind = kind_of(entry)
                except ReadError as fault:
                    self._notes.add(name, fault.code)
                    continue
                if kind is Kind.SIDECAR:
                    self._sidecars[entry.name] = entry
                elif kind is Kind.UNKNOWN:
                    self._notes.add(name, "file_unknown_format")
                elif kind is not Kind.ASIDE:
                    listed.append(PortalFile(entry, kind, name))
        captured = any(held.kind is Kind.HAR for held in listed)
        for held in listed[: LIMITS.files]:
            base = held.entry.name.replace("\\", "/").rpartition("/")[2]
            if not (captured and _ATTACHED.fullmatch(base)):
                yield held
        if len(listed) > LIMITS.files:
            self._notes.add("", "too_many_answers", len(listed) - LIMITS.files)

    def _paths(self) -> Iterator[Found]:
        if self._path.is_dir():
            return walk(self._path, FileOptions())
        return iter((Found(self._path, self._path.name),))

    def _entries(self, one: Found) -> Sequence[Entry]:
        name = masked(one.name)
        if one.code:
            if one.code != "file_hidden":
                self._notes.add(name, one.code)
            return ()
        try:
            with told_of(name):
                return list(members(found(one.path, one.name)))
        except ReadError as fault:
            self._notes.add(name, fault.code)
        return ()


def _is_request(one: PortalFile, files: Sequence[PortalFile]) -> bool:
    """Whether a file is the request of an answer that lies beside it."""
    stem = saved.stem_of(one.entry.name)
    if not saved.REQUEST.search(stem):
        return False
    shared = saved.REQUEST.sub("", stem)
    others = (saved.stem_of(other.entry.name) for other in files if other is not one)
    return any(saved.RESPONSE.sub("", other) == shared for other in others)


def _bytes(entry: Entry, note: Callable[[str], None]) -> bytes:
    """The bytes of a small file; of one that is too large its beginning."""
    with open_entry(entry) as file:
        data = file.read(LIMITS.body + 1)
    if len(data) > LIMITS.body:
        note("body_too_long")
    return data[: LIMITS.body]
