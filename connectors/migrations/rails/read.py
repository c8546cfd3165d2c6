"""One Rails migration, or `schema.rb`, as a script."""

from pathlib import PurePosixPath

from auditor.connectors.migrations.base import MigrationFile, Peers
from auditor.connectors.migrations.code.reading import follow, open_file
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.rails.operations import OPERATIONS
from auditor.connectors.migrations.rails.reader import Reader
from auditor.model.migrations import (
    Script,
)


def read(file: MigrationFile, peers: Peers, dialect: str) -> Script:
    """Its steps: those of `change` and `up`, and those of `down` as `down`."""
    draft = Draft(file, "rails", dialect)
    reader = Reader(draft, peers, OPERATIONS)
    follower = open_file(draft, "ruby", reader)
    reader.follower = follower
    reader.live = True
    for closure in reader.schema:
        follower.run(closure)
    ran = [follow(draft, follower, name, down=name == "down") for name in ("change", "up", "down")]
    if not any(ran) and not reader.schema and not draft.gaps:
        draft.gap("migration_no_entry", 1)
    version = PurePosixPath(file.name).name.partition("_")[0]
    draft.order = (version,) if version.isdigit() else ()
    return draft.script()
