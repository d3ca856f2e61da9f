"""The other process ends with the window: whoever closes the line to it, also by dying, leaves nothing that runs on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from small_atlas import copy_small


def spawned(*arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "viewer.store.imports.worker", *arguments]
    return subprocess.Popen(command, cwd=cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_the_reader_of_a_folder_tells_at_each_line_and_ends_with_the_last(tmp_path: Path, root: Path) -> None:
    atlas = copy_small(tmp_path)
    (atlas / "seas.yaml").write_text("- {id: [", encoding="utf-8")
    with spawned("atlas", str(atlas), "", cwd=root) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(2):
            told = json.loads(process.stdout.readline())
            assert "seas.yaml" in [fault["file"] for fault in told["broken"]]
            process.stdin.write(b"again\n")
            process.stdin.flush()
        process.stdin.close()
        try:
            assert process.wait(timeout=60) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            pytest.fail("it runs on, though nobody asks any more")
