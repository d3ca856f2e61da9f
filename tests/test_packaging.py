"""The package: what is built from a clean copy holds all it needs and nothing else, and works from any folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from test_architecture import tracked_files

from viewer import cli

IN_PACKAGE = {"viewer/": "viewer/", "data/": "viewer/_data/", "resources/": "viewer/_resources/"}
LEFT_OUT = ("resources/pictures/",)
"""Pictures are for readers of the project's pages."""


def in_wheel(name: str) -> str | None:
    """Where a file of the repository stands in the package; None where it does not."""
    if name.startswith(LEFT_OUT):
        return None
    return next((new + name.removeprefix(old) for old, new in IN_PACKAGE.items() if name.startswith(old)), None)


@pytest.fixture(scope="module")
def copy(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tracked files, so that what lies about in a work tree can't slip in."""
    folder = tmp_path_factory.mktemp("project")
    for path in tracked_files(root):
        if path.is_file():
            target = folder / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return folder


@pytest.fixture(scope="module")
def wheel(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with the backend that pyproject.toml names."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_program_data_and_resources_and_nothing_else(copy: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {info.filename: info.file_size for info in archive.infolist() if not info.is_dir()}
    files = {place: path for path in copy.rglob("*") if path.is_file() and (place := in_wheel(path.relative_to(copy).as_posix()))}
    program = {name for name in packed if ".dist-info/" not in name}
    assert program == set(files)
    assert {name: packed[name] for name in program} == {name: path.stat().st_size for name, path in files.items()}
    for needed in ("viewer/_data/atlas.yaml", "viewer/_data/base/geometry.bin", "viewer/_resources/fonts/NotoSansJP-Regular.ttf"):
        assert packed[needed] > 0
    licences = {name.partition("/licenses/")[2] for name in packed if "/licenses/" in name}
    assert {"LICENSE", "resources/fonts/OFL-NotoSansJP.txt", "resources/icons/LICENSE-lucide.txt"} <= licences


@pytest.mark.slow
def test_the_installed_package_checks_and_draws_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    site, home, here = tmp_path / "site", tmp_path / "home", tmp_path / "elsewhere"
    for folder in (home, here):
        folder.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BLOC_ATLAS", "XDG_", "PYTHON"))}
    environment = kept | {"HOME": str(home), "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "viewer", *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd=here, env=environment, check=False)

    where = subprocess.run(
        [sys.executable, "-c", "import viewer; print(viewer.__file__)"],
        capture_output=True,
        text=True,
        cwd=here,
        env=environment,
        check=True,
    )
    assert where.stdout.startswith(str(site))
    checked = run("check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    drawn = run("export", "--at", "1962-10-22", "--size", "320x200", "--plain", "-o", "world.png")
    assert drawn.returncode == 0, drawn.stdout + drawn.stderr
    assert (here / "world.png").read_bytes().startswith(b"\x89PNG")


def test_what_the_program_imports_is_named_as_needed(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[<>=\[ ;]", line)[0].lower() for line in project["dependencies"]}
    asked = {"PySide6": "pyside6-essentials", "shiboken6": "pyside6-essentials", "yaml": "pyyaml", "PIL": "pillow"}
    # These come with geopandas.
    brought = {"pandas", "pyogrio", "pyproj", "packaging"}
    imported = set()
    for path in (root / "viewer").rglob("*.py"):
        found = re.findall(r"^\s*(?:from|import) (\w+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        imported |= {name for name in found if name not in sys.stdlib_module_names and name != "viewer"}
    assert {asked.get(name, name) for name in imported} - brought <= named
    assert all(re.search(r"[<>]", line) for line in project["dependencies"]), "every dependency has bounds"


def test_what_the_program_needs_is_named_beside_the_licences(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[<>=\[ ;]", line)[0].removesuffix("-Essentials").lower() for line in project["dependencies"]}
    told = (root / "LICENSE").read_text(encoding="utf-8").lower()
    assert {name for name in needed if not re.search(rf"\b{name}\b", told)} == set()


def test_what_the_tests_read_is_in_the_source_archive(root: Path) -> None:
    include = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    there = {path.relative_to(root).parts[0] for path in tracked_files(root)}
    assert there - set(include) <= {".gitignore", "pyproject.toml"}  # which are taken in any case


def test_the_version_is_told_in_the_list_of_changes(root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{version}]" in changes


def test_a_missing_library_of_the_system_is_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_options: object) -> int:
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(cli, "_check", fail)
    assert cli.main(["check"]) == 2
    told = capsys.readouterr().err
    assert "libEGL.so.1" in told
    assert "libegl1" in told


def test_a_module_that_is_missing_is_a_fault_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_options: object) -> int:
        raise ModuleNotFoundError("No module named 'viewer.nowhere'")

    monkeypatch.setattr(cli, "_check", fail)
    with pytest.raises(ModuleNotFoundError):
        cli.main(["check"])


def test_the_packages_of_the_system_are_named_alike_everywhere(root: Path) -> None:
    named = set(re.findall(r":(lib[\w.-]+)$", (root / ".ci" / "run").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert len(named) == 6
    for text in ((root / "README.md").read_text(encoding="utf-8"), cli._LIBRARIES):
        assert [package for package in sorted(named) if package not in text] == []
