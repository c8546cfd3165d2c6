"""What other people's machines run: the pre-commit hook, the GitHub Action, the GitLab template."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from auditor.cli.check import command
from tests.cli.repository import commit, git, repository

ROOT = Path(__file__).resolve().parents[2]
BASE = "CREATE TABLE praticien (id bigint, rpps char(11), code_guichet char(5));\n"
RIB = "ALTER TABLE praticien ADD COLUMN compte varchar(11);\n"
HOOKS = ROOT / ".pre-commit-hooks.yaml"


def events(file: Path) -> object:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)  # noqa: TID251 - other people's formats


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which `audit` is this clone's, and pre-commit keeps to itself."""
    folder = tmp_path / "bin"
    folder.mkdir()
    audit = folder / "audit"
    audit.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m auditor "$@"\n')
    audit.chmod(0o755)
    return os.environ | {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "GIT_CONFIG_GLOBAL": os.devnull,
    }


def test_pre_commit_stops_a_commit_that_adds_a_rib(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """The hook of this clone, as pre-commit reads it, with the `audit` that is installed."""
    hooks = repository(tmp_path / "hooks", {".pre-commit-hooks.yaml": HOOKS.read_text()})
    work = repository(tmp_path / "work", {"db/migrations/V1__base.sql": BASE})
    config = (
        f"repos:\n  - repo: {hooks}\n    rev: {git(hooks, 'rev-parse', 'HEAD')}\n"
        "    hooks:\n      - id: audit-check-system\n"
    )
    commit(work, {".pre-commit-config.yaml": config, "README.md": "x"})

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--color", "never"],
            cwd=work,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )

    (work / "db/migrations/V2__compte.sql").write_text(RIB)
    git(work, "add", "-A")
    stopped = run()
    assert stopped.returncode == 1, stopped.stdout + stopped.stderr
    assert "V2__compte.sql:1" in stopped.stdout
    assert "V1__base" not in stopped.stdout
    (work / "db/migrations/V2__compte.sql").write_text("CREATE INDEX i ON praticien (rpps);\n")
    git(work, "add", "-A")
    assert run().returncode == 0


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("db/migrations/V1__x.sql", True),
        ("schema.prisma", True),
        ("app/migrations/0001_initial.py", True),
        ("alembic/versions/ab_.py", True),
        ("src/main/resources/db/changelog/1.xml", True),
        ("db/migrate/1_x.rb", True),
        ("app/models.py", False),
        ("package.json", False),
        ("docs/migrations.md", False),
    ],
)
def test_the_hook_takes_files_of_migrations(path: str, *, taken: bool) -> None:
    hooks = events(HOOKS)
    assert isinstance(hooks, list)
    for hook in hooks:
        assert bool(re.search(hook["files"], path)) is taken


def options() -> set[str]:
    return {
        name
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in parameter.opts
    }


@pytest.mark.parametrize("file", ["action.yml", "docs/ci/audit.gitlab-ci.yml"])
def test_shipped_jobs_use_options_that_the_command_has(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert events(ROOT / file)
    lines = [line for line in text.splitlines() if "audit check" in line or "options" in line]
    lines += [line for line in text.splitlines() if line.strip().startswith("-f ")]
    used = set(re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)(?= )", " ".join(lines)))
    assert "--from" in used
    assert used - {"-n", "-r", "-a"} <= options()


def test_the_action_passes_nothing_from_outside_through_the_shell() -> None:
    """Inputs and event fields reach the script as variables: a branch name is not code."""
    action = events(ROOT / "action.yml")
    assert isinstance(action, dict)
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"]


def test_the_script_of_the_action_runs(tmp_path: Path, environment: dict[str, str]) -> None:
    action = events(ROOT / "action.yml")
    assert isinstance(action, dict)
    script = action["runs"]["steps"][-1]["run"]
    work = repository(tmp_path / "work", {"db/migrations/V1__base.sql": BASE})
    base = git(work, "rev-parse", "HEAD")
    commit(work, {"db/migrations/V2__compte.sql": RIB})
    variables = {
        "AUDIT_FROM": base,
        "AUDIT_FAIL_ON": "high",
        "AUDIT_LANG": "fr",
        "AUDIT_SARIF": "audit.sarif",
        **dict.fromkeys(("AUDIT_PATHS", "AUDIT_CONFIG", "AUDIT_BASELINE", "AUDIT_WAIVERS"), ""),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=work,
        env=environment | variables,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=db/migrations/V2__compte.sql,line=1,")
    assert (work / "audit.sarif").exists()
    assert "V2" in (tmp_path / "summary.md").read_text()
