"""Short names that are words elsewhere: R, C, Go, IT. They count only as they are written."""

import re

# Marks a short name among terms, so that it never meets the word of the same letters.
MARK = "="
_SHORT = re.compile(r"(?<![\w&/+#.'\u2019-])(?:Go|[A-Z]{1,2}[0-9]?|IT)(?![\w&+#'\u2019-]|/\w|\.\w)")
_NO_NAMES = frozenset((
    "A", "I", "OR", "AND", "OF", "IN", "TO", "WE", "IS", "BE", "AT", "BY", "NO", "ON", "IF", "SO",
    "DO", "AN", "AS", "US", "UK", "EU", "MY", "ME", "HE", "UP",
))  # fmt: skip


def find_short_names(text: str) -> list[str]:
    """Find the short names of a text; none where all of it is in capitals."""
    if text.isupper() and len(text) > 5:
        return []
    return [name for name in _SHORT.findall(text) if name not in _NO_NAMES]


def mark_short_names(text: str) -> list[str]:
    """Give the short names of a text as terms."""
    return [MARK + name for name in find_short_names(text)]
