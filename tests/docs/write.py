"""Rewrite the made parts of the documents and the schema of rules: `./dev docs`."""

import json

from auditor.rulebook.schema import rule_schema
from tests.docs.generate import ROOT, documents, renewed

SCHEMA = ROOT / "rules" / "schema" / "rule.schema.json"


def main() -> None:
    """Renew every document in place."""
    for file in documents():
        file.write_text(renewed(file.read_text(encoding="utf-8")), encoding="utf-8")
    schema = json.dumps(rule_schema(), ensure_ascii=False, indent=2)
    SCHEMA.write_text(f"{schema}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
