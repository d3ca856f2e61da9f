"""The command line: exit codes, messages, and output that other programs can take."""

from __future__ import annotations

import argparse
import ctypes
import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from viewer import cli
from viewer.cli import main
from viewer.exports import _grid_days
from viewer.model.time import day_of
from viewer.model.topology import Basemap
from viewer.store.cache import compiled
from viewer.store.locations import data_folder
from viewer.store.reader import read_atlas

sys.path.insert(0, str(Path(__file__).parent / "store"))
from small_atlas import SMALL, copy_small, edit, row_of_squares


@pytest.fixture(autouse=True)
def _squares(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def squares(_folder: Path) -> Basemap:
        return row_of_squares()

    monkeypatch.setattr(compiled, "load_basemap", squares)
    monkeypatch.setenv("BLOC_ATLAS_CACHE", str(tmp_path / "cache"))


def test_check_says_that_an_atlas_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SMALL)]) == 0
    assert capsys.readouterr() == ("", "sound\n")


def test_check_prints_every_problem_and_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, "events/first.yaml", "kind: treaty", "kind: traety")
    edit(atlas, "places.yaml", "rank: 1", "rank: 7")
    assert main(["check", str(atlas)]) == 2
    output, errors = capsys.readouterr()
    assert output.splitlines() == [
        "events/first.yaml:5: kind: unknown kind of event `traety` (did you mean `treaty`?)",
        "places.yaml:4: rank: 7 is out of range (from 0 to 5)",
    ]
    assert errors == "2 problems\n"


def test_check_of_a_missing_folder_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "none")]) == 2
    told = f"{tmp_path / 'none'}:1: folder: there is no such folder (name the folder of an atlas)\n"
    assert capsys.readouterr() == (told, "1 problem\n")
    assert main(["data", str(tmp_path / "none"), "events"]) == 2
    assert capsys.readouterr() == ("", told)


def test_a_file_in_place_of_a_folder_is_told_by_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["check", __file__], ["data", __file__, "events"], ["run", __file__], ["export", __file__, "-o", "x.png"]):
        assert main(command) == 2
        assert f"{__file__}:1: folder: is not a folder" in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("walk.yaml", "to open a story, start bloc-atlas and drop the file on its window"),
        ("atlas.yaml", "name the folder in which it lies: "),
        ("map.png", "to look as a picture was taken, start bloc-atlas and drop"),
        ("towns.csv", "to add data of your own, write --add towns.csv"),
        ("notes.md", "(name the folder of an atlas)"),
    ],
)
@pytest.mark.parametrize("command", ["run", "check"])
def test_a_file_in_place_of_a_folder_is_told_what_to_do_with_it(
    command: str, name: str, way: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    assert main([command, str(tmp_path / name)]) == 2
    assert way in "".join(capsys.readouterr())


def test_a_word_that_is_no_command_is_answered_with_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["exprot", "-o", "x.png"])
    assert ended.value.code == 2
    assert "`exprot` is neither a command nor the folder of an atlas; commands are run, export, check" in capsys.readouterr().err


def test_check_tells_of_a_missing_base_and_of_all_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    atlas = copy_small(tmp_path)
    edit(atlas, "atlas.yaml", "base: built-in", "base: mine")
    (atlas / "mine").mkdir()
    (atlas / "mine" / "geometry.bin").write_bytes(b"")
    (atlas / "mine" / "recipe.yaml").write_text("no part of the atlas", encoding="utf-8")
    codes = ["AAA-1", "AAA-2", "BBB-1", "BBB-1:strip", "CCC-1", "DDD-1"]
    rows = "".join(f"{number},{code},{code[:3]},1,0,0\n" for number, code in enumerate(codes))
    (atlas / "mine" / "units.csv").write_text("index,code,adm0,area_km2,lon,lat\n" + rows, encoding="utf-8")
    edit(atlas, "places.yaml", "rank: 1", "rank: 7")
    assert main(["check", str(atlas)]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("atlas.yaml:1: base: the base geometry is damaged: ")
    assert lines[1].startswith("places.yaml:4: rank")


def test_data_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", str(SMALL), "events", "--format", "geojson"]) == 0
    assert len(json.loads(capsys.readouterr().out)["features"]) == 3
    assert main(["data", "polities", str(SMALL), "--at", "1950-01-01"]) == 0
    assert len(json.loads(capsys.readouterr().out)["features"]) == 3
    assert main(["data", str(SMALL), "memberships"]) == 0
    assert capsys.readouterr().out.startswith("bloc,polity,start,end,source\n")
    assert main(["data", str(SMALL), "units"]) == 0
    header, first, *_ = capsys.readouterr().out.splitlines()
    assert header == "code,adm0,area_km2,lon,lat"
    assert first == "AAA-1,AAA,12000.0,0.5,0.5"
    assert main(["data", str(SMALL), "units", "--format", "geojson"]) == 0
    outlines = {one["id"]: one["geometry"] for one in json.loads(capsys.readouterr().out)["features"]}
    (ring,) = outlines["BBB-1:strip"]["coordinates"][0]
    assert sorted(map(tuple, ring[:-1])) == [(3, 0), (3, 1), (4, 0), (4, 1)]


def test_data_goes_whole_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out.json"
    assert main(["data", str(SMALL), "changes", "--from", "1930-01-01", "--to", "1961-01-01", "-o", str(target)]) == 0
    assert json.loads(target.read_text(encoding="utf-8"))[0]["date"] == "1940-01-01"
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("name", "asked", "begin"),
    [
        ("out.CSV", [], "id,when,"),
        ("out.json", [], "["),
        ("out.geojson", [], '{"type": "FeatureCollection"'),
        ("out.txt", [], '{"type": "FeatureCollection"'),
        ("out.csv", ["--format", "json"], "["),
    ],
)
def test_data_is_written_as_the_name_of_its_file_ends_unless_asked_otherwise(
    name: str, asked: list[str], begin: str, tmp_path: Path
) -> None:
    target = tmp_path / name
    assert main(["data", str(SMALL), "events", *asked, "-o", str(target)]) == 0
    assert target.read_text(encoding="utf-8").startswith(begin)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["data", "evnts"], "name one of events, polities"),
        (["data", "a", "b", "events"], "at most one folder"),
        (["data", str(SMALL), "memberships", "--format", "geojson"], "memberships can't be written as geojson; choose csv or json"),
        (["data", str(SMALL), "treaties", "-o", "x.bib"], "treaties can't be written as bibtex; choose json or csv"),
        (["data", str(SMALL), "sources", "-o", "x.geojson"], "choose json, csv, csl or bibtex"),
        (["data", str(SMALL), "polities"], "--at is missing; write --at YYYY-MM-DD"),
        (["data", str(SMALL), "polities", "--at", "1950"], "--at: `1950` is not a day; write YYYY-MM-DD"),
        (["data", str(SMALL), "polities", "--at", "1950-02-30"], "--at: `1950-02-30` is no day of the calendar"),
        (["data", str(SMALL), "polities", "--at", "1850-01-01"], "1850-01-01 lies outside of the atlas, which tells of 19"),
        (["data", str(SMALL), "events", "--at", "1950-01-01"], "--at belongs to polities; leave it out for events"),
        (["data", str(SMALL), "memberships", "--from", "1950-01-01"], "--from belongs to changes"),
        (["data", str(SMALL), "polities", "--at", "1950-01-01", "--to", "1950-01-01"], "--to belongs to changes"),
        (["data", str(SMALL), "treaties", "--all-ties"], "--all-ties belongs to memberships"),
        (["data", str(SMALL), "changes", "--from", "1950-01-01", "--to", "1949-01-01"], "--to 1949-01-01 is before --from 1950-01-01"),
        (["data", str(SMALL), "events", "-o", "no/such/folder/x"], "the folder no/such/folder does not exist"),
    ],
)
def test_what_can_not_be_done_is_told_with_exit_code_2(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    output, errors = capsys.readouterr()
    assert output == ""
    assert message in errors


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "-o", "x.png", "--size", "0x10"], "out of range"),
        (["export", "-o", "x.png", "--size", "60000x60000"], "out of range 1 to 32767"),
        (["export", "-o", "x.png", "--size", "big"], "write WIDTHxHEIGHT"),
        (["export", "-o", "x.png", "--scale", "0"], "is not a scale from 0.25 to 16"),
        (["export"], "the following arguments are required: -o"),
    ],
)
def test_arguments_that_make_no_sense_end_with_2(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_a_broken_atlas_is_told_by_every_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, "places.yaml", "rank: 1", "rank: 7")
    assert main(["data", str(atlas), "events"]) == 2
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors == "places.yaml:4: rank: 7 is out of range (from 0 to 5)\n"


def test_sources_are_written_for_citation_managers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", str(SMALL), "sources", "--format", "csl"]) == 0
    items = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in items] == ["lecture", "handbook"]
    assert all(item["title"] and item["type"] for item in items)
    assert main(["data", str(SMALL), "sources", "--format", "bibtex"]) == 0
    assert capsys.readouterr().out.count("\n}\n") == 2
    assert main(["data", str(SMALL), "events", "--format", "csl"]) == 2
    assert "events can't be written as csl" in capsys.readouterr().err


def _spawn(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the real command on the built-in atlas's sources, which need no geometry."""
    root = Path(__file__).parent.parent
    return subprocess.run(
        [sys.executable, "-m", "viewer", *arguments], cwd=root, env=os.environ | environment, capture_output=True, check=False
    )


def test_output_is_utf_8_in_any_locale(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, "seas.yaml", "ja: 海", "jp: 海")
    edit(atlas, "kinds.yaml", "family: force", "family: 力")
    for locale in ("C", "POSIX", "tr_TR.ISO8859-9"):
        run = _spawn("check", str(atlas), LC_ALL=locale, LANG=locale, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
        assert run.returncode == 2
        assert "`力` is none of" in run.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    (atlas / "seas.yaml").write_text("- {id: x, lonlat: [200, 0]}\n" * 5000, encoding="utf-8")
    root = Path(__file__).parent.parent
    process = subprocess.Popen(
        [sys.executable, "-m", "viewer", "check", str(atlas)], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 141
    assert errors == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_finds_no_room_is_told(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    root = Path(__file__).parent.parent
    for arguments in (["data", "sources"], ["check", str(atlas / "none")]):
        with Path("/dev/full").open("wb") as full:
            run = subprocess.run([sys.executable, "-m", "viewer", *arguments], cwd=root, stdout=full, stderr=subprocess.PIPE, check=False)
        assert run.returncode == 2
        assert run.stderr.decode().splitlines()[-1] == f"bloc-atlas: {os.strerror(28)}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "no such folder"], "no such folder"),
        (["data", "nothing"], "name one of events"),
        (["data", "sources"], "KeyError: 'odd'"),
    ],
)
def test_on_windows_a_program_without_a_console_tells_in_a_box(arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`bloc-atlas-window` would end there without a word."""
    told: list[str] = []
    user = SimpleNamespace(MessageBoxW=lambda _owner, text, title, _kind: told.append(f"{title}: {text}"))

    def fails(*_given: object) -> None:
        raise KeyError("odd")

    monkeypatch.setattr(cli, "_WINDOWS", True)
    monkeypatch.setattr(cli, "_table", lambda *_given: fails)
    monkeypatch.setattr(ctypes, "CDLL", lambda name: {"user32": user}[name])
    for missing in (True, False):
        monkeypatch.setattr(sys, "stderr", None if missing else io.StringIO())
        if "odd" in message:
            with pytest.raises(KeyError):
                main(arguments)
        else:
            assert main(arguments) == 2
        sys.stderr.close()
    monkeypatch.undo()
    assert len(told) == 1, "and nothing where there is a console"
    assert told[0].startswith("Bloc Atlas: ")
    assert message in told[0]


def test_on_windows_a_reader_that_goes_away_is_no_error_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """There the pipe is told to be an invalid argument."""
    given_up: list[bool] = []
    monkeypatch.setattr(cli, "_give_up_output", lambda: given_up.append(True))

    def gone(*_given: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(cli, "_table", lambda *_given: gone)
    assert main(["data", "events"]) == 2
    monkeypatch.setattr(cli, "_WINDOWS", True)
    assert main(["data", "events"]) == 141
    assert given_up == [True, True]


@pytest.mark.skipif(os.name == "nt", reason="closes descriptors as a shell does")
def test_without_streams_nothing_is_raised(tmp_path: Path) -> None:
    """As `bloc-atlas-window` has none on Windows, and `>&-` closes them."""
    atlas = copy_small(tmp_path)
    root = Path(__file__).parent.parent
    for closed, arguments, code in (
        (">&- 2>&-", ["check", str(atlas / "none")], 2),
        (">&- 2>&-", ["data", "sources", "-o", str(tmp_path / "sources.json")], 0),
        (">&-", ["data", "sources"], 2),
    ):
        line = f'exec "$@" {closed}'
        command = ["sh", "-c", line, "sh", sys.executable, "-m", "viewer", *arguments]
        run = subprocess.run(command, cwd=root, stderr=subprocess.PIPE, check=False)
        assert run.returncode == code
        assert run.stderr.decode() in ("", "bloc-atlas: there is no standard output to write to; write -o FILE\n")
    assert json.loads((tmp_path / "sources.json").read_text(encoding="utf-8"))


@pytest.mark.skipif(os.name == "nt", reason="a folder in use can't be removed there")
def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    for arguments in (["data", "sources", "-o", "x.json"], ["export", str(root / "tests/data/sample"), "-o", "x.png", "--size", "64x64"]):
        (tmp_path / "gone").mkdir()
        line = 'cd "$1" && rmdir "$1" && shift && exec "$@"'
        command = ["sh", "-c", line, "sh", str(tmp_path / "gone"), sys.executable, "-m", "viewer", *arguments]
        environment = os.environ | {"PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"}
        run = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert run.returncode == 2, run.stderr.decode()
        assert "No such file or directory" in run.stderr.decode()
        assert "Traceback" not in run.stderr.decode()


def test_a_story_is_written_step_by_step(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    sample = Path(__file__).parent / "data" / "sample"
    target = tmp_path / "wall-{n}.png"
    assert main(["export", str(sample), "--story", "the-wall", "--size", "640x480", "--lang", "en", "-o", str(target)]) == 0
    written = [str(tmp_path / f"wall-0{number}.png") for number in (1, 2, 3)]
    assert capsys.readouterr().out.splitlines() == written
    assert sorted(str(path) for path in tmp_path.glob("*.png")) == written


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--story", "wall"], "there are the-wall"),
        (["--story", "the-wall", "--at", "1961-08-13"], "leave out --at"),
        (["--story", "the-wall", "--grid", "4"], "leave out --grid"),
        (["--story", "the-wall", "--from", "1961-08-13"], "leave out --from"),
        (["--story", "the-wall", "--size", "20x20"], "too small"),
        (["--story", "the-wall", "--viewpoint", "atlantis"], "atlantis"),
    ],
)
def test_a_story_that_cannot_be_written_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, more: list[str], told: str
) -> None:
    monkeypatch.undo()
    sample = Path(__file__).parent / "data" / "sample"
    assert main(["export", str(sample), *more, "-o", str(tmp_path / "out")]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.rglob("*.png")) == []


def test_a_picture_speaks_any_language_of_its_atlas_and_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from taken import taken_view

    monkeypatch.undo()
    atlas = tmp_path / "atlas"
    atlas.mkdir()
    (atlas / "atlas.yaml").write_text("atlas: 1\ntitle: {la: Bella}\nspan: -0263/-0145\nlanguages: [la]\n", encoding="utf-8")
    target = tmp_path / "p.png"
    asked = ["export", str(atlas), "--size", "320x240", "--plain", "-o", str(target), "--at", "-0215-08-02", "--fit", "-5,30,20,46"]
    assert main([*asked, "--lang", "la"]) == 0
    assert taken_view(target).language == "la"
    assert taken_view(target).instant == day_of("-0215-08-02")
    assert main([*asked, "--lang", "xx"]) == 2
    assert "--lang: `xx` is no language of this atlas; choose la, ja, en" in capsys.readouterr().err


@pytest.mark.parametrize("languages", ["[ja, en]", "[en, ja]"])
def test_a_picture_speaks_the_first_language_of_its_atlas(languages: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from taken import taken_view

    monkeypatch.undo()
    atlas = tmp_path / "atlas"
    shutil.copytree(Path(__file__).parent / "data" / "sample", atlas)
    edit(atlas, "atlas.yaml", "languages: [ja, en]", f"languages: {languages}")
    assert main(["export", str(atlas), "--size", "320x240", "--plain", "-o", str(tmp_path / "p.png")]) == 0
    assert taken_view(tmp_path / "p.png").language == languages[1:3]


@pytest.mark.parametrize("cells", [2, 25])
def test_as_many_maps_go_on_a_sheet_as_it_says(cells: int) -> None:
    atlas = read_atlas(SMALL, row_of_squares())
    days = _grid_days(argparse.Namespace(grid=str(cells), first="", last=""), atlas)
    assert (len(days), days[0], days[-1]) == (cells, atlas.span.start, atlas.span.end - 1)


def test_a_sheet_of_days_is_written_with_its_view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    sample = Path(__file__).parent / "data" / "sample"
    target = tmp_path / "sheet.png"
    span = ["--from", "1955-01-01", "--to", "1965-01-01"]
    assert main(["export", str(sample), "--grid", "3", *span, "--size", "900x600", "--lang", "en", "-o", str(target)]) == 0
    from taken import taken_view

    days = taken_view(target).days
    assert [date.fromordinal(day).isoformat() for day in days] == ["1955-01-01", "1960-01-01", "1965-01-01"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--grid", "1"], "from 2 to 25"),
        (["--grid", "26"], "from 2 to 25"),
        (["--grid", "1961-08-13,yesterday"], "`yesterday` is not a day"),
        (["--grid", "1900-01-01,1961-08-13"], "1900-01-01 lies outside"),
        (["--grid", "4", "--from", "1965-01-01", "--to", "1961-01-01"], "is before --from"),
        (["--grid", "9", "--size", "320x200"], "320 x 200 is too small for a sheet of 9 maps with its legend"),
        (["--view", "bs=side", "--size", "64x64"], "64 x 64 is too small for a sheet of 2 maps"),
        (["--view", "bs=side;1850-01-01"], "1850-01-01 lies outside"),
        (["--view", "s=berlin-openned"], "`s=berlin-openned`: the atlas has no event `berlin-openned` (did you mean `berlin-opened`?)"),
        (["--view", "s=polity:atlantis"], "the atlas has no polity `atlantis`"),
        (["--view", "s=place:atlantis"], "the atlas has no place `atlantis`"),
        (["--view", "o=the-wall:9"], "`o=the-wall:9` is no step of a story; there are the-wall"),
        (["--view", "o=the-fence"], "`o=the-fence` is no step of a story; there are the-wall"),
        (["--view", "d=1850-01-01"], "1850-01-01 lies outside"),
    ],
)
def test_a_sheet_that_makes_no_sense_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, more: list[str], told: str
) -> None:
    monkeypatch.undo()
    sample = Path(__file__).parent / "data" / "sample"
    assert main(["export", str(sample), *more, "-o", str(tmp_path / "out.png")]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.rglob("*.png")) == []


def test_a_picture_of_each_year_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    sample = Path(__file__).parent / "data" / "sample"
    span = ["--from", "1960-08-13", "--to", "1963-01-01", "--size", "640x520", "--lang", "en"]
    assert main(["export", str(sample), *span, "-o", str(tmp_path / "wall {date}.png")]) == 0
    written = [str(tmp_path / f"wall {year}-08-13.png") for year in (1960, 1961, 1962)]
    out, errors = capsys.readouterr()
    assert (out.splitlines(), errors) == (written, "")
    from taken import taken_view

    assert [taken_view(path).text()[:12] for path in written] == [f"t={year}-08-13" for year in (1960, 1961, 1962)]


def test_a_series_goes_into_a_folder_by_changes_of_the_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    sample = Path(__file__).parent / "data" / "sample"
    assert main(["export", str(sample), "--every", "change", "--size", "100x80", "-o", str(tmp_path / "all")]) == 0
    from viewer import open_atlas
    from viewer.model.time import iso

    atlas = open_atlas(sample)
    days = [atlas.span.start, *(int(day) for day in atlas.change_days if atlas.span.start < day < atlas.span.end)]
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == [f"bloc-atlas-{iso(day)}.png" for day in days]


def test_how_far_a_series_is_is_told_on_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    sample = Path(__file__).parent / "data" / "sample"
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    span = ["--from", "1961-08-13", "--to", "1961-08-14", "--every", "day", "--size", "100x80"]
    assert main(["export", str(sample), *span, "-o", str(tmp_path)]) == 0
    assert capsys.readouterr().err == "1 of 2\r2 of 2\n"


def test_the_pace_of_an_animation_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    sample, target = Path(__file__).parent / "data" / "sample", tmp_path / "wall.apng"
    span = ["--from", "1961-08-13", "--to", "1961-08-14", "--every", "day", "--size", "100x80"]
    assert main(["export", str(sample), *span, "--pace", "5", "-o", str(target)]) == 0
    parts = target.read_bytes().split(b"fcTL")[1:]
    assert [int.from_bytes(part[20:22], "big") for part in parts] == [5000, 5000], "the last no shorter than the others"
    for pace in ("0", "61", "fast", "-1", "", ".", "nan"):
        with pytest.raises(SystemExit):
            main(["export", str(sample), *span, "--pace", pace, "-o", str(target)])


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--from", "1961-01-01", "-o", "one.png"], "write {date} into it"),
        (["--every", "moon", "-o", "{date}.png"], "`moon` is no step"),
        (["--every", "day", "-o", "{date}.png"], "at most 5000"),
        (["--every", "year", "--at", "1961-01-01", "-o", "{date}.png"], "--at names one day"),
        (["--every", "year", "--grid", "4", "-o", "{date}.png"], "leave one of them out"),
        (["--every", "year", "--story", "the-wall", "-o", "{date}.png"], "leave out --every"),
        (["--from", "1965-01-01", "--to", "1961-01-01", "-o", "{date}.png"], "before the first"),
        (["--from", "1900-01-01", "-o", "{date}.png"], "1900-01-01 lies outside"),
        (["--from", "yesterday", "-o", "{date}.png"], "--from"),
        (["--every", "year", "-o", "{date}.bmp"], "no known type of picture"),
        (["--at", "1961-08-13", "-o", "one.apng"], "no known type of picture"),
        (["--every", "year", "-o", "none/years.apng"], "there is no folder"),
        (["--every", "year", "--pace", "1", "-o", "{date}.png"], "--pace belongs to an animation"),
        (["--at", "1961-08-13", "--pace", "1", "-o", "one.png"], "--pace belongs to an animation"),
        (["--story", "the-wall", "--pace", "1", "-o", "x"], "leave out --pace"),
        (["--every", "year", "-o", "none/deep/{date}.png"], "there is no folder"),
        (["--every", "year", "--size", "20x20", "-o", "new"], "too small"),
    ],
)
def test_a_series_that_makes_no_sense_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, more: list[str], told: str
) -> None:
    monkeypatch.undo()
    sample = Path(__file__).parent / "data" / "sample"
    monkeypatch.chdir(tmp_path)
    assert main(["export", str(sample), *more]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


SCHEMES = """- id: spheres
  names: {ja: 勢力圏, en: Spheres}
- id: pacts
  names: {ja: 条約, en: Pacts}
  groups: [{id: pact, style: east, level: full, names: {ja: 条約, en: Pact}, blocs: [BLOC]}]
"""


def test_a_pdf_is_made_for_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    sample, found = Path(__file__).parent / "data" / "sample", []
    for more in ([], ["--scale", "1"]):
        target = tmp_path / "wall.pdf"
        assert main(["export", str(sample), "--at", "1961-08-13", "--size", "400x300", *more, "-o", str(target)]) == 0
        found.append(max(int(wide) for wide in re.findall(rb"/Width (\d+)", target.read_bytes())))
    assert found == [1200, 400], "288 pixels to an inch, or as many as are asked for"


def test_paper_parts_and_caption_are_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    sample, target = str(Path(__file__).parent / "data" / "sample"), tmp_path / "sheet.pdf"
    asked = ["--at", "1961-08-13", "--size", "a5-portrait", "--lang", "en", "--scale", "1", "--without", "legend, notes", "--caption"]
    assert main(["export", sample, *asked, "-o", str(target)]) == 0
    assert re.search(rb"/MediaBox\s*\[\s*0 0 (419|420)(\.\d+)? 595", target.read_bytes())
    words = (tmp_path / "sheet.caption.txt").read_text(encoding="utf-8")
    assert "13 August 1961" in words
    assert "Sources" not in words
    assert main(["export", sample, "--at", "1961-08-13", "--without", "legend,map", "-o", str(target)]) == 2
    assert "`map` is no part of a page; there are title, legend, notes, bars, frame" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--scheme", "pakts"], ["--view", "w=pakts"], ["--view", "w=pacts", "--scheme", "pakts"]])
@pytest.mark.parametrize("command", [["run"], ["export", "-o", "x.png"]])
def test_an_unknown_scheme_is_refused_by_naming_the_known_ones(
    arguments: list[str], command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    atlas = _with_schemes(tmp_path)
    assert main([*command, str(atlas), *arguments]) == 2
    assert "`pakts` is no scheme of this atlas; choose spheres, pacts" in capsys.readouterr().err
    assert not (tmp_path / "x.png").exists()


@pytest.mark.parametrize("command", [["run"], ["export", "-o", "x.png"]])
def test_a_part_of_a_view_that_names_nothing_is_refused_by_every_command(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    atlas = _with_schemes(tmp_path)
    assert main([*command, str(atlas), "--view", "t=1950-01-01&x=lakess"]) == 2
    assert "the atlas has no layer `lakess` (did you mean `lakes`?)" in capsys.readouterr().err
    assert not (tmp_path / "x.png").exists()


@pytest.mark.parametrize(("more", "told"), [("&bs=side;1955-01-01", True), ("&ds=1950-01-01,1960-01-01", True), ("", False)])
def test_a_sheet_without_the_marks_that_were_asked_for_says_so(
    more: str, told: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    sample, target = str(Path(__file__).parent / "data" / "sample"), tmp_path / "sheet.png"
    assert main(["export", sample, "--view", f"t=1961-10-27&d=1950-01-01{more}", "--size", "640x480", "-o", str(target)]) == 0
    assert ("are marked on one map alone" in capsys.readouterr().err) == told
    assert target.is_file()


def _with_schemes(folder: Path) -> Path:
    atlas = copy_small(folder)
    blocs = yaml.load((atlas / "blocs.yaml").read_bytes(), yaml.CBaseLoader)
    (atlas / "schemes.yaml").write_text(SCHEMES.replace("BLOC", blocs[0]["id"]), encoding="utf-8")
    return atlas


@pytest.mark.parametrize(
    ("given", "command"),
    [
        ([], ["run"]),
        (["./atlas"], ["run", "./atlas"]),
        (["Atlas-2"], ["run", "Atlas-2"]),
        (["check", "x"], ["check", "x"]),
        (["--version"], ["--version"]),
        (["--view", "t=1962-10-22"], ["run", "--view", "t=1962-10-22"]),
    ],
)
def test_without_a_command_the_window_is_meant(given: list[str], command: list[str]) -> None:
    assert cli._with_command(given) == command


def test_a_folder_may_be_called_by_a_plain_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    assert cli._with_command(["mine"]) == ["run", "mine"]


@pytest.mark.parametrize(("more", "packed"), [([], False), (["--packaged"], True)])
def test_building_also_compiles_what_is_packaged_where_that_is_asked_for(
    more: list[str], packed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, ...]] = []
    monkeypatch.setattr("viewer.store.build.build", lambda folder: done.append(("build", str(folder))))
    monkeypatch.setattr(compiled, "compile_atlas", lambda folder, path: done.append(("compile", str(folder), str(path))))
    assert main(["build", *more]) == 0
    data = data_folder()
    wanted = [("build", str(data)), ("compile", str(data), str(data / "base" / compiled.SHIPPED))]
    assert done == (wanted if packed else wanted[:1])


@pytest.mark.parametrize("named", [True, False])
def test_the_window_is_told_the_folder_only_where_one_was_named(named: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, bool]] = []

    def run_window(_atlas: object, _view: object, _resources: object, session: object, *, folder: str, **_more: object) -> int:
        opened.append((folder, session is not None))
        return 0

    monkeypatch.setattr("viewer.ui.application.run_window", run_window)
    monkeypatch.setattr("viewer.ui.start.display.has_display", lambda: True)
    monkeypatch.setattr(cli, "_window_as_it_was_left", lambda _options: (None, None))
    monkeypatch.setattr("viewer.ui.start.lean.begin", lambda: None)
    monkeypatch.setattr("viewer.carto.land.schemes.asked_view", lambda *_: None)
    monkeypatch.setattr(compiled, "open_atlas", lambda *_: None)
    assert main(["run", str(SMALL)] if named else ["run"]) == 0
    assert opened == [(str(SMALL), False) if named else ("", True)]


def test_a_name_that_the_system_can_not_write_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """As a name in UTF-8 where files are named in EUC-JP; here half a character stands for it."""
    if sys.getfilesystemencoding() != "utf-8" or os.name == "nt":
        pytest.skip("there any name can be written")
    assert main(["data", "sources", str(SMALL), "-o", "\ud83d.json"]) == 2
    told = capsys.readouterr().err
    assert "can't be the name of a file here" in told
    assert "\\ud83d" in told
