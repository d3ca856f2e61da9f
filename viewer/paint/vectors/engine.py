"""A painter's strokes as SVG: Qt hands each shape and each line of words to this engine, which writes them down as such."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import wraps
from typing import TypeVar, cast

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QTextItem,
    QTransform,
)
from typing_extensions import override

from viewer.carto.land.symbology import Fill
from viewer.paint.vectors.fills import fill_paint
from viewer.paint.vectors.markup import Look, Markup, number
from viewer.paint.vectors.words import Letters, Words, write_words

_CLOSE = 0.75
"""Px between two pieces of one line of words at most."""
_Do = TypeVar("_Do", bound=Callable[..., None])
_Metric = QPaintDevice.PaintDeviceMetric
_Change = QPaintEngine.DirtyFlag
_CAPS = {Qt.PenCapStyle.RoundCap: "round", Qt.PenCapStyle.SquareCap: "square"}
_JOINS = {Qt.PenJoinStyle.RoundJoin: "round", Qt.PenJoinStyle.BevelJoin: "bevel"}


def _guarded(do: _Do) -> _Do:
    """Keep a fault for later: Qt ends the program where one comes back to it out of an engine."""

    @wraps(do)
    def guarded(self: VectorEngine, *given: object) -> None:
        if self.fault is None:
            try:
                do(self, *given)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is raised again
                self.fault = error

    return cast("_Do", guarded)


class VectorEngine(QPaintEngine):
    """Writes what is painted into `markup`."""

    def __init__(self, markup: Markup) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.markup = markup
        self.titles: Mapping[str, str] = {}
        """What parts are called, by their name."""
        self._pen, self._brush, self._opacity = QPen(), QBrush(), 1.0
        self._place = QTransform()
        self._clip: QRectF | None = None
        self._clipping = True
        self._words: Words | None = None
        self.fault: Exception | None = None
        """What went wrong while Qt was handing something over."""

    def finish(self) -> None:
        """Write what waits, and raise what went wrong."""
        if self.fault is not None:
            raise self.fault
        self.end_words()

    def part(self, name: str) -> AbstractContextManager[None]:
        """Put what is painted meanwhile into a group."""
        return _Part(self, name)

    def fill(self, fill: Fill, rect: QRectF, place: QTransform) -> None:
        """Fill a rectangle as land is filled, its pattern beginning at the corner."""
        self.end_words()
        at = place.map(rect.topLeft())
        box = QRectF(at, QSizeF(rect.width() * place.m11(), rect.height() * place.m22()))
        self.markup.add("rect", fill=fill_paint(self.markup, fill, (at.x(), at.y())), **_rect(box))

    def write(self, text: str, letters: QFont, at: QPointF, place: QTransform, ink: str, reach: float = 0.0) -> None:
        """Write words at the left end of their base line; with a reach (px), the halo that lies under them."""
        self.end_words()
        look: Look = {"fill": QColor(ink).name()}
        if reach:
            look |= {"stroke": QColor(ink).name(), "stroke_width": 2 * reach, "stroke_linejoin": "round", "aria_hidden": "true"}
        write_words(self.markup, Words(text, Letters.of(letters), look, place, at, 0.0))

    # What Qt calls.

    @override
    def begin(self, pdev: QPaintDevice) -> bool:
        return True

    @override
    def end(self) -> bool:
        return True

    @override
    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    @override
    @_guarded
    def updateState(self, state: QPaintEngineState) -> None:
        changed = state.state()
        if changed & _Change.DirtyPen:
            self._pen = QPen(state.pen())
        if changed & _Change.DirtyBrush:
            self._brush = QBrush(state.brush())
        if changed & _Change.DirtyOpacity:
            self._opacity = state.opacity()
        if changed & _Change.DirtyTransform:
            self._place = QTransform(state.transform())
        if changed & (_Change.DirtyClipPath | _Change.DirtyClipRegion):
            self._clipped(state, by_path=bool(changed & _Change.DirtyClipPath))
        if changed & _Change.DirtyClipEnabled:
            self._clipping = state.isClipEnabled()

    def _clipped(self, state: QPaintEngineState, *, by_path: bool) -> None:
        operation = state.clipOperation()
        if operation == Qt.ClipOperation.NoClip:
            self._clip = None
            return
        box = state.clipPath().boundingRect() if by_path else QRectF(state.clipRegion().boundingRect())
        box = state.transform().mapRect(box)
        self._clip = box & self._clip if operation == Qt.ClipOperation.IntersectClip and self._clip is not None else box

    @override
    @_guarded
    def drawPath(self, path: QPainterPath) -> None:
        self._shape(path, filled=True)

    @override
    @_guarded
    def drawPolygon(self, points: list[QPointF], *rest: object) -> None:  # type: ignore[override]
        mode = rest[-1]
        path = QPainterPath()
        path.addPolygon(QPolygonF(points))
        if mode != QPaintEngine.PolygonDrawMode.PolylineMode:
            path.closeSubpath()
        if mode == QPaintEngine.PolygonDrawMode.WindingMode:
            path.setFillRule(Qt.FillRule.WindingFill)
        self._shape(path, filled=mode != QPaintEngine.PolygonDrawMode.PolylineMode)

    @override
    @_guarded
    def drawLines(self, lines: list[QLineF], *_: object) -> None:  # type: ignore[override]
        path = QPainterPath()
        for line in lines:
            path.moveTo(QLineF(line).p1())
            path.lineTo(QLineF(line).p2())
        self._shape(path, filled=False)

    @override
    @_guarded
    def drawRects(self, rects: list[QRectF], *_: object) -> None:  # type: ignore[override]
        for rect in rects:
            path = QPainterPath()
            path.addRect(QRectF(rect))
            self._shape(path, filled=True)

    @override
    @_guarded
    def drawEllipse(self, r: QRectF) -> None:  # type: ignore[override]
        box = QRectF(r)
        middle = self._place.map(box.center())
        if self._place.m12() or self._place.m21() or abs(box.width() - box.height()) > 1e-6:
            path = QPainterPath()
            path.addEllipse(box)
            self._shape(path, filled=True)
            return
        self._put("circle", box, self._look(filled=True), cx=middle.x(), cy=middle.y(), r=box.width() / 2 * self._factor())

    @override
    @_guarded
    def drawPoints(self, points: list[QPointF], *_: object) -> None:  # type: ignore[override]
        self.drawLines([QLineF(point, point) for point in points])

    @override
    @_guarded
    def drawPixmap(self, r: QRectF, pm: QPixmap, sr: QRectF) -> None:  # type: ignore[override]
        self.drawImage(r, pm.toImage(), sr)

    @override
    @_guarded
    def drawImage(self, r: QRectF, pm: QImage, sr: QRectF, *_: object) -> None:  # type: ignore[override]
        kept = QByteArray()
        buffer = QBuffer(kept)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        pm.copy(sr.toAlignedRect()).save(buffer, "PNG")  # type: ignore[call-overload]
        picture = f"data:image/png;base64,{base64.b64encode(kept.data()).decode()}"
        box = self._place.mapRect(QRectF(r))
        self._put("image", QRectF(r), {"opacity": _opacity(self._opacity)}, href=picture, preserveAspectRatio="none", **_rect(box))

    @override
    @_guarded
    def drawTextItem(self, p: QPointF, textItem: QTextItem) -> None:  # type: ignore[override]
        look: Look = {
            "fill": self._pen.color().name(),
            "fill_opacity": _opacity(self._opacity * self._pen.color().alphaF()),
        }
        at, end, letters = QPointF(p), p.x() + textItem.width(), Letters.of(textItem.font())
        waiting = self._words
        if waiting is not None and waiting.place == self._place and waiting.letters == letters and waiting.look == look:
            right_to_left = textItem.renderFlags() & QTextItem.RenderFlag.RightToLeft
            if not right_to_left and abs(waiting.at.y() - at.y()) < 0.01 and abs(waiting.end - at.x()) < _CLOSE:
                self._words = waiting._replace(text=waiting.text + textItem.text(), end=end)
                return
        self.end_words()
        self._words = Words(textItem.text(), letters, look, QTransform(self._place), at, end)

    # How it is written.

    def end_words(self) -> None:
        """Write the words that wait for more of their line."""
        words, self._words = self._words, None
        if words is not None:
            write_words(self.markup, words)

    def _shape(self, path: QPainterPath, *, filled: bool) -> None:
        look = self._look(filled=filled)
        if path.isEmpty() or (look["fill"] == "none" and "stroke" not in look):
            return
        if filled and path.fillRule() == Qt.FillRule.OddEvenFill and look["fill"] != "none":
            look["fill_rule"] = "evenodd"
        self._put("path", path.boundingRect(), look, d=_outline(self._place.map(path)))

    def _put(self, element: str, box: QRectF, look: Look, **attributes: str | float) -> None:
        """Write an element; it is clipped where it reaches beyond what may be painted on."""
        self.end_words()
        clip = self._clip
        if clip is not None and self._clipping:
            reach = self._pen.widthF() / 2 * self._factor() if "stroke" in look else 0.0
            drawn = self._place.mapRect(box).adjusted(-reach, -reach, reach, reach)
            if not clip.adjusted(-0.5, -0.5, 0.5, 0.5).contains(drawn):
                if not clip.intersects(drawn):
                    return
                look = {**look, "clip_path": f"url(#{clip_of(self.markup, clip)})"}
        told: Look = {**attributes, **look}
        self.markup.add(element, **told)

    def _factor(self) -> float:
        return float(abs(self._place.determinant()) ** 0.5)

    def _look(self, *, filled: bool) -> Look:
        look: Look = {"fill": "none"}
        if filled and self._brush.style() != Qt.BrushStyle.NoBrush:
            look["fill"] = self._brush.color().name()
            look["fill_opacity"] = _opacity(self._opacity * self._brush.color().alphaF())
        pen = self._pen
        if pen.style() == Qt.PenStyle.NoPen or pen.color().alpha() == 0:
            return look
        wide = (pen.widthF() or 1.0) * (1.0 if pen.isCosmetic() else self._factor())
        look |= {"stroke": pen.color().name(), "stroke_width": wide, "stroke_opacity": _opacity(self._opacity * pen.color().alphaF())}
        if pen.style() != Qt.PenStyle.SolidLine:
            look["stroke_dasharray"] = " ".join(number(part * wide) for part in pen.dashPattern())
        look |= {"stroke_linecap": _CAPS.get(pen.capStyle(), ""), "stroke_linejoin": _JOINS.get(pen.joinStyle(), "")}
        return look


class _Part:
    """A group that is begun and ended with the words that belong to it."""

    def __init__(self, engine: VectorEngine, name: str) -> None:
        self._engine, self._group = engine, engine.markup.group(name, engine.titles.get(name, ""))

    def __enter__(self) -> None:
        self._engine.end_words()
        self._group.__enter__()

    def __exit__(self, *told: object) -> None:
        self._engine.end_words()
        self._group.__exit__(None, None, None)


class Canvas(QPaintDevice):
    """What a painter paints on, of a size in px."""

    def __init__(self, engine: VectorEngine, size: tuple[float, float]) -> None:
        super().__init__()
        self._engine, self._size = engine, size

    @override
    def paintEngine(self) -> QPaintEngine:
        return self._engine

    @override
    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        known = {_Metric.PdmWidth: round(self._size[0]), _Metric.PdmHeight: round(self._size[1]), _Metric.PdmDepth: 32}
        known |= dict.fromkeys((_Metric.PdmDpiX, _Metric.PdmDpiY, _Metric.PdmPhysicalDpiX, _Metric.PdmPhysicalDpiY), 96)
        known |= {_Metric.PdmDevicePixelRatio: 1, _Metric.PdmDevicePixelRatioScaled: 1 << 16, _Metric.PdmNumColors: 1 << 24}
        return known.get(metric, 0)


def clip_of(markup: Markup, box: QRectF) -> str:
    """Return the id of a rectangle that clips what names it."""
    told = " ".join(f'{name}="{number(value)}"' for name, value in _rect(box).items())
    return markup.defined("clip", "clipPath", f"<rect {told}/>")


def _rect(box: QRectF) -> Look:
    return {"x": box.x(), "y": box.y(), "width": box.width(), "height": box.height()}


def _opacity(value: float) -> str:
    """Return an opacity; nothing for a full one."""
    return "" if value >= 0.999 else number(value)


def _outline(path: QPainterPath) -> str:
    """Return a path as SVG tells it."""
    kinds = QPainterPath.ElementType
    told: list[str] = []
    begun = (0.0, 0.0)
    points = [path.elementAt(place) for place in range(path.elementCount())]
    for place, point in enumerate(points):
        spot = f"{number(point.x)} {number(point.y)}"
        if point.type == kinds.MoveToElement:
            begun = point.x, point.y
            told.append(f"M{spot}")
        elif point.type == kinds.LineToElement:
            ends = place + 1 == len(points) or points[place + 1].type == kinds.MoveToElement
            told.append("z" if ends and (point.x, point.y) == begun else f"L{spot}")
        else:
            told.append(f"C{spot}" if point.type == kinds.CurveToElement else f" {spot}")
    return "".join(told)
