"""One statement of SQL: what it is, and who reads it."""

from auditor.connectors.migrations.sql import alter, data, grants, others, security, views
from auditor.connectors.migrations.sql.cursor import Cursor, Unreadable
from auditor.connectors.migrations.sql.reading import Reading
from auditor.connectors.migrations.sql.routines import create_routine
from auditor.connectors.migrations.sql.tables import create_table
from auditor.connectors.migrations.sql.words import words

_HARMLESS = words(
    "SET BEGIN COMMIT ROLLBACK START END SAVEPOINT RELEASE USE ANALYZE ANALYSE VACUUM REINDEX"
    " CLUSTER LOCK UNLOCK PRAGMA CHECKPOINT DISCARD LISTEN NOTIFY UNLISTEN RESET SHOW EXPLAIN"
    " PROMPT WHENEVER SPOOL EXIT QUIT CONNECT CONN REFRESH FLUSH OPTIMIZE PRINT PURGE AUDIT"
    " NOAUDIT VALUES DECLARE CALL DO PREPARE DEALLOCATE WAITFOR THROW RAISERROR RETURN IF ELSE"
    " WHILE ABORT REASSIGN COMMENT DESC DESCRIBE UNDEFINE DEFINE ACCEPT COLUMN VARIABLE PAUSE"
    " REM REMARK TIMING SHOW ATTACH DETACH CHANGE KILL REPAIR CHECK DELETE WITH SELECT EXEC"
    " EXECUTE FETCH OPEN CLOSE MOVE LOAD GO DISABLE ENABLE ECHO SIGNAL RESIGNAL ITERATE LEAVE"
    " LOOP"
)
"""First words of statements that are read elsewhere or change nothing that is looked for."""
_KINDS = words(
    "INDEX UNIQUE SEQUENCE TYPE DOMAIN EXTENSION SCHEMA DATABASE ROLE USER GROUP RULE CAST"
    " OPERATOR AGGREGATE COLLATION STATISTICS SERVER SUBSCRIPTION LANGUAGE TABLESPACE DIRECTORY"
    " PROFILE CONTEXT LOGIN CERTIFICATE MASTER SYMMETRIC ASYMMETRIC FULLTEXT SPATIAL BITMAP"
    " CLUSTERED NONCLUSTERED COLUMN COLUMNSTORE PARTITION LIBRARY JAVA OUTLINE DEFAULT XML"
    " ASSEMBLY QUEUE SERVICE CONVERSION ACCESS TRANSFORM TEXT SEARCH FOREIGN PRIMARY APPLICATION"
    " CREDENTIAL EVENT TRIGGER SYSTEM SESSION LARGE PUBLICATION SYNONYM OWNED CONSTRAINT"
    " INSTANCE MINING CONCURRENTLY DATABASE LOGFILE RESOURCE MATERIALIZED BROKER ENDPOINT"
    " CONTROLFILE PROCEDURAL SERVERPRIMARY ROUTINE PACKAGE PUBLIC CLUSTER DIMENSION INDEXTYPE"
    " EDITION RESTORE FUNCTION PROCEDURE PROC DATABASELINK SPFILE PFILE DISK AVAILABILITY REMOTE"
    " WORKLOAD EXTERNAL MESSAGE CONTRACT ROUTE SENSITIVITY SELECTIVE COLUMNSTORE TEMPORARY"
)
_MODIFIERS = words(
    "TEMP TEMPORARY GLOBAL LOCAL PRIVATE UNLOGGED FOREIGN EXTERNAL VIRTUAL IMMUTABLE BLOCKCHAIN"
    " DUPLICATED SHARDED TRANSIENT COLUMN"
)
_ROUTINES = ("FUNCTION", "PROCEDURE", "PROC", "TRIGGER", "PACKAGE", "EVENT", "TYPE")


def read_statement(reading: Reading, cursor: Cursor) -> None:
    """Add the steps of one statement, or a gap where it is none that we know."""
    line = cursor.line
    try:
        _read(reading, cursor)
    except Unreadable as fault:
        reading.unread(fault.line, "sql_unreadable")
    except RecursionError:
        reading.unread(line, "sql_too_deep")


def _read(reading: Reading, cursor: Cursor) -> None:  # noqa: C901, PLR0912 - one line a statement
    first = cursor.peek()
    match first:
        case "CREATE":
            _create(reading, cursor)
        case "ALTER":
            _alter(reading, cursor)
        case "DROP":
            _drop(reading, cursor)
        case "GRANT" | "REVOKE" | "DENY":
            cursor.at += 1
            grants.grant(reading, cursor, revoke=first != "GRANT")
        case "INSERT" | "REPLACE":
            data.insert(reading, cursor)
        case "UPDATE":
            data.update(reading, cursor)
        case "DELETE":
            data.delete(reading, cursor)
        case "TRUNCATE":
            data.truncate(reading, cursor)
        case "MERGE":
            data.merge(reading, cursor)
        case "COPY":
            data.copy(reading, cursor)
        case "SELECT" | "WITH" | "(":
            data.select(reading, cursor)
        case "UNLOAD" | "EXPORT" | "LOAD":
            data.load(reading, cursor)
        case "COMMENT":
            others.comment_on(reading, cursor)
        case "RENAME":
            others.rename(reading, cursor)
        case "SECURITY":
            security.security_label(reading, cursor)
        case "EXEC" | "EXECUTE" | "CALL" | "DO" | "BEGIN" | "DECLARE" | "PREPARE":
            others.call(reading, cursor)
        case "SET":
            others.settings(reading, cursor)
        case "DBMS_RLS" | "DBMS_REDACT":
            others.call(reading, cursor)
        case "ADD":
            others.classification(cursor)
        case _ if first in _HARMLESS or first == ";":
            pass
        case _:
            raise Unreadable(cursor.line)


def _create(reading: Reading, cursor: Cursor) -> None:
    cursor.at += 1
    if cursor.take("OR"):
        cursor.at += 1
    modifiers, invoker = _modifiers(cursor)
    word = cursor.peek()
    match word:
        case "TABLE":
            cursor.at += 1
            create_table(reading, cursor, modifiers)
        case "VIEW":
            cursor.at += 1
            materialized = "MATERIALIZED" in modifiers
            views.create_view(reading, cursor, materialized=materialized, invoker=invoker)
        case "POLICY":
            cursor.at += 1
            security.policy(reading, cursor, "CREATE")
        case "SECURITY" if cursor.peek(1) == "POLICY":
            cursor.at += 2
            security.security_policy(reading, cursor, "CREATE")
        case "PUBLICATION":
            others.publication(reading, cursor)
        case "SYNONYM":
            others.synonym(reading, cursor)
        case _ if word in _ROUTINES and not (word == "TYPE" and cursor.peek(1) != "BODY"):
            create_routine(reading, cursor)
        case _ if word in _KINDS or modifiers & {"FOREIGN", "COLUMN", "EXTERNAL", "PUBLIC"}:
            pass
        case _:
            raise Unreadable(cursor.line)


def _modifiers(cursor: Cursor) -> tuple[frozenset[str], bool]:
    """What stands between CREATE and the kind of object; whether it runs as its caller."""
    found: set[str] = set()
    invoker = False
    while not cursor.done:
        word = cursor.peek()
        if word in _MODIFIERS or word in ("MATERIALIZED", "RECURSIVE", "FORCE", "NO", "PUBLIC"):
            found.add(word)
            cursor.at += 1
        elif word in ("EDITIONABLE", "NONEDITIONABLE", "EDITIONING", "TRUSTED", "CONSTRAINT"):
            cursor.at += 1
        elif word in ("ALGORITHM", "DEFINER"):
            cursor.at += 1
            while not cursor.done and cursor.peek() not in (
                *("SQL", "VIEW", "FUNCTION", "PROCEDURE", "TRIGGER", "EVENT", "DEFINER"),
                "AGGREGATE",
            ):
                cursor.skip()
        elif word == "SQL" and cursor.peek(1) == "SECURITY":
            invoker = cursor.peek(2) == "INVOKER"
            cursor.at += 3
        else:
            break
    return frozenset(found), invoker


def _alter(reading: Reading, cursor: Cursor) -> None:  # noqa: C901, PLR0912 - one line an object
    cursor.at += 1
    for word in ("FOREIGN", "ONLINE", "OFFLINE", "IGNORE", "EXTERNAL", "PUBLIC"):
        cursor.take(word)
    materialized = cursor.take("MATERIALIZED")
    if cursor.peek() in ("ALGORITHM", "DEFINER", "SQL"):
        _modifiers(cursor)
    word = cursor.peek()
    cursor.at += 1
    match word:
        case "TABLE":
            alter.alter_table(reading, cursor)
        case "VIEW":
            views.alter_view(reading, cursor, materialized=materialized)
        case "DEFAULT" if cursor.take("PRIVILEGES"):
            grants.default_privileges(reading, cursor)
        case "POLICY":
            security.policy(reading, cursor, "ALTER")
        case "SECURITY" if cursor.take("POLICY"):
            security.security_policy(reading, cursor, "ALTER")
        case "ROLE" | "USER" | "SERVER" if not cursor.done:
            if word != "SERVER":
                security.role(reading, cursor)
        case "SCHEMA" if cursor.token(1) is not None:
            others.transfer(reading, cursor)
        case "PROCEDURE" | "PROC" | "FUNCTION" | "TRIGGER":
            cursor.at -= 1
            create_routine(reading, cursor)
        case "SESSION":
            others.settings(reading, cursor)
        case _ if word in _KINDS:
            pass
        case _:
            raise Unreadable(cursor.line)


def _drop(reading: Reading, cursor: Cursor) -> None:
    cursor.at += 1
    for word in ("TEMPORARY", "FOREIGN", "EXTERNAL", "PUBLIC"):
        cursor.take(word)
    materialized = cursor.take("MATERIALIZED")
    word = cursor.peek()
    cursor.at += 1
    match word:
        case "TABLE" | "TABLES":
            others.drop(reading, cursor, "table")
        case "VIEW":
            others.drop(reading, cursor, "materialized_view" if materialized else "view")
        case "FUNCTION" | "PROCEDURE" | "PROC" | "ROUTINE":
            others.drop(reading, cursor, "routine")
        case "POLICY":
            security.policy(reading, cursor, "DROP")
        case "SECURITY" if cursor.take("POLICY"):
            security.security_policy(reading, cursor, "DROP")
        case _ if word in _KINDS | {"PREPARE", "TRIGGER"}:
            pass
        case _:
            raise Unreadable(cursor.line)
