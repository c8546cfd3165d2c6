"""`audit check` as people and jobs run it."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Audit
from tests.cli.repository import commit, git, repository

ROOT = Path(__file__).resolve().parents[2]
BASE = "CREATE TABLE praticien (\n  id bigint,\n  rpps char(11),\n  code_guichet char(5)\n);\n"
RIB = "ALTER TABLE praticien\n  ADD COLUMN compte varchar(11);\n"
DAY = datetime.now(UTC).date()
SOON, PAST, FAR = (str(DAY + timedelta(days=n)) for n in (90, -1, 500))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "m").mkdir()
    (tmp_path / "m/V1__base.sql").write_text(BASE)
    (tmp_path / "m/V2__compte.sql").write_text(RIB)
    with contextlib.chdir(tmp_path):
        yield tmp_path


def result_of(audit: Audit, *arguments: str) -> dict[str, list[dict[str, object]]]:
    found = json.loads(audit("check", *arguments, "-f", "json").out)
    assert isinstance(found, dict)
    return found


def test_one_file_is_read_on_what_its_folder_says(audit: Audit, folder: Path) -> None:
    ran = audit("check", "m/V2__compte.sql", "--lang", "fr")
    assert ran.code == 1
    assert "m/V2__compte.sql:2:" in ran.out
    assert "2 | ADD COLUMN compte varchar(11);\n                 ^^^^^^" in ran.out
    assert "V1__base" not in ran.out
    alone = folder / "alone"
    alone.mkdir()
    (alone / "V2__compte.sql").write_text(RIB)
    assert audit("check", "alone").code == 0


def test_only_what_a_branch_adds_fails_it(audit: Audit, tmp_path: Path) -> None:
    repo = repository(tmp_path / "repo", {"db/migrations/V1__base.sql": BASE})
    git(repo, "checkout", "-q", "-b", "topic")
    with contextlib.chdir(repo):
        assert audit("check", "--from", "main").code == 0
        commit(repo, {"db/migrations/V2__compte.sql": RIB})
        ran = audit("check", "--from", "main")
        assert (ran.code, "V2__compte.sql:2" in ran.out, "V1__base" in ran.out) == (1, True, False)
        assert audit("check", "--from", "main", "--to", "main").code == 0
        assert audit("check", "--from", "no-such-branch").code == 2


def test_standard_input_is_a_file_by_name(audit: Audit, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "check", "--stdin", "--stdin-name", "m/V3__x.sql"],
        input="ALTER TABLE praticien ADD cle char(2);",
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "m/V3__x.sql:1" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [(), ("--stdin", "m"), ("no-such-folder",), ("m", "-f", "morse"), ("empty",)],
)
def test_a_run_that_would_check_nothing_is_a_fault(
    audit: Audit, folder: Path, arguments: tuple[str, ...]
) -> None:
    (folder / "empty").mkdir()
    ran = audit("check", *arguments)
    assert ran.code == 2
    assert ran.err
    assert "Traceback" not in ran.err


def test_the_level_that_fails_is_chosen(audit: Audit, folder: Path) -> None:
    assert audit("check", "m", "--fail-on", "never").code == 0
    assert audit("check", "m", "--fail-on", "critical").code == 0


def test_what_cannot_be_read_gives_3_and_the_rest_is_judged(audit: Audit, folder: Path) -> None:
    (folder / "m/V3__x.sql").write_text("<<<<<<< HEAD\nSELECT 1;\n=======\n>>>>>>> b\n")
    (folder / "m/V2__compte.sql").write_text("CREATE INDEX i ON praticien (rpps);")
    assert audit("check", "m/V2__compte.sql", "m/V3__x.sql").code == 3
    assert audit("check", "m/V2__compte.sql", "m/V3__x.sql", "--allow-partial").code == 0
    assert audit("check", "m").code == 1


def test_a_lock_makes_known_columns_old(audit: Audit, folder: Path) -> None:
    made = audit("snapshot", "m/V1__base.sql")
    assert made.code == 0
    lock = (folder / "audit.lock.yaml").read_text()
    assert "{table: praticien, column: rpps, category: RPPS, subject: practitioner" in lock
    found = result_of(audit, "m", "--baseline", "audit.lock.yaml")
    assert [(one["line"], one["column"]) for one in found["changes"]] == [(2, "compte")]
    assert audit("snapshot", "m", "-o", "next.lock.yaml").code == 0
    ran = audit("diff", "audit.lock.yaml", "next.lock.yaml", "--lang", "en")
    assert ran.code == 1
    assert "+ praticien.compte" in ran.out
    assert audit("diff", "audit.lock.yaml", "audit.lock.yaml").code == 0


def test_a_lock_of_a_database_is_that_of_its_scan(audit: Audit, base: Path, tmp_path: Path) -> None:
    lock = tmp_path / "audit.lock.yaml"
    assert audit("snapshot", base, "-o", lock, "--schema-only").code == 0
    assert "category: NIR" in lock.read_text()
    kept = tmp_path / "scan.json"
    ran = audit("scan", base, "--schema-only", "--baseline", lock, "-f", "json", "-o", kept, "-q")
    assert ran.code == 0
    findings = json.loads(kept.read_text())["findings"]
    states = {
        finding["state"] for finding in findings if finding["severity"] in ("high", "critical")
    }
    assert states <= {"unchanged"}
    assert all(finding["location"]["file"] == str(lock) for finding in findings)


WAIVER = """waivers:
  - rule: MIG-001
    place: praticien.compte
    reason: "Versement des honoraires, analyse en cours"
    approved_by: "Mme Durand"
    expires: {expires}
    ticket: PRIV-12
"""


def test_a_waiver_lets_through_until_it_ends(audit: Audit, folder: Path) -> None:
    waivers = folder / "audit-waivers.yaml"
    waivers.write_text(WAIVER.format(expires=SOON))
    ran = audit("check", "m/V2__compte.sql", "--waivers", waivers, "--lang", "fr")
    assert ran.code == 0
    assert "dérogation accordée par Mme Durand" in " ".join(ran.out.split())
    for form in ("json", "sarif", "gitlab", "junit", "github", "checkstyle", "markdown", "html"):
        shown = audit("check", "m/V2__compte.sql", "--waivers", waivers, "-f", form).out
        assert "Mme Durand" in shown, form
    waivers.write_text(WAIVER.format(expires=PAST))
    ran = audit("check", "m/V2__compte.sql", "--waivers", waivers, "--lang", "fr")
    assert ran.code == 1
    assert "échue" in ran.out
    waivers.write_text(WAIVER.format(expires=FAR))
    assert audit("check", "m", "--waivers", waivers).code == 2


def test_a_waiver_without_object_is_told(audit: Audit, folder: Path) -> None:
    waivers = folder / "audit-waivers.yaml"
    waivers.write_text(WAIVER.format(expires=SOON).replace("compte", "iban"))
    ran = audit("check", "m/V2__compte.sql", "--waivers", waivers, "--lang", "fr")
    assert ran.code == 1
    assert "dérogation sans objet : MIG-001, praticien.iban" in ran.out


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"-- audit: allow MIG-001 until {SOON} because honoraires\n" + RIB, 0),
        (RIB.replace("\n  ADD", f"\n  -- audit: allow MIG-001 until {SOON} because x\n  ADD"), 0),
        (RIB.rstrip() + f" -- audit: allow MIG-001 until {SOON} because honoraires\n", 0),
        (f"-- audit: allow MIG-001 until {PAST} because honoraires\n" + RIB, 1),
        (f"-- audit: allow MIG-001 until {FAR} because honoraires\n" + RIB, 1),
        ("-- audit: allow MIG-001 because honoraires\n" + RIB, 1),
        (f"-- audit: allow MIG-001 until {SOON}\n" + RIB, 1),
        (f"-- audit: allow MIG-002 until {SOON} because honoraires\n" + RIB, 1),
        (RIB + f"-- audit: allow MIG-001 until {SOON} because trop tard\nSELECT 1;\n", 1),
        (f"-- audit: allow MIG-001 until {SOON} because x\nSELECT 1;\n" + RIB, 1),
        (
            RIB.replace(
                "\n  ADD",
                f"\n  -- audit: allow MIG-001 until {SOON} because x\n  ADD cle char(2),\n  ADD",
            ),
            1,
        ),
    ],
)
def test_a_waiver_in_a_file_speaks_of_what_follows_it(
    audit: Audit, folder: Path, text: str, code: int
) -> None:
    (folder / "m/V2__compte.sql").write_text(text)
    assert audit("check", "m/V2__compte.sql").code == code


def test_several_reports_leave_one_run(audit: Audit, folder: Path) -> None:
    ran = audit(
        *("check", "m/V2__compte.sql", "-f", "sarif", "-o", "a.sarif"),
        *("-f", "junit", "-o", "a.xml", "-f", "text"),
    )
    assert ran.code == 1
    assert "V2__compte.sql:2" in ran.out
    assert json.loads((folder / "a.sarif").read_text())["version"] == "2.1.0"
    assert "<testsuites>" in (folder / "a.xml").read_text()


def test_the_summary_of_a_step_is_added_to_the_runners_file(folder: Path) -> None:
    summary = folder / "summary.md"
    summary.write_text("before\n")
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "check", "m/V2__compte.sql", "-f", "github"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "GITHUB_STEP_SUMMARY": str(summary)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("::error file=m/V2__compte.sql,line=2,")
    assert summary.read_text().startswith("before\n<!-- strict-necessaire -->")


def test_a_migration_that_would_leave_a_marker_leaves_none(audit: Audit, folder: Path) -> None:
    marker = folder / "marker"
    python = (
        "import pathlib\nfrom alembic import op\nimport sqlalchemy as sa\n"
        f"revision = 'a'\ndown_revision = None\npathlib.Path({str(marker)!r}).write_text('ran')\n"
        "def upgrade():\n"
        f"    open({str(marker)!r}, 'w').close()\n"
        "    op.add_column('praticien', sa.Column('iban', sa.String(34)))\n"
    )
    (folder / "versions").mkdir()
    (folder / "versions/a_.py").write_text(python)
    sql = f"\\! touch {marker}\nCOPY (SELECT 1) TO PROGRAM 'touch {marker}';\n"
    (folder / "m/V3__x.sql").write_text(sql)
    (folder / "m/V4__x.sql").write_text(f"SELECT pg_read_file('x');\n\\o {marker}\nSELECT 1;\n")
    assert audit("check", "m", "versions").code in (1, 3)
    assert not marker.exists()


def test_literals_of_a_line_are_not_printed(audit: Audit, folder: Path) -> None:
    (folder / "m/V2__compte.sql").write_text(
        "ALTER TABLE praticien ADD iban varchar(34) DEFAULT 'FR7630006000011234567890189'; -- ZOE\n"
        "INSERT INTO praticien (rpps, nom) VALUES ('10001234567', 'ZYGOMATIQUE');\n"
    )
    for form in ("text", "markdown", "terminal", "json", "sarif", "junit", "html"):
        out = audit("check", "m", "-f", form).out
        for value in ("FR7630006000011234567890189", "ZYGOMATIQUE", "10001234567", "-- ZOE"):
            assert value not in out, (form, value)
    assert "DEFAULT '…';" in audit("check", "m").out


def test_a_check_starts_without_what_it_does_not_need(folder: Path) -> None:
    heavy = ("spacy", "presidio_analyzer", "sqlalchemy", "numpy", "pyarrow", "rich", "jinja2")
    program = (
        "import sys; from auditor.cli.main import run\n"
        "code = run(['check', 'm', '-f', 'text', '-o', 'out.txt'])\n"
        f"print(code, [name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "1 []"


def test_only_packs_for_migrations_are_parsed() -> None:
    from auditor.rulebook.load import load_rulebook

    book, whole = load_rulebook(scope="migrations"), load_rulebook()
    assert [pack.id for pack in book.packs] == ["migrations"]
    assert len(whole.packs) > 1
    assert book.digest == whole.digest
