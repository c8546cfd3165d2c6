"""The body of a routine read for the queries whose rows it returns, as far as that is evident."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlglot import exp
from sqlglot.tokenizer_core import Token

from auditor.lineage.text import UnreadableTextError, query, tokens_of

_START = re.compile(
    r"(?:\s|--[^\n]*\n|/\*.*?\*/)*(?:create|alter)\b(?:(?!\b(?:view|table)\b)[^(;$]){0,300}?"
    r"\b(?:function|procedure|proc)\b",
    re.IGNORECASE | re.DOTALL,
)
_DOLLAR = re.compile(r"(\$(?:[^\W\d]\w*)?\$)(.*?)\1", re.DOTALL)
_QUOTED = re.compile(r"\bas\s+e?'((?:[^']|'')*)'", re.IGNORECASE)
_LANGUAGE = re.compile(r"\blanguage\s+'?(\w+)'?", re.IGNORECASE)
_STARTS = frozenset({";", "BEGIN", "THEN", "ELSE", "LOOP", "ATOMIC", "IS", "AS", "DO", ":"})
_WRITES = frozenset(
    {"INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "CREATE", "DROP", "ALTER"}
    | {"GRANT", "REVOKE", "REPLACE", "COPY"}
)
_YIELDS = frozenset({"QUERY", "RETURN", "FOR", "OPEN", "IN", "ATOMIC"})
_MODES = frozenset({"IN", "OUT", "INOUT", "VARIADIC"})


@dataclass(slots=True)
class Routine:
    """Queries whose rows come out, and those that only steer; `columns` names what comes out."""

    queries: list[exp.Expression] = field(default_factory=list)
    decisions: list[exp.Expression] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    parameters: frozenset[str] = frozenset()
    """Names that are no columns: parameters, variables, and the routine's own."""
    untraced: set[str] = field(default_factory=set)
    writes: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """One query of a body, the word before it, and the variables that it fills."""

    text: str
    before: str
    into: tuple[str, ...]
    inner: bool
    begins: bool


def is_routine(text: str, dialect: str) -> bool:
    """Whether the text creates a function or procedure."""
    return bool(dialect) and _START.match(text) is not None


def read(text: str, dialect: str) -> Routine:
    """The queries of a routine; what is built as a string at run time is `dynamic`."""
    head, body, language = _split(text, dialect)
    given, outs = _parameters(head, dialect)
    routine = Routine(columns=tuple(outs))
    tokens = tokens_of(body, dialect)
    # The tokenizer gives what follows DECLARE, up to the semicolon, as one token.
    variables = {one.text.split()[0].casefold() for one in _declared(tokens) if one.text.strip()}
    routine.parameters = frozenset(
        {*given, *(name.casefold() for name in outs), *variables, _called(head, dialect)}
    )
    found = list(_queries(body, tokens, routine))
    shown, steering = _shown(found, language, {name.casefold() for name in outs}, dialect)
    routine.queries = list(_trees(shown, dialect, routine))
    routine.decisions = list(_trees(steering, dialect, routine))
    if not routine.queries and not routine.untraced and language not in {"sql", ""}:
        routine.untraced.add("function")
    return routine


def _called(head: str, dialect: str) -> str:
    """The name of the routine, by which its body may qualify a parameter."""
    tokens = tokens_of(head, dialect)
    opens = next((at for at, token in enumerate(tokens) if token.text == "("), 0)
    return tokens[opens - 1].text.casefold() if opens else ""


def _split(text: str, dialect: str) -> tuple[str, str, str]:
    """Head, body and language of a definition."""
    dollar = _DOLLAR.search(text) or _QUOTED.search(text)
    if dollar is None:
        after = 0 if dialect == "tsql" else _close(text)
        begin = re.compile(r"\b(?:begin|return|as|is)\b", re.IGNORECASE).search(text, after)
        at = begin.start() if begin else after
        return text[:at], text[at:], "sql" if "ATOMIC" in text[at : at + 20].upper() else "body"
    around = text[: dollar.start()] + " " + text[dollar.end() :]
    language = _LANGUAGE.search(around)
    body = dollar.group(dollar.lastindex or 0)
    if dollar.re is _QUOTED:
        body = body.replace("''", "'")
    return text[: dollar.start()], body, language.group(1).lower() if language else "sql"


def _close(text: str) -> int:
    """Where the parameters of the head end."""
    depth = 0
    for index, letter in enumerate(text):
        if letter == "(":
            depth += 1
        elif letter == ")":
            depth -= 1
            if depth == 0:
                return index + 1
        elif letter == ";":
            break
    return 0


def _parameters(head: str, dialect: str) -> tuple[set[str], list[str]]:
    """Names of what goes in, and names of what comes out."""
    tokens = tokens_of(head, dialect)
    given: set[str] = set()
    outs: list[str] = []
    depth, fresh, table, blocks = 0, False, False, 0
    mode = ""
    for index, token in enumerate(tokens):
        word = token.text
        if word == "(":
            depth += 1
            table = depth == 1 and index > 0 and tokens[index - 1].text.upper() == "TABLE"
            blocks += depth == 1
            fresh, mode = depth == 1 and (blocks == 1 or table), ""
        elif word == ")":
            depth -= 1
        elif word == "," and depth == 1:
            fresh, mode = True, ""
        elif depth == 1 and fresh and word.upper() in _MODES:
            mode = word.upper()
        elif depth == 1 and fresh:
            fresh = False
            (outs.append if table or mode in {"OUT", "INOUT"} else given.add)(word)
    return {name.casefold().lstrip("@") for name in given}, outs


def _declared(tokens: list[Token]) -> Iterator[Token]:
    """Variables of DECLARE blocks and loops: their names are no columns."""
    declaring = False
    for index, token in enumerate(tokens):
        word = token.text.upper()
        before = tokens[index - 1].text.upper() if index else ""
        if word == "DECLARE":
            declaring = True
        elif word == "BEGIN":
            declaring = False
        elif (declaring and before in {"DECLARE", ";"}) or before == "FOR":
            yield token


def _queries(body: str, tokens: list[Token], routine: Routine) -> Iterator[_Found]:
    index, depth = 0, 0
    while index < len(tokens):
        word = tokens[index].text.upper()
        before = tokens[index - 1].text.upper() if index else ";"
        depth += (word == "(") - (word == ")")
        begins = before in _STARTS
        if begins and word in _WRITES:
            routine.writes = True
            index = _until(tokens, index, {";"})
            continue
        if word in {"EXECUTE", "EXEC", "PREPARE"} and (begins or before in {"QUERY", "IN", "FOR"}):
            routine.untraced.add("dynamic")
        if word in {"SELECT", "WITH", "VALUES"} and (begins or before in {*_YIELDS, "(", "="}):
            end = _until(tokens, index, {";", "LOOP", ")"})
            yield _found(body, tokens[index:end], before, begins=begins)
            index = end
            continue
        index += 1


def _until(tokens: list[Token], index: int, ends: set[str]) -> int:
    depth = 0
    for at in range(index, len(tokens)):
        word = tokens[at].text.upper()
        if depth == 0 and word in ends:
            return at
        depth += (word in {"(", "CASE"}) - (word in {")", "END"})
        if depth < 0:
            return at
    return len(tokens)


def _found(body: str, tokens: list[Token], before: str, *, begins: bool) -> _Found:
    """One query without its INTO."""
    start, end = tokens[0].start, tokens[-1].end + 1
    depth = 0
    for index, token in enumerate(tokens):
        word = token.text.upper()
        depth += (word == "(") - (word == ")")
        if word == "INTO" and depth == 0:
            stop = _until(tokens, index, {"FROM", "WHERE", ";"})
            rest = tokens[stop].start if stop < len(tokens) else end
            names = [one.text for one in tokens[index + 1 : stop] if one.text not in ",@"]
            into = tuple(name for name in names if name.upper() not in {"STRICT", "OUTFILE"})
            kept = body[start : token.start] + " " + body[rest:end]
            return _Found(kept, before, into, inner=before == "(", begins=begins)
    return _Found(body[start:end], before, (), inner=before in {"(", "="}, begins=begins)


def _shown(
    found: list[_Found], language: str, outs: set[str], dialect: str
) -> tuple[list[_Found], list[_Found]]:
    """The queries whose rows come out, and the others."""
    plain = [one for one in found if not one.inner]
    if language == "sql":
        shown = plain[-1:]
    else:
        procedural = dialect in {"mysql", "tsql", "oracle", "sqlite"}
        shown = [
            one
            for one in plain
            if (not one.into and (one.before in _YIELDS or (procedural and one.begins)))
            or any(name.casefold() in outs for name in one.into)
        ]
        if not shown:
            # A scalar that a query filled and RETURN gives back.
            shown = [one for one in plain if one.into] or [
                one for one in found if one.before in {"(", "="}
            ]
    return shown, [one for one in found if one not in shown]


def _trees(found: list[_Found], dialect: str, routine: Routine) -> Iterator[exp.Expression]:
    for one in found:
        try:
            yield query(one.text, dialect)
        except UnreadableTextError as fault:
            routine.untraced.add(fault.code)
