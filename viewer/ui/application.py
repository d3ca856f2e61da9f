"""Starting the window: the Qt application, its fonts, and the event loop."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from viewer.carto.land.viewpoint import checked
from viewer.carto.link import opening_of
from viewer.carto.story import linked
from viewer.carto.tokens import with_contrast
from viewer.carto.view import BadView, View
from viewer.model.atlas import Atlas
from viewer.model.record import dataclass
from viewer.paint.plate.keeping import Shelf
from viewer.paint.type import font, install_fonts
from viewer.ui.desk.comfort_commands import system_wants_contrast
from viewer.ui.entrance import Entrance, made_without_lists
from viewer.ui.last_picture import Keeper, keep_picture
from viewer.ui.leaving import Leaving
from viewer.ui.memory import Session
from viewer.ui.start import lean
from viewer.ui.start.display import bring_back, has_display, qt_application, why_no_display
from viewer.ui.start.language import system_language
from viewer.ui.stories.writing import StoryFiles
from viewer.ui.window import Window
from viewer.ui.words import Words

if TYPE_CHECKING:
    from viewer.model.extra import Added
    from viewer.ui.own.ports import Files
    from viewer.ui.start.shell import Shell

_LOG = logging.getLogger(__name__)
_TOUR_MS = 1200
"""After the first start the reader looks so long before the tour begins."""
_NEXT_MS = 10
"""After this the first picture is on the screen."""
_STARTED_MS = 1500
"""After this the start is over."""
_RESTED_MS = 2600
"""After this what is made in idle moments after a start is made too."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What the program brings: fonts, icons, words."""

    fonts: tuple[Path, ...]
    read_icon: Callable[[str], str]
    words: Mapping[str, Mapping[str, str]]
    shelf: Shelf | None = None
    """Where plates of pictures are kept between two starts."""
    stories: StoryFiles | None = None
    """Reads and writes files of stories."""
    files: Callable[[], Files] | None = None
    """Gives what reads files that a reader brings."""
    picture: Keeper | None = None
    """Keeps the picture of the whole window for the first frame of the next start."""


def application(fonts: Iterable[Path]) -> QGuiApplication:
    """Return the application, made where there is none, with the bundled fonts."""
    made = qt_application()
    if not made.property("fontsInstalled"):
        install_fonts(fonts)
        made.setProperty("fontsInstalled", True)
    if not made.property("accessInstalled"):  # whoever made the application and installed its fonts
        QAccessible.installFactory(_interface)
        made.setProperty("accessInstalled", True)
    if isinstance(made, QApplication):
        made.setStyle("Fusion")
        made.styleHints().setTabFocusBehavior(Qt.TabFocusBehavior.TabFocusAllControls)  # a Mac leaves out buttons else
        made.setFont(font(13))
    return made


def _interface(kind: str, thing: QObject | None) -> QAccessibleInterface | None:
    """Return what readers of the screen are told of a thing. Qt asks only where one is at work; until then nothing of it is imported."""
    from viewer.ui.accessibility.accessible import make_interface

    return make_interface(kind, thing)


def _speak(window: Window) -> None:
    """Tell readers of the screen of other values, where one is at work."""
    if QAccessible.isActive():
        from viewer.ui.accessibility.accessible import speak

        speak(window)


def make_window(atlas: Atlas, text: str | None, resources: Resources, session: Session | None, parent: QWidget | None = None) -> Window:
    """Return a window on an atlas: at the View asked for, else as it was left, else at the opening view. BadView where the text is.

    Args: parent: the frame that it fills; None = it has a frame of its own.
    """
    opening = opening_of(atlas)
    view = checked(atlas, linked(atlas, View.parse(text, opening.with_(selected="", fan="")), text)) if text else opening
    fit = "z=" not in f"{text or ''}{atlas.opening_view}" and not view.story
    words = Words(resources.words)
    window = Window(atlas, view, words, resources.read_icon, session, fit=fit, parent=parent)
    window.map.layer.shelf = resources.shelf
    window.own.bring = resources.files
    window.writing.files = resources.stories
    window.state.settled.connect(lambda: _speak(window))
    remembered = window.desk.load()
    if session is not None and not text:
        window.restore(remembered)
    if session is not None and not text and "view" not in remembered:
        _begin_as_the_system(window)
    if window.desk.memory.damaged:
        window.tell(window.say("note.settings"))
    return window


def _begin_as_the_system(window: Window) -> None:
    """Speak the language of the system, with the contrast that it asks for."""
    state = window.state
    theme = with_contrast(state.view.theme, high=True) if system_wants_contrast() else state.view.theme
    state.change(theme=theme, language=system_language(state.atlas.languages) or state.view.language)
    state.forget()


def run_window(
    atlas: Atlas,
    text: str | None,
    resources: Resources,
    session: Session | None,
    *,
    folder: str = "",
    layers: Sequence[Added] = (),
    shell: Shell | None = None,
) -> int:
    """Show a window and run until it is closed; returns the exit code.

    Args: folder: of the atlas, read again whenever it changes ('' = it does not). layers: what the reader adds to it.
        shell: the frame that is on the screen already, with the picture of the window as it was left.
    """
    made = application(resources.fonts)
    window = made_without_lists(lambda: make_window(atlas, text, resources, session, shell))
    QTimer.singleShot(_STARTED_MS, window, lean.release)  # where nothing can be painted
    if not window.placed:
        window.resize(1600, 1000)
    bring_back(window)
    _tell_of_faults(window)
    leaving = Leaving(window)
    if layers:
        window.own.add_read(layers)
    if folder:
        window.own.watch_folder(folder)
    if shell is None:
        once = Qt.ConnectionType.SingleShotConnection
        window.map.refined.connect(lambda: QTimer.singleShot(_NEXT_MS, window, lean.release), once)
        window.show()
    else:
        Entrance(shell, window)
    QTimer.singleShot(_TOUR_MS, window, window.desk.offer_tour)
    QTimer.singleShot(_TOUR_MS, window, window.own.restore)
    QTimer.singleShot(_STARTED_MS, window, lambda: _started(resources))
    QTimer.singleShot(_RESTED_MS, window, lean.give_back)
    code = int(made.exec())
    leaving.end()
    if resources.picture is not None and session is not None and not lean.holding() and not leaving.hurried:
        keep_picture(resources.picture, window.window(), lambda: make_window(atlas, None, resources, session))
    return code


def _started(resources: Resources) -> None:
    from viewer.ui.start.window_icon import window_icon

    QGuiApplication.setWindowIcon(window_icon())
    lean.started()
    if resources.shelf is not None:
        resources.shelf.rest()
    if resources.picture is not None:
        resources.picture.rest()


def _tell_of_faults(window: Window) -> None:
    """Log what goes wrong while a click or a timer is answered; the reader is told once, the window goes on."""
    told: list[bool] = []

    def tell(sort: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        _LOG.error("an unexpected fault", exc_info=(sort, fault, trace))
        if not told and sort is not KeyboardInterrupt:
            told.append(True)
            QTimer.singleShot(0, window, lambda: window.tell(window.say("note.fault")))

    sys.excepthook = tell


__all__ = ["BadView", "Resources", "application", "bring_back", "has_display", "make_window", "run_window", "why_no_display"]
