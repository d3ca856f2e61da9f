"""What readers type and what the atlas writes become the same letters."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from viewer.model.finding.folding import fold, fold_all, fold_with_places

LETTERS = st.sampled_from("aZéÜłøßæ Å0９ァヴヴィぃゔｳﾞｧガｶﾞがﾊﾟパーｰ・゠’-–。、（）Хщёй㈱①\u0301\u3099\u200b\x1f\n北方가İıſ＝=$")
TYPED = st.text(LETTERS, max_size=12) | st.text(max_size=12)


@pytest.mark.parametrize(
    "alike",
    [
        ("NATO", "ＮＡＴＯ", "nato"),
        ("フルシチョフ", "ふるしちょふ", "ﾌﾙｼﾁｮﾌ", "フルシチヨフ"),
        ("ヴェトナム", "ベトナム", "ｳﾞｪﾄﾅﾑ", "べとなむ"),
        ("ヴァルター", "バルター", "バルタ"),
        ("ヴィリニュス", "ビリニュス"),
        ("ソヴィエト", "ソビエト"),
        ("ルーマニア", "ルマニア"),
        ("ウィーン", "ウイーン"),
        ("キム・イルソン", "キムイルソン", "キム゠イルソン"),
        ("サン＝ジェルマン", "サン・ジェルマン"),
        ("Wałęsa", "WALESA", "walesa"),
        ("Königsberg", "Ko\u0308nigsberg", "konigsberg"),
        ("Lüshun", "lushun"),
        ("Хрущёв", "хрущев"),
        ("Khrushchev’s", "khrushchevs", "Khrushchev's"),
        ("Polish–Soviet War", "polish-soviet war", "Polish Soviet  War "),
        ("ガス", "ｶﾞｽ", "カ\u3099ス"),
        ("Straße", "STRASSE"),
        ("「ベルリンの壁」", "ベルリンの壁"),
    ],
)
def test_spellings_of_the_same_are_alike(alike: tuple[str, ...]) -> None:
    assert len({fold(word) for word in alike}) == 1, [fold(word) for word in alike]


@pytest.mark.parametrize(
    ("one", "other"), [("かき", "がき"), ("ハル", "パル"), ("Iran", "Iraq"), ("ひ", "ぴ"), ("千島", "干島"), ("Рига", "Рога")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(TYPED)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(once.upper()) == once


@given(st.lists(TYPED, max_size=6))
def test_many_at_once_are_folded_as_each(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]


@given(TYPED)
@example("ヴィシー政権（1940年）")
@example("é\u0301x")
def test_places_tell_where_each_letter_came_from(text: str) -> None:
    folded, places = fold_with_places(text)
    assert folded in (fold(text), "")
    assert len(places) == len(folded) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)
    assert all(0 <= place < len(text) for place in places[:-1])


@given(st.text(LETTERS.filter(lambda letter: letter not in "가\u0301\u3099"), max_size=12))
def test_places_are_known_for_what_atlases_write(text: str) -> None:
    assert fold_with_places(text)[0] == fold(text)


@pytest.mark.parametrize("letter", ["\U00010000", "\U0001f5fa", "\U0010ffff", "\uffff"])
def test_letters_beyond_the_first_plane_stay_as_they_are(letter: str) -> None:
    assert fold_all([f"a{letter}b", letter]) == [f"a{letter}b", letter]
