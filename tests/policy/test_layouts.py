"""Layouts of fixed-width exports in audit.yaml."""

import pytest

from auditor.policy.layouts import LayoutField, Position
from auditor.policy.load import read_policy
from auditor.strictyaml import YamlError

FULL = """
layouts:
  - match: ["*.b2", "b2/*"]
    encoding: latin-1
    discriminator: {start: 1, length: 3}
    records:
      - type: "020"
        name: patient
        fields:
          - {name: nir, start: 4, length: 13, comment: numéro de sécurité sociale}
      - type: "000"
        fields: [{name: emetteur, start: 4, length: 14}]
  - {match: "*.dat", width: 20, encoding: cp500, records: [{fields: [{name: a, start: 1, length: 20}]}]}
"""  # noqa: E501 - one flow mapping, as people write it


def test_a_full_declaration() -> None:
    first, second = read_policy(FULL, "audit.yaml").layouts
    assert first.match == ("*.b2", "b2/*")
    assert first.encoding == "iso8859-1"
    assert first.discriminator == Position(1, 3)
    assert [record.type for record in first.records] == ["020", "000"]
    assert first.records[0].fields == (LayoutField("nir", 4, 13, "numéro de sécurité sociale"),)
    assert (second.width, second.discriminator) == (20, None)


FIELD = "fields: [{name: a, start: 1, length: 2}]"


@pytest.mark.parametrize(
    ("layout", "code"),
    [
        (f"{{match: [], records: [{{{FIELD}}}]}}", "policy_layout_empty"),
        ("{match: a, records: []}", "policy_layout_empty"),
        ("{match: a, records: [{fields: []}]}", "policy_layout_empty"),
        (f"{{match: a, records: [{{{FIELD}}}, {{{FIELD}}}]}}", "policy_layout_discriminator"),
        (f'{{match: a, records: [{{type: "1", {FIELD}}}]}}', "policy_layout_discriminator"),
        (
            f"{{match: a, discriminator: {{start: 1, length: 1}}, records: [{{{FIELD}}}]}}",
            "policy_layout_types",
        ),
        (f"{{match: a, encoding: rot13, records: [{{{FIELD}}}]}}", "policy_layout_encoding"),
        (f"{{match: a, encoding: klingon, records: [{{{FIELD}}}]}}", "policy_layout_encoding"),
        (f"{{match: a, width: 999999999, records: [{{{FIELD}}}]}}", "policy_layout_number"),
        (f"{{match: a, widht: 3, records: [{{{FIELD}}}]}}", "yaml_unknown_key_near"),
        (
            "{match: a, records: [{fields: [{name: a, start: 0, length: 2}]}]}",
            "yaml_not_integer",
        ),
        (
            (
                "{match: a, records: [{fields: [{name: a, start: 1, length: 2},"
                " {name: a, start: 3, length: 2}]}]}"
            ),
            "policy_layout_field_twice",
        ),
    ],
)
def test_what_is_refused(layout: str, code: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_policy(f"layouts:\n  - {layout}\n", "audit.yaml")
    assert caught.value.code == code
    assert caught.value.detail["line"] == "2"
