"""Getting the source packages from their registries, and single members out of them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from viewer.store.build.errors import BuildError
from viewer.store.build.recipe import Package, checksum

_PATIENCE_S = 1800


def read_members(package: Package, names: Sequence[str], workdir: Path, report: Callable[[str], None]) -> dict[str, bytes]:
    """Read members of a package into memory, downloading the package where it is not there yet.

    Raises BuildError where the package can't be had, or it or a member has not the checksum of the recipe.
    """
    file = workdir / package.file
    if not file.is_file():
        report(f"downloading {package.name} {package.version} from {package.registry}")
        _download(package, workdir)
    if checksum(file) != package.sha256:
        raise BuildError(f"{package.file} in {workdir} is not the file the recipe names (sha256 differs); delete it to fetch it again")
    paths = [package.members[name][0] for name in names]
    contents = dict(zip(names, _tar(file, paths) if package.registry == "npm" else _zip(file, paths), strict=True))
    for name, content in contents.items():
        if checksum(content) != package.members[name][1]:
            raise BuildError(f"{package.file}: member `{name}` has not the sha256 of the recipe")
    return contents


def _download(package: Package, workdir: Path) -> None:
    workdir.mkdir(parents=True, exist_ok=True)
    if package.registry == "npm":
        command = [_program("npm"), "pack", f"{package.name}@{package.version}", "--pack-destination", str(workdir), "--silent"]
    else:
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
        command = [*pip, "--dest", str(workdir), f"{package.name}=={package.version}"]
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, encoding="utf-8", errors="replace", timeout=_PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BuildError(f"downloading {package.name} took longer than {_PATIENCE_S // 60} minutes") from error
    if done.returncode or not (workdir / package.file).is_file():
        last = (done.stderr.strip() or "no message").splitlines()[-1]
        raise BuildError(f"{package.name} {package.version} could not be downloaded: {last}")


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise BuildError(f"`{name}` is needed to download the source data, but it is not installed")
    return path


def _tar(file: Path, paths: Sequence[str]) -> list[bytes]:
    wanted = dict.fromkeys(paths, b"")
    missing = set(paths)
    with tarfile.open(file) as archive:
        # One pass from the front: looking members up by name would unpack the whole archive for each
        for entry in archive:
            if entry.name in missing and (member := archive.extractfile(entry)):
                wanted[entry.name] = member.read()
                missing.discard(entry.name)
                if not missing:
                    break
    if missing:
        raise BuildError(f"{file.name} lacks {', '.join(sorted(missing))}")
    return [wanted[path] for path in paths]


def _zip(file: Path, paths: Sequence[str]) -> list[bytes]:
    with zipfile.ZipFile(file) as archive:
        try:
            return [archive.read(path) for path in paths]
        except KeyError as error:
            raise BuildError(f"{file.name} lacks {error}") from error
