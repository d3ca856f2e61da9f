"""Kana and Cyrillic in Latin letters."""

from __future__ import annotations

import pytest

from viewer.model.finding.transliteration import cyrillic_to_latin, is_cyrillic, kana_words, romaji, romaji_key, slavic_key


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("ベルリン", "berurin"),
        ("フルシチョフ", "furushichofu"),
        ("ワルシャワ", "warushawa"),
        ("ティトー", "tito"),
        ("ジュネーヴ", "junebu"),
        ("チェコスロバキア", "chekosurobakia"),
        ("ファシスト", "fashisuto"),
        ("ヴィシー", "bishi"),
        ("ニッポン", "nippon"),
        ("ウィーン", "win"),
        ("きゅうしゅう", "kyuushuu"),
        ("シェワルナゼ", "shewarunaze"),
    ],
)
def test_kana_are_written_near_to_hepburn(kana: str, latin: str) -> None:
    assert romaji(kana) == latin


@pytest.mark.parametrize(
    ("kana", "typed"),
    [
        ("ベルリン", ("berurin", "berurinn")),
        ("フルシチョフ", ("furushichofu", "hurusityohu", "hurushityofu")),
        ("ルーマニア", ("ruumania", "ru-mania", "rumania")),
        ("ジュネーヴ", ("junebu", "zyunebu", "jyunebu", "juneebu", "junevu")),
        ("ドイツ", ("doitsu", "doitu")),
        ("ホッカイドウ", ("hokkaido", "hokkaidou", "hokkaidoo")),
        ("チェコ", ("cheko", "tyeko")),
        ("シンブン", ("shinbun", "shimbun", "sinbun")),
    ],
)
def test_every_usual_way_to_type_a_word_has_the_same_key(kana: str, typed: tuple[str, ...]) -> None:
    assert {romaji_key(word) for word in typed} == {romaji_key(romaji(kana))}


def test_runs_of_kana_are_found_in_names() -> None:
    assert kana_words("北ベトナム（ハノイ政権）のﾎｰﾁﾐﾝ") == {"ベトナム", "ハノイ", "のホーチミン"}


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("хрущев", "khrushchev"),
        ("Ельцин", "yeltsin"),
        ("Троцкий", "trotsky"),
        ("Берия", "beria"),
        ("Вышинский", "vyshinsky"),
        ("Шеварднадзе", "shevardnadze"),
        ("Київ", "kyiv"),
        ("Горбачёв", "gorbachev"),
    ],
)
def test_cyrillic_names_have_the_key_of_their_latin_form(cyrillic: str, latin: str) -> None:
    assert is_cyrillic(cyrillic)
    assert slavic_key(cyrillic_to_latin(cyrillic)) == slavic_key(latin)
    assert not is_cyrillic(latin)
