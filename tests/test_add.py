"""`--add`: data of one's own in pictures from the command line, and how it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from viewer.cli import main
from viewer.paint.own.tones import TONES
from viewer.store.imports.jobs import read_whole

OWN = Path(__file__).parent / "data" / "own"
SAMPLE = str(Path(__file__).parent / "data" / "sample")


def export(*more: str) -> int:
    return main(["export", SAMPLE, "--at", "1945-09-01", "--size", "700x540", *more])


def test_files_that_are_added_are_seen_in_the_picture(tmp_path: Path) -> None:
    bare, added, both = (tmp_path / f"{name}.png" for name in "abc")
    assert export("-o", str(bare)) == 0
    assert export("--add", str(OWN / "tests.kml"), "-o", str(added)) == 0
    assert export("--add", str(OWN / "tests.kml"), "--add", str(OWN / "sputnik.geojson"), "-o", str(both)) == 0
    assert bare.read_bytes() != added.read_bytes()
    again = tmp_path / "d.png"
    assert export("--add", str(OWN / "tests.kml"), "-o", str(again)) == 0
    assert again.read_bytes() == added.read_bytes()


def test_each_step_of_a_story_shows_what_is_added(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("lon,lat,name\n15.4,52.9,West\n39.6,56.2,East\n")  # of all times
    for name, more in (("bare", ()), ("own", ("--add", str(path)))):
        assert main(["export", SAMPLE, "--story", "the-wall", "--size", "640x480", *more, "-o", str(tmp_path / name)]) == 0
    steps = sorted(path.name for path in (tmp_path / "bare").iterdir())
    assert len(steps) == 3
    assert all((tmp_path / "bare" / step).read_bytes() != (tmp_path / "own" / step).read_bytes() for step in steps)


def test_the_legend_of_a_sheet_names_the_layers_that_are_added(tmp_path: Path) -> None:
    bare, added = tmp_path / "a.png", tmp_path / "b.png"
    days = ("--grid", "2", "--from", "1945-09-01", "--to", "1945-09-30")  # none of the satellites of 1957
    assert export(*days, "-o", str(bare)) == 0
    assert export(*days, "--add", str(OWN / "sputnik.geojson"), "-o", str(added)) == 0
    image = QImage(str(added))
    mark, halo = QColor(TONES[0][0]), 40
    foot = [image.pixelColor(x, y) for y in range(image.height() - 100, image.height()) for x in range(30, 90)]
    assert any(abs(c.red() - mark.red()) + abs(c.green() - mark.green()) + abs(c.blue() - mark.blue()) < halo for c in foot)
    assert bare.read_bytes() != added.read_bytes()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("lon,lat\n139.7,35.7\n35.7,139.7\n", "bloc-atlas: a.csv: line 3: coordinates: (35.7, 139.7) is no longitude and latitude"),
        ("a,b\n1,2\n", "bloc-atlas: a.csv: line 1: longitude: no column holds the longitude (columns: a, b; name one `lon`"),
        ("lon,lat,date\n1,2,1917-13-45\n", "bloc-atlas: a.csv: line 2: date: `1917-13-45` is not a date that can be read"),
    ],
)
def test_a_file_that_cannot_be_used_ends_the_command(content: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, target = tmp_path / "a.csv", tmp_path / "a.png"
    path.write_text(content)
    assert export("--add", str(path), "-o", str(target)) == 2
    assert told in capsys.readouterr().err
    assert not target.exists()
    assert main(["run", SAMPLE, "--add", str(path)]) == 2, "no window opens on it either"


def test_what_is_passed_over_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("lon,lat,name\n1,2,a\n,,b\n")
    assert export("--add", str(path), "-o", str(tmp_path / "a.png")) == 0
    assert "a.csv: features without a place, left out: 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("encoding", "called"), [("cp932", "Shift_JIS"), ("utf-16", "UTF-16"), ("euc_jp", "EUC-JP"), ("latin-1", "ISO 8859-1")]
)
def test_a_table_as_offices_save_it_is_read_and_its_encoding_told(
    encoding: str, called: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "Zürich;Genève" if encoding == "latin-1" else "東京;大阪で暮らす人びと"
    path, same, told, twin = (tmp_path / name for name in ("a.csv", "b.csv", "a.png", "b.png"))
    text = f"lon;lat;name;note\r\n15.4;52.9;{words}\r\n"
    path.write_bytes(text.encode(encoding))
    same.write_bytes(text.encode("utf-8-sig"))
    assert export("--add", str(path), "-o", str(told)) == 0
    assert f"a.csv: read as {called} (--encoding names another)" in capsys.readouterr().err
    assert export("--add", str(path), "--encoding", encoding, "-o", str(told)) == 0
    assert export("--add", str(same), "-o", str(twin)) == 0
    assert not capsys.readouterr().err, "nothing is guessed where it is named, or says itself that it is UTF-8"
    assert read_whole(path, "a")[0].texts == read_whole(same, "a")[0].texts


def test_an_encoding_that_is_named_is_kept_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("lon,lat,name\n15.4,52.9,東京\n".encode("cp932"))
    assert export("--add", str(path), "--encoding", "UTF-8", "-o", str(tmp_path / "a.png")) == 2
    assert "is not written in UTF-8 (it looks like Shift_JIS" in capsys.readouterr().err
    for name in ("windows-31j", "Shift_JIS", "SJIS"):
        assert export("--add", str(path), "--encoding", name, "-o", str(tmp_path / "a.png")) == 0
    with pytest.raises(SystemExit):
        export("--add", str(path), "--encoding", "EBCDIC", "-o", str(tmp_path / "a.png"))
    assert "`EBCDIC` is no encoding that can be read; write UTF-8, Shift_JIS" in capsys.readouterr().err
