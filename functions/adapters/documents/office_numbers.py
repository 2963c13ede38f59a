"""The numbers that Word puts before paragraphs, which no paragraph holds itself."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from adapters.documents.office_xml import child, local, value

_LEVELS = 9
_MOST = 10_000
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def _roman(number: int) -> str:
    text = ""
    for amount, sign in _ROMAN:
        times, number = divmod(number, amount)
        text += sign * times
    return text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "ordinal": lambda number: f"{number}.",
}


class Numbers:
    """Counts the numbered paragraphs of a document in their order; bullets are no numbers."""

    def __init__(self, root: ET.Element | None) -> None:
        self._lists: dict[str, dict[int, ET.Element]] = {}
        abstract: dict[str, dict[int, ET.Element]] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                abstract[value(element, "abstractNumId") or ""] = _levels(element)
            elif local(element) == "num":
                name = value(child(element, "abstractNumId"), "val") or ""
                own = {
                    level: definition
                    for change in element
                    if local(change) == "lvlOverride"
                    for level, definition in _levels(change).items()
                }
                self._lists[value(element, "numId") or ""] = {**abstract.get(name, {}), **own}
        self._counts: dict[str, list[int]] = {}

    def label(self, properties: ET.Element | None) -> str:
        """Return the number of the next paragraph with these `numPr`, with a space behind it."""
        name = value(child(properties, "numId"), "val") or ""
        level = _whole(value(child(properties, "ilvl"), "val"), 0)
        levels = self._lists.get(name, {})
        if level not in levels or level >= _LEVELS:
            return ""
        counts = self._counts.setdefault(name, [0] * _LEVELS)
        counts[level] = counts[level] + 1 if counts[level] else _start(levels[level])
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if value(child(levels[level], "numFmt"), "val") not in _FORMATS:
            return ""
        template = value(child(levels[level], "lvlText"), "val") or ""
        is_plain = child(levels[level], "isLgl") is not None

        def write(place: re.Match[str]) -> str:
            return self._number(levels, counts, int(place[1]) - 1, is_plain=is_plain)

        text = _PLACE.sub(write, template)
        return f"{text} " if text else ""

    def _number(
        self, levels: dict[int, ET.Element], counts: list[int], level: int, *, is_plain: bool
    ) -> str:
        name = "" if is_plain else value(child(levels.get(level), "numFmt"), "val") or ""
        number = counts[level] or (_start(levels[level]) if level in levels else 1)
        return _FORMATS.get(name, str)(min(max(number, 1), _MOST))


def _levels(element: ET.Element) -> dict[int, ET.Element]:
    return {_whole(value(level, "ilvl"), 0): level for level in element if local(level) == "lvl"}


def _start(level: ET.Element) -> int:
    return _whole(value(child(level, "start"), "val"), 1)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
