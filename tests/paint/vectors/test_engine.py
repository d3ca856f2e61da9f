"""What a painter paints as SVG: words as lines of words, shapes with their look, clipped where they reach too far, faults told."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from viewer.paint.device import part
from viewer.paint.type import font, text_width
from viewer.paint.vectors.engine import Canvas, VectorEngine
from viewer.paint.vectors.markup import Markup, escaped, number


def painted(paint: Callable[[QPainter], None]) -> ET.Element:
    markup = Markup()
    engine = VectorEngine(markup)
    canvas = Canvas(engine, (200, 100))
    painter = QPainter(canvas)
    paint(painter)
    painter.end()
    engine.finish()
    return ET.fromstring(f'<svg xmlns:xlink="x">{markup.text()}</svg>')


def test_a_line_of_words_in_two_scripts_is_one_element(fonts: object) -> None:
    def paint(painter: QPainter) -> None:
        painter.setFont(font(20, bold=True))
        painter.setPen(QColor("#ff0000"))
        painter.drawText(QPointF(5, 30), "1950年6月25日 War <&>")
        painter.drawText(QPointF(5, 60), "second")

    words = painted(paint).findall("text")
    assert ["".join(each.itertext()) for each in words] == ["1950年6月25日 War <&>", "second"]
    assert words[0].attrib == {"x": "5", "y": "30", "font-size": "20", "font-weight": "bold", "fill": "#ff0000"}
    assert [each.text for each in words[0].findall("tspan")] == ["年", "6", "月", "25", "日", " War <&>"]
    places = [float(each.get("x", "")) for each in words[0].findall("tspan")]
    assert places == sorted(places)
    assert places[0] == pytest.approx(5 + text_width("1950", 20, bold=True), abs=0.01)


def test_shapes_have_their_place_pen_and_brush(fonts: object) -> None:
    def paint(painter: QPainter) -> None:
        painter.translate(10, 20)
        painter.scale(2, 2)
        pen = QPen(QColor("#0000ff"), 1.5)
        pen.setDashPattern([2, 1])
        painter.setPen(pen)
        painter.setOpacity(0.5)
        painter.setBrush(QColor("#00ff00"))
        painter.drawEllipse(QPointF(5, 5), 3, 3)
        painter.fillRect(QRectF(0, 0, 4, 3), QColor("#123456"))

    circle, rect = painted(paint)
    assert (circle.get("cx"), circle.get("cy"), circle.get("r")) == ("20", "30", "6")
    assert (circle.get("stroke-width"), circle.get("stroke-dasharray"), circle.get("fill-opacity")) == ("3", "6 3", ".5")
    assert (rect.get("d"), rect.get("fill"), rect.get("stroke")) == ("M10 20L18 20L18 26L10 26z", "#123456", None)


def test_only_what_reaches_too_far_is_clipped(fonts: object) -> None:
    def paint(painter: QPainter) -> None:
        painter.setClipRect(QRectF(0, 0, 50, 50))
        for left in (10, 40, 120):
            painter.fillRect(QRectF(left, 10, 20, 20), QColor("red"))
        painter.setClipping(False)
        painter.fillRect(QRectF(120, 10, 20, 20), QColor("red"))

    definitions, *rects = painted(paint)
    assert [rect.get("clip-path") for rect in rects] == [None, "url(#clip)", None]
    assert definitions[0].get("id") == "clip"


def test_parts_are_groups_and_empty_ones_are_not_there(fonts: object) -> None:
    def paint(painter: QPainter) -> None:
        for _ in range(2):
            with part(painter, "legend of 1950"), part(painter, "words"):
                painter.drawText(QPointF(5, 30), "word")
        with part(painter, "nothing"):
            painter.fillPath(QPainterPath(), QColor("red"))

    first, second = painted(paint)
    assert (first.get("id"), second.get("id")) == ("legend-of-1950", "legend-of-1950-2")
    assert [each.get("id") for each in (first[0], second[0])] == ["words", "words-2"]


def test_parts_are_nothing_to_a_picture(fonts: object) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    with part(painter, "legend"), part(painter, "legend"):
        painter.fillRect(QRectF(0, 0, 8, 8), QColor("red"))
    painter.end()
    assert image.pixelColor(4, 4) == QColor("red")


def test_a_picture_within_a_drawing_stays_one(fonts: object) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    found = painted(lambda painter: painter.drawImage(QRectF(1, 2, 8, 8), image, QRectF(image.rect()))).find("image")
    assert found is not None
    assert str(found.get("{x}href")).startswith("data:image/png;base64,iVBOR")


def test_a_fault_is_told_and_ends_nothing_else(fonts: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Out of an engine, it would end the program."""

    def broken(*_: object, **__: object) -> None:
        raise MemoryError("full")

    monkeypatch.setattr(Markup, "add", broken)
    with pytest.raises(MemoryError, match="full"):
        painted(lambda painter: painter.drawRect(QRectF(0, 0, 4, 4)))


@given(some.floats(-1e6, 1e6, allow_nan=False))
def test_numbers_are_written_to_the_hundredth(value: float) -> None:
    assert float(number(value)) == pytest.approx(value, abs=0.0051)
    assert "e" not in number(value)


@given(some.text())
def test_any_words_can_be_written(text: str) -> None:
    found = ET.fromstring(f'<a b="{escaped(text)}">{escaped(text)}</a>')
    assert "<" not in escaped(text)
    assert all(letter in text or letter in "\n " for letter in found.text or "")
