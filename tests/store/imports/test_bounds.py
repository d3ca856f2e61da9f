"""A reading process can't take all memory: Linux bounds its space, Windows puts it into a job."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from viewer.store.imports import bounds
from viewer.store.imports.bounds import JobLimits, bound_memory


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="macOS takes no notice; Windows has a job")
def test_what_is_too_much_is_refused(root: Path) -> None:
    code = "from viewer.store.imports.bounds import bound_memory\nbound_memory(1 << 30)\nbytearray(2 << 30)"
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert "MemoryError" in run.stderr


@pytest.mark.parametrize("works", [True, False])
def test_windows_gets_a_job_with_a_bound(monkeypatch: pytest.MonkeyPatch, *, works: bool) -> None:
    told: list[Any] = []

    def limited(job: Any, which: int, limits: Any, size: int) -> int:
        found = ctypes.cast(limits, ctypes.POINTER(JobLimits)).contents
        told.append((job.value, which, found.BasicLimitInformation.LimitFlags, found.ProcessMemoryLimit, size))
        return int(works)

    def create(*_given: None) -> int:
        return 7

    def current() -> int:
        return 2**64 - 1

    system = SimpleNamespace(
        CreateJobObjectW=create,
        GetCurrentProcess=current,
        SetInformationJobObject=limited,
        AssignProcessToJobObject=lambda job, process: told.append((job.value, process.value)),
    )
    monkeypatch.setattr(bounds, "_WINDOWS", True)
    monkeypatch.setattr(ctypes, "CDLL", lambda name: {"kernel32": system}[name])
    bound_memory(4 << 30)
    size = 144 if ctypes.sizeof(ctypes.c_void_p) == 8 else 112
    assert told == [(7, 9, 0x100, 4 << 30, size), *([(7, 2**64 - 1)] if works else [])]


def test_a_system_that_can_not_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(bounds, "_WINDOWS", True)
    monkeypatch.setattr(ctypes, "CDLL", missing)
    bound_memory(4 << 30)
    assert os.getpid()
