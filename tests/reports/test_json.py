import json as standard
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.errors import ConfigurationError
from auditor.model.result import Result
from auditor.reports import json
from tests.reports.build import run
from tests.reports.cases import CASES, HOSTILE

SCHEMA = Path(json.__file__).parent / "schema" / "result.schema.json"
ENCODABLE = [case for case in CASES if case != "hostile"]


@pytest.mark.parametrize("case", ENCODABLE)
def test_a_result_comes_back_equal(case: str) -> None:
    result = CASES[case]()
    assert json.parse(json.render(result)) == result


def test_a_hostile_result_comes_back_stable() -> None:
    written = json.render(CASES["hostile"]())
    assert json.render(json.parse(written)) == written


@pytest.mark.parametrize("case", CASES)
def test_every_result_follows_the_schema(case: str) -> None:
    schema = standard.loads(json.schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(standard.loads(json.render(CASES[case]())), schema)


def test_the_committed_schema_is_up_to_date(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden", default=False):
        SCHEMA.write_bytes(json.schema())
    assert SCHEMA.read_bytes() == json.schema()


def test_the_keys_stand_in_their_order() -> None:
    keys = list(standard.loads(json.render(CASES["story"]())))
    wanted = [
        *("run", "mission", "environment", "policy", "coverage", "fields", "access", "entries"),
        *("exposures", "reach", "incidents", "links", "changes", "files", "findings"),
        *("conforming", "gaps", "summary"),
    ]
    assert [key for key in keys if key in wanted] == wanted


@pytest.mark.parametrize(
    ("data", "code", "path"),
    [
        (b"", "result_invalid", "$"),
        (b"{", "result_invalid", "$"),
        (b"[1]", "result_invalid", "$"),
        (b"{}", "result_invalid", "$"),
        (b"\xff\xfe", "result_invalid", "$"),
        (b'{"schema": 1, "run": {"tool": 3}}', "result_invalid", "$.run.tool"),
        (b'{"schema": 1, "x": ' + b"[" * 100_000, "result_invalid", "$"),
    ],
)
def test_bad_input_is_named_by_its_place(data: bytes, code: str, path: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        json.parse(data)
    assert raised.value.code == code
    assert raised.value.detail == {"path": path}


def test_another_schema_version_is_refused() -> None:
    written = json.render(CASES["empty"]()).replace(b'"schema": 1', b'"schema": 9')
    with pytest.raises(ConfigurationError) as raised:
        json.parse(written)
    assert raised.value.code == "result_schema"
    assert raised.value.detail == {"found": "9", "expected": "1"}


def test_a_fault_never_quotes_the_content() -> None:
    secret = b"1850578006084"
    written = json.render(CASES["story"]()).replace(
        b'"severity": "critical"', b'"severity": "' + secret + b'"'
    )
    with pytest.raises(ConfigurationError) as raised:
        json.parse(written)
    assert secret.decode() not in str(raised.value) + str(raised.value.detail)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


@given(st.binary() | st.text().map(str.encode))
def test_any_input_is_read_or_refused(data: bytes) -> None:
    with pytest.raises(ConfigurationError):
        json.parse(data)


@given(st.text(st.characters(exclude_categories=())))
def test_any_name_can_be_written(name: str) -> None:
    written = standard.loads(json.render(Result(run=run(tool=name))))
    assert written["run"]["tool"] == name.encode("utf-8", "backslashreplace").decode()


def test_hostile_names_are_written_as_they_are() -> None:
    fields = standard.loads(json.render(CASES["hostile"]()))["fields"]
    assert [entry["column"] for entry in fields[:-1]] == list(HOSTILE[:-1])
