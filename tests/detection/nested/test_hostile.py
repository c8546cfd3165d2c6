"""Hostile cells: bounded, counted, and never fetched."""

import gzip
import json
import socket
import tracemalloc
from pathlib import Path

import pytest

from auditor.detection.nested.cell import Unpacked
from auditor.detection.nested.limits import LIMITS, Limits
from tests.detection.nested.examples import NIR, coded, unpack

LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(
        f'<!ENTITY lol{n} "{"&lol" + (str(n - 1) if n > 1 else "") + ";"}{"&lol;" * 9}">'
        for n in range(1, 10)
    )
    + "]><lolz>&lol9;</lolz>"
)


@pytest.mark.parametrize(
    ("cell", "cut"),
    [
        ("[" * 500_000 + "]" * 500_000, "depth"),
        ('{"a":' * 900 + "1" + "}" * 900, "depth"),
        ("<x>" * 5_000 + "</x>" * 5_000, "unparsable"),
        (LAUGHS, "doctype"),
        ('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>', "doctype"),
        ('{"a": "' + "x" * LIMITS.cell + '"}', "size"),
        (json.dumps(list(range(LIMITS.leaves + 5))), "leaves"),
        (coded(gzip.compress(b"0" * 50_000_000)), "expansion"),
        (coded(gzip.compress(json.dumps({"a": NIR * 9}).encode())[:-12]), "unparsable"),
        ('{"a": 1}}', "unparsable"),
        ("<assure><nom></assure>", "unparsable"),
    ],
    ids=[
        "deep list",
        "deep object",
        "deep xml",
        "billion laughs",
        "external dtd",
        "long",
        "wide",
        "gzip bomb",
        "cut gzip",
        "broken json",
        "broken xml",
    ],
)
def test_what_a_limit_cuts_is_counted(cell: str, cut: str) -> None:
    unpacked = unpack(cell)
    assert cut in unpacked.cuts
    assert len(unpacked.leaves) <= LIMITS.leaves
    assert sum(len(value or "") for _, value in unpacked.leaves) <= LIMITS.expanded + len(cell)


def test_a_bomb_inside_a_bomb_stays_within_the_bound() -> None:
    bomb = gzip.compress(gzip.compress(b"0" * 100_000_000))
    tracemalloc.start()
    unpack(coded(bomb))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * LIMITS.expanded


def test_many_bombs_in_a_cell_share_one_bound() -> None:
    bomb = coded(gzip.compress(b"0" * 3_000_000))
    unpacked = unpack(json.dumps([bomb] * 50))
    assert "expansion" in unpacked.cuts
    inflated = sum(len(value or "") for path, value in unpacked.leaves if "@gzip" in path)
    assert inflated <= LIMITS.expanded


@pytest.mark.parametrize(
    "cell",
    [
        "{" + '"\\' * 300_000 + "}",
        "<a " + "".join(f"a{n}='' " for n in range(60_000)) + "/>",
        "<div " + "".join(f"a{n}=''" for n in range(100_000)) + ">",
        "<div " + "".join(f"a{n}  " for n in range(100_000)) + ">",
        "<div>" * 100_000,
        "<div>" + "<p" * 200_000 + ">",
        "a=1" + "&a" * 300_000,
        "/" * 500_000 + "?",
        "x" * 500_000 + "\n;" * 1_000,
        "eyJ" + "A." * 200_000,
        "[" + "[]," * 200_000 + "[]]",
    ],
    ids=[
        "open quotes",
        "attributes",
        "glued attributes",
        "bare attributes",
        "deep page",
        "open tags",
        "open query",
        "slashes",
        "long line",
        "dots",
        "empty lists",
    ],
)
def test_a_hostile_cell_is_done_in_the_time_of_reading_it(cell: str) -> None:
    array = Unpacked(LIMITS)
    array.medium((), "array", cell, marked=False)
    assert len(array.leaves) <= LIMITS.leaves
    assert len(unpack(cell).leaves) <= LIMITS.leaves


def test_paths_are_no_deeper_than_the_limit() -> None:
    cell = '{"a":' * 30 + f'"{NIR}"' + "}" * 30
    unpacked = unpack(cell)
    assert unpacked.leaves == []
    assert unpacked.cuts == {"depth"}
    inner = json.dumps({"a": 1})
    for _ in range(8):
        inner = json.dumps({"a": inner})
    unpacked = unpack(inner, Limits(depth=6))
    assert unpacked.cuts == {"depth"}
    assert max(len(path) for path, _ in unpacked.leaves) <= 6


@pytest.mark.parametrize(
    "cell",
    [
        '<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{url}"/></a>',
        '<a xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="u {url}"/>',
        '<html><head><base href="{url}"><link rel="stylesheet" href="{url}"></head></html>',
        '<img src="{url}"><iframe src="{url}"></iframe>',
        '<?xml-stylesheet href="{url}"?><a/>',
        '<!DOCTYPE a [<!ENTITY e SYSTEM "{url}">]><a>&e;</a>',
        '{{"$ref": "{url}"}}',
    ],
)
def test_no_parser_fetches(cell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret"
    secret.write_text("never read")
    server = socket.create_server(("127.0.0.1", 0))
    server.setblocking(False)
    port = server.getsockname()[1]
    found = [
        unpack(cell.format(url=url)) for url in (f"http://127.0.0.1:{port}/x", secret.as_uri())
    ]
    with pytest.raises(BlockingIOError):
        server.accept()
    server.close()
    assert "never read" not in str([unpacked.leaves for unpacked in found])


@pytest.mark.parametrize(
    "value", ["\ud800", "a\x00b", "\ufffe", "\u202e", "x" * 100_000, "é" * 5_000]
)
def test_odd_characters_are_values_like_others(value: str) -> None:
    unpacked = unpack(json.dumps({"a": value}))
    assert unpacked.leaves == [(("@json", "a"), value)]
