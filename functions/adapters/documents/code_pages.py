"""Code pages of one byte a letter: which of them makes words of a text that is not in Unicode."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

# What each language writes beside the letters of ASCII, lower case.
_ALPHABETS: Final = tuple(
    map(
        frozenset,
        (
            *("àâçéèêëîïôœùûüÿæ", "äöüßé", "áéíñóúü", "àèéìíîòóùú", "ãáàâçéêíóôõúü"),
            *("åäöæøéü", "áðéíóúýþæö", "éèëïóöüáí", "ąćęłńóśźż", "áčďéěíňóřšťúůýž"),
            *("áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "çğıöşüâî\u0307"),
            *("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž", "àçèéíïòóúü·"),
        ),
    )
)
_FREQUENT: Final = {
    "cyrillic": frozenset("оаеинтсрвлі"),
    "greek": frozenset("αοιετσνηυρπκάέίόύήώς"),
}
# What these make of the letters of any text in their script, at least.
_LEAST_FREQUENT = 0.5
# Where two read alike, the first is taken.
_LATIN = (
    *("cp1252", "iso8859_15", "cp1250", "iso8859_2", "iso8859_16", "cp1254", "cp1257"),
    *("mac_roman", "cp850", "cp852"),
)
_OTHERS = {
    **dict.fromkeys(
        ("cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic"), "cyrillic"
    ),
    **dict.fromkeys(("cp1253", "iso8859_7"), "greek"),
}
_SAMPLE = 16 * 1024
_GOOD = 0.8
_SIGNS = frozenset("\u00a0–—‘’“”„‚•…€°§©®™·«»¿¡ºª²³½¼×±№")  # noqa: RUF001
_FOREIGN = re.compile("[^\x00-\x7f]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SIGN_IN_WORD = re.compile(
    "[^\\W\\d_][^\\w\x00-\x7f\u00a0\u2018\u2019\u2013\u2014·]+[^\\W\\d_]|\ufffd"
)
_RUN = re.compile("[^\\W\\d_\x00-\x7f]{4,}")
_MIXED = re.compile(r"[A-Za-z](?=[^\W\d_\x00-\x7f])|[^\W\d_\x00-\x7f](?=[A-Za-z])")


def find_code_page(content: bytes) -> str | None:
    """Name the code page in which a text of bytes reads best; None where none reads well."""
    sample = content[:_SAMPLE]
    best, page = max(
        ((_rate(sample, name), name) for name in (*_LATIN, *_OTHERS)), key=lambda one: one[0]
    )
    return page if best >= _GOOD else None


def _rate(sample: bytes, page: str) -> float:
    """Tell which share of what is not ASCII is right in a code page, less what is certainly not."""
    text = sample.decode(page, errors="replace")
    foreign = _FOREIGN.findall(text)
    letters = [sign.lower() for sign in foreign if sign.isalpha()]
    if not foreign:
        return 0.0
    script = _OTHERS.get(page)
    if script:
        frequent = sum(letter in _FREQUENT[script] for letter in letters)
        right = min(len(letters), frequent / _LEAST_FREQUENT)
        wrong = len(_MIXED.findall(text))
    else:
        right = max(sum(letter in alphabet for letter in letters) for alphabet in _ALPHABETS)
        wrong = sum(map(len, _RUN.findall(text)))
    right += sum(sign in _SIGNS for sign in foreign)
    wrong += 2 * len(_SIGN_IN_WORD.findall(text)) + sum(_find_odd_capitals(text))
    return (right - wrong) / len(foreign)


def _find_odd_capitals(text: str) -> Iterator[bool]:
    """Give for each pair of letters in words with foreign ones whether case rises within it."""
    for word in _WORD.finditer(text):
        for before, after in pairwise(word[0]):
            is_foreign = before > "\x7f" or after > "\x7f"
            yield is_foreign and before.islower() and after.isupper()
