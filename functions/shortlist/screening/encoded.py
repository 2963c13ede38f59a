"""Runs of base64, hexadecimal, binary or percent signs that spell out words."""

import base64
import binascii
import re
from collections.abc import Callable
from itertools import islice
from urllib.parse import unquote_to_bytes

from shortlist.words.resume_text import ResumeText

_Decoder = tuple[re.Pattern[str], Callable[[str], str]]
_LONG_RUN = 24
_RUN = re.compile(rf"[A-Za-z0-9+/_-]{{{_LONG_RUN},}}")
_PAIRS = re.compile(r"(?:(?:0x|\\x|%|&#x)?[0-9A-Fa-f]{2}[\s,;:]{0,2}){12,}")
_BITS = re.compile(r"(?:[01]{7,8}\s{0,2}){8,}")
_HEX_DIGITS = re.compile(r"[0-9A-Fa-f]+")
_LONGEST_RUN = 8_000
_MOST_RUNS = 50
_TEXT = re.compile(r"[A-Za-z]{2,}")
_ENOUGH_WORDS = 3
_LETTERS = {f"{code:{form}}" for code in range(0x61, 0x7B) for form in ("x", "08b")}
_ENOUGH_LETTERS = 6


def decode_lines(text: ResumeText) -> dict[int, str]:
    """Give what the lines spell out, by line number, where it is words."""
    decoders: list[_Decoder] = []
    if text.longest >= _LONG_RUN:
        decoders.append((_RUN, _decode_run))
    if len(_LETTERS & text.unique) >= _ENOUGH_LETTERS:
        decoders += [(_PAIRS, _decode_hex), (_BITS, _decode_bits)]
    decoded: dict[int, str] = {}
    runs = 0
    for pattern, decode in decoders:
        for number, line in enumerate(text.lines, start=1):
            for match in islice(pattern.finditer(line), _MOST_RUNS - runs):
                runs += 1
                if found := decode(match[0][:_LONGEST_RUN]):
                    decoded[number] = f"{decoded.get(number, '')} {found}"
    return decoded


def _decode_run(run: str) -> str:
    return (_decode_hex(run) if _HEX_DIGITS.fullmatch(run) else "") or _decode_base64(run)


def _decode_base64(run: str) -> str:
    plain = run.replace("-", "+").replace("_", "/")
    # A wrapped run may begin anywhere in a group of four.
    return next((text for cut in range(4) if (text := _read_base64(plain[cut:]))), "")


def _read_base64(run: str) -> str:
    try:
        return _read(base64.b64decode(run[: len(run) // 4 * 4]))
    except (binascii.Error, ValueError):
        return ""


def _decode_hex(run: str) -> str:
    digits = re.sub(r"0x|\\x|%|&#x|[\s,;:]", "", run)
    return _read(bytes.fromhex(digits[: len(digits) // 2 * 2]))


def _decode_bits(run: str) -> str:
    parts = run.split()
    if len(parts) == 1:
        parts = [run[start : start + 8] for start in range(0, len(run), 8)]
    return _read(bytes(int(part, 2) % 256 for part in parts))


def _read(content: bytes) -> str:
    """Give the text, or nothing when it is not made of words."""
    text = unquote_to_bytes(content).decode("utf-8", errors="replace")
    odd = sum(not (sign.isprintable() or sign.isspace()) or sign == "\ufffd" for sign in text)
    is_text = odd * 20 <= len(text) and len(_TEXT.findall(text)) >= _ENOUGH_WORDS and " " in text
    return text if is_text else ""
