"""Plain text in whatever encoding it was saved."""

import codecs
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from charset_normalizer import from_bytes

from adapters.documents.child_answer import ChildAnswer
from shortlist.reading.reasons import FileLimits, UnreadableResumeError

# The longer mark first: the one of UTF-32 LE begins with the one of UTF-16 LE.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1a\x1b")
_NOISE = bytes(byte for byte in range(32) if byte not in _TEXT_CONTROLS)
# These have the same bytes for Romanian letters, which have commas below in only one of them; in
# no other language of theirs have these letters either.
_ROMANIAN_PAGES = frozenset({"cp1250", "iso8859_2", "iso8859_16"})
_COMMAS = str.maketrans("şţŞŢ", "șțȘȚ")
_SAMPLE = 64 * 1024
_MAX_NOISE = 0.005
_WIDE_ENCODINGS = ("utf-16-le", "utf-16-be")
_MOSTLY_PRINTED = 0.98
_LEAST_BLANKS = 0.02
_BLANKS = " \t\r\n\f\v"
_JAPANESE_SHIFT = re.compile(rb"\x1b\$[@B]")
# What is Hebrew in one code page is lower-case Cyrillic in another, but never all the alphabet.
_HEBREW, _HEBREW_LETTERS = "cp1255", re.compile(rb"[\xe0-\xfa]")
_NO_HEBREW_LETTERS = re.compile(
    rb"[\xbf\xc0-\xdf\xfb\xfc\xff]|[A-Za-z][\xe0-\xfa]|[\xe0-\xfa][\xa1-\xaf]"
)
_FEWEST_LETTERS = 24
# Of more than one byte a letter, or written to the left; the others are told by their alphabets.
_OTHER_CODE_PAGES = ["cp1255", "cp1256", "cp932", "euc_jp", "gb18030", "big5", "euc_kr"]
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
_CODE_PAGE_SAMPLE = 16 * 1024
_GOOD = 0.8
_SIGNS = frozenset("\u00a0–—‘’“”„‚•…€°§©®™·«»¿¡ºª²³½¼×±№")  # noqa: RUF001
_FOREIGN = re.compile("[^\x00-\x7f]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SIGN_IN_WORD = re.compile(
    "[^\\W\\d_][^\\w\x00-\x7f\u00a0\u2018\u2019\u2013\u2014·]+[^\\W\\d_]|\ufffd"
    "|(?<=[^\\W\\d_])[¼½¾](?=[^\\W\\d_])"
)
_RUN = re.compile("[^\\W\\d_\x00-\x7f]{4,}")
_MIXED = re.compile(r"[A-Za-z](?=[^\W\d_\x00-\x7f])|[^\W\d_\x00-\x7f](?=[A-Za-z])")


def text_of(content: bytes, _limits: FileLimits) -> ChildAnswer:
    """Decode the bytes, or refuse what no encoding makes a text of."""
    padded = content.rstrip(b"\0")
    if padded and b"\0" not in padded:
        content = padded
    encoding = _encoding_of(content)
    if encoding != "utf-8":
        return ChildAnswer(content.decode(encoding, errors="replace"))
    try:
        return ChildAnswer(content.decode())
    except UnicodeDecodeError:
        page = _guess(content)
        text = content.decode(page, errors="replace")
        return ChildAnswer(text.translate(_COMMAS) if page in _ROMANIAN_PAGES else text)


def _encoding_of(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    sample = content[:_SAMPLE]
    if 0 in sample:
        wide = next((name for name in _WIDE_ENCODINGS if _reads_as_wide(sample, name)), None)
        if wide:
            return wide
    if _JAPANESE_SHIFT.search(sample):
        return "iso2022_jp"
    noise = len(sample) - len(sample.translate(None, _NOISE))
    if noise > _MAX_NOISE * len(sample):
        raise UnreadableResumeError("unsupported")
    return "utf-8"


def _reads_as_wide(sample: bytes, encoding: str) -> bool:
    """Tell two bytes a letter, without a mark, by what the other order of bytes has not: blanks."""
    text = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
    printed = sum(character.isprintable() or character in _BLANKS for character in text)
    blanks = sum(map(text.count, _BLANKS))
    return printed >= _MOSTLY_PRINTED * len(text) and blanks >= _LEAST_BLANKS * len(text)


def _guess(content: bytes) -> str:
    hebrew = len(_HEBREW_LETTERS.findall(content[:_SAMPLE]))
    if hebrew >= _FEWEST_LETTERS and not _NO_HEBREW_LETTERS.search(content[:_SAMPLE]):
        return _HEBREW
    known = _find_code_page(content)
    if known:
        return known
    best = from_bytes(content[:_SAMPLE], cp_isolation=_OTHER_CODE_PAGES).best()
    if best is None:
        raise UnreadableResumeError("unsupported")
    return best.encoding


def _find_code_page(content: bytes) -> str | None:
    """Name the code page of one byte a letter in which a text reads best; None where none does."""
    sample = content[:_CODE_PAGE_SAMPLE]
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
