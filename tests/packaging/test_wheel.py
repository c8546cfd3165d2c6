"""The wheel holds what the tree holds, under one import package."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "auditor": ROOT / "auditor",
    "auditor/connectors": ROOT / "connectors",
    "auditor/reports": ROOT / "reports",
    "auditor/rules": ROOT / "rules",
}
NOT_SHIPPED = {"__pycache__", ".mypy_cache"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the tracked tree."""
    clone = tmp_path_factory.mktemp("clone") / "tree"
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    for name in filter(None, tracked.split("\0")):
        target = clone / name
        target.parent.mkdir(parents=True, exist_ok=True)
        origin = ROOT / name
        if origin.is_symlink():
            target.symlink_to(origin.readlink())
        elif origin.exists():
            target.write_bytes(origin.read_bytes())
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(out), str(clone)],
        check=True,
        capture_output=True,
    )
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def wheel(built: Path) -> list[str]:
    """Names of the files in the wheel."""
    return zipfile.ZipFile(built).namelist()


def _expected() -> set[str]:
    wanted = set()
    for package, folder in FOLDERS.items():
        for file in folder.rglob("*"):
            inside = file.relative_to(folder)
            linked = any(parent.is_symlink() for parent in (file, *file.parents) if parent != ROOT)
            if file.is_file() and not linked and not NOT_SHIPPED & set(inside.parts):
                wanted.add(f"{package}/{inside.as_posix()}")
    return wanted


def test_every_file_of_the_tree_is_in_the_wheel(wheel: list[str]) -> None:
    assert _expected() - set(wheel) == set()


def test_nothing_else_is_in_the_wheel(wheel: list[str]) -> None:
    packaged = {name for name in wheel if ".dist-info/" not in name}
    assert packaged - _expected() == set()


def test_the_licence_and_the_notice_travel_along(wheel: list[str]) -> None:
    names = {Path(name).name for name in wheel if ".dist-info/" in name}
    assert {"LICENSE", "NOTICE", "entry_points.txt"} <= names


def test_the_demonstration_runs_from_the_wheel_alone(built: Path, tmp_path: Path) -> None:
    site, work = tmp_path / "site", tmp_path / "work"
    work.mkdir()
    with zipfile.ZipFile(built) as files:
        files.extractall(site)
    program = (
        "import auditor, sys; from auditor.cli.main import run; "
        "print(auditor.__file__, file=sys.stderr); sys.exit(run(['demo', '--lang', 'fr']))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=work,
        env=os.environ | {"PYTHONPATH": str(site)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert str(site) in done.stderr
    assert "portail_ps" in done.stdout
    assert (work / "strict-necessaire-demo" / "rapport.html").exists()
