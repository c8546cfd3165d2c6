"""A place in the tokens of a statement."""

import re
from collections.abc import Iterator, Sequence

from auditor.connectors.migrations.sql.lexer import (
    BODY,
    HOLE,
    NAME,
    STRING,
    WORD,
    Text,
    Token,
)


class Unreadable(Exception):  # noqa: N818 - it says what the text is
    """What stands there is not what the statement needs; `line` is where."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class Cursor:
    """Reads tokens from left to right; it never looks behind its end."""

    __slots__ = ("_end", "at", "text", "tokens")

    def __init__(self, text: Text, tokens: Sequence[Token], at: int = 0, end: int = -1) -> None:
        self.text, self.tokens, self.at = text, tokens, at
        self._end = len(tokens) if end < 0 else end

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.at >= self._end

    @property
    def line(self) -> int:
        """The line of the next token, or of the last one."""
        if not self.tokens:
            return self.text.first
        return self.text.line(self.tokens[min(self.at, len(self.tokens) - 1)].start)

    def token(self, ahead: int = 0) -> Token | None:
        """The next token, or one further on."""
        at = self.at + ahead
        return self.tokens[at] if at < self._end else None

    def peek(self, ahead: int = 0) -> str:
        """The next word or sign in upper case; "" for names, literals and the end."""
        at = self.at + ahead
        return self.tokens[at].word if at < self._end else ""

    def sees(self, *words: str) -> bool:
        """Whether these words come next."""
        return all(self.peek(ahead) == word for ahead, word in enumerate(words))

    def take(self, *words: str) -> bool:
        """Whether these words come next; they are then behind."""
        if not self.sees(*words):
            return False
        self.at += len(words)
        return True

    def take_any(self, *words: str) -> str:
        """The next word if it is one of these, else ""."""
        word = self.peek()
        if word not in words or not word:
            return ""
        self.at += 1
        return word

    def need(self, *words: str) -> None:
        """These words, or the statement cannot be read."""
        if not self.take(*words):
            raise Unreadable(self.line)

    def skip(self) -> None:
        """Pass the next token, or the whole parenthesis that it opens."""
        if self.peek() == "(":
            self.at = self._closing() + 1
        else:
            self.at += 1

    def skip_to(self, *words: str) -> bool:
        """Pass what stands before the first of these words, outside parentheses."""
        while not self.done:
            if self.peek() in words:
                return True
            self.skip()
        return False

    def word(self) -> str:
        """The next part of a name as it is written, without quotes."""
        token = self.token()
        if token is None or token.kind not in (WORD, NAME) or not token.text:
            raise Unreadable(self.line)
        self.at += 1
        return _filled(token.text)

    def name(self) -> str:
        """A qualified name, its parts joined by points, without those that a template fills."""
        parts = [self.word()]
        while self.peek() == "." and self.token(1) is not None:
            self.at += 1
            while self.take("."):
                pass  # SQL Server leaves out the schema: base..table
            parts.append(self.word() if self.peek() != "*" else self._star())
        known = [part for part in parts[:-1] if not HOLE.fullmatch(part)]
        return ".".join((*known, parts[-1]))

    def _star(self) -> str:
        self.at += 1
        return "*"

    def string(self) -> str:
        """A literal, in whatever quotes."""
        token = self.token()
        if token is None or token.kind not in (STRING, BODY, NAME):
            raise Unreadable(self.line)
        self.at += 1
        return token.text

    def group(self) -> "Cursor":
        """What stands in the parenthesis that comes next; the cursor is then behind it."""
        if self.peek() != "(":
            raise Unreadable(self.line)
        start, self.at = self.at + 1, self._closing() + 1
        return Cursor(self.text, self.tokens, start, self.at - 1)

    def items(self) -> Iterator["Cursor"]:
        """What is left, cut at the commas outside parentheses."""
        while not self.done:
            start = self.at
            self.skip_to(",")
            yield Cursor(self.text, self.tokens, start, self.at)
            self.at += 1

    def names(self) -> tuple[str, ...]:
        """The first word of each item of a list in parentheses."""
        return tuple(item.word() for item in self.group().items())

    def rest(self) -> str:
        """What is left, as it is written."""
        if self.done:
            return ""
        return self.text.text[self.tokens[self.at].start : self.tokens[self._end - 1].end]

    def since(self, start: int) -> str:
        """What stands between a former place and this one, as it is written."""
        if self.at <= start:
            return ""
        return self.text.text[self.tokens[start].start : self.tokens[self.at - 1].end]

    def behind(self, at: int) -> "Cursor":
        """Another cursor at that place, with the same end."""
        return Cursor(self.text, self.tokens, at, self._end)

    def fork(self) -> "Cursor":
        """Another cursor at the same place."""
        return Cursor(self.text, self.tokens, self.at, self._end)

    def _closing(self) -> int:
        depth = 0
        for at in range(self.at, self._end):
            token = self.tokens[at]
            if token.text == "(" and token.kind == "o":
                depth += 1
            elif token.text == ")" and token.kind == "o":
                depth -= 1
                if depth == 0:
                    return at
        raise Unreadable(self.line)


def _filled(text: str) -> str:
    """A name without the parts that a template fills in, unless there is nothing else."""
    if "{" not in text and "$(" not in text and "<%" not in text:
        return text
    bare = re.sub(r"^_+|_+$", "", HOLE.sub("", text))
    return bare or text
