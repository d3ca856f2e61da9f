"""The command `export`: what is asked for becomes a View, and that pictures: one, those of a story, or those of many days."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING

from viewer.arguments import SPOKEN, UsageError

if TYPE_CHECKING:
    from viewer.model.atlas import Atlas
    from viewer.paint.pages.page import Page

_PRINT = 3.0
"""Device pixels a logical pixel in a PDF: 288 to an inch."""


def export(options: argparse.Namespace) -> int:
    """Write the pictures that are asked for. Returns the exit code."""
    _settle_scale(options)
    if options.story:
        return _export_story(options)
    from dataclasses import replace
    from functools import partial

    from viewer.api import export as write
    from viewer.api import open_atlas, page_of
    from viewer.carto.known import refuse_unknown
    from viewer.carto.land.schemes import in_asked_scheme
    from viewer.carto.land.viewpoint import checked
    from viewer.carto.link import opening_of
    from viewer.carto.own.extra import shown_layers
    from viewer.carto.story import linked
    from viewer.carto.view import PROJECTIONS, View
    from viewer.paint.files.image import check_export
    from viewer.store.imports.desk import read_added

    series, without = _is_series(options), _left_out(options)
    if not series:
        check_export(options.size, options.scale, str(options.output))
    if options.projection and options.projection not in PROJECTIONS:
        raise UsageError(f"`{options.projection}` is no projection; choose {', '.join(PROJECTIONS)}")
    atlas = open_atlas(options.atlas)
    _check_language(atlas, options.lang)
    opening = opening_of(atlas).with_(language=atlas.first_language)
    if options.at or options.fit or options.view or series:
        opening = opening.with_(selected="", fan="")  # what the atlas opens with is about another day
    if options.fit:
        opening = opening.with_(before=183, after=92)
    refuse_unknown(atlas, options.view)
    view = in_asked_scheme(atlas, linked(atlas, View.parse(options.view, opening), options.view), options.scheme)
    asked = {"projection": options.projection, "language": options.lang, "theme": options.theme, "viewpoint": options.viewpoint}
    view = view.with_(**{name: value for name, value in asked.items() if value})
    if options.at:
        view = view.at(day_given(options.at, "at"))
    others = (view.since, view.beside.instant if view.beside else None)
    for day in (view.instant, *(days := _grid_days(options, atlas) or view.days), *(day for day in others if day is not None)):
        within(atlas, day)
    view = checked(atlas, view.with_(days=days))
    if view.since is not None and (view.days or view.beside):
        print("the changes since a day (`d=`) are marked on one map alone: a sheet of several is written without them", file=sys.stderr)
    fit = options.fit or ("" if view.story or "z=" in f"{options.view}&{atlas.opening_view}" else "world")
    own = shown_layers([one.layer for one in read_added(options.add, options.encoding)])
    make = partial(page_of, atlas, view, options.size, options.scale, fit=fit, title=options.title, plain=options.plain)
    page = replace(make(without=without, extras=own, settle=not series, bleed=options.bleed), caption=options.caption)
    if series:
        return _export_series(options, page)
    write(page, options.output)
    return 0


def _settle_scale(options: argparse.Namespace) -> None:
    """Find out how many device pixels a logical one is given; UsageError for what is told twice, or of the wrong type of file."""
    from viewer.paint.files.image import PRINTED

    printed = options.output.suffix.lower() == PRINTED
    if options.scale is not None and options.dpi is not None:
        raise UsageError("--dpi and --scale tell the same; leave one of them out")
    if options.bleed and not printed:
        raise UsageError("--bleed is for print: end the file in .pdf")
    if options.scale is None:
        options.scale = options.dpi or (_PRINT if printed else 1.0)


def _check_language(atlas: Atlas, language: str) -> None:
    """Refuse a language that neither the program nor the atlas has."""
    from viewer.carto.known import languages

    known = languages(atlas)
    if language and language not in known:
        raise UsageError(f"--lang: `{language[:40]}` is no language of this atlas; choose {', '.join(known)}")


def _left_out(options: argparse.Namespace) -> frozenset[str]:
    """Return the parts of a page that are not wanted; UsageError for what is none."""
    from viewer.paint.pages.layout import PARTS

    parts = [part.strip() for part in options.without.split(",") if part.strip()]
    for part in parts:
        if part not in PARTS:
            raise UsageError(f"--without: `{part[:40]}` is no part of a page; there are {', '.join(PARTS)}")
    return frozenset(parts)


def _export_story(options: argparse.Namespace) -> int:
    """Write a picture of each step; language, theme, viewpoint, size and scale are those asked for."""
    from functools import partial

    from viewer.api import export_story, open_atlas
    from viewer.carto.land.viewpoint import checked
    from viewer.carto.link import dated
    from viewer.carto.own.extra import shown_layers
    from viewer.carto.view import View
    from viewer.store.imports.desk import read_added

    own = ("view", "at", "fit", "projection", "title", "scheme", "grid", "first", "last", "every", "pace")
    wrong = [name for name in own if getattr(options, name)]
    if wrong:
        raise UsageError(f"--story brings its own views and titles; leave out --{SPOKEN.get(wrong[0], wrong[0])}")
    atlas = open_atlas(options.atlas)
    _check_language(atlas, options.lang)
    asked = {"language": options.lang or atlas.first_language, "theme": options.theme, "viewpoint": options.viewpoint}
    look = checked(atlas, dated(atlas, View()).with_(**{name: value for name, value in asked.items() if value}))
    own_layers = shown_layers([one.layer for one in read_added(options.add, options.encoding)])
    write = partial(export_story, atlas, options.story, str(options.output), look, options.size, options.scale)
    for path in write(plain=options.plain, extras=own_layers, without=_left_out(options), caption=options.caption, bleed=options.bleed):
        print(path)
    return 0


def _is_series(options: argparse.Namespace) -> bool:
    """Whether pictures of many days are asked for."""
    if options.every and options.grid:
        raise UsageError("--every makes a picture for each day, --grid one of all; leave one of them out")
    series = bool(options.every or ((options.first or options.last) and not options.grid))
    if series and options.at:
        raise UsageError("--at names one day; --from, --to and --every many")
    from viewer.paint.files.sequence import ANIMATIONS

    if options.pace and not (series and options.output.suffix.lower() in ANIMATIONS):
        known = " or ".join(ANIMATIONS)
        raise UsageError(f"--pace belongs to an animation: name days by --from, --to or --every, and end the file in {known}")
    return series


def _export_series(options: argparse.Namespace, page: Page) -> int:
    """Write a picture of each day from --from to --to; on a terminal, tell how many there are."""
    from viewer.carto.days.day_steps import series_days
    from viewer.paint.files.sequence import PACE, exporting

    first = day_given(options.first, "from") if options.first else page.atlas.span.start
    last = day_given(options.last, "to") if options.last else page.atlas.span.end - 1
    for day in (first, last):
        within(page.atlas, day)
    days = series_days(page.atlas, first, last, options.every or "year")
    done = 0
    for path in exporting(page, days, str(options.output), options.pace or PACE):
        if path is not None:
            done += 1
            print(path)
            if sys.stderr.isatty():
                print(f"{done} of {len(days)}", file=sys.stderr, end="\r" if done < len(days) else "\n", flush=True)
    return 0


def _grid_days(options: argparse.Namespace, atlas: Atlas) -> tuple[int, ...]:
    """Return the days of `--grid`; none where it is not asked for."""
    from viewer.carto.beside import MOST_CELLS, read_days, spread_days

    text = options.grid
    if not text:
        return ()
    if not re.fullmatch(r"\d{1,3}", text, flags=re.ASCII):
        try:
            return read_days(text)
        except ValueError as error:
            raise UsageError(f"--grid: {error}") from None
    if not 2 <= int(text) <= MOST_CELLS:
        raise UsageError(f"--grid: from 2 to {MOST_CELLS} maps go on a sheet")
    first = day_given(options.first, "from") if options.first else atlas.span.start
    last = day_given(options.last, "to") if options.last else atlas.span.end - 1
    if last < first:
        raise UsageError(f"--to {options.last} is before --from {options.first}")
    return spread_days(first, last, int(text))


def within(atlas: Atlas, day: int) -> None:
    """Refuse a day of which the atlas does not tell: a map of it would be invented."""
    from viewer.model.time import iso

    if day not in atlas.span:
        raise UsageError(f"{iso(day)} lies outside of the atlas, which tells of {iso(atlas.span.start)} to {iso(atlas.span.end - 1)}")


def day_given(text: str, option: str) -> int:
    """Return the day that an option names; UsageError where it names none."""
    from viewer.model.time import day_of

    if not text:
        raise UsageError(f"--{option} is missing; write --{option} YYYY-MM-DD")
    try:
        return day_of(text)
    except ValueError as error:
        raise UsageError(f"--{option}: {error}") from None
