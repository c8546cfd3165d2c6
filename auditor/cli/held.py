"""A scan against a state of reference and waivers, both read before the scan begins."""

from dataclasses import dataclass, replace
from pathlib import Path

from auditor.cli.clock import today
from auditor.desk.baseline import against
from auditor.desk.lock import Lock, load_lock
from auditor.desk.waivers import Waived, load_waivers, waive
from auditor.model.result import Result
from auditor.pipelines.summary import summarise


@dataclass(frozen=True, slots=True)
class Held:
    """What the command was given to hold its result against."""

    lock: Lock | None
    waivers: tuple[Waived, ...]
    day: str

    def applied(self, result: Result) -> Result:
        """The result with what is known and what is waived marked as such."""
        if self.lock is not None:
            result = against(result, self.lock)
        return counted(waive(result, self.waivers, self.day))


def held_against(baseline: Path | None, waivers: Path | None) -> Held:
    """Both files read, so that a fault in one is told before hours of reading."""
    day = today()
    return Held(
        load_lock(baseline) if baseline else None,
        load_waivers(waivers, day) if waivers else (),
        day,
    )


def counted(result: Result) -> Result:
    """The result with the counts of what it holds now."""
    return replace(result, summary=summarise(result))
