"""Workbooks of Excel: dates as their cells show them, sheets that are chosen, and files that are damaged, huge or sly."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import MAIN, sheet, write_book

from viewer.model.extra import Columns, ExtraLayer, Fault
from viewer.model.time import Precision, day_of, iso
from viewer.store.imports.desk import read_added
from viewer.store.imports.jobs import name_layers, read_whole
from viewer.store.imports.reading import layers_in, read_extra
from viewer.store.imports.refusal import ImportRefused
from viewer.store.imports.xml import archive, workbook
from viewer.store.imports.xml.cell_forms import form_of, text_of_number
from viewer.store.imports.xml.workbook import column_of, letters_of

HEAD = ["名称", "緯度", "経度", "日付"]
FORMS = ["yyyy/m/d", 'yyyy"年"m"月"', "yyyy", '[$-411]ggge"年"m"月"d"日";@', 14, 22, "General", "0.00E+00"]


def read(path: Path, sheet: str = "") -> ExtraLayer:
    layer, builder = read_extra(path, layer=sheet)
    assert not builder.faults
    return layer


def days(layer: ExtraLayer, feature: int = 0) -> tuple[str, str]:
    return iso(int(layer.start[feature])), iso(int(layer.end[feature]) - 1)


def test_a_sheet_is_read_as_a_table_below_its_title_and_beside_empty_columns(tmp_path: Path) -> None:
    rows = [
        ["戦争遺跡の一覧"],
        [],
        ["", *HEAD, "", "備考"],
        ["", "広島", 34.3955, 132.4536, "1945-08-06", "", "原爆"],
        ["", "長崎", 32.75, 129.87],
    ]
    layer = read(write_book(tmp_path / "a.xlsx", {"戦跡": rows}))
    at = [layer.title(n) for n in range(2)].index("広島")
    assert layer.place(at) == (132.4536, 34.3955)
    assert days(layer, at) == ("1945-08-06", "1945-08-06")
    assert layer.properties(at) == (("名称", "広島"), ("日付", "1945-08-06"), ("備考", "原爆"))
    assert layer.span(1 - at) is None


@pytest.mark.parametrize(
    ("number", "style", "first", "last"),
    [
        (16655, 1, "1945-08-06", "1945-08-06"),
        (16655.6, 6, "1945-08-06", "1945-08-06"),
        (16655, 4, "1945-08-06", "1945-08-06"),
        (16655, 5, "1945-08-06", "1945-08-06"),
        (8645, 2, "1923-09-01", "1923-09-30"),  # of what is shown as a month no day is known
        (8645, 3, "1923-01-01", "1923-12-31"),
        (1, 1, "1900-01-01", "1900-01-01"),
        (59, 1, "1900-02-28", "1900-02-28"),
        (61, 1, "1900-03-01", "1900-03-01"),
        (1945, 0, "1945-01-01", "1945-12-31"),
        (1945, 7, "1945-01-01", "1945-12-31"),
    ],
)
def test_a_date_is_what_its_cell_shows(number: float, style: int, first: str, last: str, tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"A": [HEAD, ["a", 35, 139, (number, style)]]}, forms=FORMS)
    assert days(read(path)) == (first, last)


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    rows = [HEAD, ["a", 35, 139, (0, 1)], ["b", 35, 139, (15193, 1)]]
    layer = read(write_book(tmp_path / "a.xlsx", {"A": rows}, forms=FORMS, about='date1904="1"'))
    assert [days(layer, n)[0] for n in range(2)] == ["1904-01-01", "1945-08-06"]
    plain = read(write_book(tmp_path / "b.xlsx", {"A": [HEAD, ["a", 35, 139, (59, 1)]]}, forms=FORMS, about='dateCompatibility="0"'))
    assert days(plain)[0] == "1900-02-27", "without the day that there never was"


def test_a_day_that_never_was_and_a_bare_number_of_a_day_are_faults_with_their_row(tmp_path: Path) -> None:
    rows = [HEAD, ["a", 35, 139, (60, 1)], ["b", 35, 139, 16655], ["c", 35, 139, "1945"], ["d", "north", 139]]
    _, builder = read_extra(write_book(tmp_path / "a.xlsx", {"A": rows}, forms=FORMS))
    assert [(fault.where, fault.reason) for fault in builder.faults] == [("row 2", "calendar"), ("row 3", "serial"), ("row 5", "degrees")]


@given(st.integers(1, 2_958_465), st.booleans())
def test_numbers_of_days_go_on_day_by_day(number: int, from_1904: bool) -> None:
    told = text_of_number(str(number), form_of(14), from_1904=from_1904)
    if from_1904:
        assert number > 2_957_003 or day_of(told) == day_of("1904-01-01") + number
    elif number != 60:
        assert day_of(told) == day_of("1899-12-30") + number + (number < 60)


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("yyyy-mm-dd", "ymd"),
        ("d-mmm-yy", "ymd"),
        ('m"月"d"日"', "md"),
        ("[$-411]ge.m.d;@", "ymd"),
        ("mmm-yy", "ym"),
        ("yyyy/mm/dd hh:mm:ss.000", "ymdc"),
        ('h"時"mm"分"', "c"),
        ("mm:ss", "c"),
        ("h:mm AM/PM", "c"),
        ("aaaa", "md"),
        ("General", ""),
        ("G/標準", ""),
        ("[h]:mm", ""),
        ("0.00E+00", ""),
        ('#,##0 "day"', ""),
        ("[Red]0;[Blue]-0", ""),
        ("@", ""),
        (r"0\d", ""),
        ('0"年"', ""),
    ],
)
def test_forms_of_numbers_say_what_of_a_moment_they_show(code: str, shows: str) -> None:
    form = form_of(200, code)
    told = [form.year, form.month, form.day, form.clock] if form else [False] * 4
    assert "".join(letter for letter, is_shown in zip("ymdc", told, strict=True) if is_shown) == shows


@pytest.mark.parametrize("raw", ["1e999", "nan", "-5", "12345678901234567890", "x", "3e6", "", "0.1"])
def test_a_number_that_is_no_day_stays_a_number(raw: str) -> None:
    assert text_of_number(raw, form_of(14)) == raw.replace("3e6", "3000000")


@given(st.text(max_size=30), st.floats(0, 3e6))
def test_any_form_is_one_of_dates_or_not(code: str, number: float) -> None:
    assert text_of_number(repr(number), form_of(300, code))


@given(st.integers(0, 16_383))
def test_letters_of_columns_are_read_back(column: int) -> None:
    assert column_of(f"{letters_of(column)}12", -1) == column


def test_texts_that_cells_share_keep_their_spaces_and_lose_how_they_are_read_aloud(tmp_path: Path) -> None:
    texts = (
        "<si><t>title</t></si><si><t>lat</t></si><si><t>lon</t></si>"
        '<si><r><t xml:space="preserve">New </t></r><r><t>York</t></r></si>'
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>'
    )
    head = "".join(f'<c t="s"><v>{n}</v></c>' for n in range(3))
    body = (
        f'<row>{head}</row><row><c t="s"><v>3</v></c><c><v>40.7</v></c><c><v>-74</v></c></row>'
        '<row><c t="s"><v>4</v></c><c t="str"><f>A1</f><v>35.68</v></c><c><v>139.69000000000003</v></c><c t="s"><v>999</v></c></row>'
    )
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'
    layer = read(write_book(tmp_path / "a.xlsx", {"A": xml}, texts=texts))
    assert sorted(layer.title(n) for n in range(2)) == ["New York", "東京"]
    assert (139.69, 35.68) in [layer.place(n) for n in range(2)], "as many figures as Excel shows"


def several(path: Path) -> Path:
    places = [["name", "lon", "lat", "year"], ["Berlin", 13.4, 52.5, 1961]]
    sheets = {
        "表紙": [["授業の資料"], ["2026"]],
        "空": [],
        "欧州": places,
        "Asia": [*places, ["Tokyo", 139.7, 35.7, 1964]],
        "下書き": places,
    }
    return write_book(path, sheets, hidden=["下書き"])


def test_of_several_sheets_those_with_places_are_added_and_the_others_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = several(tmp_path / "教材.xlsx")
    assert list(layers_in(path)) == ["表紙", "欧州", "Asia"], "neither empty nor hidden ones"
    assert name_layers(path) == (("欧州", "Asia"), "sheets without places, left out: 表紙")
    added = read_added([path])
    assert [(one.layer.name, one.part, one.layer.count) for one in added] == [
        ("欧州 (教材.xlsx)", "欧州", 1),
        ("Asia (教材.xlsx)", "Asia", 2),
    ]
    assert "教材.xlsx: sheets without places, left out: 表紙" in capsys.readouterr().err
    assert read(path).count == 1, "else the first that has any"
    columns = Columns(lon="lat", lat="lon", title="name", encoding="")
    assert read_extra(path, columns, layer="Asia")[0].place(0) == (52.5, 13.4), "columns are taken as they are said"


def test_a_workbook_without_places_says_which_columns_it_has(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"A": [["国", "首都"], ["日本", "東京"]], "B": [["x"]]})
    with pytest.raises(ImportRefused, match=r"A \(a.xlsx\): row 1: longitude: no column holds the longitude \(columns: 国, 首都;"):
        read_whole(path, "a", *name_layers(path)[0])


BOMB = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
XXE = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
SOUND = sheet([HEAD, ["a", 35, 139, "1945"]])


@pytest.mark.parametrize(
    ("sheets", "told"),
    [
        ({"A": BOMB + SOUND}, "A line 1: holds a document type, which is not read"),
        ({"A": (XXE + SOUND).replace(">a<", ">&x;<")}, "holds a document type, which is not read"),
        ({"A": SOUND[:-20]}, "A line 1: is not sound XML"),
        ({"A": "<a>" * 100 + "</a>" * 100}, "nested deeper than 64"),
        ({"A": ""}, "there is no sheet `A`"),
        ({"A": []}, "is empty"),
        ({}, "is empty"),
        ({"A": [[f"c{n}" for n in range(255)], [1]]}, "row 1: has 255 columns (at most 200 are read"),
        ({"A": [["lon", "lat"], [35.7, 139.7]]}, "row 2: coordinates: (35.7, 139.7) is no longitude and latitude (lat"),
        ({"A": [["lon", "lat"], ["", ""], [1, "#N/A"]]}, "row 3: lat: `#N/A` is not a number of degrees"),
    ],
)
def test_a_workbook_that_cannot_be_used_says_where_and_why(sheets: dict[str, str], told: str, tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", sheets)
    with pytest.raises(ImportRefused) as error:
        read_whole(path, "a")
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK", "is no sound archive"),
        (b"lon,lat\n1,2\n", "is no sound archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "has a password, or is of an old kind (save it as an Excel workbook"),
    ],
)
def test_what_is_no_workbook_is_refused_as_such(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(ImportRefused) as error:
        read_whole(path, "a")
    assert told in str(error.value)


def test_an_archive_of_other_things_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("doc.kml", "<kml/>")
    with pytest.raises(ImportRefused, match="is no workbook, whatever its name says"):
        read_extra(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ImportRefused, match="it is packed in a way that no such file is"):
        read_extra(path)


def test_links_of_a_workbook_lead_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "outside.xml"
    outside.write_text(SOUND, encoding="utf-8")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for target in ('TargetMode="External" Target="outside.xml"', f'Target="{outside}"', 'Target="../../../outside.xml"'):
        related = f'<Relationships><Relationship Id="rId1" Type="{office}/worksheet" {target}/></Relationships>'
        path = write_book(tmp_path / "a.xlsx", {"A": SOUND}, more={"xl/_rels/workbook.xml.rels": related})
        with pytest.raises(ImportRefused, match=r"there is no sheet|is empty"):
            read_extra(path)


def test_a_workbook_that_swells_is_refused_while_it_is_unpacked(tmp_path: Path) -> None:
    swollen = SOUND.replace("</sheetData>", "<!-- nothing -->" * 1_000_000 + "</sheetData>")
    with pytest.raises(ImportRefused, match=r"unpacks to more than 10,000,000 bytes \(an archive so much smaller"):
        read_extra(write_book(tmp_path / "a.xlsx", {"A": swollen}))
    texts = f"<si><t>{'a' * 30_000_000}</t></si>"
    with pytest.raises(ImportRefused, match=r"an element of more than 4,000,000 letters|unpacks to more than"):
        read_extra(write_book(tmp_path / "b.xlsx", {"A": SOUND.replace('t="inlineStr"', 't="s"')}, texts=texts))


def test_too_many_cells_texts_and_parts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_book(tmp_path / "a.xlsx", {"A": [HEAD, *[["a", 35, 139, "1945"]] * 100]}, texts="<si><t>a</t></si>" * 500)
    monkeypatch.setattr(workbook, "MAX_CELLS", 300)
    with pytest.raises(ImportRefused, match="holds more than 300 cells"):
        read_extra(path)
    monkeypatch.setattr(workbook, "MAX_CELLS", 450)
    with pytest.raises(ImportRefused, match="holds more than 450 cells"):
        read_extra(path)
    monkeypatch.setattr(archive, "_ENTRIES", 3)
    with pytest.raises(ImportRefused, match="holds more than 3 files"):
        read_extra(path)


def test_a_cell_far_out_takes_no_room(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="99999999999"><c r="ZZZZZZ1"><v>1</v></c></row></sheetData>'
    layer = read(write_book(tmp_path / "a.xlsx", {"A": SOUND.replace("</sheetData>", far)}))
    assert layer.count == 1


def test_broken_pieces_of_a_workbook_are_told_and_nothing_else_is_raised(tmp_path: Path) -> None:
    texts = "<si><t>lon</t></si><si><t>lat</t></si>"
    sound = write_book(tmp_path / "sound.xlsx", {"A": [HEAD, ["a", 35, 139, (16655, 1)]], "B": [["x"]]}, forms=FORMS, texts=texts)
    with zipfile.ZipFile(sound) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    whole, chance, path = sound.read_bytes(), random.Random(5), tmp_path / "a.xlsx"
    pieces = (b"\0", b"\xff", b"<", b"&x;", b'"', b">", b"9" * 400, b"-1", b"nan", b"1e999", "\u202e".encode())
    for turn in range(160):
        if turn % 2:
            broken = bytearray(whole)
            for _ in range(chance.randint(1, 4)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            path.write_bytes(bytes(broken))
        else:
            name = chance.choice(list(parts))
            at, cut = chance.randrange(len(parts[name]) + 1), chance.choice((0, 1, 5, 60))
            with zipfile.ZipFile(path, "w") as packed:
                for part, content in parts.items():
                    packed.writestr(part, content[:at] + chance.choice(pieces) + content[at + cut :] if part == name else content)
        faults: tuple[Fault, ...] = ()
        try:
            layer, builder = read_extra(path)
            faults = builder.faults
            assert abs(layer.lonlat[:, 0]).max(initial=0) <= 180
        except ImportRefused as error:
            faults = error.faults
        assert all(str(fault).isprintable() for fault in faults)


def test_precision_of_what_a_cell_shows_is_kept(tmp_path: Path) -> None:
    rows = [HEAD, *[["a", 35, 139, (8645, style)] for style in (1, 2, 3)]]
    layer = read(write_book(tmp_path / "a.xlsx", {"A": rows}, forms=FORMS))
    assert sorted(layer.precision[:, 0].tolist()) == [Precision.DAY, Precision.MONTH, Precision.YEAR]
