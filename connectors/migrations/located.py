"""Strings that know where in their file each of their lines is written."""

from typing import Self


class Text(str):
    """A string with the line of the file that each part of it was written on.

    `marks` are (offset, line): from that character on, up to the next mark, it stands there.
    `whole` is false where a part of it is not known; such a part is written `${name}`.
    """

    __slots__ = ("marks", "whole")
    marks: tuple[tuple[int, int], ...]
    whole: bool

    def __new__(
        cls, text: str, marks: tuple[tuple[int, int], ...] = ((0, 1),), *, whole: bool = True
    ) -> Self:
        """The text, whose first part stands on line 1 where no mark says otherwise."""
        made = super().__new__(cls, text)
        made.marks = marks
        made.whole = whole
        return made

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.marks[0][1] if self.marks else 1

    def again(self, text: str, dropped: int = 0, *, whole: bool | None = None) -> "Text":
        """Another text made of this one, line by line the same but for the first `dropped`."""
        own = self._line_starts()[dropped:] or [self.line]
        marks, at = [], 0
        for number, piece in enumerate(text.split("\n")):
            marks.append((at, own[min(number, len(own) - 1)]))
            at += len(piece) + 1
        return Text(text, tuple(marks), whole=self.whole if whole is None else whole)

    def _line_starts(self) -> list[int]:
        """The line of the file for each line of the text."""
        starts, at, mark = [], 0, 0
        for piece in self.split("\n"):
            while mark + 1 < len(self.marks) and self.marks[mark + 1][0] <= at:
                mark += 1
            starts.append(self.marks[mark][1])
            at += len(piece) + 1
        return starts

    def laid(self) -> list[tuple[str, int]]:
        """Its parts, each with its line, split at every mark."""
        ends = [offset for offset, _ in self.marks[1:]] + [len(self)]
        parts = zip(self.marks, ends, strict=True)
        return [(str(self[offset:end]), line) for (offset, line), end in parts] or [("", 1)]

    def laid_out(self) -> tuple[str, list[int]]:
        """The text, with a line break at each joint of two literals that a space marks, and the
        line of the file for each of its lines.
        """
        text = ""
        lines = [self.line]
        for piece, line in self.laid():
            if text and not text.endswith("\n") and line != lines[-1]:
                if not (text[-1].isspace() or piece[:1].isspace()):
                    text += piece
                    lines.extend([line] * piece.count("\n"))
                    continue
                text += "\n"
                lines.append(line)
            elif text.endswith("\n"):
                lines[-1] = line
            text += piece
            lines.extend([line] * piece.count("\n"))
        return text, lines

    def plus(self, other: "Text") -> "Text":
        """Both, one after the other."""
        shift, marks = len(self), list(self.marks)
        for offset, line in other.marks:
            if not marks or marks[-1][1] != line:
                marks.append((offset + shift, line))
        return Text(str(self) + str(other), tuple(marks), whole=self.whole and other.whole)
