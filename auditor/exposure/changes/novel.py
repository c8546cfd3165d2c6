"""Which changes are new: those of added files, and what an edited file did not do before."""

from collections import Counter
from collections.abc import Iterable, Sequence

from auditor.exposure.changes.seen import Seen

_Deed = tuple[str, ...]


def without_those_before(now: Sequence[Seen], before: Iterable[Seen]) -> tuple[Seen, ...]:
    """What is done now and was not done before, wherever its line has moved to."""
    done = Counter(_deed(one) for one in before)
    new = []
    for one in now:
        deed = _deed(one)
        if done[deed]:
            done[deed] -= 1
        else:
            new.append(one)
    return tuple(new)


def _deed(seen: Seen) -> _Deed:
    """What was done to what, without where it is written."""
    change = seen.change
    return (
        change.file,
        change.action,
        change.container,
        change.column,
        change.role,
        change.origin,
        change.form.value,
        ",".join(change.categories),
    )
