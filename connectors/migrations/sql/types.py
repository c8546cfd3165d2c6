"""The types of columns, as migrations spell them in any dialect."""

import re
from collections.abc import Mapping

from auditor.connectors.migrations.sql.cursor import Cursor
from auditor.connectors.migrations.sql.lexer import NAME, NUMBER, STRING
from auditor.connectors.migrations.sql.words import words
from auditor.model.catalogue import Family


def _families(listed: Mapping[Family, str]) -> dict[str, Family]:
    return {word: family for family, words in listed.items() for word in words.split()}


_FAMILIES = _families(
    {
        Family.TEXT: "char character varchar varchar2 nvarchar nvarchar2 nchar nvarchar text"
        " tinytext mediumtext longtext ntext clob nclob citext string bpchar name sysname enum set"
        " uuid uniqueidentifier guid long inet cidr macaddr nclob tsvector fixedstring",
        Family.INTEGER: "int integer bigint smallint tinyint mediumint serial bigserial smallserial"
        " int2 int4 int8 serial4 serial8 serial2 pls_integer year number_integer unsigned signed"
        " rowversion oid",
        Family.DECIMAL: "decimal numeric number dec fixed money smallmoney",
        Family.FLOAT: "float double real float4 float8 binary_float binary_double",
        Family.BOOLEAN: "bool boolean bit",
        Family.DATE: "date",
        Family.TIMESTAMP: "timestamp timestamptz datetime datetime2 smalldatetime datetimeoffset",
        Family.TIME: "time timetz interval",
        Family.BINARY: "bytea blob tinyblob mediumblob longblob binary varbinary raw image bfile"
        " longraw",
        Family.DOCUMENT: "json jsonb xml xmltype hstore variant",
    }
)
_LABELLED = ("enum", "set")
_SIZED = frozenset({Family.TEXT, Family.DECIMAL})
_ENDS = words(
    "NOT NULL DEFAULT PRIMARY UNIQUE REFERENCES CHECK CONSTRAINT COMMENT COLLATE GENERATED AS"
    " IDENTITY AUTO_INCREMENT AUTOINCREMENT ON CHARSET FIRST AFTER MASKED ENCRYPTED ENCRYPT"
    " DECRYPT VIRTUAL STORED PERSISTED SPARSE ROWGUIDCOL INVISIBLE VISIBLE COMPRESSION STORAGE"
    " USING KEY DEFERRABLE INITIALLY ENABLE DISABLE ADD DROP MODIFY ALTER ASCII BINARY SORT"
    " ENFORCED OPTIONS HIDDEN FOR MATERIALIZED ALIAS CLUSTERED NONCLUSTERED PERIOD ; ,"
)
_MORE = words(
    "PRECISION VARYING WITH WITHOUT TIME ZONE LOCAL UNSIGNED SIGNED ZEROFILL LARGE OBJECT RAW"
    " YEAR MONTH DAY HOUR MINUTE SECOND TO ARRAY BYTE CHAR NATIONAL"
)
_SIZE = re.compile(r"\(\s*(\d+)\s*(?:(?:char|byte)\s*)?(?:,\s*(\d+)\s*)?\)", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")


def read_type(cursor: Cursor) -> tuple[str, Family, int | None, str]:
    """A type: as written, its family and width, and its labels as a check where it lists them.

    Labels may be values: the type is then written without them.
    """
    start = cursor.at
    base = _base(cursor)
    while not cursor.done and _goes_on(cursor):
        cursor.skip()
    text = _BLANKS.sub(" ", cursor.since(start)).strip()
    if base in _LABELLED:
        return base, Family.TEXT, None, text
    family, width = family_of(text)
    return text, family, width, ""


def _base(cursor: Cursor) -> str:
    """Pass the type's own (qualified) name; its last word in lower case."""
    if cursor.done or cursor.peek() in _ENDS:
        return ""
    base = cursor.word()
    while cursor.peek() == ".":
        cursor.at += 1
        base = cursor.word()
    if cursor.peek() == "%":  # PL/SQL: table.column%TYPE
        cursor.at += 2
    return base.lower()


def _goes_on(cursor: Cursor) -> bool:
    token, word = cursor.token(), cursor.peek()
    if token is None or word in _ENDS:
        return word == "BINARY" and cursor.peek(1) == "VARYING"
    if word == "CHARACTER" and cursor.peek(1) == "SET":
        return False
    if word == "WITH" and cursor.peek(1) not in ("TIME", "LOCAL"):
        return False
    return word in "([]" or word in _MORE or token.kind == NUMBER


def family_of(text: str) -> tuple[Family, int | None]:
    """The family and the width of a type as SQL spells it."""
    plain = text.strip().lower()
    if plain.endswith("]") or re.search(r"\barray\b", plain):
        return Family.ARRAY, None
    words = re.findall(r"[a-z_][a-z0-9_]*", plain.partition("(")[0])
    base = next((word for word in reversed(words[:3]) if word in _FAMILIES), "")
    base = words[0] if words and words[0] in _FAMILIES else base
    family = _FAMILIES.get(base, Family.OTHER)
    size = _SIZE.search(plain)
    return _settled(plain, base, family, size)


def _settled(
    plain: str, base: str, family: Family, size: re.Match[str] | None
) -> tuple[Family, int | None]:
    if base in ("character", "char", "national", "nchar") and "large object" in plain:
        return Family.TEXT, None
    if (base == "long" and "raw" in plain) or "for bit data" in plain:
        return Family.BINARY, None
    if size and base in ("tinyint", "bit") and size[1] == "1":
        return Family.BOOLEAN, None
    if size is None or family not in _SIZED or (size[2] and int(size[2])):
        return family, None
    return family, int(size[1])


def is_type(cursor: Cursor) -> bool:
    """Whether the word that comes next is a type that is known."""
    token = cursor.token()
    return (
        token is not None and token.kind not in (NAME, STRING) and (token.text.lower() in _FAMILIES)
    )
