"""The transcript of docs/ci.md: a repository, a branch, and what the check says of it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.cli.repository import commit, git, repository

ROOT = Path(__file__).resolve().parents[2]
BASE = """CREATE TABLE praticien (
  id           bigint PRIMARY KEY,
  rpps         char(11) NOT NULL,
  nom_exercice varchar(80),
  code_banque  char(5),
  code_guichet char(5)
);
CREATE VIEW portail_fiche_ps AS
SELECT rpps, nom_exercice FROM praticien;
"""
NEXT = """-- The screen "my details" shows the account.
ALTER TABLE praticien
  ADD COLUMN compte varchar(11),
  ADD COLUMN compte_verifie boolean;

CREATE OR REPLACE VIEW portail_fiche_ps AS
SELECT * FROM praticien;
"""


def transcript() -> str:
    """What a pull request that adds a RIB to the portal gets to read."""
    with tempfile.TemporaryDirectory() as folder:
        repo = repository(Path(folder), {"db/migrations/V1__praticien.sql": BASE})
        git(repo, "checkout", "-q", "-b", "mes-coordonnees")
        commit(repo, {"db/migrations/V2__mes_coordonnees.sql": NEXT})
        return _ran(repo, "check", "--from", "main")


def _ran(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "auditor", *arguments],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "en_GB.UTF-8"},
    )
    shown = f"$ audit {' '.join(arguments)}\n{done.stdout}$ echo $?\n{done.returncode}"
    return f"```text\n{shown}\n```\n"
