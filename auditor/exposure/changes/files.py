"""What each file of migrations amounts to."""

from collections.abc import Iterable, Mapping, Sequence

from auditor.exposure.changes.seen import Seen
from auditor.model.changes import FileVerdict
from auditor.model.gaps import Gap
from auditor.model.vocabulary import GapKind


def file_verdicts(
    ecosystems: Mapping[str, str], seen: Iterable[Seen], gaps: Sequence[Gap]
) -> tuple[FileVerdict, ...]:
    """One verdict a file, in the order given.

    What was read decides first: a file that flags does so whatever else could not be read. Where
    something was left unread, nothing says that the file is harmless.
    """
    by_file: dict[str, list[Seen]] = {}
    for one in seen:
        by_file.setdefault(one.effect.file, []).append(one)
    unread = {gap.container for gap in gaps if gap.kind is GapKind.UNREAD}
    return tuple(
        FileVerdict(file, _verdict(by_file.get(file, ()), unread=file in unread), ecosystem)
        for file, ecosystem in ecosystems.items()
    )


def _verdict(seen: Sequence[Seen], *, unread: bool) -> str:
    if any(one.flags for one in seen):
        return "flag"
    if unread:
        return "unread"
    return "improvement" if any(one.improves for one in seen) else "harmless"
