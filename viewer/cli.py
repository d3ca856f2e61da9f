"""The command line: run, export, check, data, build. Puts the parts together; each is imported when it is needed."""

from __future__ import annotations

import argparse
import errno
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.arguments import COMMANDS, SPOKEN, TABLES, UsageError, data_format, make_parser

if TYPE_CHECKING:
    from viewer.store.personal.last_picture import LastPicture
    from viewer.ui.start.shell import Shell

_LIBRARIES = "On Debian or Ubuntu: apt install libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0; README tells more."
"""What Qt needs on a Linux without a desktop."""
_WINDOWS = os.name == "nt"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Returns the exit code: 0 = well, 2 = bad input, 130 = interrupted."""
    mute = sys.stderr is None
    _speak_utf8()
    given = _joined(_with_command(sys.argv[1:] if arguments is None else arguments))
    options = (_told_parser() if {"-h", "--help"} & set(given) else _parser()).parse_args(given)
    run: Callable[[argparse.Namespace], int] = options.do
    try:
        code = run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if _reader_left(error):
            _give_up_output()
            return 141
        told = _words_of(error)
        if mute:
            _show(told or f"{type(error).__name__}: {error}")
        if not told:
            raise
        print(told, file=sys.stderr)
        return 2
    return code


def _reader_left(error: Exception) -> bool:
    """Whether the reader of standard output went away, as `head` does; Windows calls that an invalid argument, and names no file."""
    odd = _WINDOWS and isinstance(error, OSError) and error.errno == errno.EINVAL and error.filename is None
    return odd or isinstance(error, BrokenPipeError)


def _show(text: str) -> None:
    """Tell in a box what nobody would see: on Windows `bloc-atlas-window` has no console."""
    if _WINDOWS:
        import ctypes

        ctypes.CDLL("user32").MessageBoxW(None, text, "Bloc Atlas", 0x10)  # MB_ICONERROR


def _give_up_output() -> None:
    """Write nothing more to standard output, not even when Python ends: its reader went away, as `head` does, or its disk is full."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _with_command(given: Sequence[str]) -> list[str]:
    """Return the arguments with a command before them: `run` where none is named."""
    if given and (given[0] in COMMANDS or given[0] in ("-h", "--help", "--version")):
        return list(given)
    if given and re.fullmatch(r"[a-z]+", given[0]) and not Path(given[0]).exists():
        _parser().error(f"`{given[0][:60]}` is neither a command nor the folder of an atlas; commands are {', '.join(COMMANDS)}")
    return ["run", *given]


def _joined(given: Sequence[str]) -> list[str]:
    """Return the arguments with values that begin with a minus sign joined to their options, for else they are taken for options.

    Days before the year 1 and western longitudes begin so: --at -0043-03-15, --fit -12,35,45,62.
    """
    joined: list[str] = []
    for word in given:
        if joined and joined[-1] in ("--at", "--from", "--to", "--grid", "--fit") and re.match(r"-\d", word):
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: the atlas is bilingual. Where a stream is closed, as without a console, nothing is written."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # The descriptor is taken at once, or the next file that is opened would get it.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - it stays open; named by its path
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _words_of(error: Exception) -> str:
    """Return what to tell of an error about what was given (those have classes of our own) or about the system. Empty for any other."""
    from viewer.store.syntax.problems import BrokenAtlas

    if isinstance(error, BrokenAtlas):
        lines = [str(problem) for problem in error.problems[:50]]
        more = len(error.problems) - len(lines)
        return "\n".join([*lines, f"and {more} more; `bloc-atlas check` lists all"] if more else lines)
    if isinstance(error, ValueError | OSError | ImportError) and type(error).__module__.startswith(("viewer.", "__main__")):
        return f"bloc-atlas: {error}"
    if isinstance(error, OSError) and error.errno and error.strerror:
        where = f"{error.filename}: " if isinstance(error.filename, str) else ""
        if not where:
            _give_up_output()
        return f"bloc-atlas: {where}{error.strerror}"
    if isinstance(error, UnicodeEncodeError) and _squeezed(error.encoding) == _squeezed(sys.getfilesystemencoding()):
        return f"bloc-atlas: {ascii(error.object)[:80]} can't be the name of a file here: the system writes names in {error.encoding}"
    if isinstance(error, ImportError) and "shared object" in str(error):
        missing = str(error).partition(":")[0]
        return f"bloc-atlas: Qt needs a library of the system that is not there: {missing}. {_LIBRARIES}"
    return ""


def _squeezed(encoding: str) -> str:
    return encoding.casefold().replace("-", "").replace("_", "")


def _parser() -> argparse.ArgumentParser:
    return make_parser({"run": _run, "export": _export, "check": _check, "data": _data, "build": _build}, _version)


def _told_parser() -> argparse.ArgumentParser:
    """Return the parser with its help in the language that the system asks for, where there is such help."""
    from viewer.help_words import asked_language, translate
    from viewer.store.resources import help_words

    parser, words = _parser(), help_words(asked_language())
    if words:
        translate(parser, lambda said: words.get(said, said))
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"bloc-atlas {version('bloc-atlas')}"
    except PackageNotFoundError:
        return "bloc-atlas (not installed)"


def _folder(options: argparse.Namespace) -> Path:
    from viewer.store.locations import data_folder

    folder: Path | None = options.atlas
    return folder if folder is not None else data_folder()


def _tell_stale(options: argparse.Namespace) -> None:
    """Say it where the map of an atlas of one's own was built from files that have changed since: it would not show what they say."""
    if options.atlas is not None:
        from viewer.store.own_base import stale_inputs

        for problem in stale_inputs(options.atlas, at_a_glance=True):
            print(f"bloc-atlas: {problem}", file=sys.stderr)


def _run(options: argparse.Namespace) -> int:
    from viewer.ui.start import lean

    shell, keeper = _window_as_it_was_left(options)
    lean.begin()
    from viewer.carto.land.schemes import asked_view
    from viewer.store.cache.compiled import open_atlas
    from viewer.store.imports.desk import file_desk, read_added
    from viewer.store.locations import cache_folder, config_folder
    from viewer.store.personal.plates import PlateShelf
    from viewer.store.personal.session import SessionFile
    from viewer.store.personal.story_files import StoryFiles
    from viewer.store.resources import font_files, interface_words, read_icon
    from viewer.ui.application import Resources, run_window
    from viewer.ui.start.display import has_display

    _tell_stale(options)
    atlas = open_atlas(_folder(options), cache_folder())
    if not has_display():
        return _picture_instead(options)
    layers = read_added(options.add, options.encoding)
    session = SessionFile(config_folder()) if options.atlas is None else None
    shelf = PlateShelf(cache_folder() / "plates")
    resources = Resources(font_files(), read_icon, interface_words(), shelf, StoryFiles(), file_desk, keeper)
    folder = str(options.atlas) if options.atlas else ""
    if options.view:
        from viewer.carto.known import refuse_unknown

        refuse_unknown(atlas, options.view)
    asked = asked_view(atlas, options.view, options.scheme)
    try:
        return run_window(atlas, asked, resources, session, folder=folder, layers=layers, shell=shell)
    finally:
        lean.forget()


def _window_as_it_was_left(options: argparse.Namespace) -> tuple[Shell | None, LastPicture | None]:
    """Show the picture of the window as it was left, before anything else is read; returns its frame, and what keeps the next picture.

    Without a session there is nothing to keep; what is asked for in words looks otherwise.
    """
    from viewer.store.locations import cache_folder, session_file
    from viewer.store.personal.last_picture import LastPicture

    keeper = LastPicture(cache_folder(), session_file())
    keeper.begin()
    if options.atlas is not None:
        return None, None
    picture = None if options.view or options.scheme or options.add else keeper.load()
    if picture is None:
        return None, keeper
    from viewer.ui.start import lean

    lean.spare()
    from viewer.ui.start.display import has_display
    from viewer.ui.start.shell import open_shell

    return (open_shell(picture) if has_display() else None), keeper


def _picture_instead(options: argparse.Namespace) -> int:
    """Where there is no screen: draw what the window would open with, and say so."""
    from viewer.ui.application import why_no_display

    target = Path("bloc-atlas.png")
    print(f"{why_no_display()}; writing the opening view to {target} instead.")
    given = _parser().parse_args(["export", "-o", str(target)])
    given.atlas, given.view, given.add = options.atlas, options.view, options.add
    given.scheme, given.encoding = options.scheme, options.encoding
    return _export(given)


def _export(options: argparse.Namespace) -> int:
    from viewer.exports import export

    _tell_stale(options)
    return export(options)


def _check(options: argparse.Namespace) -> int:
    from viewer.carto.link import days_named
    from viewer.store.checking import check_folder

    problems = check_folder(_folder(options), days_named)
    for problem in problems:
        print(problem)
    number = len(problems)
    print(f"{number} problem{'s' if number > 1 else ''}" if problems else "sound", file=sys.stderr)
    return 2 if problems else 0


def _data(options: argparse.Namespace) -> int:
    names = list(options.names)
    table = next((name for name in reversed(names) if name in TABLES), "")
    if table:
        names.remove(table)
    if not table or len(names) > 1:
        raise UsageError(f"`data {' '.join(options.names)}`: name one of {', '.join(TABLES)}, and at most one folder")
    options.atlas = Path(names[0]) if names else None
    chosen = data_format(table, options.format, options.output)
    make = _table(table, chosen, options)
    if options.output is None or str(options.output) == "-":
        if getattr(sys.stdout, "name", "") == os.devnull:
            raise UsageError("there is no standard output to write to; write -o FILE")
        sys.stdout.write(make())
        return 0
    from viewer.store.output import whole_file

    with whole_file(options.output) as stream:
        stream.write(make().encode("utf-8"))
    return 0


def _table(table: str, chosen: str, options: argparse.Namespace) -> Callable[[], str]:
    """Return what makes the text of a table; dates are looked at before any work is done."""
    from viewer.exports import day_given, within
    from viewer.store.cache.compiled import open_atlas
    from viewer.store.data_out.writing import table_text
    from viewer.store.locations import cache_folder

    for name, owner in (("at", "polities"), ("first", "changes"), ("last", "changes"), ("all_ties", "memberships")):
        if table != owner and getattr(options, name):
            raise UsageError(f"--{SPOKEN.get(name, name)} belongs to {owner}; leave it out for {table}")
    days = {"polities": ("at",), "changes": ("first", "last")}.get(table, ())
    read = {name: day_given(getattr(options, name), SPOKEN.get(name, name)) for name in days}
    if table == "changes" and read["last"] < read["first"]:
        raise UsageError(f"--to {options.last} is before --from {options.first}")
    folder = _folder(options)
    if chosen in ("csl", "bibtex"):
        return lambda: _bibliography(folder, chosen)

    def make() -> str:
        atlas = open_atlas(folder, cache_folder())
        if table == "polities":
            within(atlas, read["at"])
        return table_text(atlas, table, chosen, all_ties=options.all_ties, **read)

    return make


def _bibliography(folder: Path, form: str) -> str:
    """All sources, for a citation manager."""
    from viewer.carto.citing.citation import cite_sources
    from viewer.store.cache.compiled import open_atlas
    from viewer.store.locations import cache_folder

    atlas = open_atlas(folder, cache_folder())
    return cite_sources(atlas.sources.values(), form, atlas.first_language)


def _build(options: argparse.Namespace) -> int:
    if options.atlas is not None:
        return _build_own(options)
    from viewer.store.build import build
    from viewer.store.cache.compiled import SHIPPED, compile_atlas
    from viewer.store.locations import data_folder

    build(data_folder())
    if options.packaged:
        compile_atlas(data_folder(), data_folder() / "base" / SHIPPED)
    return 0


def _build_own(options: argparse.Namespace) -> int:
    """Build the base geometry of an atlas of one's own."""
    from viewer.store.build import BuildError
    from viewer.store.build.own import build_own
    from viewer.store.syntax.problems import no_folder

    if options.packaged:
        raise UsageError("--packaged belongs to the built-in atlas; leave it out")
    if not options.atlas.is_dir():
        raise UsageError(str(no_folder(options.atlas)))
    try:
        build_own(options.atlas)
    except BuildError as error:
        raise UsageError(str(error)) from error
    return 0


if __name__ == "__main__":
    sys.exit(main())
