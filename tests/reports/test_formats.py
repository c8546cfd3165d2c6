import pytest

from auditor.reports.formats import FORMATS, Options
from tests.reports.build import REFERENCES
from tests.reports.cases import CASES


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_every_case_to_the_same_bytes_twice(name: str, case: str) -> None:
    options = Options("en", 80, references=REFERENCES)
    first, second = FORMATS[name](CASES[case](), options), FORMATS[name](CASES[case](), options)
    assert first == second
    assert first.decode().endswith("\n")


def test_the_formats_have_their_names() -> None:
    assert {"terminal", "json", "html"} <= set(FORMATS)
