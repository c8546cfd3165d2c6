"""Files that are not what they seem, that change, or that may not be read."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.connectors.files.listing import MAX_GAPS
from auditor.connectors.files.masks import column_names, masked
from auditor.connectors.files.open import open_files
from auditor.connectors.files.options import FileOptions
from auditor.connectors.open import open_target
from auditor.model.errors import ReadError, TargetError
from tests.connectors.files.conftest import Make
from tests.connectors.source_contract import SECRET_VALUE, read, shown_of

NIR = "180017512345646"
ROWS = "id;nir\n" + "".join(f"{i};{SECRET_VALUE}\n" for i in range(1_000))


def refused(path: Path) -> str:
    with pytest.raises(TargetError) as caught:
        open_target(str(path), "s")
    assert NIR not in shown_of(caught.value)
    return caught.value.code


class TestTargets:
    def test_what_cannot_be_read_alone(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "tube.csv")
        (tmp_path / "vide.csv").touch()
        (tmp_path / "image.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
        (tmp_path / "octets.csv").write_bytes(bytes(range(256)) * 40)
        (tmp_path / "vieux.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
        (tmp_path / "boucle.csv").symlink_to("boucle.csv")
        (tmp_path / "dossier").mkdir()
        assert refused(tmp_path / "tube.csv") == "file_special"
        assert refused(Path("/dev/zero")) == "file_special"
        assert refused(tmp_path / "vide.csv") == "file_empty"
        assert refused(tmp_path / "image.csv") == "file_unknown_format"
        assert refused(tmp_path / "octets.csv") == "file_unknown_format"
        assert refused(tmp_path / "vieux.xls") == "file_old_office"
        assert refused(tmp_path / "boucle.csv") == "file_missing"
        assert refused(tmp_path / "dossier") == "no_file"
        assert refused(tmp_path / f"absent-{NIR}.csv") == "file_missing"
        assert refused(Path("a\0b")) == "file_missing"

    def test_a_damaged_archive(self, tmp_path: Path) -> None:
        (tmp_path / "a.gz").write_bytes(b"\x1f\x8b\x08" + bytes(30))
        (tmp_path / "b.zip").write_bytes(b"PK\x03\x04" + bytes(30))
        assert refused(tmp_path / "a.gz") in {"file_malformed", "file_empty", "file_truncated"}
        assert refused(tmp_path / "b.zip") == "file_malformed"

    def test_a_database_is_opened_as_one(self, tmp_path: Path) -> None:
        import sqlite3

        connection = sqlite3.connect(tmp_path / "base.csv")
        connection.execute("CREATE TABLE t (a)")
        connection.close()
        source = open_target(str(tmp_path / "base.csv"), "s")
        assert source.dialect == "sqlite"
        source.close()
        folder = open_target(str(tmp_path), "s")
        assert [gap.code for gap in folder.catalogue().gaps] == ["file_is_database"]


class TestFolders:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "sous" / "dossier").mkdir(parents=True)
        (tmp_path / "sous" / "dossier" / f"export_{NIR}_2024.csv").write_text(ROWS)
        (tmp_path / "sous" / f"export_{NIR}_2025.csv").write_text(ROWS)
        (tmp_path / "a.csv").write_text(ROWS)
        (tmp_path / ".cache").write_text("x")
        (tmp_path / "photo.png").write_bytes(b"\x89PNG")
        (tmp_path / "lien.csv").symlink_to("a.csv")
        (tmp_path / "sous" / "retour").symlink_to("..")
        os.mkfifo(tmp_path / "tube")
        with socket.socket(socket.AF_UNIX) as server:
            # The path of a socket is short; it is bound from inside its folder.
            here = os.open(tmp_path, os.O_RDONLY)
            server.bind(f"/proc/self/fd/{here}/prise")
            os.close(here)
        return tmp_path

    def test_every_path_is_read_or_told(self, folder: Path) -> None:
        catalogue = open_files(folder, "s").catalogue()
        assert [one.name for one in catalogue.containers] == [
            "a.csv",
            "sous/dossier/export_{NIR}_2024.csv",
            "sous/export_{NIR}_2025.csv",
        ]
        assert {(gap.kind.value, gap.code, gap.container) for gap in catalogue.gaps} == {
            ("unread", "file_hidden", ".cache"),
            ("unread", "file_unknown_format", "photo.png"),
            ("unread", "file_symlink", "lien.csv"),
            ("unread", "file_symlink", "sous/retour"),
            ("unread", "file_special", "tube"),
            ("unread", "file_special", "prise"),
        }

    def test_what_is_excluded_is_no_gap(self, folder: Path) -> None:
        options = FileOptions(exclude=("sous", "lien*", ".*", "*.png", "tube", "prise"))
        catalogue = open_files(folder, "s", options).catalogue()
        assert [one.name for one in catalogue.containers] == ["a.csv"]
        assert catalogue.gaps == ()

    def test_what_is_included_alone(self, folder: Path) -> None:
        catalogue = open_files(folder, "s", FileOptions(include=("sous/dossier/*",))).catalogue()
        assert len(catalogue.containers) == 1
        assert catalogue.gaps == ()

    def test_names_that_mask_alike_stay_apart(self, tmp_path: Path) -> None:
        for number in ("180017512345646", "280017512345646"):
            (tmp_path / f"{number}.csv").write_text(f"id;n\n1;{number}\n")
        source = open_files(tmp_path, "s")
        first, second = source.catalogue().containers
        assert (first.name, second.name) == ("{NIR}.csv", "{NIR}.csv_2")
        assert read(source, first).column("n").to_pylist() == ["180017512345646"]
        assert read(source, second).column("n").to_pylist() == ["280017512345646"]

    def test_names_are_never_trusted(self, tmp_path: Path) -> None:
        names = ['quo"t;e.csv', "<b>x.csv", "é😀.csv", "a\nb.csv", "%s{0}.csv", "[a].csv"]
        for name in names:
            (tmp_path / name).write_text(ROWS)
        (tmp_path / os.fsdecode(b"oct\xff.csv")).write_text(ROWS)
        source = open_files(tmp_path, "s")
        containers = source.catalogue().containers
        assert len(containers) == len(names) + 1
        for container in containers:
            assert container.name.isprintable()
            container.name.encode()
            assert read(source, container).num_rows == 1_000

    def test_many_refused_files_are_counted(self, tmp_path: Path) -> None:
        for index in range(MAX_GAPS + 5):
            (tmp_path / f".{index:04}").touch()
        gaps = open_files(tmp_path, "s").catalogue().gaps
        assert len(gaps) == MAX_GAPS + 1
        assert (gaps[-1].container, gaps[-1].count) == ("", 5)


class TestChanges:
    def test_a_file_that_grows_is_read_to_its_first_length(self, make: Make) -> None:
        source = make("a.csv", ROWS)
        (container,) = source.catalogue().containers
        with source.spec.path.open("a") as file:
            file.write("1000;1\n" * 50)
        assert read(source, container).num_rows == 1_000
        assert [(gap.kind, gap.code) for gap in source.take_gaps()] == [("bounded", "file_grew")]
        again = source.spec.open()
        assert read(again, container).num_rows == 1_000

    @pytest.mark.parametrize("data", ["id;nir\n1;2\n", "", ROWS.replace("id", "xy")])
    def test_a_file_that_is_rewritten_is_a_fault(self, make: Make, data: str) -> None:
        source = make("a.csv", ROWS)
        (container,) = source.catalogue().containers
        source.spec.path.write_text(data)
        os.utime(source.spec.path, ns=(1, 1))
        with pytest.raises(ReadError) as caught:
            read(source, container)
        assert caught.value.code == "file_changed"
        assert SECRET_VALUE not in shown_of(caught.value)

    def test_a_file_cut_while_it_is_read(self, make: Make) -> None:
        source = make("a.csv", ROWS * 300)
        (container,) = source.catalogue().containers
        stream = source.batches(container, ["id"], source.parts(container, 1)[0], 2_000)
        next(stream)
        os.truncate(source.spec.path, 100_000)
        with pytest.raises(ReadError) as caught:
            list(stream)
        assert caught.value.code == "file_changed"

    def test_a_file_that_vanishes(self, make: Make) -> None:
        source = make("a.csv", ROWS)
        (container,) = source.catalogue().containers
        source.spec.path.unlink()
        with pytest.raises(ReadError) as caught:
            source.sample(container, 10, 1)
        assert caught.value.code == "file_gone"

    def test_a_worker_that_comes_late_finds_no_file(self, make: Make) -> None:
        source = make("dossier/a.csv", ROWS)
        folder = open_files(source.spec.path.parent, "s")
        (container,) = folder.catalogue().containers
        again = folder.spec
        source.spec.path.rename(source.spec.path.with_name("b.csv"))
        with pytest.raises(ReadError) as caught:
            read(again.open(), container)
        assert caught.value.code == "file_gone"


class TestRights:
    @pytest.fixture
    def open_folder(self) -> Iterator[Path]:
        """A folder that any account may enter, unlike pytest's own."""
        path = Path(tempfile.mkdtemp())
        path.chmod(0o755)
        yield path
        shutil.rmtree(path)

    @pytest.fixture
    def nobody(self) -> Iterator[None]:
        """The rest of the test runs without root's rights, where it has them."""
        mine = os.geteuid()
        if mine == 0:
            os.seteuid(65_534)
        yield
        os.seteuid(mine)

    def test_what_the_account_may_not_read(
        self, open_folder: Path, request: pytest.FixtureRequest
    ) -> None:
        (open_folder / "a.csv").write_text(ROWS)
        (open_folder / "b.csv").write_text(ROWS)
        (open_folder / "b.csv").chmod(0)
        (open_folder / "prive").mkdir(mode=0)
        source = open_files(open_folder / "a.csv", "s")
        (container,) = source.catalogue().containers
        request.getfixturevalue("nobody")
        gaps = open_files(open_folder, "s").catalogue().gaps
        assert [(gap.code, gap.container) for gap in gaps] == [
            ("file_not_allowed", "b.csv"),
            ("file_not_allowed", "prive"),
        ]
        assert refused(open_folder / "b.csv") == "file_not_allowed"
        assert read(source, container).num_rows == 1_000


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("export_180017512345646_x.csv", "export_{NIR}_x.csv"),
        ("1 80 01 75 123 456 46.csv", "{NIR}.csv"),
        ("FR7630006000011234567890189.csv", "{IBAN}.csv"),
        ("export_20240131123000.csv", "export_20240131123000.csv"),
        ("a\x1bb", "a\ufffdb"),
    ],
)
def test_what_is_shown_of_a_name(name: str, shown: str) -> None:
    assert masked(name) == shown


def test_columns_always_have_names_of_their_own() -> None:
    assert column_names(["a", "", " a ", "a_2"]) == ["a", "colonne_2", "a_2", "a_2_2"]
