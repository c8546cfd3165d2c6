"""The lock of the schema that migrations leave behind, from names alone."""

from collections.abc import Iterable, Mapping

from auditor.connectors.migrations.read import read_scripts
from auditor.connectors.migrations.replay import replay
from auditor.desk.lock import Line, Lock, made
from auditor.exposure.changes.judged import judged
from auditor.exposure.changes.standing import Purposes
from auditor.model.catalogue import Container
from auditor.model.gaps import Gap
from auditor.model.vocabulary import GapKind
from auditor.policy.model import Policy


def inventory(
    files: Mapping[str, bytes], policy: Policy, dialect: str = ""
) -> tuple[Lock, tuple[Gap, ...]]:
    """The personal columns of the resulting schema, and what could not be read of the files."""
    scripts = read_scripts(files, dialect)
    history = replay(scripts)
    purposes = Purposes(policy)
    lines = [line for one in history.containers for line in _lines(one, purposes)]
    gaps = (*(gap for script in scripts for gap in script.gaps), *history.gaps)
    return made(lines), tuple(gap for gap in gaps if gap.kind is GapKind.UNREAD)


def _lines(container: Container, purposes: Purposes) -> Iterable[Line]:
    for column, verdicts in judged(container).verdicts.items():
        yield Line(
            container.name,
            column,
            "",
            tuple(sorted({verdict.category for verdict in verdicts})),
            verdicts[0].subject,
            verdicts[0].mode,
            verdicts[0].form,
            tuple(sorted(purposes.ids(container))),
        )
