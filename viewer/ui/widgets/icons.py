"""Icon buttons that follow the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from viewer.carto.tokens import THEMES
from viewer.paint.keycap import TALL, keycap_image, keycap_width
from viewer.paint.overlay.glyphs import Glyphs
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.state import State

SIDE = 28
"""Width and height of a button with an icon (px at plain text)."""

_FREE = 1000
"""From this width on a button may grow as it likes (px)."""


class IconSet:
    """Makes icons in the colour of the theme and renews them when it changes."""

    def __init__(self, state: State, glyphs: Glyphs) -> None:
        self._state, self._glyphs = state, glyphs
        self._users: dict[QAbstractButton, tuple[str, str, int]] = {}
        self._theme = state.view.theme
        self._percent = COMFORT.percent
        state.view_changed.connect(self._renew)

    def image(self, name: str, colour: str, size: float, dpr: float) -> QImage:
        """Return a glyph of a size (px) in a colour, kept."""
        return self._glyphs.image(name, colour, size, stroke=1.75, dpr=dpr)

    def icon(self, name: str, ink: str = "ink", size: int = 18) -> QIcon:
        """Return an icon in the colour of a token of the present theme."""
        colour = getattr(THEMES[self._state.view.theme], ink)
        icon = QIcon()
        for dpr in (1.0, 2.0):
            icon.addPixmap(QPixmap.fromImage(self._glyphs.image(name, colour, COMFORT.px(size), stroke=1.75, dpr=dpr)))
        return icon

    def set_key(self, button: QAbstractButton, sign: str) -> None:
        """Show a key beside (right of) what a button does, in the colours of the present theme."""
        theme = THEMES[self._state.view.theme]
        colours, gap = (theme.ink2, theme.line2, theme.surface2), 5.0 if button.text() else 0.0
        icon = QIcon()
        for dpr in (1.0, 2.0):
            icon.addPixmap(QPixmap.fromImage(keycap_image(sign, gap, colours, COMFORT.scale, dpr)))
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.setIcon(icon)
        button.setIconSize(QSize(COMFORT.px(keycap_width(sign) + gap), COMFORT.px(TALL)))

    def set(self, button: QAbstractButton, name: str, ink: str = "ink", size: int = 18) -> None:
        """Give a button an icon that follows the theme."""
        if button not in self._users:
            button.destroyed.connect(lambda: self._users.pop(button, None))
        self._users[button] = (name, ink, size)
        self._dress(button, name, ink, size)

    def _dress(self, button: QAbstractButton, name: str, ink: str, size: int) -> None:
        button.setIcon(self.icon(name, ink, size))
        button.setIconSize(QSize(COMFORT.px(size), COMFORT.px(size)))

    def button(self, name: str, tip: str, parent: QWidget | None = None, *, size: int = 18, role: str = "") -> QPushButton:
        """Return a square button with an icon, a tooltip and an accessible name."""
        made = QPushButton(parent)
        self.set(made, name, size=size)
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        made.setFixedSize(COMFORT.px(SIDE), COMFORT.px(SIDE))
        made.setProperty("bare", True)
        made.setCursor(Qt.CursorShape.ArrowCursor)
        if role:
            made.setProperty("role", role)
        return made

    def _renew(self) -> None:
        if self._state.view.theme != self._theme:
            self._theme = self._state.view.theme
            for button, look in list(self._users.items()):
                button.setIcon(self.icon(*look))

    def regrow(self) -> None:
        """Let icons and their buttons grow with the text."""
        if self._percent == COMFORT.percent:
            return
        for button, look in list(self._users.items()):
            if button.maximumWidth() < _FREE:
                plain = button.maximumWidth() * 100 / self._percent
                button.setFixedSize(COMFORT.px(plain), COMFORT.px(plain))
            self._dress(button, *look)
        self._percent = COMFORT.percent

    def dot(self, colour: str, edge: str = "") -> QIcon:
        """Return a dot of a colour, for chips; with an edge where the colour alone would be lost on paper."""
        image = QImage(20, 20, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        image.setDevicePixelRatio(2.0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        inset = 1.5 if edge else 1.0
        painter.drawEllipse(QRectF(inset, inset, 10 - 2 * inset, 10 - 2 * inset))
        painter.end()
        return QIcon(QPixmap.fromImage(image))
