"""Which dialect a text of SQL is written in, by what only one of them writes."""

import re

from auditor.connectors.migrations.sql.dialects import (
    MYSQL,
    ORACLE,
    POSTGRESQL,
    SQLITE,
    SQLSERVER,
)

_SIGNS = {
    MYSQL: (
        r"`\w+`|\bENGINE\s*=|\bAUTO_INCREMENT\b|\bDELIMITER\b|/\*!\d+|\bCHANGE\s+COLUMN\b"
        r"|\bUNSIGNED\b|\b(?:TINY|MEDIUM|LONG)(?:INT|TEXT|BLOB)\b|\bCHARSET\b|\bDATETIME\(\d\)"
        r"|\bMODIFY\s+COLUMN\b|\bSQL\s+SECURITY\b|\bCOMMENT\s+'|^#\s|\bINTO\s+OUTFILE\b"
    ),
    ORACLE: (
        r"\bVARCHAR2\b|\bNVARCHAR2\b|\bNUMBER\s*\(|\bCLOB\b|\bSYSDATE\b|\bDBMS_\w+\.|\bMODIFY\s*\("
        r"|^/\s*$|\bEXECUTE\s+IMMEDIATE\b|\bENABLE\s+VALIDATE\b|\bNUMBER\b|\bSYS_GUID\b|\bADD\s*\("
    ),
    SQLSERVER: (
        r"\[[A-Za-z_]\w*\]|^\s*GO\s*$|\bNVARCHAR\s*\(|\bIDENTITY\s*\(|\bsp_rename\b|\bdbo\."
        r"|\bDATETIME2\b|\bUNIQUEIDENTIFIER\b|\bMASKED\s+WITH\b|\bSET\s+NOCOUNT\b|\bBIT\b"
        r"|\bWITH\s+(?:NO)?CHECK\b|\bEXEC\b|\bGETDATE\s*\(|\bN'|@\w+\s+N?VARCHAR"
    ),
    POSTGRESQL: (
        r"\b(?:BIG)?SERIAL\b|\bJSONB\b|\bTIMESTAMPTZ\b|\bBYTEA\b|::\s*\w|\$\w*\$|\bILIKE\b"
        r"|\bUSING\s+gin\b|\bplpgsql\b|\bROW\s+LEVEL\s+SECURITY\b|\bEXTENSION\b|\bsearch_path\b"
        r"|\bOWNER\s+TO\b|\bCREATE\s+POLICY\b|\bDEFAULT\s+PRIVILEGES\b|\bgen_random_uuid\b"
        r"|\bCOPY\s+\w|\bSECURITY\s+(?:DEFINER|LABEL)\b|\bALTER\s+COLUMN\s+\w+\s+(?:SET\s+DATA\s+)?TYPE\b"
        r"|\bCITEXT\b|\bCHARACTER\s+VARYING\b|\bTO\s+PUBLIC\b|\bNOT\s+VALID\b"
    ),
    SQLITE: (
        r"\bAUTOINCREMENT\b|\bPRAGMA\b|\bWITHOUT\s+ROWID\b|\bUSING\s+fts\d|\bsqlite_|\bSTRICT\s*;"
    ),
}
_COMPILED = {
    name: re.compile(signs, re.IGNORECASE | re.MULTILINE) for name, signs in _SIGNS.items()
}
_TOLD = re.compile(r"--[^\n]*|/\*(?!M?!).*?\*/", re.DOTALL)
_LITERAL = re.compile(r"'(?:[^'\\]|\\.|'')*'")
_LOOKED_AT = 40_000
_MOST = 10


def dialect_of_text(text: str) -> str:
    """The dialect with the most signs of its own, "" where there are none."""
    head = _TOLD.sub(" ", text[:_LOOKED_AT])
    head = _LITERAL.sub("''", head)
    scores = {name: _count(pattern, head) for name, pattern in _COMPILED.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] else ""


def _count(pattern: re.Pattern[str], text: str) -> int:
    count = 0
    for _ in pattern.finditer(text):
        count += 1
        if count >= _MOST:
            break
    return count


_PLACES = re.compile(
    r"(?:^|[/._\-])(?:(?P<postgresql>postgres\w*|pgsql|pg)|(?P<mysql>mysql|mariadb)"
    r"|(?P<oracle>oracle|ora)|(?P<sqlserver>mssql|sqlserver|tsql)|(?P<sqlite>sqlite3?))"
    r"(?=$|[/._\-])",
    re.IGNORECASE,
)


def dialect_of_path(path: str) -> str:
    """The dialect that a folder or the file's own name says, "" where none does."""
    found = _PLACES.search(path)
    return found.lastgroup or "" if found else ""
