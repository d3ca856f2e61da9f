"""A reader's own data in a window: files and folders opened, their layers shown, their faults told. Made light; parts come when needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.ui.keys.commands import Command
from viewer.ui.own.arriving import Arriving
from viewer.ui.own.ports import Files, Origin, ReadingJob
from viewer.ui.own.switches import ExtraSwitches
from viewer.ui.panes import Panes
from viewer.ui.widgets.panel import SHADOW
from viewer.ui.widgets.plain_text import last_part

if TYPE_CHECKING:
    from viewer.carto.land.legend import LegendRow
    from viewer.carto.own.extra import ShownLayer
    from viewer.model.extra import Added, ExtraLayer
    from viewer.ui.own.card import FeatureCard
    from viewer.ui.own.faults import FaultsPanel
    from viewer.ui.own.finding import OwnFinding
    from viewer.ui.own.folders import Folders
    from viewer.ui.own.following import Following
    from viewer.ui.own.shelf import ExtraShelf
    from viewer.ui.widgets.progress import ProgressPanel

_FAULTS_WIDE = 640
"""Width of the list of faults in px."""


class OwnData(QObject):
    """What a window knows of data that is not the atlas's. `files` reads; without it nothing can be opened."""

    made = Signal(QWidget)
    """A part of the window was made that the keyboard is to reach."""

    def __init__(self, window: Panes) -> None:
        super().__init__(window)
        self._window = window
        self.bring: Callable[[], Files] | None = None
        """Gives what reads files, when it is first needed."""
        self._files: Files | None = None
        self.shelf: ExtraShelf | None = None
        self.card: FeatureCard | None = None
        self.faults: FaultsPanel | None = None
        self.progress: ProgressPanel | None = None
        self.folders: Folders | None = None
        self.finding: OwnFinding | None = None
        self._following: Following | None = None
        self._arriving = Arriving(window, self)
        self._arriving.arrived.connect(self._take)
        self._arriving.went_on.connect(self._tell_progress)
        self.switches = ExtraSwitches(window.state, window.words, window.icons)
        self.switches.add_asked.connect(self.ask_for_files)
        self.switches.folder_asked.connect(self.ask_for_folder)
        self.switches.settings_asked.connect(self.ask_settings)
        window.finder.layers_box.insertWidget(0, self.switches)
        window.brought = lambda: self.shown

    def commands(self) -> Iterator[Command]:
        """Give what keys and palette can ask for."""
        yield Command("add_data", "share", self.ask_for_files, ("Ctrl+Shift+O",))
        yield Command("open_folder", "share", self.ask_for_folder)

    @property
    def files(self) -> Files | None:
        """What reads files; None where nothing does."""
        if self._files is None and self.bring is not None:
            self._files = self.bring()
        return self._files

    # Opening

    def ask_for_files(self) -> None:
        """Ask for files and add them."""
        if self.files is None:
            return
        window = self._window
        kinds = " ".join(f"*{suffix}" for suffix in self.files.suffixes)
        paths, _ = QFileDialog.getOpenFileNames(window, window.say("extra.add"), "", f"{window.say('extra.kinds')} ({kinds})")
        for path in paths:
            self.open(path)

    def ask_for_folder(self) -> None:
        """Ask for the folder of an atlas and open it."""
        if self.files is None:
            return
        path = QFileDialog.getExistingDirectory(self._window, self._window.say("extra.folder"))
        if path:
            self.open(path)

    def ask_settings(self, key: str) -> None:
        """Let the reader change how a layer is shown."""
        from viewer.ui.own.settings import LayerSettings

        if self.shelf is not None and self.shelf.find(key) is not None:
            window = self._window
            dialog = LayerSettings(window.say, window.icons, self.shelf, key, window.state.view.theme, window)
            if self.finding is not None:
                dialog.all_asked.connect(self.finding.show_all)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def restore(self) -> None:
        """Bring back the layers that the reader had when the last window was closed; files that are gone are told of."""
        from viewer.ui.own.keeping import KEY

        if self._window.memory.get(KEY) and (following := self._follow()) is not None:
            following.restore()

    @property
    def restoring(self) -> bool:
        """Whether layers of the last window are still on their way."""
        return self._following is not None and self._following.restoring

    def _follow(self) -> Following | None:
        """What knows where the layers came from; None where nothing reads files."""
        if self._following is None and self.files is not None:
            from viewer.ui.own.following import Following

            self._following = Following(self.files, self._shelf, self._window.memory, self, self)
        return self._following

    def takes(self, path: str) -> bool:
        """Whether a path is a folder, a file that can be added, or one of data of which is told why it can't."""
        files = self.files
        return files is not None and (files.is_folder(path) or path.casefold().endswith((*files.suffixes, *files.others)))

    def open(self, path: str) -> None:
        """Open what a reader has chosen or dropped: an atlas folder, a table (its columns are shown first), another file."""
        files = self.files
        if files is None:
            return
        if files.is_folder(path):
            self._folders(files).open(path)
            self._tell_progress()
        else:
            self._arriving.open(path, files)

    def _take(self, origin: Origin, job: ReadingJob) -> None:
        window = self._window
        if job.names and self.files is not None:
            self._arriving.choose_layers(origin.path, job, self.files)
        if job.layer is not None:
            self.add([job.layer])
            self._follow_origin(job.layer.key, origin)
            if self.finding is not None:
                self.finding.show_unless_seen(job.layer.key)
            window.tell(window.say("extra.added", name=job.layer.name[:80], n=f"{job.layer.count:,}") + self._aside(job))
        self.tell_faults(origin.path, job)

    def tell_faults(self, path: str, job: ReadingJob) -> None:
        """List what can't be used in a file."""
        if job.faults:
            key = "extra.partly" if job.layer is not None else "extra.refused"
            values = {"name": last_part(path), "n": f"{len(job.faults) + job.more:,}"}
            self._faults().tell(lambda: self._window.say(key, **values), job.faults, job.more)
            self.arrange_extras()

    def read_again(self, path: str, job: ReadingJob) -> None:
        """Tell what came of reading a file again; where it can't be used the layer stays as it was."""
        if job.layer is not None:
            self._window.tell(self._window.say("extra.renewed_file", name=last_part(path)) + self._aside(job))
            if self.faults is not None and self.faults.wanted and not job.faults:
                self.faults.dismiss()
        self.tell_faults(path, job)

    def _aside(self, job: ReadingJob) -> str:
        told = ((job.skipped, "extra.skipped"), (job.mended, "extra.mended"))
        return "".join(f" {self._window.say(key, n=f'{number:,}')}" for number, key in told if number)

    def _tell_progress(self) -> None:
        busy = self._arriving.reading
        name = last_part(busy[0] if busy else self.folders.reading if self.folders else "")
        if name and self.progress is None:
            from viewer.ui.widgets.progress import ProgressPanel

            self.progress = ProgressPanel(self._window.state, self._window.words, self._window)
            self.progress.cancelled.connect(self.cancel)
            self.made.emit(self.progress)
        if self.progress is not None:
            if name:
                self.progress.tell(name, busy[1] if busy else None)
            if self.progress.isVisibleTo(self._window) != bool(name):
                self.progress.setVisible(bool(name))
                self.arrange_extras()

    def cancel(self) -> None:
        """Stop everything that is being read."""
        if self.folders is not None:
            self.folders.stop_opening()
        self._arriving.cancel()
        self._tell_progress()

    def watch_folder(self, folder: str) -> None:
        """Read the atlas folder that is open again whenever it changes."""
        if self.files is not None:
            self._folders(self.files).follow(folder)

    def _folders(self, files: Files) -> Folders:
        if self.folders is None:
            from viewer.ui.own.folders import Folders

            self.folders = Folders(self._window, files, self._faults, self.arrange_extras)
            self.folders.busy_changed.connect(self._tell_progress)
        return self.folders

    def add(self, layers: Iterable[ExtraLayer]) -> None:
        """Show layers, made before or just read."""
        self._shelf().add(layers)

    def add_read(self, added: Iterable[Added]) -> None:
        """Show layers that were read before there was a window: their files are watched; the session keeps only what was dropped."""
        from viewer.model.extra import Columns

        for one in added:
            self.add([one.layer])
            columns = Columns(encoding=one.encoding) if one.encoding else None
            self._follow_origin(one.layer.key, Origin(one.path, columns, one.part), passing=True)

    def _follow_origin(self, key: str, origin: Origin, *, passing: bool = False) -> None:
        if (following := self._follow()) is not None:
            following.follow(key, origin, passing=passing)

    def _shelf(self) -> ExtraShelf:
        if self.shelf is None:
            from viewer.ui.own.card import FeatureCard
            from viewer.ui.own.finding import OwnFinding
            from viewer.ui.own.following import STEPPING
            from viewer.ui.own.on_map import LayersOnMap
            from viewer.ui.own.shelf import ExtraShelf

            window = self._window
            self.shelf = shelf = ExtraShelf(self)
            self.card = FeatureCard(window.state, window.words, window.icons, shelf, window.map.show_place, window)
            self.made.emit(self.card)
            shelf.stepping = window.memory.get(STEPPING) == "yes"
            shelf.stepping_changed.connect(lambda: window.memory.put(STEPPING, "yes" if shelf.stepping else "no"))
            self.switches.follow(shelf)
            self.finding = OwnFinding(window, shelf)
            window.map.over = LayersOnMap(window.state, window.words, shelf)
            window.comparing.made.connect(self._also_beside)
            self._also_beside()
            window.legend.more_rows = self.legend_rows
            shelf.changed.connect(self._shown_anew)
            shelf.chosen_changed.connect(self._chosen_anew)
        return self.shelf

    def _also_beside(self) -> None:
        """Show the layers on the second map and in its legend too, where there is one."""
        second, shelf = self._window.comparing.second, self.shelf
        mirror, legend = second.mirror, second.legend
        if shelf is not None and second.map is not None and mirror is not None and second.map.over is None:
            from viewer.ui.own.on_map import LayersOnMap

            second.map.over = LayersOnMap(mirror, self._window.words, shelf)
            if legend is not None:
                legend.more_rows = lambda: shelf.legend_rows(mirror.view)

    def _update_maps(self) -> None:
        self._window.map.update()
        if self._window.comparing.second.map is not None:
            self._window.comparing.second.map.update()

    def _shown_anew(self) -> None:
        if self._following is not None:
            self._following.remember()
        self._window.comparing.show_extras(lambda: self.shown)
        self._update_maps()
        self._window.refresh_legend()
        if (second := self._window.comparing.second).legend is not None:
            second.legend.refresh()

    def _chosen_anew(self) -> None:
        self._update_maps()
        self._window.arrange()

    # On the map and beside it

    @property
    def shown(self) -> tuple[ShownLayer, ...]:
        """The layers, for pictures."""
        return self.shelf.shown if self.shelf else ()

    def legend_rows(self) -> tuple[LegendRow, ...]:
        """Return the rows of the legend for the layers."""
        return self.shelf.legend_rows(self._window.state.view) if self.shelf else ()

    def close(self) -> bool:
        """Close the card, else the list of faults; returns whether either was open."""
        if self.shelf is not None and self.shelf.chosen is not None:
            self.shelf.choose(None)
        elif self.faults is not None and self.faults.wanted:
            self.faults.dismiss()
        else:
            return False
        return True

    @property
    def panels(self) -> Sequence[QWidget]:
        """The panels that are made."""
        return [panel for panel in (self.card, self.faults, self.progress) if panel is not None]

    @property
    def beside(self) -> bool:
        """Whether the card stands in the column at the right."""
        return self.card is not None and self.card.wanted and not self._window.details.wanted and not self._window.bare

    def arrange(self, x: int, top: int, width: int, height: int) -> None:
        """Place the card in the column of the details."""
        if self.card is not None:
            self.card.setVisible(self.beside)
            self.card.setGeometry(x - SHADOW, top - SHADOW, width + 2 * SHADOW, max(height, 40) + 2 * SHADOW)
            self.card.raise_()

    def arrange_extras(self) -> None:
        """Place the list of faults above the timeline and the progress below the date."""
        window = self._window
        left, _, right, bottom = (int(side) for side in window.map.free)
        if self.faults is not None:
            wide = min(_FAULTS_WIDE, max(right - left, 320))
            self.faults.setVisible(self.faults.wanted)
            tall = self.faults.tall(wide)
            self.faults.setGeometry(max((left + right - wide) // 2, 0), bottom - tall - 2, wide, tall)
            self.faults.raise_()
        if self.progress is not None:
            self.progress.setGeometry(max((left + right) // 2 - 180, 0), 90, 360, self.progress.sizeHint().height())
            self.progress.raise_()

    def _faults(self) -> FaultsPanel:
        if self.faults is None:
            from viewer.ui.own.faults import FaultsPanel

            window = self._window
            self.faults = FaultsPanel(window.state, window.words, window.icons, self.files, window)
            self.faults.closed.connect(self.arrange_extras)
            self.made.emit(self.faults)
        return self.faults

    def end(self) -> None:
        """Let go of everything that works elsewhere."""
        self._arriving.cancel()
        if self._following is not None:
            self._following.end()
        if self.folders is not None:
            self.folders.end()
