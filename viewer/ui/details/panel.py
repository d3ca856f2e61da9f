"""The details of the selection: an event, a polity, or a bloc."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from viewer.carto.citing.citation import source_lines
from viewer.carto.days.dates import month_text, old_style_of, short_day, when_text, with_weekday, year_text
from viewer.carto.events.filters import family_of
from viewer.carto.events.markers import place_key
from viewer.carto.finding import at_event
from viewer.carto.land.blocs import chosen_bloc
from viewer.carto.land.free_land import chosen_land
from viewer.carto.tokens import THEMES
from viewer.model.entities import Event, say
from viewer.model.time import LAST_DAY, Precision
from viewer.paint.overlay.overlay import DiscLook, Sprites
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.details.bloc import bloc_widgets
from viewer.ui.details.filling import Filling, GrowingRows
from viewer.ui.details.numbers import series_widgets
from viewer.ui.details.parts import LinkLabel, differences, foot_button, label, links
from viewer.ui.details.polity import other_day, polity_widgets
from viewer.ui.details.treaty import treaty_widgets
from viewer.ui.keys.commands import key_text
from viewer.ui.start import lean
from viewer.ui.state import State
from viewer.ui.throttle import Later
from viewer.ui.widgets.citing import offer_citations
from viewer.ui.widgets.flow import FlowLayout
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.panel import Panel
from viewer.ui.widgets.plain_text import button_text
from viewer.ui.words import Words

_DISC = 12.0
"""Radius of the disc in the head (px)."""


class DetailsPanel(Panel):
    """Tells of the selection; hidden where nothing is selected. `zoom_to` is called with a lon/lat to show."""

    place_asked = Signal(str)
    """All events of a place are to be listed."""

    bookmark_asked = Signal()
    """What is shown is to be bookmarked."""

    def __init__(
        self, state: State, words: Words, icons: IconSet, sprites: Sprites, zoom_to: Callable[[tuple[float, float]], None], parent: QWidget
    ) -> None:
        super().__init__(state, "detailsView", parent)
        self._words, self._icons, self._sprites, self._zoom_to = words, icons, sprites, zoom_to
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(self._scroll)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(14, 6, 14, 10)
        self._foot.setSpacing(8)
        self.body.addLayout(self._foot)
        self._shown: tuple[object, ...] = ()
        self._filling = Filling(self)
        self._later = Later(state, self.refresh)
        state.view_changed.connect(self._follow)
        state.atlas_changed.connect(self._forget)
        self.refresh()

    @property
    def wanted(self) -> bool:
        """Whether there is something to tell."""
        view, atlas = self._state.view, self._state.atlas
        known = view.selected in atlas.events or view.selected.removeprefix("polity:") in atlas.polities
        return known or bool(chosen_bloc(atlas, view)) or chosen_land(atlas, view) is not None

    def _follow(self) -> None:
        """Tell of another selection at once; what only the day changes may wait a moment while the thumb is dragged."""
        view = self._state.view
        if self._shown[:3] == (view.selected, view.language, view.theme):
            self._later.ask()
        else:
            self.refresh()

    def _forget(self) -> None:
        self._shown = ()

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(self._state.view.language, key, **values)

    def refresh(self) -> None:
        """Follow the View; nothing is built again where the same is told."""
        if lean.put_off(self.refresh):
            return
        view, atlas = self._state.view, self._state.atlas
        polity = view.selected.startswith("polity:")
        version = atlas.version(view.instant) if polity or view.selected.startswith("land:") else 0
        shown = (view.selected, view.language, view.theme, version, atlas.number, other_day(view) if polity else None, COMFORT.percent)
        if shown == self._shown:
            return
        self._shown = shown
        inside = QWidget()
        inside.setObjectName("detailsInside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 14, 10)
        column.setSpacing(7)
        self._clear_foot()
        self._filling.fill(column, self._page(), self.window().height() // 2)
        if view.selected in atlas.events:
            self._build_foot(atlas.events[view.selected])
        self._scroll.setWidget(inside)
        for part in (self, self._scroll):
            part.setAccessibleName(self._say("details.name"))

    @property
    def complete(self) -> bool:
        """Whether all of the page is there: what is seen last follows what is seen first."""
        rows = self.findChildren(GrowingRows)
        return self._filling.complete and all(each.complete for each in rows)

    def _page(self) -> Iterator[QWidget]:
        """Give the widgets that tell of the selection, from the top."""
        view, atlas = self._state.view, self._state.atlas
        if view.selected in atlas.events:
            yield from self._tell_event(atlas.events[view.selected])
        elif view.selected.removeprefix("polity:") in atlas.polities and view.selected.startswith("polity:"):
            yield self._head(self._say("details.polity"))
            yield from polity_widgets(self._state, self._words, view.selected[7:])
        elif bloc := chosen_bloc(atlas, view):
            yield self._head(self._say("details.bloc"))
            yield from bloc_widgets(self._state, self._words, bloc)
        elif land := chosen_land(atlas, view):
            from viewer.ui.details.free_land import free_land_widgets

            yield self._head(self._say("details.polity"))
            yield from free_land_widgets(self._state, self._words, land)

    def _clear_foot(self) -> None:
        while item := self._foot.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _head(self, kind: str, image: QLabel | None = None) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        if image:
            row.addWidget(image)
        row.addWidget(label(kind, "small", wrap=False))
        row.addStretch(1)
        if image:
            mark = self._icons.button("bookmark", f"{self._say('command.bookmark')} ({key_text('Ctrl+D')})", size=16)
            mark.setObjectName("detailsBookmark")
            mark.clicked.connect(self.bookmark_asked)
            row.addWidget(mark)
        close = self._icons.button("x", self._say("details.close"), size=16)
        close.clicked.connect(lambda: self._state.change(selected=""))
        row.addWidget(close)
        return box

    def _tell_event(self, event: Event) -> Iterator[QWidget]:
        view, atlas = self._state.view, self._state.atlas
        language = view.language
        kind = atlas.kinds.get(event.kind)
        disc = QLabel()
        look = DiscLook(family_of(atlas, event), kind.icon if kind else "quote", _DISC, selected=True, ringed=False)
        dpr = self.devicePixelRatioF()
        drawn = self._sprites.disc(look, THEMES[view.theme], dpr * COMFORT.scale)
        spare = round(drawn.width() / 2 - (_DISC + 2) * dpr * COMFORT.scale)  # of the room for what a disc on the map has about it
        image = QPixmap.fromImage(drawn.copy(spare, spare, drawn.width() - 2 * spare, drawn.height() - 2 * spare))
        image.setDevicePixelRatio(dpr)  # it grows with the text
        disc.setPixmap(image)
        yield self._head(say(kind.names, language) if kind else event.kind, disc)
        yield label(say(event.title, language), "title")
        yield self._date_row(event)
        if place := atlas.place_name(event, language):
            yield self._beside_glyph("map-pin", label(place, "small"))
        if event.actors:
            yield self._actor_chips(event)
        yield label(say(event.text, language), "text")
        for figure in event.figures:
            yield label(f"{say(figure.of, language)}: {_grouped(figure.value)} {say(figure.unit, language)}", "small")
        yield from series_widgets(self._state, self._words, event.id)
        yield from treaty_widgets(atlas, self._words, event.id, language)
        yield from differences(atlas, self._words, event.differs, language, self._glyph("git-compare", "warnink"))
        yield from self._tell_links(event)
        yield label(self._say("details.sources"), "heading")
        for number, line in enumerate(source_lines(atlas, event.sources, language), 1):
            yield label(f"{number}  {line}", "caption")

    def _date_row(self, event: Event) -> QWidget:
        language = self._state.view.language
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        text = when_text(event.when, language)
        if event.when.precision is Precision.DAY and not event.when.span:
            text = with_weekday(text, event.when.start, language, short=False)
        if old := old_style_of(self._state.atlas, event, language):
            text = f"{text}　{old}" if language == "ja" else f"{text} ({old})"
        row.addWidget(self._beside_glyph("calendar-range", label(text, "small")), 1)
        row.addWidget(label(self._certainty(event), "caption", wrap=False))
        return box

    def _glyph(self, name: str, ink: str) -> QPixmap:
        return self._icons.icon(name, ink, 14).pixmap(COMFORT.px(14), COMFORT.px(14))

    def _beside_glyph(self, name: str, words: QLabel) -> QWidget:
        """Words with a small glyph before them."""
        box, glyph = QWidget(), QLabel()
        glyph.setPixmap(self._glyph(name, "ink3"))
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(COMFORT.px(6))
        row.addWidget(glyph)
        row.addWidget(words, 1)
        return box

    def _certainty(self, event: Event) -> str:
        when = event.when
        if when.uncertain or when.approximate:
            return self._say("certainty.doubtful")
        if when.span:
            return self._say("certainty.span")
        return self._say(f"certainty.{when.precision.name.lower()}")

    def _actor_chips(self, event: Event) -> QWidget:
        view, atlas = self._state.view, self._state.atlas
        box = QWidget()
        flow = FlowLayout(box)
        standing = atlas.standing(event.when.start)
        for actor in event.actors:
            chip = QPushButton(button_text(atlas.name_of(actor, view.language, event.when.start)))
            chip.setProperty("role", "chip")
            if actor in atlas.polities:
                group = int(standing.group[atlas.polity_index[actor]])
                theme = THEMES[view.theme]
                bloc = theme.blocs[atlas.groups[group].style] if group >= 0 else None
                chip.setIcon(self._icons.dot(bloc.fill, bloc.ink) if bloc else self._icons.dot(theme.land, theme.line2))
                chip.clicked.connect(lambda _=False, a=actor: self._state.change(selected=f"polity:{a}"))
            else:
                name = atlas.name_of(actor, view.language, event.when.start)
                chip.clicked.connect(lambda _=False, n=name: self._state.change(query=n))
            flow.addWidget(chip)
        return box

    def _tell_links(self, event: Event) -> Iterator[QWidget]:
        atlas = self._state.atlas
        causes = sorted(atlas.causes.get(event.id, ()), key=lambda i: atlas.events[i].when.start)
        effects = sorted((link.event for link in event.leads_to if link.event in atlas.events), key=lambda i: atlas.events[i].when.start)
        beside = [other.id for other in atlas.event_list if place_key(other) == place_key(event) and other.id != event.id and event.place]
        near = sorted(beside, key=lambda i: abs(atlas.events[i].when.start - event.when.start))[:4]
        near.sort(key=lambda i: atlas.events[i].when.start)
        for key, ids in (("details.causes", causes), ("details.effects", effects), ("details.here", near)):
            if ids:
                yield label(self._say(key), "heading")
                yield links([self._link(identifier) for identifier in ids], THEMES[self._state.view.theme])
        if len(beside) > len(near):
            yield self._all_here(event, len(beside) + 1)

    def _all_here(self, event: Event, count: int) -> QWidget:
        """A link to the list of all that happened at the place of an event."""
        view, theme = self._state.view, THEMES[self._state.view.theme]
        words = self._say("details.all_here", n=count, place=self._state.atlas.name_of(event.place, view.language, view.instant))
        return LinkLabel(words, lambda: self.place_asked.emit(event.place), (theme.selink, theme.focus))

    def _link(self, identifier: str) -> tuple[str, str, Callable[[], None]]:
        view, event = self._state.view, self._state.atlas.events[identifier]
        return _link_date(event, view.language), say(event.title, view.language), lambda: self._open(event)

    def _open(self, event: Event) -> None:
        self._state.move(lambda view: at_event(view, event))

    def _build_foot(self, event: Event) -> None:
        point = event.lonlat
        where = foot_button(self._say("details.to_place"), lambda: self._zoom_to(point) if point else None)
        where.setEnabled(point is not None)
        self._icons.set(where, "locate", size=15)
        time = foot_button(self._say("details.to_time"), lambda: self._zoom_time(event))
        self._icons.set(time, "calendar-range", size=15)
        copy = foot_button(self._say("details.copy"), lambda: offer_citations(self._state, self._words, copy, lambda: [event]))
        copy.setObjectName("copyCitation")
        self._icons.set(copy, "copy", size=15)
        for button in (where, time):
            self._foot.addWidget(button)
        self._foot.addStretch(1)
        self._foot.addWidget(copy)

    def _zoom_time(self, event: Event) -> None:
        span = self._state.atlas.span
        reach = max(event.when.extent.days, 60)
        first = max(event.when.start - reach, span.start)
        last = min(min(event.when.extent.end, LAST_DAY) + reach, span.end)
        self._state.change(axis=(first, last), instant=min(max(self._state.view.instant, event.when.start), event.when.last))


def _link_date(event: Event, language: str) -> str:
    when = event.when
    if when.precision is Precision.DAY:
        return short_day(when.start, language, year=True)
    if when.precision is Precision.MONTH and not (when.span or when.uncertain or when.approximate):
        return month_text(when.start, language, short=True)
    words = when_text(when, language)
    if len(words) < 14:
        return words
    return month_text(when.start, language, short=True) if when.precision <= Precision.SEASON else year_text(when.start, language)


def _grouped(value: str) -> str:
    """A figure as it is read: 11,000,000,000."""
    return f"{int(value):,}" if value.isdecimal() else value
