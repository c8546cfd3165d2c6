"""Files of plain SQL: Flyway, Prisma, Hasura, dbmate, goose and their like, or none of them."""

import re
from dataclasses import replace
from pathlib import PurePosixPath

from auditor.connectors.migrations.base import MigrationFile, Peers
from auditor.connectors.migrations.sections import sections
from auditor.connectors.migrations.sql import sql_steps
from auditor.connectors.migrations.waivers import waivers
from auditor.model.gaps import Gap
from auditor.model.migrations import Script, Step

_FLYWAY = re.compile(r"(?P<kind>[VUBR])(?P<version>[0-9]+(?:[._][0-9]+)*)?__")


def read(file: MigrationFile, peers: Peers, dialect: str, ecosystem: str = "sql") -> Script:
    """All steps of the file, those of an undo file or section as `down`."""
    del peers
    steps: list[Step] = []
    gaps: list[Gap] = []
    for section in sections(file.name, file.text):
        fragment = sql_steps(section.text, dialect, section.line, down=section.down)
        steps.extend(fragment.steps)
        gaps.extend(placed(gap, file.name) for gap in fragment.gaps)
    said = waivers(file.text) if "audit:" in file.text else ()
    return Script(file.name, ecosystem, tuple(steps), said, tuple(gaps), order_of(file.name))


def order_of(name: str) -> tuple[str, ...]:
    """Flyway's kind and version; () for a name that is not its."""
    found = _FLYWAY.match(PurePosixPath(name).name)
    if found is None:
        return ()
    return (found["kind"], (found["version"] or "").replace("_", "."))


def placed(gap: Gap, file: str) -> Gap:
    """The gap with the file that it is in."""
    return gap if gap.source else replace(gap, source=file)
