r"""Commands of psql: `\copy` moves data, `\i` reads another file, the others change nothing."""

import re

from auditor.connectors.migrations.sql.lexer import Token
from auditor.connectors.migrations.sql.queries import query_text, selecting
from auditor.connectors.migrations.sql.reading import Reading
from auditor.model.migrations import Export

_COPY = re.compile(
    r"\\copy\s+(?:\((?P<query>.+)\)|(?P<table>[\w.\"]+)\s*(?:\((?P<columns>[^)]*)\))?)\s+to\b",
    re.IGNORECASE | re.DOTALL,
)
_INCLUDES = re.compile(r"\\(?:i|ir|include|include_relative)\b")
_HIDDEN = re.compile(r"\\(?:!|gexec|gset)")


def meta_command(reading: Reading, token: Token) -> None:
    """The step of one command, or a gap where it runs what is not in the file."""
    line = reading.text.line(token.start)
    found = _COPY.match(token.text)
    if found:
        columns = found["columns"] or "*"
        text = found["query"] or selecting(columns, found["table"])
        reading.add(line, Export(query_text(reading, text)))
    elif _INCLUDES.match(token.text):
        reading.bounded(line, "included_elsewhere", "")
    elif _HIDDEN.match(token.text):
        reading.unread(line, "psql_command")


def client_command(reading: Reading, token: Token) -> None:
    """A line for SQL*Plus: only one that runs another script matters."""
    if token.text.startswith("@") or token.word == "START":
        line = reading.text.line(token.start)
        reading.bounded(line, "included_elsewhere", "")
