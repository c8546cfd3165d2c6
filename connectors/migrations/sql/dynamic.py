"""SQL that procedural code builds from literals, put together as far as that is evident."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from auditor.connectors.migrations.sql.lexer import BODY, NUMBER, STRING, WORD, Text, Token
from auditor.connectors.migrations.sql.words import words

HOLE = "${value}"
"""What is put where a value is not evident; names leave it out."""
_MOST = 64
"""Statements that one loop over literals is unrolled to."""
_SQL = re.compile(
    r"\s*(?:create|alter|drop|grant|revoke|deny|comment\s+on|insert\s+into|update|truncate|rename"
    r"|copy|security\s+label|exec|merge\s+into|delete\s+from|select\s.+?\sinto)\b",
    re.IGNORECASE | re.DOTALL,
)
_NAME = re.compile(r"[\w.$ ]{1,128}")
_SPECIFIER = re.compile(r"%(?:(\d+)\$)?([ILs%])")
_STARTS = words("; THEN ELSE BEGIN LOOP DO")
_RUNS = words("EXECUTE EXEC IMMEDIATE PREPARE SP_EXECUTESQL := FOR RETURN")
_SAYS = words("NOTICE WARNING EXCEPTION INFO PUT_LINE RAISE PRINT RAISERROR")
_FAR = 200

Values = Mapping[str, Sequence[str]]
"""Literals that a variable may hold, by its name in lower case."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a statement: what it may be, and the variable that it comes from."""

    options: Sequence[str] = field(repr=False)
    variable: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """A statement that is run, and where its first literal stands."""

    sql: str = field(repr=False)
    line: int


def built(text: Text, tokens: Sequence[Token]) -> Iterator[Built]:
    """The statements that literals of a block add up to."""
    values = _assignments(tokens)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if not _begins(tokens, at):
            values.update(_loop(tokens, at))
            at += 1
            continue
        formatted = at > 1 and tokens[at - 2].word == "FORMAT"
        parts, at = (_formatted if formatted else _joined)(tokens, at, values)
        for choice in _choices(parts):
            yield Built(choice, text.line(token.start))


def hidden(tokens: Sequence[Token]) -> Token | None:
    """Where a block runs SQL of which no literal shows anything."""
    if any(_is_literal(tokens, at) and _is_run(tokens, at) for at in range(len(tokens))):
        return None
    for at, token in enumerate(tokens[:-1]):
        after = tokens[at + 1]
        if token.word == "EXECUTE" and after.word == "IMMEDIATE":
            return token
        if token.word in ("EXEC", "EXECUTE") and after.text == "(":
            return token
        if token.word == "SP_EXECUTESQL":
            return token
        if token.word == "EXECUTE" and _is_statement(tokens, at) and _is_variable(tokens, at + 1):
            return token
    return None


def _is_statement(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].word in _STARTS | {"QUERY"}


def _is_variable(tokens: Sequence[Token], at: int) -> bool:
    """PL/pgSQL's EXECUTE of a variable or an expression; a routine has its arguments behind it."""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ";"
    return tokens[at].kind == WORD and after in (";", ".", "||", "INTO", "USING", "into", "using")


def _is_literal(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].kind in (STRING, BODY) and " " in tokens[at].text


def _begins(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind not in (STRING, BODY) or not _SQL.match(token.text):
        return False
    return _is_run(tokens, at)


def _is_run(tokens: Sequence[Token], at: int) -> bool:
    """Whether a literal is run or kept to be run, not printed or passed on."""
    for place in range(at - 1, max(-1, at - _FAR), -1):
        word = tokens[place].word
        if word in _RUNS:
            return True
        if word in _SAYS or word in _STARTS:
            return False
        if word == "=" and _is_assigned(tokens, place):
            return True
    return at > 0 and tokens[0].word == "DO"


def _is_assigned(tokens: Sequence[Token], place: int) -> bool:
    """Whether a variable stands before `=`, as in SET @x = and DECLARE @x type =."""
    before = tokens[max(0, place - 8) : place]
    return any(token.kind == WORD and token.text.startswith("@") for token in before)


def _choices(parts: Sequence[Part]) -> Iterator[str]:
    """Every way to put the parts together, up to a bound; a variable holds one value at a time."""
    keys = [part.variable or str(place) for place, part in enumerate(parts)]
    options = {key: part.options for key, part in zip(keys, parts, strict=True)}
    for count, choice in enumerate(product(*options.values())):
        if count == _MOST:
            return
        held = dict(zip(options, choice, strict=True))
        yield "".join(
            f"'{held[key]}'" if part.quoted else held[key]
            for key, part in zip(keys, parts, strict=True)
        )


def _joined(tokens: Sequence[Token], at: int, values: Values) -> tuple[list[Part], int]:
    """Literals joined with `||`, `+` or CONCAT."""
    parts = [Part((tokens[at].text,))]
    at += 1
    while at < len(tokens):
        sign = _sign(tokens, at)
        if sign not in ("||", "+", ",") or (sign == "," and not _in_concat(tokens, at)):
            break
        start, at = at + 1, _operand_end(tokens, at + 1)
        parts.append(_value(tokens[start:at], values))
    return parts, at


def _operand_end(tokens: Sequence[Token], at: int) -> int:
    """Behind a literal, a name or a call; nothing else marks the end where no `;` does."""
    if at < len(tokens) and tokens[at].kind in (STRING, BODY, NUMBER):
        return at + 1
    while at < len(tokens) and (tokens[at].kind == WORD or _sign(tokens, at) in (".", "::")):
        at += 1
        if _sign(tokens, at) not in (".", "::", "(") and tokens[at - 1].kind == WORD:
            break
    if _sign(tokens, at) == "(":
        depth = 0
        while at < len(tokens):
            depth += {"(": 1, ")": -1}.get(_sign(tokens, at), 0)
            at += 1
            if depth == 0:
                break
    return at


def _sign(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) and tokens[at].kind == "o" else ""


def _value(tokens: Sequence[Token], values: Values) -> Part:
    """What an expression may hold: a literal or a variable of literals, bare or in a function."""
    literals = [token for token in tokens if token.kind in (STRING, BODY)]
    if len(literals) == 1:
        return Part((literals[0].text,))
    if len(tokens) == 1 and tokens[0].kind == NUMBER:
        return Part((tokens[0].text,))
    named = [name for token in tokens if (name := token.text.lower()) in values]
    return Part(values[named[0]], named[0]) if len(named) == 1 else Part((HOLE,))


def _in_concat(tokens: Sequence[Token], at: int) -> bool:
    depth = 0
    for place in range(at, max(-1, at - 2 * _FAR), -1):
        depth += {")": 1, "(": -1}.get(_sign(tokens, place), 0)
        if depth < 0:
            return place > 0 and tokens[place - 1].word == "CONCAT"
    return False


def _formatted(tokens: Sequence[Token], at: int, values: Values) -> tuple[list[Part], int]:
    """format('… %I …', a, b), with what its arguments may hold in place."""
    pattern, first = tokens[at].text, at + 1
    arguments: list[Part] = []
    depth, start, at = 0, first, first
    while at < len(tokens):
        sign = _sign(tokens, at)
        if sign == ")" and depth == 0:
            break
        if sign == "," and depth == 0:
            arguments.append(_value(tokens[start:at], values))
            start = at + 1
        depth += {"(": 1, ")": -1}.get(sign, 0)
        at += 1
    arguments.append(_value(tokens[start:at], values))
    return _put_in(pattern, arguments), at


def _put_in(pattern: str, arguments: Sequence[Part]) -> list[Part]:
    parts: list[Part] = []
    place, done = 0, 0
    for found in _SPECIFIER.finditer(pattern):
        parts.append(Part((pattern[done : found.start()],)))
        done = found.end()
        if found[2] == "%":
            parts.append(Part(("%",)))
            continue
        place = int(found[1]) if found[1] else place + 1
        held = arguments[place] if place < len(arguments) else Part((HOLE,))
        parts.append(replace(held, quoted=found[2] == "L"))
    parts.append(Part((pattern[done:],)))
    return parts


def _assignments(tokens: Sequence[Token]) -> dict[str, Sequence[str]]:
    """Variables that are given a name written in the block."""
    found: dict[str, Sequence[str]] = {}
    for at, token in enumerate(tokens[:-1]):
        literal = tokens[at + 1]
        given = token.word in (":=", "=", "DEFAULT") and literal.kind == STRING
        alone = _sign(tokens, at + 2) not in ("||", "+")
        if given and alone and _NAME.fullmatch(literal.text):
            found.setdefault(_assigned(tokens, at), (literal.text,))
    return found


def _loop(tokens: Sequence[Token], at: int) -> dict[str, Sequence[str]]:
    """The variable of a loop over literals that begins there: all between IN and LOOP."""
    if tokens[at].word not in ("FOREACH", "FOR") or at + 1 >= len(tokens):
        return {}
    variable = tokens[at + 1].text.lower()
    held: list[str] = []
    listed = False
    for token in tokens[at + 2 : at + _FAR]:
        if token.word == "LOOP":
            return {variable: held} if listed and held else {}
        listed = listed or token.word in ("ARRAY", "VALUES", "UNNEST")
        named = token.kind != STRING or _NAME.fullmatch(token.text) is not None
        if token.word in ("FROM", "WHERE", "||") or not named:
            return {}
        if token.kind == STRING:
            held.append(token.text)
    return {}


def _assigned(tokens: Sequence[Token], at: int) -> str:
    """The variable before an assignment: the first word since the last statement."""
    start = at - 1
    while start > 0 and tokens[start - 1].word not in _STARTS | {"DECLARE", "AS", "IS", "SET", ","}:
        start -= 1
    return tokens[start].text.lower()
