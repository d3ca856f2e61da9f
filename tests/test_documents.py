"""What the documents say is so: their commands are understood, their code runs, their links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from test_architecture import tracked_files

from viewer import cli


def blocks(root: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)


def test_every_command_of_readme_is_understood(root: Path) -> None:
    lines = [line for block in blocks(root, "sh") for line in block.splitlines() if line.startswith("bloc-atlas")]
    assert len(lines) > 8
    for line in lines:
        given = shlex.split(line, comments=True)[1:]
        options = cli._parser().parse_args(cli._joined(cli._with_command(given)))
        assert callable(options.do), line


def test_every_make_target_that_is_named_is_there(root: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (root / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = set()
    for name in ("README.md", "CONTRIBUTING.md", ".ci/run"):
        named |= set(re.findall(r"(?:^|`)make (\w+)", (root / name).read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert {"run", "test", "build"} <= named <= targets
    assert "make test" in (root / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(root / ".ci" / "run", os.X_OK)


def test_the_python_of_readme_runs(root: Path, tmp_path: Path) -> None:
    (code,) = blocks(root, "python")
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(root)}, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "1962-10-22" in done.stdout
    assert (tmp_path / "wall.png").stat().st_size > 10_000


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "viewer/ARCHITECTURE.md", "data/SCHEMA.md"])
def test_links_lead_to_files_that_are_there(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (root / name).parent.joinpath(link).exists()] == []


def test_modules_that_are_named_are_there(root: Path) -> None:
    text = (root / "viewer" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    modules = {".".join(path.relative_to(root / "viewer").with_suffix("").parts) for path in tracked_files(root) if path.suffix == ".py"
               and path.is_relative_to(root / "viewer")}  # fmt: skip
    whole = "\n".join(path.read_text(encoding="utf-8") for path in (root / "viewer").rglob("*.py"))
    for name in re.findall(r"`((?:ui|paint|carto|store|model)\.[\w.]+)[(`]", text):
        parts = name.split(".")
        known = name in modules or f"{name}.__init__" in modules
        within = ".".join(parts[:-1]) in modules and re.search(rf"(def|class) {parts[-1]}\b", whole)
        deeper = ".".join(parts[:-2]) in modules and re.search(rf"def {parts[-1]}\b", whole)
        assert known or within or deeper, name
