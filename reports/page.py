"""A page of text for a terminal: rich lays it out, every name that enters is made safe."""

from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from auditor.model.vocabulary import Severity
from auditor.reports.names import shorten, visible
from auditor.reports.wording import Wording

NARROWEST, WIDEST = 60, 160

SEVERITY_STYLE = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "default",
    Severity.INFO: "dim",
}

# rich breaks lines at any Unicode space; private characters stand in for the no-break spaces
# while it lays out, which is safe because `visible` leaves none of the text's own.
_GLUE = {"\u00a0": "\ue000", "\u202f": "\ue001"}
_UNGLUE = {ord(glue): space for space, glue in _GLUE.items()}


class Page:
    """A string that rich lays out; every text that enters is made safe to print."""

    def __init__(self, wording: Wording, width: int, *, colour: bool) -> None:
        self.wording = wording
        self.words = wording.messages.text
        self.width = max(NARROWEST, min(WIDEST, width))
        self._colour = colour
        self._out = StringIO()
        self._console = Console(
            file=self._out,
            width=self.width,
            force_terminal=colour,
            force_interactive=False,
            force_jupyter=False,
            color_system="standard" if colour else None,
            no_color=not colour,
            legacy_windows=False,
            emoji=False,
            markup=False,
            highlight=False,
            _environ={},
        )

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """One paragraph."""
        self.show(styled(self._broken(text), style), indent)

    def item(self, text: str, style: str = "", indent: int = 2) -> None:
        """One paragraph of a list, its further lines aligned with the first."""
        row = Table.grid(padding=(0, 1, 0, 0))
        row.add_row(styled("–", style), styled(self._broken(text), style))
        self.show(row, indent)

    def verbatim(self, text: str, indent: int) -> None:
        """Text to copy: folded at the width, nothing left out."""
        self.show(styled(text), indent)

    def title(self, text: str) -> None:
        """A section's title, after an empty line."""
        self.line()
        self.line(text, "bold")

    def show(self, renderable: RenderableType, indent: int = 0) -> None:
        """Anything that rich lays out."""
        self._console.print(Padding(renderable, (0, 0, 0, indent)) if indent else renderable)

    def name(self, text: str, taken: int) -> str:
        """A name in what `taken` columns leave of the width, its middle left out."""
        return shorten(visible(text), max(12, self.width - taken))

    def _broken(self, text: str) -> str:
        """The text with words that would fill the line shortened: they are names."""
        return " ".join(shorten(visible(word), self.width // 2) for word in text.split(" "))

    def text(self) -> str:
        """All that was shown, without trailing blanks where there are no styles."""
        text = self._out.getvalue().translate(_UNGLUE)
        if self._colour:
            return text
        return "\n".join(line.rstrip() for line in text.split("\n"))


def styled(text: str, style: str = "") -> Text:
    """Safe text that breaks only at ordinary spaces."""
    safe = visible(text)
    for space, glue in _GLUE.items():
        safe = safe.replace(space, glue)
    return Text(safe, style=style)
