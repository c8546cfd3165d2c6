"""Damaged, hostile and huge captures: what can be read is read, the rest is told."""

import gzip
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.connectors.portal.encoded import inflate
from auditor.connectors.portal.limits import Limits
from auditor.connectors.portal.open import open_portal
from auditor.connectors.portal.source import PortalSource
from auditor.model.errors import TargetError
from auditor.model.exchanges import Exchange
from tests.connectors.portal.conftest import b64, entry, fields, gaps, har, values

Open = Callable[..., PortalSource]
OK = entry(text='{"nom": "A"}')


def count(portal: PortalSource) -> int:
    return sum(1 for _ in portal.exchanges())


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.floats(0, 0.999))
def test_a_truncated_capture_gives_its_whole_entries(write: Open, cut: float) -> None:
    whole = har(OK, OK, OK, OK)
    ends = [i + 1 for i in range(len(whole)) if json_ends(whole, i)]
    data = whole[: int(len(whole) * cut)]
    portal = write(data)
    assert count(portal) == sum(end <= len(data) for end in ends)
    assert set(gaps(portal)) <= {"entry_damaged", "no_exchange"}


def json_ends(whole: bytes, place: int) -> bool:
    """Whether an entry ends there."""
    start = whole.index(b'"entries": [') + len(b'"entries": [')
    size = len(json.dumps(OK))
    return (
        place >= start and (place - start + 1 - size) % (size + 2) == 0 and place < len(whole) - 3
    )


def test_truncated_captures_have_a_gap(write: Open) -> None:
    whole = har(OK, OK)
    for cut in range(len(whole) - 1):
        portal = write(whole[:cut])
        count(portal)
        assert gaps(portal), cut


def test_a_damaged_entry_takes_no_neighbour_with_it(write: Open) -> None:
    broken = har(OK, OK, OK).replace(b'"status": 200', b'"status": nope', 1)
    portal = write(broken)
    assert [one.entry for one in portal.exchanges()] == [1, 2]
    assert gaps(portal) == {"entry_damaged": 1}


def test_a_missing_quote_costs_one_entry(write: Open) -> None:
    portal = write(har(OK, OK, OK, OK).replace(b'"method": "GET"', b'"method": "GET', 1))
    assert count(portal) == 3
    assert gaps(portal) == {"entry_damaged": 1}


@pytest.mark.parametrize("data", [b'{"hello": [1, 2]}', b"", b"hello\n", b'{"log":{"entries":[]}}'])
def test_what_is_no_capture_is_unread(write: Open, data: bytes) -> None:
    portal = write(data)
    assert count(portal) == 0
    assert gaps(portal) == {"no_exchange": 1}


def test_keys_written_twice_are_told(write: Open) -> None:
    portal = write(har(OK).replace(b'"status": 200', b'"status": 200, "status": 500'))
    assert [one.status for one in portal.exchanges()] == [500]
    assert gaps(portal) == {"key_repeated": 1}


def test_keys_written_twice_in_a_body_keep_both_values(write: Open) -> None:
    (one,) = write(har(entry(text='{"nom": "A", "nom": "B"}'))).exchanges()
    assert values(one.response)["body:nom"] == ["A", "B"]


@pytest.mark.parametrize("sign", ["[", '{"a":', "<noeud>", "<div>"])
def test_two_hundred_thousand_levels(write: Open, sign: str) -> None:
    portal = write(har(entry(text=sign * 200_000), OK))
    assert count(portal) == 2
    assert set(gaps(portal)) & {"too_deep", "body_damaged", "value_too_long"}


def test_levels_in_the_capture_itself(write: Open) -> None:
    deep = b'{"request":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    portal = write(
        har(OK, OK).replace(b"}, {", b"}," + deep + b",{", 1) if False else _between(deep)
    )
    assert [one.entry for one in portal.exchanges()] == [0, 2]
    assert gaps(portal) == {"entry_damaged": 1}


def _between(middle: bytes) -> bytes:
    one = json.dumps(OK).encode()
    return b'{"log":{"entries":[' + one + b"," + middle + b"," + one + b"]}}"


def packed(kind: str, data: bytes) -> bytes:
    if kind == "gzip":
        return gzip.compress(data)
    if kind == "br":
        return bytes(brotli.compress(data, quality=5))
    if kind == "zstd":
        return zstandard.compress(data)
    if kind == "deflate":
        engine = zlib.compressobj(wbits=-15)
        return engine.compress(data) + engine.flush()
    return zlib.compress(data)


@pytest.mark.parametrize("kind", ["gzip", "br", "zstd", "deflate", "zlib"])
def test_compressed_bodies(write: Open, kind: str) -> None:
    data = packed(kind, '{"nom": "Zoé"}'.encode())
    content = {"text": b64(data), "encoding": "base64"}
    (one,) = write(har(entry(content=content, given=fields(Content_Encoding=kind)))).exchanges()
    assert values(one.response)["body:nom"] == ["Zoé"]


@pytest.mark.parametrize("kind", ["gzip", "br", "zstd"])
def test_bombs_stop_growing(kind: str) -> None:
    data = packed(kind, b"a" * (40 << 20))
    found = inflate(data, kind, Limits(body=8 << 20))
    assert found.cut == "body_bomb"
    assert len(found.data) <= 8 << 20


def test_a_body_that_is_not_compressed_any_more(write: Open) -> None:
    given = fields(Content_Encoding="br")
    (one,) = write(har(entry(text='{"nom": "A"}', given=given))).exchanges()
    assert values(one.response)["body:nom"] == ["A"]


ENTITIES = "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "head",
    [
        f'<!DOCTYPE r [<!ENTITY a "lol">{ENTITIES}]>',
        '<!DOCTYPE r [<!ENTITY i SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p;]>',
    ],
)
def test_entities_are_never_expanded(write: Open, head: str) -> None:
    body = f'<?xml version="1.0"?>{head}<r><x>&i;</x><nom>A</nom></r>'
    portal = write(har(entry(text=body, mime="text/xml")))
    (one,) = portal.exchanges()
    assert values(one.response)["body:r/nom"] == ["A"]
    assert sum(len(leaf.text) for leaf in one.response.leaves) < 100
    assert "entities_ignored" in gaps(portal)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_the_file_in_another_encoding(write: Open, encoding: str) -> None:
    capture = {"log": {"entries": [entry(text='{"prenom": "Zoé"}')]}}
    (one,) = write(json.dumps(capture, ensure_ascii=False).encode(encoding)).exchanges()
    assert values(one.response)["body:prenom"] == ["Zoé"]


@pytest.mark.parametrize(
    ("encoding", "mime"),
    [
        ("cp1252", "text/plain"),
        ("cp1252", "text/plain; charset=utf-8"),
        ("utf-8", "text/plain; charset=iso-8859-1"),
        ("latin-1", "text/plain; charset=ISO-8859-1"),
        ("utf-16", "text/plain"),
    ],
)
def test_a_body_in_another_charset_than_it_says(write: Open, encoding: str, mime: str) -> None:
    text = "Né à Orléans, prénom Zoé"
    content = {"text": b64(text.encode(encoding)), "encoding": "base64"}
    (one,) = write(har(entry(mime=mime, content=content))).exchanges()
    assert [leaf.text for leaf in one.response.leaves] == [text]


def test_text_that_a_tool_read_in_the_wrong_charset(write: Open) -> None:
    text = json.dumps({"p": "Zoé à Orléans"}, ensure_ascii=False).encode().decode("cp1252")
    (one,) = write(har(entry(text=text))).exchanges()
    assert values(one.response)["body:p"] == ["Zoé à Orléans"]


def test_half_a_character_can_be_written_out(write: Open) -> None:
    (one,) = write(har(entry(text='{"nom": "A\\ud83d"}'))).exchanges()
    values(one.response)["body:nom"][0].encode()


def test_a_value_of_ten_megabytes(write: Open) -> None:
    portal = write(har(entry(text=json.dumps({"x": "y" * 10_000_000}))))
    (one,) = portal.exchanges()
    assert len(one.response.leaves[0].text) == 1 << 20
    assert gaps(portal) == {"value_too_long": 1}


def test_many_values_are_bounded(write: Open) -> None:
    portal = write(har(entry(text=json.dumps(list(range(300_000))))))
    (one,) = portal.exchanges()
    assert len(one.response.leaves) == 250_000
    assert one.response.truncated
    assert gaps(portal) == {"too_many_values": 1}


def test_a_damaged_body_is_read_up_to_the_fault(write: Open) -> None:
    portal = write(har(entry(text='{"assures": [{"nom": "A"}, {"nom": "B", "nir": "2550')))
    (one,) = portal.exchanges()
    assert values(one.response)["body:assures/*/nom"] == ["A", "B"]
    assert gaps(portal) == {"body_damaged": 1}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (entry(text=None, content={"size": 500}), {"body_not_recorded": 1}),
        (entry(text=None, status=204, content={"size": 0}), {}),
        (entry(text=None, status=302, content={"size": 0}), {}),
        (entry(text=None, status=304), {"body_in_cache": 1}),
        (entry(text=None, status=0, content={"size": -1}), {}),
        (entry("https://p.example/a.png", None, "image/png", content={"size": 9}), {}),
        (entry("https://p.example/a.js", None, "", content={"size": 9}), {}),
        (entry(text=None, method="HEAD", content={"size": 9}), {}),
        (
            entry(text=b64(b"%PDF-1.4 x"), mime="application/pdf", content={"encoding": "base64"}),
            {"body_binary": 1},
        ),
    ],
)
def test_what_is_missing_and_what_is_not(
    write: Open, given: dict[str, object], expected: dict[str, int]
) -> None:
    portal = write(har(given))
    assert count(portal) == 1
    assert gaps(portal) == expected


@pytest.mark.parametrize(
    "given",
    [
        {"request": None, "response": None},
        {"request": {"url": 5, "headers": {"a": ["b"]}}, "response": {"content": []}},
        {"request": {"method": {}, "url": "http://[::bad", "postData": []}, "response": 3},
        {"response": {"status": "200", "headers": [{"name": None}, 4], "content": {"text": 3}}},
    ],
)
def test_fields_of_another_type(write: Open, given: object) -> None:
    assert count(write(har(given, OK))) == 2


def test_unsafe_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "captures.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../evil.har", har(OK))
        archive.writestr("a/GET_api_droits.json", '{"nom": "A"}')
    before = {path.name for path in tmp_path.iterdir()}
    found: list[Exchange] = list(open_portal(file, "p").exchanges())
    assert len(found) == 2
    assert {path.name for path in tmp_path.iterdir()} == before


def test_bodies_beside_a_capture(tmp_path: Path) -> None:
    content = {"text": None, "_file": "0123456789abcdef0123.json"}
    outside = {"text": None, "_file": "../secret.json", "size": 9}
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.json").write_text('{"nom": "S"}')
    (tmp_path / "in" / "c.har").write_bytes(har(entry(content=content), entry(content=outside)))
    (tmp_path / "in" / "0123456789abcdef0123.json").write_text('{"nom": "A"}')
    portal = open_portal(tmp_path / "in", "p")
    first, second = portal.exchanges()
    assert values(first.response)["body:nom"] == ["A"]
    assert "body:nom" not in values(second.response)
    assert gaps(portal) == {"body_not_recorded": 1}


def test_nothing_of_a_portal(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# notes")
    with pytest.raises(TargetError, match="no_capture"):
        open_portal(tmp_path, "p")
    with pytest.raises(TargetError, match="file_missing"):
        open_portal(tmp_path / "absent.har", "p")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_damage_makes_it_fail(write: Open, data: st.DataObject) -> None:
    whole = bytearray(har(entry(text="<p>a</p>", mime="text/html"), OK, entry(text='{"a":"{}"}')))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        length = data.draw(st.integers(0, 12))
        whole[place : place + length] = data.draw(st.binary(max_size=8))
    portal = write(bytes(whole))
    count(portal)
    portal.take_gaps()


HOSTILE = (
    "<!-- -->", "<!--", "<?xml ?>", '{ "a" : "b" , ', "\\", '"password":"', "access_token_",
    "window.a=", "x=[", "a(b:", "@media{", "<input name=", "/* */", "a.b.", "<x:Envelope ",
    "--b\r\n",
)  # fmt: skip
"""Beginnings of many things, each again and again."""


@pytest.mark.parametrize("mime", ["text/html", "text/javascript", "text/xml", "application/json"])
@pytest.mark.parametrize("sign", HOSTILE)
def test_repeated_beginnings_are_passed_over(write: Open, sign: str, mime: str) -> None:
    portal = write(har(entry(text=sign * (100_000 // len(sign)) + "x", mime=mime), OK))
    assert count(portal) == 2
