"""What can be given on the command line, command by command."""

from __future__ import annotations

import argparse
import codecs
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Act = Callable[[argparse.Namespace], int]
"""What a command does with its options; returns the exit code."""
COMMANDS = ("run", "export", "check", "data", "build")
TABLES = {
    "events": ("geojson", "json", "csv"),
    "polities": ("geojson", "json", "csv"),
    "memberships": ("csv", "json"),
    "changes": ("json", "csv"),
    "treaties": ("json", "csv"),
    "sources": ("json", "csv", "csl", "bibtex"),
    "units": ("csv", "json", "geojson"),
}
"""What `data` gives -> its formats, the usual one first."""
_SUFFIXES = {".geojson": "geojson", ".json": "json", ".csv": "csv", ".bib": "bibtex"}
SPOKEN = {"first": "from", "last": "to", "all_ties": "all-ties"}
"""Options that have another name in the program."""
ENCODINGS = {"UTF-8": "utf-8", "Shift_JIS": "cp932", "UTF-16": "utf-16", "EUC-JP": "euc_jp", "ISO-8859-1": "latin-1"}
"""Encodings of tables, as they are usually called -> by the names of Python."""
_ALSO = {"shift_jis": "cp932", "windows-31j": "cp932", "iso8859-1": "latin-1", "utf-8-sig": "utf-8"}
"""Names of Python that stand for others."""
_SIDE = 32_767
"""Greatest side of a picture in logical pixels that is looked at further."""
_PAPERS = {"A5": (210, 148), "A4": (297, 210), "A3": (420, 297), "A2": (594, 420)}
"""Sheets of paper, lying, in mm; 96 logical pixels are an inch."""
_SCHEME = "how the blocs are read: spheres, alliances, economy or europe in the built-in atlas"


class UsageError(ValueError):
    """Something on the command line that can't be done; told to the user, exit code 2."""


class _Version(argparse.Action):
    """Tells the version, and only then looks for it: that takes as long as much of a start."""

    def __init__(self, option_strings: Sequence[str], dest: str, const: Callable[[], str], help: str) -> None:  # noqa: A002
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)
        self._version = const

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Tell the version and end the program."""
        sys.stdout.write(f"{self._version()}\n")
        parser.exit()


def make_parser(acts: Mapping[str, Act], version: Callable[[], str]) -> argparse.ArgumentParser:
    """Return the parser. Args: acts: command -> what does it. version: what `--version` says."""
    parser = argparse.ArgumentParser(
        prog="bloc-atlas",
        description="A historical atlas: a timeline and a world map, exact to the day. Without a command, the window opens.",
    )
    parser.add_argument("--version", action=_Version, const=version, help="show program's version number and exit")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = _command(commands, "run", acts["run"], "open the window (the default)")
    _add_atlas(run)
    run.add_argument("--view", default="", metavar="TEXT", help="what to show, as copied from the window: t=1962-10-22&c=-78,22&z=4")
    _add_files(run)
    run.add_argument("--scheme", default="", metavar="ID", help=_SCHEME)
    _export_parser(_command(commands, "export", acts["export"], "draw a picture into a file, without a window"))
    check = _command(commands, "check", acts["check"], "check an atlas folder and list every problem")
    _add_atlas(check)
    _data_parser(_command(commands, "data", acts["data"], "write the atlas's data as GeoJSON, JSON or CSV"))
    build = _command(commands, "build", acts["build"], "build the base geometry: from its packages again, or that of an atlas of one's own")
    build.add_argument("atlas", nargs="?", type=Path, metavar="ATLAS", help="folder of an atlas whose `base` is a folder of its own")
    build.add_argument("--packaged", action="store_true", help="also compile the built-in atlas, so that a package opens at once")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    do: Act,
    summary: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    parser.set_defaults(do=do)
    return parser


def _add_atlas(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("atlas", nargs="?", type=Path, metavar="ATLAS", help="folder of an atlas; the built-in one if left out")


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--add", action="append", default=[], type=Path, metavar="FILE", help="also show data of one's own; repeatable")
    told = f"of tables that are added: {', '.join(ENCODINGS)}; guessed if left out"
    parser.add_argument("--encoding", type=_encoding, default="", metavar="NAME", help=told)


def _export_parser(export: argparse.ArgumentParser) -> None:
    _add_atlas(export)
    _add_files(export)
    export.add_argument("-o", "--output", required=True, type=Path, metavar="FILE", help="PNG, JPEG, WebP, PDF or SVG by its suffix")
    export.add_argument("--view", default="", metavar="TEXT", help="what to show, in the form that the window copies")
    export.add_argument("--at", default="", metavar="DATE", help="the day to show: YYYY-MM-DD")
    export.add_argument("--fit", default="", metavar="PLACE|W,S,E,N", help="a place, polity or region, or bounds in degrees, to fit")
    export.add_argument("--size", type=_size, default=(1920, 1080), metavar="WxH", help="logical pixels (1920x1080), or A4, A3-portrait")
    export.add_argument("--scale", type=_scale, default=None, metavar="N", help="device pixels a logical pixel (1; in a PDF 3)")
    export.add_argument("--dpi", type=_dpi, default=None, metavar="N", help="pixels to an inch of paper, in place of --scale")
    export.add_argument("--bleed", type=_bleed, default=0.0, metavar="MM", help="of a PDF: print on beyond the edge, with crop marks")
    export.add_argument("--projection", default="", metavar="P", help="equal-earth, natural-earth, laea, arctic or globe")
    export.add_argument("--lang", default="", metavar="LANGUAGE", help="language of the picture: ja, en, or another that the atlas has")
    export.add_argument("--theme", default="", choices=("light", "dark", "light-high", "dark-high"))
    export.add_argument("--scheme", default="", metavar="ID", help=_SCHEME)
    export.add_argument("--viewpoint", default="", metavar="WHO", help="de-facto, or a polity whose claims are drawn")
    export.add_argument("--title", default="", metavar="WORDS", help="words before the date in the title")
    export.add_argument("--story", default="", metavar="ID", help="all steps of a story; FILE: a folder, a name with {n}, or a .pdf")
    export.add_argument(
        "--grid", default="", metavar="DATE,DATE,...|N", help="a sheet of small maps, of these days or N between --from and --to"
    )
    export.add_argument("--from", dest="first", default="", metavar="DATE", help="a picture for each year from this day on ...")
    export.add_argument(
        "--to",
        dest="last",
        default="",
        metavar="DATE",
        help="... until this day; FILE: folder, name with {date}, .gif, .apng or .pdf",
    )
    export.add_argument("--every", default="", metavar="STEP", help="day, week, month, year, 5years ..., change (of the map) or event")
    export.add_argument("--pace", type=_pace, default=None, metavar="SECONDS", help="of an animation: how long each picture is shown (0.5)")
    export.add_argument("--plain", action="store_true", help="the map alone, without title, legend and notes")
    export.add_argument("--without", default="", metavar="PART,...", help="leave out title, legend, notes, bars (scale, projection), frame")
    export.add_argument("--caption", action="store_true", help="also write what the picture tells in words, to NAME.caption.txt")


def _data_parser(data: argparse.ArgumentParser) -> None:
    data.usage = "bloc-atlas data [ATLAS] TABLE [--at DATE | --from DATE --to DATE] [--format FORMAT] [--all-ties] [-o FILE]"
    data.add_argument("names", nargs="+", metavar="[ATLAS] TABLE", help=", ".join(TABLES))
    data.add_argument("--at", default="", metavar="DATE", help="polities: the day, YYYY-MM-DD")
    data.add_argument("--from", dest="first", default="", metavar="DATE", help="changes: after this day ...")
    data.add_argument("--to", dest="last", default="", metavar="DATE", help="... until this day")
    formats = sorted({chosen for known in TABLES.values() for chosen in known})
    usual = "csl, bibtex: sources only. If left out: as -o ends, else geojson (events, polities), csv (memberships, units) or json"
    data.add_argument("--format", choices=formats, help=usual)
    data.add_argument("--all-ties", action="store_true", help="memberships: also associates, observers and suspensions")
    data.add_argument("-o", "--output", type=Path, metavar="FILE", help="standard output if left out")
    data.epilog = "`end` is the last day that belongs to a thing; it is empty where the end is open."


def data_format(table: str, asked: str | None, output: Path | None) -> str:
    """Return the format in which a table is written: the one asked for, else that of the file's suffix, else the usual one.

    Raises UsageError where the table has no such format.
    """
    chosen = asked or _SUFFIXES.get(output.suffix.casefold() if output else "", "") or TABLES[table][0]
    if chosen not in TABLES[table]:
        *others, last = TABLES[table]
        raise UsageError(f"{table} can't be written as {chosen}; choose {', '.join(others)} or {last}")
    return chosen


def _size(text: str) -> tuple[int, int]:
    paper = re.fullmatch(r"(A[2-5])(-portrait|-landscape)?", text, flags=re.IGNORECASE)
    if paper:
        width, height = (round(mm / 25.4 * 96) for mm in _PAPERS[paper[1].upper()])
        return (height, width) if paper[2] and paper[2].lower() == "-portrait" else (width, height)
    match = re.fullmatch(r"(\d{1,6})[xX×](\d{1,6})", text, flags=re.ASCII)
    if not match:
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a size; write WIDTHxHEIGHT, as 1920x1080, or A4")
    width, height = int(match[1]), int(match[2])
    if not (1 <= width <= _SIDE and 1 <= height <= _SIDE):
        raise argparse.ArgumentTypeError(f"a side of {text} is out of range 1 to {_SIDE}")
    return width, height


def _encoding(text: str) -> str:
    try:
        name = codecs.lookup(_ALSO.get(text.lower(), text)).name if text else ""
    except (LookupError, ValueError):
        name = text
    name = _ALSO.get(name, name)
    if text and name not in ENCODINGS.values():
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is no encoding that can be read; write {', '.join(ENCODINGS)}")
    return name


def _pace(text: str) -> float:
    if not re.fullmatch(r"\d{0,2}(\.\d{1,3})?", text, flags=re.ASCII) or not text.strip(".") or not 0.02 <= float(text) <= 60:
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is no time from 0.02 to 60 seconds")
    return float(text)


def _dpi(text: str) -> float:
    if not re.fullmatch(r"\d{2,4}", text, flags=re.ASCII) or not 24 <= int(text) <= 1536:
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is no number of pixels to an inch from 24 to 1536")
    return int(text) / 96


def _bleed(text: str) -> float:
    if not re.fullmatch(r"\d{1,2}(\.\d{1,2})?", text, flags=re.ASCII) or not 0 <= float(text) <= 20:
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is no bleed from 0 to 20 mm")
    return float(text)


def _scale(text: str) -> float:
    if not re.fullmatch(r"\d{1,2}(\.\d{1,4})?", text, flags=re.ASCII) or not 0.25 <= float(text) <= 16:
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is not a scale from 0.25 to 16")
    return float(text)
