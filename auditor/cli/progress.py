"""How far a scan is: one moving line on a terminal, a line in ten seconds elsewhere."""

import sys
import time
from dataclasses import dataclass, field

from auditor.pipelines.options import Progress
from auditor.reports.messages import Messages

_EVERY = 10.0
_MOVING = 0.2
_WIDTH = 100


@dataclass(slots=True)
class Ticker:
    """Writes to stderr; names of containers and counts only."""

    messages: Messages
    quiet: bool = False
    moving: bool = field(default_factory=sys.stderr.isatty)
    started: float = field(default_factory=time.monotonic)
    told: float = 0.0

    def __call__(self, progress: Progress) -> None:
        """Tell the progress if it is time to."""
        now = time.monotonic()
        if self.quiet or now - max(self.told, self.started) < (_MOVING if self.moving else _EVERY):
            return
        self.told = now
        line = self.messages.text(
            "cli.progress",
            done=self.messages.number(progress.containers_done),
            of=self.messages.number(progress.containers),
            rows=self.messages.number(progress.rows_done),
            left=self._left(progress, now),
        )
        if self.moving:
            sys.stderr.write("\r" + line[:_WIDTH].ljust(_WIDTH))
        else:
            sys.stderr.write(line + "\n")
        sys.stderr.flush()

    def close(self) -> None:
        """Leave the terminal's line clean."""
        if self.moving and self.told:
            sys.stderr.write("\r" + " " * _WIDTH + "\r")
            sys.stderr.flush()

    def _left(self, progress: Progress, now: float) -> str:
        """The time that the rest may take, as far as the source's own estimate goes."""
        if not progress.expected or not progress.rows_done:
            return ""
        share = min(1.0, progress.rows_done / progress.expected)
        seconds = round((now - self.started) * (1 - share) / share)
        return self.messages.text("cli.left", seconds=str(seconds)) if seconds else ""
