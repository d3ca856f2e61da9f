"""Other ways to write a word: kana in Latin letters, Cyrillic in Latin letters. Both sides of a comparison are made alike by a key."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_KANA = {
    "あいうえお": ("a", "i", "u", "e", "o"),
    "かきくけこ": ("ka", "ki", "ku", "ke", "ko"),
    "さしすせそ": ("sa", "shi", "su", "se", "so"),
    "たちつてと": ("ta", "chi", "tsu", "te", "to"),
    "なにぬねの": ("na", "ni", "nu", "ne", "no"),
    "はひふへほ": ("ha", "hi", "fu", "he", "ho"),
    "まみむめも": ("ma", "mi", "mu", "me", "mo"),
    "やゆよ": ("ya", "yu", "yo"),
    "らりるれろ": ("ra", "ri", "ru", "re", "ro"),
    "わゐゑを": ("wa", "i", "e", "o"),
    "がぎぐげご": ("ga", "gi", "gu", "ge", "go"),
    "ざじずぜぞ": ("za", "ji", "zu", "ze", "zo"),
    "だぢづでど": ("da", "ji", "zu", "de", "do"),
    "ばびぶべぼ": ("ba", "bi", "bu", "be", "bo"),
    "ぱぴぷぺぽ": ("pa", "pi", "pu", "pe", "po"),
    "んゔ": ("n", "bu"),
}
_SOUNDS = {letter: sound for row, sounds in _KANA.items() for letter, sound in zip(row, sounds, strict=True)}
_GLIDES = dict(zip("ゃゅょぁぃぅぇぉゎ", ("ya", "yu", "yo", "a", "i", "u", "e", "o", "wa"), strict=True))
_KEY_STEPS = (
    (re.compile(r"[^a-z]"), ""),
    (re.compile(r"tch"), "ch"),
    (re.compile(r"sh"), "sy"),
    (re.compile(r"ch"), "ty"),
    (re.compile(r"d?j"), "zy"),
    (re.compile(r"ts"), "t"),
    (re.compile(r"dz"), "z"),
    (re.compile(r"v"), "b"),
    (re.compile(r"f"), "h"),
    (re.compile(r"m(?=[bp])"), "n"),
    (re.compile(r"ou"), "o"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"yi"), "i"),
)
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch * y * e yu ya i i e g u".replace("*", "").split(" "),
        strict=True,
    )
)
_SLAVIC_STEPS = ((re.compile(r"[^a-z]"), ""), (re.compile(r"[iyj]+"), "i"), (re.compile(r"^ie"), "e"), (re.compile(r"(.)\1+"), r"\1"))
_KANA_WORD = re.compile("[ぁ-ゖァ-ヺー]{2,}")


def kana_words(text: str) -> set[str]:
    """Return the runs of two kana or more in a text."""
    return set(_KANA_WORD.findall(unicodedata.normalize("NFKC", text)))


@cache
def romaji(kana: str) -> str:
    """Return kana in Latin letters, near to Hepburn; long vowels are not marked, other letters are left out."""
    sounds: list[str] = []
    double = False
    for letter in kana:
        plain = chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter
        if plain == "っ":
            double = True
        elif plain in _GLIDES and sounds:
            sounds[-1] = _glide(sounds[-1], _GLIDES[plain])
        else:
            sound = _SOUNDS.get(plain) or _GLIDES.get(plain, "")
            sounds.append(sound[:1] + sound if double else sound)
            double = False
    return "".join(sounds)


def _glide(sound: str, glide: str) -> str:
    """A sound with a small letter after it: ki + ya = kya, shi + e = she, fu + i = fi, te + i = ti."""
    if sound.endswith(("shi", "chi", "ji")):
        return sound[:-1] + glide.removeprefix("y")
    return (sound[:-1] if len(sound) > 1 else "w" if sound == "u" else sound) + glide


@cache
def romaji_key(word: str) -> str:
    """Return a key that is the same for every usual way to write a sound: shi and si, tsu and tu, fu and hu, nn and n, ou and o."""
    return _through(word, _KEY_STEPS)


@cache
def cyrillic_to_latin(word: str) -> str:
    """Return a word of Cyrillic letters in Latin ones; other letters stay."""
    return "".join(_CYRILLIC.get(letter, letter) for letter in word.casefold())


@cache
def slavic_key(word: str) -> str:
    """Return a key that is the same for the usual Latin forms of a Slavic name: Yeltsin and Eltsin, Trotsky and Trotskiy."""
    return _through(word, _SLAVIC_STEPS)


def is_cyrillic(word: str) -> bool:
    """Whether a word has Cyrillic letters."""
    return any("\u0400" <= letter <= "\u052f" for letter in word)


def _through(word: str, steps: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, replacement in steps:
        word = pattern.sub(replacement, word)
    return word
