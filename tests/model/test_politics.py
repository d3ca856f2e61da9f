"""Who answers to whom and who stands in which bloc: the arrays agree with following each chain by hand."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from viewer.model.entities import Bloc, BlocGroup, Dependency, Membership, Named, Polity
from viewer.model.politics import NO_GROUP, RELATIONS, TIES, Politics
from viewer.model.time import ALWAYS, Interval

COUNT = 6
BLOCS = {
    "red-pact": Bloc("red-pact", {}, {}, "alliance", group="red"),
    "blue-pact": Bloc("blue-pact", {}, {}, "alliance", group="blue"),
    "blue-friends": Bloc("blue-friends", {}, {}, "alliance", group="blue"),
    "club": Bloc("club", {}, {}, "union"),
}
GROUPS = (BlocGroup("red", "east", "full", {}, dependencies={"en": "Red dependencies"}), BlocGroup("blue", "west", "full", {}))
"""The red row takes dependencies along, the blue one has no name for any."""
INTERVALS = st.tuples(st.integers(1, 20), st.integers(1, 12)).map(lambda pair: Interval(pair[0], pair[0] + pair[1]))


@dataclass(frozen=True)
class World:
    """Polities that answer only to earlier ones, so that no one answers to itself, and their memberships."""

    polities: list[Polity]
    memberships: list[Membership]

    @property
    def politics(self) -> Politics:
        return Politics(self.polities, BLOCS, GROUPS, self.memberships)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    polities = []
    for number in range(COUNT):
        ties = []
        day = 1
        while number and draw(st.booleans()):
            start = day + draw(st.integers(0, 5))
            end = start + draw(st.integers(1, 9))
            ties.append(Dependency(Interval(start, end), f"p{draw(st.integers(0, number - 1))}", draw(st.sampled_from(RELATIONS[1:]))))
            day = end
        polities.append(Polity(f"p{number}", (Named(ALWAYS, {}),), (ALWAYS,), tuple(ties)))
    member = st.builds(
        Membership,
        bloc=st.sampled_from(sorted(BLOCS)),
        polity=st.integers(0, COUNT - 1).map(lambda number: f"p{number}"),
        when=INTERVALS,
        tie=st.sampled_from(("member", "member", "associate", "observer", "suspended")),
    )
    return World(polities, draw(st.lists(member, max_size=8)))


def chain(world: World, number: int, day: int) -> tuple[int, int]:
    """Sovereign and weakest tie on the way up."""
    weakest = 0
    while tie := next((one for one in world.polities[number].answers_to if day in one.when), None):
        weakest = max(weakest, RELATIONS.index(tie.relation))
        number = int(tie.to[1:])
    return number, weakest


def own_group(world: World, number: int, day: int) -> int:
    ids = [group.id for group in GROUPS]
    found = [
        ids.index(BLOCS[member.bloc].group)
        for member in world.memberships
        if member.polity == f"p{number}" and day in member.when and member.tie == "member" and BLOCS[member.bloc].group
    ]
    return min(found, default=NO_GROUP)


@given(worlds())
def test_standing_is_what_following_each_chain_finds(world: World) -> None:
    for day in range(1, 34):
        standing = world.politics.at(day)
        for number in range(COUNT):
            sovereign, relation = chain(world, number, day)
            assert (standing.sovereign[number], standing.relation[number]) == (sovereign, relation)
            own, above = own_group(world, number, day), own_group(world, sovereign, day)
            part = RELATIONS[relation] in ("self", "part")
            assert standing.group[number] == (above if own == NO_GROUP and part else own)
            assert standing.inherited[number] == (above if own == NO_GROUP and not part and above == 0 else NO_GROUP)


@given(worlds())
def test_nothing_changes_but_on_days_of_change(world: World) -> None:
    days = set(world.politics.change_days().tolist())
    for day in range(2, 34):
        if day not in days:
            before, after = world.politics.at(day - 1), world.politics.at(day)
            for name in ("master", "relation", "sovereign", "group", "inherited"):
                assert getattr(before, name).tolist() == getattr(after, name).tolist()


def _world(*members: Membership, ties: tuple[Dependency, ...] = ()) -> Politics:
    groups = (BlocGroup("red", "east", "full", {}), BlocGroup("blue", "west", "full", {}, besides="pattern"))
    polities = [Polity("p0", (Named(ALWAYS, {}),), (ALWAYS,)), Polity("p1", (Named(ALWAYS, {}),), (ALWAYS,), ties)]
    return Politics(polities, BLOCS, groups, members)


def test_a_second_bloc_is_told_beside_the_first_where_its_group_says_so() -> None:
    both = _world(Membership("red-pact", "p0", Interval(1, 9)), Membership("blue-pact", "p0", Interval(5, 20)))
    assert [(int(both.at(day).group[0]), int(both.at(day).beside[0])) for day in (4, 5, 9, 20)] == [(0, -1), (0, 1), (1, -1), (-1, -1)]
    part = _world(
        Membership("red-pact", "p0", ALWAYS), Membership("blue-pact", "p0", ALWAYS), ties=(Dependency(Interval(3, 6), "p0", "part"),)
    )
    assert [(int(part.at(day).group[1]), int(part.at(day).beside[1])) for day in (2, 3, 6)] == [(-1, -1), (0, 1), (-1, -1)]


def test_who_is_in_no_bloc_is_told_by_the_first_tie_that_is_less_than_membership() -> None:
    politics = _world(
        Membership("blue-pact", "p0", Interval(1, 30), "observer"),
        Membership("red-pact", "p0", Interval(5, 10), "suspended"),
        Membership("blue-friends", "p0", Interval(20, 25)),
    )
    told = [(int(politics.at(day).tied[0]), TIES[politics.at(day).tie[0]]) for day in (1, 5, 10, 20, 25, 30)]
    assert told == [(1, "observer"), (0, "suspended"), (1, "observer"), (-1, "member"), (1, "observer"), (-1, "member")]
    assert set(politics.change_days().tolist()) == {1, 5, 10, 20, 25, 30}


def test_parts_are_tied_as_their_state_but_dependencies_are_not() -> None:
    member = Membership("red-pact", "p0", ALWAYS, "associate")
    for relation, tied in (("part", 0), ("dependent", -1), ("occupied", -1)):
        politics = _world(member, ties=(Dependency(ALWAYS, "p0", relation),))
        assert int(politics.at(5).tied[1]) == tied
