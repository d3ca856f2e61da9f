"""The picture of the window as it was left, kept in the cache for the first frame of the next start.

It belongs to one state of everything that a window shows: the session, the atlas, the program with its words and fonts. Whatever of that
was changed since (told by the stamps of the files), the picture is not there; nor is it where it is damaged. This module is imported
before numpy and Qt, and reads 3 stamps a ms or so: nothing heavier may be imported here.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from viewer.model.picture import MOST_BYTES, WindowPicture
from viewer.store.locations import data_folder, resources_folder

_NAME = "last-picture.bin"
_STARTS = "last-start"
"""A file that each start touches."""
_MAGIC = b"BLOCWIN\n"
# checksum of all that follows, magic, key, width, height, ratio, lengths of title and geometry
_HEAD = struct.Struct("<I8s16sIIdII")
_LONGEST = 20_000
"""Bytes of title and geometry together."""
_PACKAGE = Path(__file__).resolve().parents[2]


class LastPicture:
    """Keeps one picture. Args: folder: of the cache, made when something is first kept. session: the file of the session."""

    def __init__(self, folder: Path, session: Path) -> None:
        self._path, self._starts = folder / _NAME, folder / _STARTS
        self._session = session
        self._mapped: mmap.mmap | None = None
        self._key = b""
        """Of what was loaded; empty where nothing was."""

    def begin(self) -> None:
        """Tell that a start begins: who still makes its picture gives way."""
        with suppress(OSError):
            self._starts.touch()

    def watch_starts(self) -> Callable[[], bool]:
        """Return what tells whether another start has begun since now."""
        known = self._last_start()
        return lambda: self._last_start() != known

    def _last_start(self) -> int:
        try:
            return self._starts.stat().st_mtime_ns
        except OSError:
            return 0

    def load(self) -> WindowPicture | None:
        """Return the picture that a window will show now; None where there is none that can be trusted. `rest` gives it back."""
        try:
            key = self._present()
            picture = self._read(key)
        except (OSError, ValueError, struct.error):
            picture = None
        if picture is None:
            self.rest()  # Windows lets nobody replace what is mapped
        else:
            self._key = key
        return picture

    def _read(self, wanted: bytes) -> WindowPicture:
        with self._path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > MOST_BYTES + _LONGEST + _HEAD.size:
                raise ValueError("too large")
            self._mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        content = memoryview(self._mapped)
        checksum, magic, key, wide, high, ratio, titled, placed = _HEAD.unpack_from(content)
        if (magic, key) != (_MAGIC, wanted) or titled + placed > _LONGEST:
            raise ValueError("another state or another version")
        texts, pixels = _HEAD.size + titled, _HEAD.size + titled + placed
        if zlib.crc32(content[4:]) != checksum:
            raise ValueError("damaged")
        words = bytes(content[_HEAD.size : texts]).decode("utf-8"), bytes(content[texts:pixels]).decode("utf-8")
        picture = WindowPicture(wide, high, ratio, *words, content[pixels:])
        if not picture.sound:
            raise ValueError("no picture of this size")
        return picture

    @property
    def fits(self) -> bool:
        """Whether what was loaded is of the present state, so that nothing has to be kept again."""
        try:
            return bool(self._key) and self._present() == self._key
        except OSError:
            return False

    def rest(self) -> None:
        """Give back the memory of what was loaded, if nobody looks at it any more; its pixels may be read no longer."""
        with suppress(BufferError):
            if self._mapped is not None:
                self._mapped.close()

    def save(self, picture: WindowPicture) -> None:
        """Keep a picture of the present state in the place of any other; where that can't be done, nothing is kept."""
        from viewer.store.output import OutputError, whole_file

        title, geometry = picture.title.encode("utf-8"), picture.geometry.encode("utf-8")
        if not picture.sound or len(title) + len(geometry) > _LONGEST:
            return
        self.rest()
        with suppress(OSError, OutputError):
            sizes = picture.wide, picture.high, picture.ratio, len(title), len(geometry)
            head = _HEAD.pack(0, _MAGIC, self._present(), *sizes)[4:] + title + geometry
            checksum = zlib.crc32(picture.pixels, zlib.crc32(head)).to_bytes(4, "little")
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with whole_file(self._path) as file:
                file.writelines((checksum, head, picture.pixels))

    def _present(self) -> bytes:
        """Return 16 signs that differ where anything that a window shows is otherwise. OSError where there is no session."""
        lines = [f"{sys.version} {os.environ.get('QT_QPA_PLATFORM', '')} {os.environ.get('QT_SCALE_FACTOR', '')}"]
        for folder in (_PACKAGE, data_folder(), resources_folder()):
            lines += sorted(_stamps(str(folder)))
        text = "\n".join(lines).encode("utf-8", "surrogateescape") + self._session.read_bytes()
        return b"%08x%08x" % (zlib.crc32(text), zlib.adler32(text))


def _stamps(folder: str) -> Iterator[str]:
    """Name, size and time of change of all files below a folder, but for hidden ones and what Python makes of sources."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "__pycache__")):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _stamps(entry.path)
            else:
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
