"""What was not read or not decided."""

from dataclasses import dataclass

from auditor.model.vocabulary import GapKind


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that the result does not prove.

    `code` names the sentence in the message catalogue (`gap.<code>`), `detail` fills it with
    names and numbers of ours (an SQLSTATE, a bound, a declaration to add), never with a value
    or a driver's own message.
    """

    kind: GapKind
    code: str
    source: str = ""
    container: str = ""
    column: str = ""
    count: int = 1
    detail: tuple[tuple[str, str], ...] = ()
