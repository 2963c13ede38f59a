"""What a resume offers for comparison with a must-have."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain
from typing import Literal

from shortlist.facts.careers import Career, Job
from shortlist.facts.durations import UNITS, Duration, find_durations
from shortlist.facts.fact_words import WORD, Phrases, load_parts
from shortlist.facts.needs import Need
from shortlist.words.broader_terms import load_broader_terms
from shortlist.words.lexicon import LARGEST_MEMORY, Lexicon, Memory
from shortlist.words.sections import Place
from shortlist.words.titles import find_field, load_role_roots
from shortlist.words.tokens import find_root, find_words

SEARCHED = 1000
# What ends a word and is none of it: "DATEV: keine".
_MARKS = ".,;:!?"
_NEAR_TOP = 8
_MANY_COMMAS = 6
# "24 ans, célibataire" and "Age: 45 years"; "15 years, plumber" is a time of work.
_AGE_TIME = r"(?:1[6-9]|[2-6]\d)\s(?:ans|ani|de ani|lata|lat|anni|anos|jahre|years)"
_BESIDE_AGE = (
    r"(?:celib|marie|mariee|pacs|divorc|enfant|nationalit|casat|necasat|copi|sposat|celibe|nubile|figli"
    r"|solter|casad|hijo|ledig|verh|geschieden|kinder|staatsang|single|married|children|british"
    r"|stan cywilny|panna|kawaler|zamez|zonat|permis|born|nee? le)"
)
_AGE = re.compile(
    rf"\W*(?:(?:age|edad|eta|varsta|wiek|alter)\W+{_AGE_TIME}"
    rf"|{_AGE_TIME}\s?(?:old|alt)\b"
    rf"|(?:[a-z ]{{3,25}}:\s{{0,3}})?{_AGE_TIME}\s*[,;|·-].{{0,40}}?\b{_BESIDE_AGE})"
)
_BARE_AGE = re.compile(rf"\W*{_AGE_TIME}\W*")
_OF_WORK = re.compile("experien|esperien|erfahrung|doswiadcz|berufspraxis|work|years|staz")
_LEAST_KIN = 4
_ENOUGH_KIN = 5
_KIN_SHARE = 0.6
Status = Literal["pass", "fail", "unknown"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a resume says about a must-have, with the lines (from 0) that say so.

    `is_short` tells that years of what is asked were read and are clearly too few, or that a
    paper is only expected or wished for.
    """

    status: Status
    lines: tuple[int, ...] = ()
    is_short: bool = False


@dataclass(frozen=True)
class Sheet:
    """A resume's lines as they are, folded, as terms and words, and placed; and the career.

    `words` have the addresses among them, as they stand between spaces.

    `fitting` are the jobs whose title is the job post's own. `today` is the month of the ranking.
    `unheld` are the lines that deny or wish for something, without it.
    """

    texts: Sequence[str]
    folded: Sequence[str]
    terms: Sequence[Sequence[str]]
    words: frozenset[str]
    addresses: Set[str]
    places: Sequence[Place]
    career: Career
    fitting: Set[Job]
    today: int
    unheld: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def known_terms(self) -> frozenset[str]:
        """Give every term of the resume."""
        return frozenset(chain.from_iterable(self.terms))

    @cached_property
    def stated(self) -> tuple[tuple[Duration, int], ...]:
        """Give the durations that the text states, each with its line."""
        return tuple(
            (duration, number)
            for number, line in self.find_lines_with(load_parts(*UNITS).find_possible(self.words))
            if self.places[number] != "education" and not self._tells_age(number, line)
            for duration in find_durations(line)
            if not _is_keyword(line, duration)
        )

    def _tells_age(self, number: int, line: str) -> bool:
        """Tell whether a line near the top is of the candidate's age: "24 ans, célibataire"."""
        if number >= _NEAR_TOP:
            return False
        label = self.folded[number - 1] if number else ""
        is_bare = _BARE_AGE.fullmatch(line) is not None and not _OF_WORK.search(label)
        return is_bare or _AGE.match(line) is not None

    @cached_property
    def whole(self) -> str:
        """Give all folded lines as one text."""
        return "\n".join(self.folded)

    @cached_property
    def _ends(self) -> list[int]:
        """Give where in the whole text the line after each line begins."""
        return list(accumulate([len(line) + 1 for line in self.folded]))

    @cached_property
    def single_words(self) -> Set[str]:
        """Give every word of the text, those inside addresses too."""
        return self.words.union(*map(WORD.findall, self.addresses))

    def find_lines(self, phrases: Phrases) -> list[tuple[int, str]]:
        """Find the lines that have any of some phrases, each with its number, from 0."""
        possible = phrases.find_possible(self.single_words)
        return self.find_lines_with(possible) if possible else []

    def find_lines_with(
        self, parts: Iterable[str], words: Iterable[str] = ()
    ) -> list[tuple[int, str]]:
        """Find the lines that have any of some strings, or of some whole words.

        Each has its number, from 0.
        """
        whole, ends = self.whole, self._ends
        numbers: set[int] = set()
        for part in parts:
            place = whole.find(part)
            while place >= 0:
                number = bisect_right(ends, place)
                numbers.add(number)
                place = whole.find(part, ends[number])
        for word in words:
            matches = _WHOLE_WORDS[word].finditer(whole)
            numbers.update([bisect_right(ends, match.start()) for match in matches])
        return [(number, self.folded[number][:SEARCHED]) for number in sorted(numbers)]


# The engine finds the word first, and looks at what stands around it then.
_WHOLE_WORDS = Memory[str, re.Pattern[str]](
    lambda word: re.compile(rf"{re.escape(word)}\b(?<=\b{re.escape(word)})")
)


def _is_keyword(line: str, duration: Duration) -> bool:
    """Tell whether a number of years stands alone in a long list of words that somebody copied."""
    if line.count(",") < _MANY_COMMAS:
        return False
    before = line[: duration.start].rpartition(",")[2]
    after = line[duration.end :].partition(",")[0]
    return not f"{before}{after}".strip(_MARKS + " ")


class NeedWords:
    """The telling words of one must-have, found among the terms of many resumes."""

    def __init__(self, need: Need, lexicon: Lexicon, title_roots: Set[str] = frozenset()) -> None:
        """Take the words of the must-have; `title_roots` are those of the job post's title."""
        self.shares: Mapping[str, int] = need.shares
        self.speaks_of_title = any(
            title_root.startswith(one[: _count_kin_letters(one)])
            for one in need.shares
            for title_root in title_roots
        )
        self._title_roots = title_roots
        # "Dental" of "dental reception" for a dental receptionist: the field of the role.
        self.fields = {
            one
            for one in need.shares
            for title_root in title_roots - load_role_roots()
            if title_root.startswith(one[: _count_kin_letters(one)])
        }
        self._lexicon = lexicon
        self._roots = Memory(self._find_known_root)
        self._kin = Memory(self._find_kin)
        self._others: set[str] = set()

    def _find_known_root(self, term: str) -> str:
        roots = map(find_root, (term, *load_broader_terms().get(term, ())))
        return next((root for root in roots if root in self.shares), "")

    def find(self, terms: Sequence[str]) -> set[str]:
        """Give those of the words that stand among the terms."""
        return {root for term in terms if (root := self._roots[term])}

    def find_kin(self, terms: Sequence[str]) -> set[str]:
        """Give those of the words that begin like a term: a field, and who has studied it."""
        return set().union(*map(self._kin.__getitem__, terms))

    def find_kin_in(self, folded: str) -> set[str]:
        """Give those of the words that begin like a term of a text."""
        return self.find_kin(self._lexicon.find_terms(find_words(folded)))

    def _find_kin(self, term: str) -> tuple[str, ...]:
        return tuple(
            [one for one in self.shares if term.startswith(one[: _count_kin_letters(one)])]
        )

    def find_known(self, sheet: Sheet) -> set[str]:
        """Give the terms of a resume that are any of the words."""
        if len(self._others) > LARGEST_MEMORY:
            self._others.clear()
        rest = sheet.known_terms - self._others
        known = {term for term in rest if self._roots[term]}
        self._others |= rest - known
        return known

    def cover(self, roots: Set[str]) -> int:
        """Tell how many millionths of the must-have some of its words are."""
        return sum([self.shares[root] for root in roots])

    def find_in(self, folded: str) -> set[str]:
        """Give those of the words that stand in a text."""
        return self.find(self._lexicon.find_terms(find_words(folded)))

    def has_other_field(self, head: str) -> bool:
        """Tell whether a head names the field of its role, and none of the job post's title."""
        field = find_field(head, self._lexicon)
        return bool(field) and field.isdisjoint(self._title_roots)

    def names_title(self, folded: str) -> bool:
        """Tell whether a text has at least half of the words of the job post's title."""
        roots = set(map(find_root, self._lexicon.find_terms(find_words(folded))))
        return bool(self._title_roots) and 2 * len(self._title_roots & roots) >= len(
            self._title_roots
        )


def _count_kin_letters(share: str) -> int:
    """Tell how many first letters two words of one family have in common."""
    return max(_LEAST_KIN, min(_ENOUGH_KIN, len(share)), round(_KIN_SHARE * len(share)))


def find_place(folded: str, words: NeedWords, roots: Set[str]) -> tuple[int, int]:
    """Find where the first of a line's telling words stands; (0, 0) if none of them shows it."""
    end = 0
    for word in folded[:SEARCHED].split():
        start = folded.index(word, end)
        end = start + len(word)
        if words.find_in(word) & roots:
            return start, start + len(word.rstrip(_MARKS))
    return 0, 0
