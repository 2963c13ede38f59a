"""The language of a text, told by the small words that every text in it has."""

from collections.abc import Set

# Words that stand in nearly every text of one language, and seldom in those of the others.
_SMALL_WORDS: dict[str, frozenset[str]] = {
    "English": frozenset(("the", "and", "of", "with", "for", "to", "by", "from")),
    "German": frozenset(("und", "der", "die", "mit", "fur", "von", "im", "zur")),
    "French": frozenset(("et", "les", "des", "du", "dans", "pour", "avec", "aux")),
    "Spanish": frozenset(("y", "los", "las", "para", "el", "del", "por", "al")),
    "Italian": frozenset(("di", "il", "della", "per", "nel", "gli", "dei", "delle")),
    "Romanian": frozenset(("si", "cu", "pentru", "din", "pe", "sau", "prin", "ale")),
    "Polish": frozenset(("i", "w", "z", "na", "oraz", "do", "dla", "przy")),
}
_FEWEST = 3


def find_language(words: Set[str]) -> str | None:
    """Name the language of a text by its folded words; None where they do not tell."""
    counts = sorted(
        ((len(small & words), name) for name, small in _SMALL_WORDS.items()), reverse=True
    )
    (most, name), (next_most, _) = counts[:2]
    return name if most >= _FEWEST and most >= 2 * next_most else None
