"""The frame in which a start shows the window as it was left, until the window itself is there, inside it.

This module is imported before numpy and all else of a window, so that the first frame comes as early as one of an empty window does.
What hands and keys do meanwhile waits in Qt's queue and reaches the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEventLoop, QSize, QTimer
from PySide6.QtGui import QCloseEvent, QImage, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from viewer.ui.start.display import bring_back, qt_application

if TYPE_CHECKING:
    from typing_extensions import override

    from viewer.model.picture import WindowPicture
else:

    def override(method: object) -> object:
        """As that of typing_extensions, whose import takes as long as a twentieth of an empty window."""
        return method


LEAST = QSize(720, 480)
"""Smallest size of a window, logical px."""
_LONGEST_MS = 150
"""So long the first frame is waited for; on a busy desk it may come later, while the window is made."""


class Shell(QWidget):
    """A window with nothing in it but a picture. `hold` puts the live window under the picture, `uncover` takes the picture away."""

    def __init__(self, picture: WindowPicture) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setWindowTitle(picture.title)
        self.setMinimumSize(LEAST)
        self.restoreGeometry(QByteArray.fromBase64(picture.geometry.encode("ascii", "ignore")))
        bring_back(self)
        self.content: QWidget | None = None
        self.cover: Cover | None = Cover(picture, self)

    def hold(self, content: QWidget) -> None:
        """Take a window, made as a child of this one, as what fills it; the picture stays over it."""
        self.content = content
        self.setWindowTitle(content.windowTitle())
        content.windowTitleChanged.connect(self.setWindowTitle)
        content.setGeometry(self.rect())
        if self.cover is not None:
            from PySide6.QtCore import Qt

            self.cover.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.cover.raise_()
        content.show()

    def uncover(self) -> None:
        """Let the picture go, and the memory that it takes."""
        if self.cover is not None:
            cover, self.cover = self.cover, None
            cover.hide()
            cover.forget()
            cover.deleteLater()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002 - as Qt calls it
        """Fill the frame with picture and window."""
        for part in (self.content, self.cover):
            if part is not None:
                part.setGeometry(self.rect())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the window inside, which remembers how it was looked at."""
        self.uncover()
        if self.content is not None:
            self.content.close()
        super().closeEvent(event)


class Cover(QWidget):
    """The picture over the window; the pointer reaches what lies under it."""

    def __init__(self, picture: WindowPicture, parent: Shell) -> None:
        super().__init__(parent)
        self.setObjectName("cover")
        self._pixels: memoryview | None = picture.pixels
        self._image = QImage(picture.pixels, picture.wide, picture.high, 4 * picture.wide, QImage.Format.Format_RGB32)  # no copy
        self._image.setDevicePixelRatio(picture.ratio)
        self.painted = False
        self.setGeometry(parent.rect())

    @property
    def fits(self) -> bool:
        """Whether the picture is one of this size on this screen."""
        ratio, image = self.devicePixelRatioF(), self._image
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        return size == image.size() and abs(ratio - image.devicePixelRatio()) < 1e-6

    @override
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the picture; nothing where it is of another size."""
        if self.fits:
            painter = QPainter(self)
            painter.drawImage(0, 0, self._image)
            painter.end()
        self.painted = True

    def keep_only(self, part: QRegion) -> None:
        """Show a part of the picture only, and spare the painting of what lies under it; what is empty is hidden."""
        from PySide6.QtCore import Qt

        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, self.fits)
        self.setMask(part)
        self.setVisible(not part.isEmpty())

    def forget(self) -> None:
        """Let the pixels go."""
        self._image = QImage()
        self._pixels = None


def open_shell(picture: WindowPicture) -> Shell | None:
    """Show a picture where a window was, and return its frame once it is on the screen; None where the picture is of another size."""
    qt_application()
    shell = Shell(picture)
    cover = shell.cover
    if cover is None or not (cover.fits or shell.isMaximized() or shell.isFullScreen()):
        return None
    shell.show()
    late = QTimer(shell, singleShot=True, interval=_LONGEST_MS)
    late.start()
    waiting = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    while not cover.painted and late.isActive():
        QApplication.processEvents(waiting)
    late.stop()
    return shell
