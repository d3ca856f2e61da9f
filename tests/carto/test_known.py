"""What a View names that the atlas has not is refused where somebody asks in words, and let go where it is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from viewer.carto.known import refuse_unknown, without_gone
from viewer.carto.link import link_of
from viewer.carto.view import BadView, View
from viewer.model.atlas import Atlas


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("l=fr", "`l=fr`: the atlas has no language `fr`; there are ja, en"),
        ("n=ja%2Bfr", "no language of names `fr`; there are ja, en, local"),
        ("fo=bogus:1", "`fo=bogus:1` is no filter; write actor:…, source:…, theme:…, date:…, near:…"),
        ("fo=actor:ussrr", "`fo=actor:ussrr`: the atlas has no actor `ussrr` (did you mean `ussr`?)"),
        ("fo=actor:", "the atlas has no actor `-`"),
        ("fo=source:nowhere", "no source `nowhere`; `bloc-atlas data sources` lists what it has"),
        ("fo=theme:cubs", "(did you mean `cuba`?)"),
        ("fo=date:never", "there are exact, vague, differs"),
        ("fo=near:here", "write near:LON;LAT;KILOMETRES"),
        ("e=nonsense", "no scheme of periods `nonsense`; there are "),
        ("r=nonsense", "no series `nonsense`; there are land, "),
        ("g=nonsense-place", "no place or event `nonsense-place`; `bloc-atlas data events` lists what it has"),
        ("f=nonsense:2", "no place or event `nonsense`"),
        ("i=ussr-leader,ussr-leadr", "no office `ussr-leadr` (did you mean `ussr-leader`?)"),
        ("h=warr", "no family or kind of events `warr` (did you mean `war`?)"),
        ("x=lakess", "no layer `lakess` (did you mean `lakes`?)"),
        ("x=zzz", "no layer `zzz`; there are graticule, rivers, "),
        ("bs=side;;=pactss", "no scheme `pactss`; there are "),
        ("s=polity:ussrr", "`s=polity:ussrr`: the atlas has no polity `ussrr` (did you mean `ussr`?)"),
        ("s=bloc:natoo", "no bloc `natoo` (did you mean `nato`?)"),
        ("s=land:nowhere", "no land that is nobody's `nowhere`"),
        ("s=thing:nato", "write the id of an event, or polity:…, place:…, land:… or bloc:…"),
        ("o=cuba-thirteen-days:99", "is no step of a story; there are "),
        ("t=1950-01-01&l=en&t=1960-01-01", "`t=` stands 2 times in the view; leave one"),
    ],
)
def test_a_part_that_names_nothing_is_refused_and_told_what_would_do(text: str, told: str, built_in: Atlas) -> None:
    with pytest.raises(BadView) as caught:
        refuse_unknown(built_in, text)
    assert told in str(caught.value)
    assert len(str(caught.value)) < 600


def test_every_part_that_an_atlas_has_is_let_through(built_in: Atlas) -> None:
    place, event = next(iter(built_in.places)), next(iter(built_in.events))
    actor, theme = next(iter(built_in.actors)), next(one.themes[0] for one in built_in.events.values() if one.themes)
    parts = [
        "l=ja&n=en%2Blocal&e=japanese-eras&r=land",
        f"f={place}:2&g={event}&s={event}",
        f"fo=actor:{actor},source:{next(iter(built_in.sources))},theme:{theme},date:vague,near:12.00%3B50.00%3B300",
        "s=bloc:nato&x=lakes,treaties&h=war&i=usa-president",
        "s=polity:ussr&bs=side;1950-01-01;=alliances",
        "e=&r=&g=&f=&s=&n=&x=&h=&i=&o=&bs=",
        f"s=place:{place}&o=cuba-thirteen-days:2",
        "",
    ]
    for text in parts:
        refuse_unknown(built_in, text)


def test_what_is_gone_is_let_go_and_a_link_names_nothing_that_is_refused(built_in: Atlas) -> None:
    event = next(iter(built_in.events))
    view = View(selected=event, fan="nowhere:1", place=event, language="en")
    left = replace(built_in, events={name: one for name, one in built_in.events.items() if name != event})
    assert without_gone(built_in, view) == view.with_(fan="")
    assert without_gone(left, view) == view.with_(fan="", selected="", place="")
    assert f"s={event}" in link_of(built_in, view)
    assert f"s={event}" not in link_of(left, view)
    refuse_unknown(left, link_of(left, view).partition('"')[2].rstrip('"'))
    for selected in ("polity:ussr", "bloc:nato", "place:nowhere", "land:nowhere", "polity:nowhere"):
        assert bool(without_gone(built_in, view.with_(selected=selected)).selected) == ("nowhere" not in selected)
