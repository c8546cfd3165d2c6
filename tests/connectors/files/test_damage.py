"""Damaged files of every format: rows, or one fault of ours, and never a value in it."""

import random
from pathlib import Path

import pytest

from auditor.connectors.files.open import open_files
from auditor.model.errors import AuditError
from tests.connectors.files import worlds
from tests.connectors.files.worlds import FIXED, WORLDS
from tests.connectors.source_contract import SECRET_VALUE, people, read, shown_of

SCRAPS = (b'"', b"\x00", b"{", b"[", b"\xff", b"\n", b"\r", b";", b"'", b"\xe2\x80")


def damaged(data: bytes, draw: random.Random) -> bytes:
    scarred = bytearray(data)
    for _ in range(draw.choice((1, 1, 3, 20))):
        place = draw.randrange(len(scarred)) if scarred else 0
        kind = draw.randrange(4)
        if kind == 0 and scarred:
            scarred[place] = draw.randrange(256)
        elif kind == 1:
            del scarred[place : place + draw.choice((1, 5, 1_000))]
        elif kind == 2:
            scarred[place:place] = draw.choice(SCRAPS) * draw.choice((1, 3, 500))
        else:
            del scarred[max(place, 1) :]
    return bytes(scarred)


@pytest.mark.parametrize("world", WORLDS)
def test_damage_is_rows_or_a_fault_of_ours(
    world: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worlds, "people", lambda: people()[:200])
    name, write = WORLDS[world]
    path = tmp_path / name
    write(path)
    data = path.read_bytes()
    for seed in range(40):
        path.write_bytes(damaged(data, random.Random(seed)))  # noqa: S311 - damage, no secret
        try:
            source = open_files(path, "s", FIXED)
            for container in source.catalogue().containers:
                source.sample(container, 50, seed)
                read(source, container, wanted=2)
        except AuditError as fault:
            assert SECRET_VALUE not in shown_of(fault)  # noqa: PT017 - a fault is one of two right answers
