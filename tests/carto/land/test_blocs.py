"""The bloc that is selected: a row of the legend or a single bloc, its members, its land, its events."""

from __future__ import annotations

from dataclasses import replace

import made_up
import pytest

from viewer.carto.land.blocs import (
    bloc_events,
    bloc_life,
    bloc_members,
    bloc_name,
    bloc_style,
    bloc_units,
    chosen_bloc,
    feeding_blocs,
    presence,
    years_text,
)
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Bloc, BlocGroup, Dependency, Membership, Polity
from viewer.model.time import ALWAYS, day_of, parse_period

DAY = day_of("1960-01-01")


def polity(identifier: str, to: str = "", relation: str = "") -> Polity:
    ties = (Dependency(ALWAYS, to, relation),) if to else ()
    return replace(made_up.polity(identifier), answers_to=ties)


def member(bloc: str, who: str, when: str = "1949-04-04/..", tie: str = "member", joined_by: str = "") -> Membership:
    return Membership(bloc, who, parse_period(when), tie, joined_by=joined_by)


def made() -> Atlas:
    """Units of 1, 10, 100, ... km2, each held by the polity of its number."""
    return made_up.atlas(
        areas=[1.0, 10.0, 100.0, 1000.0, 10000.0, 100000.0],
        polities=[
            polity("usa"),
            polity("uk"),
            polity("kenya", "uk", "dependent"),
            polity("japan"),
            polity("ussr"),
            polity("ukraine", "ussr", "part"),
        ],
        holders=[0, 1, 2, 3, 4, 5],
        events=[made_up.event("signed", "1949-04-04"), made_up.event("other", "1950-01-01")],
        blocs={
            "nato": Bloc("nato", {"en": "North Atlantic Treaty Organization"}, {}, "alliance", "nato", parse_period("1949-04-04/..")),
            "us-japan": Bloc("us-japan", {"en": "Treaty with Japan"}, {}, "alliance", "friends"),
            "anzus": Bloc("anzus", {"en": "ANZUS"}, {}, "alliance", "friends"),
            "club": Bloc("club", {"en": "Club"}, {}, "partnership"),
        },
        groups=(
            BlocGroup("nato", "west", "full", {"en": "NATO"}, {"en": "Dependencies"}),
            BlocGroup("friends", "west", "weak", {"en": "Other allies"}),
        ),
        memberships=(
            member("nato", "usa", joined_by="signed"),
            member("nato", "uk", "1949-04-04/1965-01-01"),
            member("us-japan", "japan", "1952-04-28/.."),
            member("us-japan", "usa", "1952-04-28/.."),
            member("club", "ussr", "1955-01-01/1970-01-01"),
            member("club", "japan", "1950-01-01/1958-01-01"),
            member("club", "japan", "1958-01-01/1966-01-01", "associate"),
        ),
    )


def test_only_what_the_atlas_has_is_selected() -> None:
    atlas = made()
    chosen = {
        text: chosen_bloc(atlas, View(selected=text)) for text in ("bloc:nato", "bloc:friends", "bloc:club", "bloc:x", "bloc:", "nato")
    }
    assert list(chosen.values()) == ["nato", "friends", "club", "", "", ""]


def test_a_row_of_the_legend_gathers_its_blocs_and_a_bloc_stands_for_itself() -> None:
    atlas = made()
    assert feeding_blocs(atlas, "friends") == ("us-japan", "anzus")
    assert feeding_blocs(atlas, "club") == ("club",)
    names = [bloc_name(atlas, one, "en") for one in ("nato", "friends", "club")]
    assert names == ["North Atlantic Treaty Organization", "Other allies", "Club"]
    assert [bloc_style(atlas, one) for one in ("nato", "friends", "club", "anzus")] == ["west", "west", "", "west"]


def test_the_first_row_of_the_legend_counts_as_any_other() -> None:
    atlas, view = made(), View(instant=DAY)
    groups = (replace(atlas.groups[0], id="first"), *atlas.groups[1:])
    renamed = replace(atlas, groups=groups, blocs={**atlas.blocs, "nato": replace(atlas.blocs["nato"], group="first")})
    assert bloc_units(renamed, view, "first").tolist() == bloc_units(atlas, view, "nato").tolist()
    assert presence(renamed, view, "first") == presence(atlas, view, "nato")


def test_land_is_that_of_members_and_of_what_answers_to_them() -> None:
    atlas, view = made(), View(instant=DAY)
    assert atlas.basemap.area_km2[bloc_units(atlas, view, "nato")].sum() == 111
    assert atlas.basemap.area_km2[bloc_units(atlas, view, "friends")].sum() == 1000, "the first group colours the USA"
    assert atlas.basemap.area_km2[bloc_units(atlas, view, "us-japan")].sum() == 1001, "but it is in the treaty"
    assert atlas.basemap.area_km2[bloc_units(atlas, view, "club")].sum() == 110000, "an associate is no member"
    assert not bloc_units(atlas, View(instant=day_of("1930-01-01")), "nato").any()


def test_states_and_land_follow_the_day() -> None:
    atlas = made()
    now = [presence(atlas, View(instant=day_of(day)), "nato") for day in ("1949-04-03", "1949-04-04", "1965-01-01")]
    assert [(one.states, one.km2) for one in now] == [(0, 0), (2, 111), (1, 1)]
    assert presence(atlas, View(instant=DAY), "club").states == 1


def test_members_come_by_accession_with_all_their_times() -> None:
    atlas = made()
    club = bloc_members(atlas, "club", "en")
    assert [(one.polity, [span.tie for span in one.spans]) for one in club] == [("japan", ["member", "associate"]), ("ussr", ["member"])]
    assert [years_text(one.spans) for one in club] == ["1950–1966", "1955–1970"]
    assert years_text(bloc_members(atlas, "nato", "en")[1].spans) == "1949–"
    life = bloc_life(atlas, "club")
    assert (life.start, life.end) == (day_of("1950-01-01"), day_of("1970-01-01"))
    assert bloc_life(atlas, "nato").end == atlas.span.end
    assert bloc_life(atlas, "anzus").days > 0, "also where nobody was ever in it"


def test_events_are_those_that_made_it() -> None:
    assert bloc_events(made(), "nato") == ("signed",)
    assert bloc_events(made(), "club") == ()


@pytest.mark.parametrize(
    ("bloc", "event"),
    [
        ("nato", "greece-turkey-join-nato"),
        ("nato", "spain-joins-nato"),
        ("warsaw-pact", "warsaw-pact-dissolved"),
        ("comecon", "comecon-dissolved"),
        ("seato", "manila-pact-signed"),
        ("cento", "cento-dissolved"),
        ("rio-treaty", "rio-treaty-signed"),
        ("anzus", "anzus-signed"),
        ("weu", "brussels-treaty-signed"),
        ("eu", "uk-leaves-eu"),
        ("efta", "ec-enlargement-1973"),
        ("csto", "tashkent-treaty-1992"),
        ("sco", "shanghai-five"),
        ("guam", "guam-founded"),
        ("nam", "nam-founded"),
        ("united-nations-1942", "declaration-by-united-nations"),
        ("tripartite-pact", "tripartite-pact"),
        ("soviet-alliances", "north-korea-allies-with-both"),
    ],
)
def test_a_bloc_tells_the_events_that_made_or_ended_it(built_in: Atlas, bloc: str, event: str) -> None:
    assert event in bloc_events(built_in, bloc)


def test_a_row_whose_pattern_lies_over_another_counts_its_members_there_too(built_in: Atlas) -> None:
    europe = built_in.in_scheme("europe")
    view = View(instant=day_of("2004-06-01"), scheme="europe")
    assert presence(europe, view, "eu").states == 25
    france = europe.polity_index["france"]
    held = europe.territory.holders(view.instant) == france
    assert bloc_units(europe, view, "eu")[held].all()
    assert bloc_units(europe, view, "nato")[held].all()
