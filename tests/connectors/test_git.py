"""Both sides of a range are read from the object store, and nothing of the repository is run."""

from pathlib import Path

import pytest

from auditor.connectors.gather import from_range
from auditor.connectors.git import contents, open_range
from auditor.model.errors import TargetError
from tests.cli.repository import commit, git, repository

BASE = "CREATE TABLE a (id int);\n"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = repository(tmp_path / "repo", {"db/1.sql": BASE, "README.md": "x"})
    git(folder, "checkout", "-q", "-b", "topic")
    return folder


def test_new_and_edited_files_are_changed_and_moved_ones_are_not(repo: Path) -> None:
    commit(repo, {"db/2.sql": "SELECT 2;", "db/old.sql": "SELECT 'stays';"})
    git(repo, "branch", "-f", "main", "HEAD")
    commit(
        repo,
        {
            "db/1.sql": BASE + "-- more\n",
            "db/3.sql": "SELECT 3;",
            "db/v/old.sql": "SELECT 'stays';",
        },
        gone=("db/old.sql",),
    )
    span = open_range(repo, "main", "HEAD")
    assert span.changed == ("db/1.sql", "db/3.sql")
    found = contents(repo, span.now.values())
    assert found[span.now["db/3.sql"].id] == b"SELECT 3;"


def test_what_main_has_done_since_is_not_of_the_range(repo: Path) -> None:
    commit(repo, {"db/2.sql": "SELECT 2;"})
    git(repo, "checkout", "-q", "main")
    commit(repo, {"db/9.sql": "SELECT 9;"})
    assert from_range(repo, "main", "topic").asked == {"db/2.sql"}


def test_neither_the_work_tree_nor_the_index_is_read_or_touched(repo: Path) -> None:
    commit(repo, {"db/2.sql": "SELECT 2;"})
    (repo / "db/2.sql").write_text("SELECT 'dirty';")
    (repo / "db/new.sql").write_text("SELECT 'untracked';")
    index = (repo / ".git/index").read_bytes()
    found = from_range(repo, "main", "HEAD")
    assert found.now == {"db/1.sql": BASE.encode(), "db/2.sql": b"SELECT 2;"}
    assert (repo / ".git/index").read_bytes() == index
    assert (repo / "db/2.sql").read_text() == "SELECT 'dirty';"


def test_no_hook_filter_or_textconv_is_run(repo: Path, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    script = f"#!/bin/sh\ntouch {marker}\ncat\n"
    tool = tmp_path / "tool"
    tool.write_text(script)
    tool.chmod(0o755)
    commit(repo, {"db/2.sql": "SELECT 2;", ".gitattributes": "*.sql diff=evil filter=evil"})
    for name in ("diff.evil.textconv", "diff.evil.command", "filter.evil.smudge", "core.pager"):
        git(repo, "config", name, str(tool))
    git(repo, "config", "core.fsmonitor", str(tool))
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        (repo / ".git/hooks" / hook).write_text(script)
        (repo / ".git/hooks" / hook).chmod(0o755)
    assert from_range(repo, "main", "HEAD").asked == {"db/2.sql"}
    assert not marker.exists()


def test_names_are_read_as_they_are(repo: Path) -> None:
    name = "db/é à\nb\t\"'.sql"
    commit(repo, {name: "SELECT 1;"})
    assert from_range(repo, "main", "HEAD").asked == {name}


def test_links_and_pointers_to_elsewhere_are_not_followed(repo: Path) -> None:
    (repo / "db/link.sql").symlink_to("/etc/hostname")
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    commit(repo, {"db/big.sql": pointer})
    found = from_range(repo, "main", "HEAD")
    assert "db/link.sql" not in found.asked
    assert [(gap.code, gap.container) for gap in found.gaps] == [("not_in_clone", "db/big.sql")]


def test_a_folder_below_the_root_can_be_asked_for(repo: Path) -> None:
    commit(repo, {"db/2.sql": "SELECT 2;", "other/3.sql": "SELECT 3;"})
    assert from_range(repo, "main", "HEAD", (repo / "other",)).asked == {"other/3.sql"}
    with pytest.raises(TargetError, match="check_not_in_repository"):
        from_range(repo, "main", "HEAD", (Path("/"),))


@pytest.mark.parametrize(
    ("since", "code"),
    [
        ("absent", "git_unknown_revision"),
        ("--output=/tmp/x", "git_unknown_revision"),
        ("HEAD:db/1.sql", "git_unknown_revision"),
        ("", "git_unknown_revision"),
    ],
)
def test_a_revision_that_is_none_is_told(repo: Path, since: str, code: str) -> None:
    with pytest.raises(TargetError) as fault:
        open_range(repo, since, "HEAD")
    assert fault.value.code == code


def test_a_folder_that_is_no_repository_and_strangers_are_told(repo: Path, tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="git_no_repository"):
        open_range(tmp_path, "main", "HEAD")
    git(repo, "checkout", "-q", "--orphan", "stranger")
    commit(repo, {"db/5.sql": "SELECT 5;"})
    with pytest.raises(TargetError, match="git_no_ancestor"):
        open_range(repo, "main", "HEAD")


def test_a_bare_clone_will_do(repo: Path, tmp_path: Path) -> None:
    commit(repo, {"db/2.sql": "SELECT 2;"})
    work = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repo}", str(work))
    with pytest.raises(TargetError, match="git_unknown_revision"):
        open_range(work, "HEAD~1", "HEAD")
