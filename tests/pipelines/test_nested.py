"""What stands inside cells, from the database to the reports."""

import base64
import datetime as dt
import gzip
import json
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.model.result import Result
from auditor.model.vocabulary import Category, GapKind, Mode, Subject
from auditor.pipelines.options import ReadOptions
from auditor.reports.formats import FORMATS, Options
from tests.pipelines.conftest import Scan

ROWS = 300
_FIRST = ("Jeanne", "Luc", "Nadia", "Hugo", "Emma", "Paul", "Sophie", "Anne")
_LAST = ("MARTIN", "BERNARD", "PETIT", "MOREAU", "LAURENT", "SIMON", "ROUX", "FAURE")


class Draw:
    """Persons of this test, drawn from one seed."""

    def __init__(self) -> None:
        self._random = random.Random(11)  # noqa: S311 - synthetic persons
        self.drawn: set[str] = set()

    def nir(self) -> str:
        draw = self._random
        body = f"{draw.choice('12')}{draw.randint(30, 99)}{draw.randint(1, 12):02d}"
        body += f"{draw.randint(1, 19):02d}{draw.randint(1, 900):03d}{draw.randint(1, 900):03d}"
        value = f"{body}{97 - int(body) % 97:02d}"
        self.drawn.add(value)
        return value

    def person(self) -> dict[str, object]:
        draw = self._random
        born = dt.date(1935, 1, 1) + dt.timedelta(days=draw.randint(0, 28_000))
        return {
            "nir": self.nir(),
            "nom": draw.choice(_LAST),
            "prenom": draw.choice(_FIRST),
            "dateNaissance": born.isoformat(),
        }


@pytest.fixture(scope="module")
def draw() -> Draw:
    return Draw()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, draw: Draw) -> Path:
    path = tmp_path_factory.mktemp("nested") / "base.sqlite"
    with sqlite3.connect(path) as database:
        database.executescript(
            "CREATE TABLE evenement (id INTEGER PRIMARY KEY, payload JSON, recu TEXT, corps BLOB,"
            " jeton TEXT, par_nir TEXT);"
            "CREATE TABLE attributs (id INTEGER PRIMARY KEY, attribut TEXT, valeur TEXT);"
        )
        database.executemany("INSERT INTO evenement VALUES (?, ?, ?, ?, ?, ?)", _events(draw))
        for attribute in ("nir", "nom", "statut"):
            database.executemany(
                "INSERT INTO attributs (attribut, valeur) VALUES (?, ?)",
                [(attribute, draw.person().get(attribute, "A")) for _ in range(ROWS)],
            )
    database.close()
    return path


def _events(draw: Draw) -> Iterator[tuple[object, ...]]:
    for number in range(ROWS):
        document = json.dumps({"beneficiaire": draw.person(), "medecin": {"nom": "ROUX"}})
        soap = (
            '<s:Envelope xmlns:s="urn:s"><s:Body><Assure>'
            + "".join(f"<{key}>{value}</{key}>" for key, value in draw.person().items())
            + "</Assure></s:Body></s:Envelope>"
        )
        yield (
            number,
            json.dumps({"version": 2, "contenu": document}),
            soap if number else '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
            gzip.compress(json.dumps(draw.person()).encode(), mtime=0),
            base64.b64encode(json.dumps(draw.person()).encode()).decode(),
            json.dumps({draw.nir(): {"etat": "ouvert"}}),
        )


@pytest.fixture(scope="module")
def nested(scan: Scan, base: Path, tmp_path_factory: pytest.TempPathFactory) -> Result:
    config = tmp_path_factory.mktemp("config") / "audit.yaml"
    config.write_text("environment: {kind: production_copy}\n")
    return scan(path=base, config=config)


def _verdicts(result: Result, column: str, path: str) -> dict[Category, tuple[Mode, Subject]]:
    return {
        verdict.category: (verdict.mode, verdict.subject)
        for entry in result.fields
        if (entry.column, entry.path) == (column, path)
        for verdict in entry.verdicts
    }


@pytest.mark.parametrize(
    ("column", "path"),
    [
        ("payload", "/contenu/@json/beneficiaire/nir"),
        ("recu", "/@xml/Envelope/Body/Assure/nir"),
        ("corps", "/@gzip/@json/nir"),
        ("jeton", "/@base64/@json/nir"),
        ("par_nir", "/@json/{NIR}"),
        ("valeur", "/nir"),
    ],
)
def test_a_number_inside_a_cell_has_a_field_of_its_own(
    nested: Result, column: str, path: str
) -> None:
    assert _verdicts(nested, column, path)[Category.NIR][0] is Mode.IS
    assert _verdicts(nested, column, "")[Category.NIR][0] is Mode.CONTAINS
    parent = next(e for e in nested.fields if (e.column, e.path) == (column, ""))
    assert path in parent.nested


def test_an_object_tells_whose_record_it_is(nested: Result) -> None:
    document = "/contenu/@json"
    insured = _verdicts(nested, "payload", f"{document}/beneficiaire/nom")
    practitioner = _verdicts(nested, "payload", f"{document}/medecin/nom")
    assert insured[Category.PERSON] == (Mode.IS, Subject.INSURED)
    assert practitioner[Category.PERSON][1] is Subject.PRACTITIONER
    born = _verdicts(nested, "payload", f"{document}/beneficiaire/dateNaissance")
    assert born[Category.BIRTH_DATE] == (Mode.IS, Subject.INSURED)
    assert _verdicts(nested, "payload", "/version") == {}


def test_what_a_limit_cut_is_a_gap(nested: Result) -> None:
    cut = [gap for gap in nested.gaps if gap.code.startswith("nested_")]
    assert [(g.kind, g.code, g.column, g.count) for g in cut] == [
        (GapKind.BOUNDED, "nested_doctype", "recu", 1)
    ]


@pytest.mark.parametrize(
    "options",
    [ReadOptions(batch_rows=71), ReadOptions(jobs=2, pool_from_rows=0, batch_rows=97)],
    ids=["small batches", "two processes"],
)
def test_the_result_does_not_depend_on_how_the_work_was_cut(
    scan: Scan, base: Path, options: ReadOptions
) -> None:
    assert scan(options, path=base) == scan(path=base)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_report_holds_a_value_or_a_key_that_is_one(
    nested: Result, draw: Draw, name: str
) -> None:
    text = FORMATS[name](nested, Options(lang="fr")).decode()
    assert len(draw.drawn) > ROWS
    assert [value for value in draw.drawn if value in text] == []
