"""Runs of base64, hexadecimal, binary or percent signs that spell out words."""

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote_to_bytes

from shortlist.screening.text import FoldedText

LONG_RUN = 20
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{20,}")
_HEX = re.compile(r"(?:(?:0x|\\x|%|&#x)?[0-9A-Fa-f]{2}[\s,;:]{0,2}){12,}")
_BINARY = re.compile(r"(?:[01]{7,8}\s{0,2}){8,}")
_LONGEST_RUN = 8_000
_MOST_RUNS = 50
_TEXT = re.compile(r"[A-Za-z]{2,}")
_ENOUGH_WORDS = 4
_LETTERS = {f"{code:{form}}" for code in range(0x61, 0x7B) for form in ("x", "08b")}
_ENOUGH_LETTERS = 6


def may_be_encoded(text: FoldedText) -> bool:
    """Tell quickly whether a text may have such a run."""
    return text.longest >= LONG_RUN or len(_LETTERS & text.unique) >= _ENOUGH_LETTERS


def decode_lines(lines: Sequence[str]) -> dict[int, str]:
    """Give what the lines spell out, by line number, where it is words."""
    decoded: dict[int, str] = {}
    runs = 0
    for number, line in enumerate(lines, start=1):
        for pattern, decode in _DECODERS:
            for match in pattern.finditer(line):
                runs += 1
                if runs > _MOST_RUNS:
                    return decoded
                text = decode(match[0][:_LONGEST_RUN])
                if text:
                    decoded[number] = f"{decoded.get(number, '')} {text}"
    return decoded


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


def _decode_binary(run: str) -> str:
    parts = run.split() if " " in run else [run[n : n + 8] for n in range(0, len(run), 8)]
    return _read(bytes(int(part, 2) % 256 for part in parts))


def _read(content: bytes) -> str:
    """Give the text, or nothing when it is not made of words."""
    text = unquote_to_bytes(content).decode("utf-8", errors="replace")
    odd = sum(not (sign.isprintable() or sign.isspace()) or sign == "\ufffd" for sign in text)
    is_text = odd * 20 <= len(text) and len(_TEXT.findall(text)) >= _ENOUGH_WORDS and " " in text
    return text if is_text else ""


_DECODERS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_BASE64, _decode_base64),
    (_HEX, _decode_hex),
    (_BINARY, _decode_binary),
)
