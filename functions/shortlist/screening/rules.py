"""Rules on the order of words, compiled so that a text is matched in time linear in its length."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import repeat
from typing import NamedTuple

END_OF_LINE = "\n"
_OTHER = "."
_FIRST_SIGN = 0x100


class Step(NamedTuple):
    """A kind of words; or a gap of up to `gap` words, of which none may be of the kind."""

    kind: int | None
    gap: int = 0


@dataclass(frozen=True, eq=False)
class Rule:
    """A pattern over signs, and kinds of words: a text must have one of each for it to fit."""

    needs: tuple[frozenset[str], ...]
    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compile on first use: most rules never fit a text at all."""
        return re.compile(self.source)


class Rulebook:
    """All rules together: every word that any of them names, and one sign for equal words."""

    def __init__(self, classes: dict[str, frozenset[str]], lines: Iterable[str]) -> None:
        """Compile the rules; a word of no rule becomes the sign of the others."""
        self._kinds: dict[frozenset[str], int] = {}
        parsed = [list(self._parse(line, classes)) for line in lines]
        self.masks = self._find_masks()
        signs = {
            mask: chr(_FIRST_SIGN + n) for n, mask in enumerate(sorted({*self.masks.values()}))
        }
        self._signs = {word: signs[mask] for word, mask in self.masks.items()}
        # Ends of lines get no sign, so that rules look across them.
        self._signs[END_OF_LINE] = ""
        self._rules = _index([self._compile(steps, signs) for steps in parsed])
        self._rarest = frozenset(self._rules)
        self.words = frozenset(self.masks)

    def _parse(self, line: str, classes: dict[str, frozenset[str]]) -> Iterator[Step]:
        for part in line.split():
            if not part.startswith(".."):
                yield Step(self._find_kind(part, classes))
                continue
            size, _, barred = part[2:].partition("-")
            yield Step(self._find_kind(barred, classes) if barred else None, int(size))

    def _find_kind(self, part: str, classes: dict[str, frozenset[str]]) -> int:
        names = part.split("|")
        words = [classes[one[1:]] if one.startswith("@") else {one} for one in names]
        return self._kinds.setdefault(frozenset().union(*words), len(self._kinds))

    def _find_masks(self) -> dict[str, int]:
        masks: dict[str, int] = {}
        for words, number in self._kinds.items():
            for word in words:
                masks[word] = masks.get(word, 0) | 1 << number
        return masks

    def _compile(self, steps: list[Step], signs: dict[int, str]) -> Rule:
        kinds = list(self._kinds)
        needed = {kind for kind, gap in steps if kind is not None and not gap}
        return Rule(tuple(kinds[kind] for kind in sorted(needed)), _write_pattern(steps, signs))

    def find_spans(self, words: list[str], present: frozenset[str]) -> list[tuple[int, int]]:
        """Find where rules fit, as first and last word, ends of lines not counted.

        `present` are all words of rules that are among the words; more of them do no harm.
        """
        possible = {rule for word in self._rarest & present for rule in self._rules[word]}
        if not possible:
            return []
        rules = [one for one in possible if not any(map(present.isdisjoint, one.needs))]
        if not rules:
            return []
        text = "".join(map(self._signs.get, words, repeat(_OTHER)))
        return [
            (match.start(), match.end() - 1)
            for rule in rules
            for match in rule.pattern.finditer(text)
        ]


def _index(rules: list[Rule]) -> dict[str, list[Rule]]:
    """Put each rule under the words that it needs and fewest texts have."""
    index: dict[str, list[Rule]] = {}
    for rule in rules:
        for word in min(rule.needs, key=len):
            index.setdefault(word, []).append(rule)
    return index


def _write_pattern(steps: list[Step], signs: dict[int, str]) -> str:
    pattern = ""
    for kind, gap in steps:
        fitting = "" if kind is None else _find_signs(kind, signs)
        if gap:
            pattern += f"[^{fitting}]" if fitting else "."
            pattern += f"{{0,{gap}}}?"
        elif kind is not None:
            pattern += f"[{fitting}]"
    return pattern


def _find_signs(kind: int, signs: dict[int, str]) -> str:
    return "".join([sign for mask, sign in signs.items() if mask >> kind & 1])


def _read_lines(name: str) -> list[str]:
    text = files("shortlist.screening").joinpath("data", name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def load_rulebook() -> Rulebook:
    """Load the rules once in a process."""
    pairs = (line.split(" = ") for line in _read_lines("cues.txt"))
    classes = {name: frozenset(words.split(", ")) for name, words in pairs}
    return Rulebook(classes, _read_lines("rules.txt"))
