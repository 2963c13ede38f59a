"""Plain text in whatever encoding it was saved."""

import codecs
import re

from charset_normalizer import from_bytes

from adapters.documents.child_answer import ChildAnswer
from adapters.documents.code_pages import find_code_page
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
        return ChildAnswer(content.decode(_guess(content), errors="replace"))


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
    known = find_code_page(content)
    if known:
        return known
    best = from_bytes(content[:_SAMPLE], cp_isolation=_OTHER_CODE_PAGES).best()
    if best is None:
        raise UnreadableResumeError("unsupported")
    return best.encoding
