"""Badges beside names are seen: in the window's labels and on pages."""

from __future__ import annotations

from viewer.api import page_of
from viewer.carto.names.placement import Label
from viewer.carto.tokens import DARK, LIGHT
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.overlay.glyphs import Glyphs
from viewer.paint.overlay.overlay import Sprites
from viewer.paint.pages.page import render_page
from viewer.store.resources import read_icon


def test_a_name_with_badges_is_wider_and_bears_the_colour_of_the_other_bloc() -> None:
    sprites = Sprites(Glyphs(read_icon))
    for theme in (LIGHT, DARK):
        plain = sprites.label(Label("Cuba", 0, 0, 12.0), theme, 1.0)
        badged = sprites.label(Label("Cuba", 0, 0, 12.0, badges=(("nonaligned", "full", ""),)), theme, 1.0)
        assert plain is not None
        assert badged is not None
        assert badged.width() >= plain.width() + 12
        colours = {badged.pixelColor(x, y).name() for x in range(plain.width() - 3, badged.width()) for y in range(badged.height())}
        assert theme.blocs["nonaligned"].fill.lower() in colours


def test_a_page_shows_the_badge_of_sweden_in_the_partnership(built_in: Atlas) -> None:
    seen = []
    for day in ("1994-05-08", "1995-02-01"):  # before and after it signed; on the second day it is in the EU too
        view = View.parse(f"t={day}&w=europe&p=laea&c=16,61&z=4&l=en&x=events,places,seas,patterns,ribbons,routes")
        image = render_page(page_of(built_in, view, (360, 420), plain=True))
        fill = LIGHT.blocs["nonaligned"].fill.lower()
        seen.append(sum(image.pixelColor(x, y).name() == fill for x in range(100, 260) for y in range(60, 360)))
    assert seen[0] == 0
    assert 10 < seen[1] < 200  # a badge, no land
