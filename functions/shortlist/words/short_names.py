"""Short names that are words elsewhere: R, C, Go, IT. They count only as they are written."""

import re
from bisect import bisect_right
from collections.abc import Sequence, Set
from itertools import accumulate

# Marks a short name among terms, so that it never meets the word of the same letters.
MARK = "="
_BEFORE = r"[\w&/+#.'\u2019-]"
_AFTER = r"(?![\w&+#'\u2019-]|/\w|\.\w)"
_SHORT = re.compile(rf"(?<!{_BEFORE})(?:Go|[A-Z]{{1,2}}[0-9]?|IT){_AFTER}")
_NO_NAMES = frozenset((
    "A", "I", "OR", "AND", "OF", "IN", "TO", "WE", "IS", "BE", "AT", "BY", "NO", "ON", "IF", "SO",
    "DO", "AN", "AS", "US", "UK", "EU", "MY", "ME", "HE", "UP",
))  # fmt: skip


def find_short_names(text: str) -> list[str]:
    """Find the short names of a text; none where all of it is in capitals."""
    if _is_shouted(text):
        return []
    return [name for name in _SHORT.findall(text) if name not in _NO_NAMES]


def mark_short_names(text: str) -> list[str]:
    """Give the short names of a text as terms."""
    return [MARK + name for name in find_short_names(text)]


class ShortNames:
    """Some short names, looked for in many texts at once."""

    def __init__(self, names: Set[str]) -> None:
        """Begin each alternative with its name: the engine skips all that begins otherwise."""
        ordered = sorted(names, key=lambda name: (-len(name), name))
        parts = [rf"{name}(?<!{_BEFORE}{name})" for name in ordered]
        self._pattern = re.compile(rf"(?:{'|'.join(parts)}){_AFTER}") if parts else None

    def mark_lines(self, lines: Sequence[str]) -> dict[int, list[str]]:
        """Give the names as terms by the numbers, from 0, of the lines that have them."""
        if self._pattern is None:
            return {}
        marked: dict[int, list[str]] = {}
        ends = list(accumulate([len(line) + 1 for line in lines]))
        for match in self._pattern.finditer("\n".join(lines)):
            marked.setdefault(bisect_right(ends, match.start()), []).append(MARK + match[0])
        return {n: names for n, names in marked.items() if not _is_shouted(lines[n])}


def _is_shouted(text: str) -> bool:
    return text.isupper() and len(text) > 5
