"""What can be done with time, as commands: for keys, palette and help."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from viewer.carto.timeline.periods import era_periods
from viewer.ui.keys.commands import Command
from viewer.ui.state import State
from viewer.ui.timeline.panel import STEPS, TimelinePanel

_PAGE = 0.5
"""Share of what the axis shows by which it is moved at a press."""


def timeline_commands(state: State, timeline: TimelinePanel, ask_date: Callable[[], object]) -> Iterator[Command]:
    """Yield the commands of the timeline beyond steps and playing. `ask_date` opens the field in which a date is typed."""
    hands, playing = timeline.canvas.hands, timeline.playing
    yield Command("go_to_date", "time", ask_date, ("Ctrl+G",))
    for number, unit in enumerate(STEPS, 1):
        yield Command(f"by_{unit}", "time", partial(timeline.set_step, unit), (str(number),))
    yield Command("slower", "time", lambda: playing.faster(-1), ("<",))
    yield Command("faster", "time", lambda: playing.faster(1), (">",))
    yield Command("loop", "time", lambda: playing.set_loop(not playing.loop), ("L",))
    yield Command("slowing", "time", lambda: playing.set_slowing(not playing.slowing))
    yield Command("mark_range", "time", timeline.mark_range, ("B",))
    yield Command("show_range", "time", hands.show_range, ("Z",), lambda: state.view.range is not None)
    yield Command("drop_range", "time", lambda: state.change(range=None), ("X",), lambda: state.view.range is not None)
    ranged = lambda: state.view.range is not None  # noqa: E731
    yield Command("range_era", "time", partial(_brush_era, state, timeline), ("E",), lambda: bool(_eras(state)))
    yield Command("range_earlier", "time", lambda: hands.leaf_range(-1), ("(",), ranged)
    yield Command("range_later", "time", lambda: hands.leaf_range(1), (")",), ranged)
    yield Command("time_menu", "time", timeline.open_menu)
    yield Command("lanes", "time", lambda: timeline.edge.set_more(more=not timeline.edge.more), ("K",))
    yield Command("without_room", "time", timeline.list_without_room, ("U",), lambda: bool(timeline.canvas.pills()))
    yield Command("window_of_time", "time", timeline.choose_window, ("W",))
    yield Command("time_in", "time", lambda: hands.zoom(2.0), ("Shift+Up",))
    yield Command("time_out", "time", lambda: hands.zoom(0.5), ("Shift+Down",))
    yield Command("time_earlier", "time", lambda: hands.leaf(-_PAGE), ("Shift+PageUp",), lambda: state.view.axis is not None)
    yield Command("time_later", "time", lambda: hands.leaf(_PAGE), ("Shift+PageDown",), lambda: state.view.axis is not None)
    yield Command("whole_time", "time", lambda: state.change(axis=None), ("Shift+Home",), lambda: state.view.axis is not None)


def _eras(state: State) -> list[tuple[int, int]]:
    """First and last days of the eras that the day shown lies in, the shortest first."""
    return [era.days for era in era_periods(state.atlas, state.view, state.view.instant)]


def _brush_era(state: State, timeline: TimelinePanel) -> None:
    """Brush the era of the day shown; where that is brushed, the next longer one, and none after the longest."""
    eras, now = _eras(state), state.view.range
    at = eras.index(now) + 1 if now in eras else 0
    if at < len(eras):
        timeline.canvas.hands.brush_days(eras[at])
    else:
        state.change(range=None)
