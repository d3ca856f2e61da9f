"""Which days pictures are made of: the one that is shown, or a series from one day to another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from viewer.carto.days.dates import day_text
from viewer.carto.days.day_steps import BadSeries, series_days
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import Interval, iso
from viewer.paint.files.image import PRINTED
from viewer.paint.files.sequence import ANIMATED, ANIMATIONS, DATE, PACE, seconds_of
from viewer.ui.days.typed_days import why_not
from viewer.ui.widgets.list_box import ListBox

STEPS = ("", "day", "month", "year", "5years", "change", "event")
"""What is offered, as `series_days` takes it; the first is the day that is shown."""
PACES = (0.1, 0.25, PACE, 1.0, 2.0)
"""Seconds for which each picture of an animation is shown."""
_PAGES = -1.0
"""Stands among them for the pages of one PDF."""


def same_kind(suffix: str, other: str) -> bool:
    """Whether two suffixes are of one kind: an animation can be of several formats."""
    return suffix == other or (suffix in ANIMATIONS and other in ANIMATIONS)


class DaysChoice(QWidget):
    """A choice of days, between which two, and whether as files, pages or an animation. `changed` tells that something else is meant."""

    changed = Signal()

    def __init__(self, say: Callable[..., str], atlas: Atlas, view: View) -> None:
        super().__init__()
        self._say, self._atlas, self._view = say, atlas, view
        self.every = ListBox()
        self.every.setObjectName("exportEvery")
        self.every.setAccessibleName(say("export.every"))
        for step in STEPS:
            self.every.addItem(say(f"every.{step or 'one'}"), step)
        first, last = view.range or (atlas.span.start, atlas.span.end - 1)
        self.first, self.last = self._field("first", first), self._field("last", last)
        self._span = QWidget()
        row = QHBoxLayout(self._span)
        row.setContentsMargins(0, 0, 0, 0)
        dash = QLabel("–")
        for part in (self.first, dash, self.last):
            row.addWidget(part, 0 if part is dash else 1)
        self.form = ListBox()
        self.form.setObjectName("exportPace")
        self.form.setAccessibleName(say("export.form"))
        self.form.setToolTip(say("export.form_tip"))
        self.form.addItem(say("export.files"), 0.0)
        self.form.addItem(say("export.pages"), _PAGES)
        for pace in PACES:
            self.form.addItem(say("export.animation", seconds=f"{pace:g}"), pace)
        self._told = QLabel()
        self._told.setObjectName("exportCount")
        self._told.setProperty("role", "small")
        self._told.setWordWrap(True)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for line in (self.every, self._span, self.form, self._told):
            column.addWidget(line)
        self.every.currentIndexChanged.connect(self._tell)
        self.form.currentIndexChanged.connect(self._tell)
        self._tell()

    def _field(self, name: str, day: int) -> QLineEdit:
        field = QLineEdit(day_text(day, self._view.language))
        field.setObjectName(f"export{name.capitalize()}")
        field.setAccessibleName(self._say(f"export.{name}"))
        field.setToolTip(self._say(f"export.{name}"))
        field.textEdited.connect(self._tell)
        return field

    @property
    def shown(self) -> str:
        """The day that is shown, for a file name."""
        return iso(self._view.instant)

    @property
    def several(self) -> bool:
        """Whether a series is meant, not the day that is shown."""
        return bool(self.every.currentData())

    @property
    def pace(self) -> float:
        """Seconds for which each picture of an animation is shown; 0 where there is none."""
        return max(float(self.form.currentData()), 0.0) if self.several else 0.0

    @property
    def suffix(self) -> str:
        """Suffix of the one file that a series goes into; empty where each day has a file of its own."""
        if self.several and self.form.currentData() == _PAGES:
            return PRINTED
        return ANIMATED if self.pace else ""

    def bind(self, suffix: str) -> None:
        """Follow the name of the file that the reader has written: an animation, pages, or a file for each day."""
        if not same_kind(suffix, PRINTED if self.form.currentData() == _PAGES else ANIMATED if self.form.currentData() else ""):
            self.form.setCurrentIndex(1 if suffix == PRINTED else 2 + PACES.index(PACE) if suffix else 0)

    def days(self) -> list[int]:
        """Return the days of a series. BadSeries where there are none."""
        first, last = (self._read(field) for field in (self.first, self.last))
        return series_days(self._atlas, first.start, last.end - 1, self.every.currentData())

    def why_not(self) -> str:
        """Return why there are no such days, in words of the reader; empty where there are."""
        try:
            self.days()
        except BadSeries as error:
            return self._say(f"refused.{error.reason}", **error.values)
        return ""

    def _read(self, field: QLineEdit) -> Interval:
        """Return the days that a field names, as far as the atlas tells of them."""
        from viewer.carto.days.typed_dates import typed_date  # not before a date is asked for

        text = field.text().strip()
        typed = typed_date(text, self._view.instant, self._atlas.span, self._view.language)
        if typed.days is None:
            raise BadSeries(f"`{text}` is no day of this atlas", "unread", text=text[:60], why=why_not(self._say, typed))
        return typed.days

    def _tell(self) -> None:
        """Say how many pictures there will be."""
        self._span.setVisible(self.several)
        self._told.setVisible(self.several)
        self.form.setVisible(self.several)
        if self.several:
            self._told.setText(self.why_not() or self._count())
        self.changed.emit()

    def _count(self) -> str:
        """The number of pictures, and how long an animation of them is."""
        number = len(self.days())
        if not self.pace:
            return self._say("export.page_count" if self.suffix else "export.count", n=number, date=DATE)
        seconds = round(seconds_of(number, self.pace))
        return self._say("export.length", n=number, time=f"{seconds // 60}:{seconds % 60:02}")
