import json
import random

import pyarrow as pa
import pytest

from auditor.detection.nested.recognise import with_decoders
from auditor.detection.plan import ContainerPlan, DecoderPlan
from auditor.detection.propose import first_plan
from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.refs import ContainerRef
from tests.detection.nested.examples import CELLS, DOCUMENT, NIR

_Columns = dict[str, tuple[Family, list[str | None]]]


def recognised(columns: _Columns, rows: int | None = None) -> dict[str, DecoderPlan]:
    container = Container(
        ContainerRef("s", "t"),
        ContainerKind.TABLE,
        tuple(Column(name, name, family) for name, (family, _) in columns.items()),
        estimated_rows=rows,
    )
    arrays = [pa.array(cells, pa.string()) for _, cells in columns.values()]
    sample = pa.RecordBatch.from_arrays(arrays, list(columns))
    plan: ContainerPlan = with_decoders(first_plan(container), sample)
    return {decoder.column: decoder for decoder in plan.decoders}


def text(*cells: str | None, times: int = 20) -> _Columns:
    return {"c": (Family.TEXT, list(cells) * times)}


@pytest.mark.parametrize("name", CELLS)
def test_a_column_of_a_medium_is_recognised(name: str) -> None:
    assert recognised(text(CELLS[name][0], None))["c"].medium == ""


def test_some_documents_among_other_text_are_enough() -> None:
    assert "c" in recognised(text(*["Rappel de l'assurée"] * 300, DOCUMENT, times=2))


@pytest.mark.parametrize(
    "cell",
    [
        "Rappel de l'assurée le 12/03",
        NIR,
        "d41d8cd98f00b204e9800998ecf8427e",
        "550e8400-e29b-41d4-a716-446655440000",
        "/var/log/audit/journal.log",
        "12 rue des Lilas\n75001 Paris",
        "{cle} à compléter",
        "a <b",
    ],
)
def test_plain_text_has_no_decoder(cell: str) -> None:
    assert recognised(text(cell, cell.upper())) == {}


def test_types_tell_their_medium() -> None:
    found = recognised(
        {
            "doc": (Family.DOCUMENT, [DOCUMENT] * 3),
            "xml": (Family.DOCUMENT, ["<a><b>1</b></a>"] * 3),
            "list": (Family.ARRAY, ["{a,b}"] * 3),
            "blob": (Family.BINARY, [DOCUMENT.encode().hex()] * 3),
            "image": (Family.BINARY, [b"\x89PNG\r\n\x1a\n\x00\x00".hex()] * 3),
            "number": (Family.INTEGER, ["1", "2", "3"]),
        }
    )
    media = {name: decoder.medium for name, decoder in found.items()}
    assert media == {"doc": "json", "xml": "xml", "list": "array", "blob": "binary"}


_NAMES: list[str | None] = ["nir", "nom", "date_naissance", "statut"] * 20
_VALUES: list[str | None] = [f"v{n}" for n in range(80)]


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("attribut", "valeur"),
        ("attr_name", "attr_value"),
        ("PAR_CODE", "PAR_VALEUR"),
        ("nomChamp", "valeurTexte"),
        ("meta_key", "meta_value"),
    ],
)
def test_attribute_and_value_columns(attribute: str, value: str) -> None:
    found = recognised({attribute: (Family.TEXT, _NAMES), value: (Family.TEXT, _VALUES)})
    assert (found[value].medium, found[value].attribute) == ("attribute", attribute)


@pytest.mark.parametrize(
    ("attribute", "value", "names", "values"),
    [
        ("host_name", "encrypted_value", _NAMES, _VALUES),
        ("attribut", "valeur", _VALUES, _NAMES),
        ("attribut", "valeur", _VALUES, _VALUES),
    ],
    ids=["other names", "values the wrong way round", "no name twice"],
)
def test_other_columns_are_no_attributes(
    attribute: str, value: str, names: list[str | None], values: list[str | None]
) -> None:
    assert recognised({attribute: (Family.TEXT, names), value: (Family.TEXT, values)}) == {}


def _records(rows: int = 300, *, wrong: bool = False) -> list[str | None]:
    """Lines of three types; those of type 2 hold a NIR between other digits."""
    random_ = random.Random(5)  # noqa: S311 - synthetic lines
    lines: list[str | None] = []
    for _ in range(rows):
        kind = random_.choice("123")
        body = f"{random_.choice('12')}{random_.randint(30, 99)}{random_.randint(1, 12):02d}"
        body += f"75{random_.randint(1, 900):03d}{random_.randint(1, 900):03d}"
        nir = f"{body}{(97 - int(body) % 97 + wrong) % 98:02d}"
        filler = f"{random_.randrange(10**40):040d}"
        middle = nir if kind == "2" else filler[:15]
        lines.append(f"{kind}{filler[:20]}{middle}{filler}".ljust(128, "0"))
    return lines


def test_numbers_in_records_of_fixed_width() -> None:
    found = recognised({"c": (Family.TEXT, _records())})["c"]
    assert found.medium == "fixed"
    assert [(place.offset, place.width, place.heads) for place in found.fixed] == [(21, 15, ("2",))]


def test_records_without_a_key_that_agrees_hold_nothing() -> None:
    assert recognised({"c": (Family.TEXT, _records(wrong=True))}) == {}


def test_a_huge_column_is_taken_apart_in_part() -> None:
    cells: list[str | None] = [json.dumps({"a": "x" * 1_000})] * 20
    assert recognised({"c": (Family.TEXT, cells)}, rows=1_000)["c"].one_in == 1
    assert recognised({"c": (Family.TEXT, cells)}, rows=20_000_000)["c"].one_in == 10
