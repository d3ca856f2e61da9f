"""The first tour: four steps, each beside what it tells of; doing what it says leads on."""

from __future__ import annotations

from collections.abc import Callable, Container

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.events.markers import Marker
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.panes import Panes
from viewer.ui.widgets.panel import SHADOW, Panel

STEPS = ("time", "marker", "scheme", "export")
_WIDE = 300
_GAP = 14
_REACH = 20
"""Half the side of the ring round a marker or the thumb (px)."""


class Ring(QWidget):
    """A ring round what a step tells of. Lets the mouse through."""

    def __init__(self, window: Panes) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = THEMES[self._window.state.view.theme]
        for colour, width in ((theme.halo, 5.0), (theme.focus, 2.5)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(self.rect().adjusted(3, 3, -4, -4), 8, 8)
        painter.end()


class Tour(Panel):
    """Shows the steps one after another. It ends by its button, by Esc, or after the last step; `ended` is told once."""

    def __init__(self, window: Panes, ended: Callable[[], None]) -> None:
        super().__init__(window.state, "tour", window)
        self._window, self._ended = window, ended
        self.step = -1
        self._before = window.state.view
        self.ring = Ring(window)
        self._count, self._title, self._text = QLabel(), QLabel(), QLabel()
        for label, role in ((self._count, "heading"), (self._title, "title"), (self._text, "text")):
            label.setProperty("role", role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(6)
        for label in (self._count, self._title, self._text):
            column.addWidget(label)
        row = QHBoxLayout()
        self.buttons = {name: QPushButton() for name in ("skip", "back", "next")}
        acts = {"skip": self.end, "back": lambda: self.show_step(self.step - 1), "next": lambda: self.show_step(self.step + 1)}
        for name, button in self.buttons.items():
            button.setObjectName(f"tour-{name}")
            button.setProperty("role", "quiet" if name == "skip" else "outlined")
            button.clicked.connect(acts[name])
            row.addWidget(button)
            if name == "skip":
                row.addStretch(1)
        column.addSpacing(4)
        column.addLayout(row)
        self.body.addWidget(inside)
        self._state.view_changed.connect(self._follow)
        self._state.settled.connect(self._lead_on)

    def show_step(self, step: int) -> None:
        """Show a step; after the last the tour ends."""
        if step >= len(STEPS):
            self.end()
            return
        self.step = max(step, 0)
        self._before = self._state.view
        if STEPS[self.step] in ("scheme", "export") and self._window.bare:
            self._window.fold()
        self._tell()
        self.place()
        for part in (self.ring, self):
            part.show()
            part.raise_()

    def _tell(self) -> None:
        say, name = self._window.say, STEPS[self.step]
        self._count.setText(say("tour.count", n=self.step + 1, total=len(STEPS)))
        self._title.setText(say(f"tour.{name}"))
        self._text.setText(say(f"tour.{name}_how"))
        self.setAccessibleName(say("command.tour"))
        self.setAccessibleDescription(f"{self._count.text()}. {self._title.text()}. {self._text.text()}")
        last = self.step == len(STEPS) - 1
        for key, button in self.buttons.items():
            button.setText(say("tour.done" if key == "next" and last else f"tour.{key}"))
        self.buttons["back"].setEnabled(self.step > 0)
        self.buttons["skip"].setVisible(not last)

    def target(self) -> QRect:
        """Return what the step tells of (px of the window)."""
        window = self._window
        if STEPS[self.step] == "time":
            canvas = window.timeline.canvas
            x = COMFORT.px(canvas.scale().x_of(window.state.view.instant + 0.5))
            corner = canvas.mapTo(window, QPoint(x - COMFORT.px(64), COMFORT.px(canvas.rows.axis - 34)))
            return QRect(corner, QSize(COMFORT.px(128), COMFORT.px(64))) & window.rect()
        if STEPS[self.step] == "marker" and (markers := self._free_markers()):
            left, top, right, bottom = window.map.free
            middle = ((left + right) / 2, (top + bottom) / 2)
            near = min(markers, key=lambda marker: (marker.x - middle[0]) ** 2 + (marker.y - middle[1]) ** 2)
            return QRect(round(near.x) - _REACH, round(near.y) - _REACH, 2 * _REACH, 2 * _REACH)
        part: QWidget = window.map
        if STEPS[self.step] == "scheme":
            part = window.legend.schemes if window.legend.schemes.isVisible() else window.legend
        elif STEPS[self.step] == "export":
            part = window.tools.buttons["export"]
        return QRect(part.mapTo(window, QPoint(0, 0)), part.size()).adjusted(-4, -4, 4, 4) & window.rect()

    def spoken_of(self) -> list[QRect]:
        """Return what is to be seen while a step is told, dearest first (px of the window): what it tells of, and the panel of that."""
        window, target = self._window, self.target()
        parts: dict[str, QWidget] = {"time": window.timeline, "scheme": window.legend, "export": window.tools}
        part = parts.get(STEPS[self.step])
        panels = [each for each in window.findChildren(Panel) if each.isVisible() and each is not self]
        papers = [each.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW) for each in sorted(panels, key=lambda each: each is not part)]
        return [target, *papers]

    def _free_markers(self) -> list[Marker]:
        """Markers over which no panel lies."""
        panels = [each.geometry() for each in self._window.findChildren(Panel) if each is not self and each.isVisible()]
        points = ((each, QPoint(round(each.x), round(each.y))) for each in self._window.map.scene().markers)
        return [each for each, at in points if not any(panel.contains(at) for panel in panels)]

    def place(self) -> None:
        """Lie beside what the step tells of, within the window."""
        window, target = self._window, self.target()
        self.ring.setGeometry(target)
        wide = COMFORT.px(_WIDE) + 2 * SHADOW
        for label in (self._count, self._title, self._text):
            label.ensurePolished()
            label.setFixedHeight(label.heightForWidth(COMFORT.px(_WIDE) - 32))
        size = QSize(wide, self.sizeHint().height())
        self.setGeometry(_clearest(size, target, self.spoken_of(), window.rect().adjusted(2, 2, -2, -2)))

    def _follow(self) -> None:
        if self.isVisible():
            self._tell()
            self.place()

    def _lead_on(self) -> None:
        """Go on when the reader has done what the step says."""
        view, before = self._state.view, self._before
        if self.isVisible() and _done(STEPS[self.step], view, before, self._state.atlas.events):
            self.show_step(self.step + 1)

    def end(self) -> None:
        """Go away."""
        self._state.view_changed.disconnect(self._follow)
        self._state.settled.disconnect(self._lead_on)
        for part in (self.ring, self):
            part.hide()
            part.deleteLater()
        self._ended()


def _clearest(size: QSize, target: QRect, spoken_of: list[QRect], within: QRect) -> QRect:
    """Return where a card hides least: of its target nothing, of what is dear little, and near to the target."""
    wide, tall = size.width(), size.height()
    middle = target.center()
    apart = _GAP - SHADOW
    columns = [x for paper in spoken_of for x in (paper.left() - wide - apart, paper.right() + apart)]
    rows = [y for paper in spoken_of for y in (paper.top() - tall - apart, paper.bottom() + apart)]
    columns += [middle.x() - wide // 2, target.left(), target.right() - wide]
    rows += [middle.y() - tall // 2, target.top(), target.bottom() - tall]
    across = {_kept(x, within.left(), within.right() + 1 - wide) for x in columns}
    down = {_kept(y, within.top(), within.bottom() + 1 - tall) for y in rows}
    places = [QRect(x, y, wide, tall) for x in across for y in down]
    weights = [100.0, 10.0, *(1.0 for _ in spoken_of[2:])][: len(spoken_of)]

    def cost(place: QRect) -> tuple[float, int]:
        paper = place.adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        hidden = sum(weight * _shared(paper, other) for weight, other in zip(weights, spoken_of, strict=True))
        away = place.center() - middle
        return hidden + 4.0 * abs(away.x()) + 4.0 * abs(away.y()), place.y()

    return min(places, key=cost)


def _kept(at: int, least: int, most: int) -> int:
    return max(min(at, most), least)


def _shared(one: QRect, other: QRect) -> float:
    """Px that two rectangles share."""
    common = one & other
    return float(common.width() * common.height()) if not common.isEmpty() else 0.0


def _done(step: str, view: View, before: View, events: Container[str]) -> bool:
    if step == "time":
        return view.instant != before.instant
    if step == "marker":
        return (view.selected, view.fan) != (before.selected, before.fan) and view.selected in events
    return step == "scheme" and view.scheme != before.scheme
