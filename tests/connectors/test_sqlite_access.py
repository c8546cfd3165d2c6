"""What SQLite's views read; nobody has rights there."""

import sqlite3
from contextlib import closing
from pathlib import Path

from auditor.connectors.database.open import open_source
from auditor.connectors.database.sqlite_access import body


def test_views_and_what_they_read(tmp_path: Path) -> None:
    path = tmp_path / "base.db"
    with closing(sqlite3.connect(path)) as made:
        made.executescript(
            """
            CREATE TABLE Assure (id INTEGER PRIMARY KEY, nir TEXT, nom TEXT);
            CREATE VIEW IF NOT EXISTS main.[la vue] (n) AS SELECT nir FROM assure;
            CREATE VIEW "as select" AS SELECT n FROM "la vue";
            CREATE VIEW cassee AS SELECT * FROM nulle_part;
            CREATE VIEW elle AS SELECT * FROM elle;
            """
        )
    with closing(open_source(str(path), "base")) as source:
        reading = source.access()
    assert {one.container: (one.reads, one.columns_read) for one in reading.access.relations} == {
        "Assure": ((), ()),
        "la vue": (("Assure",), (("nir",),)),
        "as select": (("la vue",), (("n",),)),
        "cassee": ((), ()),
        "elle": ((), ()),
    }
    assert (reading.access.roles, reading.access.grants) == ((), ())
    assert len(reading.definitions) == 4


def test_the_head_of_a_view() -> None:
    assert body('CREATE VIEW "a ( b" AS SELECT 1') == "SELECT 1"
    assert body("CREATE VIEW v as/* c */select 1") == "/* c */select 1"
    assert body("CREATE VIEW v(a, [b)]) AS SELECT 1, 2") == (
        "WITH audited (a, [b)]) AS (SELECT 1, 2) SELECT * FROM audited"
    )
    odd = "CREATE VIEW " + '"a"" . ' * 5_000
    assert body(odd) == odd
