"""Where the sentences of a job post end."""

import re
from collections.abc import Iterator
from functools import cache

from shortlist.rubric.cue_words import load_abbreviations, load_signs
from shortlist.words.joints import OTHER_WAY
from shortlist.words.tokens import fold

_LONGEST_ASIDE = 200
_LONGEST_TAIL = 60
# "A drone licence? Even better."
_ASKED = re.compile(
    r"\s?\?\s(?=(?:even better|encore mieux|umso besser|mejor|ancora meglio|super|great|perfect"
    r"|bonus|genial|tym lepiej|cu atat mai)\b)",
    re.IGNORECASE,
)
# "A degree; or four years of practice" is one statement, with two ways to fulfil it.
_NO_OTHER_WAY = rf"(?!(?:{OTHER_WAY})\b)"
SENTENCE_END = re.compile(
    rf"(?<=[.!?…])\s{{1,20}}(?=[^\sa-z])|(?<=;)\s{{1,20}}{_NO_OTHER_WAY}(?=\S)"
)
_SMALL_SENTENCE_END = re.compile(rf"(?<=[.!?…])\s{{1,20}}|(?<=;)\s{{1,20}}{_NO_OTHER_WAY}(?=\S)")
# Where a word ends after which a sentence may begin that has lost the stop before it.
_RUN_ON = r"(?:(?<=[a-z0-9*)])|(?<=[A-Z]{2}))\s{1,3}"
_SHORTEST_RUN_ON = 15
# "... in Kiel.Sie planen": the gap between two sentences was lost, which no "Node.js" has.
_LOST_GAP = re.compile(
    r"(?<=[^\W\d_A-ZÀ-Þ]{3}[.!?])(?=(?!Js\b|Net\b|Io\b|Ai\b)[A-ZÀ-Þ][a-zà-ž]+\s)"
)
# "We seek a nurse, imprescindible tener experiencia": what is a must is said by itself.
_MUST_APART = re.compile(
    r",\s(?=(?:imprescindible|indispensable|indispensabile|se requiere|se exige|si richiede"
    r"|zwingend|unbedingt)\s\w{4,}\s\w)"
)
_SMALL_START = re.compile(r"(?<=\w\w\w[.!?])!*\s(?=[a-z])")
_GREAT_START = re.compile(r"(?<=\w\w[.!?])!*\s(?=[A-Z])")
# "Zum 1. April" goes on.
_MONTH = re.compile(r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w{0,6}\b")
_SINGLE_LETTER = re.compile(r"(?:^|[\s(.])[A-Za-z]\.$")
# "In the U.S. We offer" ends a sentence; "the U.S. Army" and "a B.S. degree" do not.
_LETTERS_AND_START = re.compile(r"(?:The|We|Our|This|These|You|It|In|As|For|If|All|At)\b")
# "Tools such as; Puppet" goes on.
_OPEN_END = re.compile(
    r"\b(such as|like|including|includes?|with|in|of|following|e\.?g\.?|i\.?e\.?"
    r"|(?:will|must|should)(?: (?:have|be|also|need))?);(?=\s)",
    re.IGNORECASE,
)
# "Permis B." ends a sentence; "J. Doe" does not.
_CLASS_LETTER = re.compile(r"\b[^\W\d_]{3,}\.?\s(?:[Cc]ategor\w+ |[Kk]at\. |[Kk]lasse )?[A-E]\.$")


@cache
def _load_run_on() -> re.Pattern[str]:
    return re.compile(rf"{_RUN_ON}(?={load_signs('starts').pattern})")


def _find_run_ons(text: str) -> list[re.Match[str]]:
    """Find where sentences begin without a stop before them: "... in Leeds You will run"."""
    return [match for match in _load_run_on().finditer(text) if match.start() >= _SHORTEST_RUN_ON]


def split_sentences(text: str) -> Iterator[str]:
    """Split a text where a sentence ends, not after an abbreviation or an initial."""
    text = _LOST_GAP.sub(" ", _OPEN_END.sub(r"\1", _ASKED.sub(" - ", text)))
    start = 0
    # Some begin all their sentences small.
    small = len(_SMALL_START.findall(text)) >= 2 and not _GREAT_START.search(text)
    ends = _SMALL_SENTENCE_END if small else SENTENCE_END
    places = [*ends.finditer(text), *_find_run_ons(text), *_MUST_APART.finditer(text)]
    for match in sorted(places, key=lambda match: match.start()):
        before = text[start : match.start()]
        if before.count("(") > before.count(")") and ")" in text[match.end() :][:_LONGEST_ASIDE]:
            continue
        tail = before[-_LONGEST_TAIL:]
        is_initial = _SINGLE_LETTER.search(tail) and not _CLASS_LETTER.search(tail)
        is_abbreviation = before[-3:-2] == "."
        if is_initial and not (is_abbreviation and _LETTERS_AND_START.match(text, match.end())):
            continue
        if before[-2:-1].isdigit() and _MONTH.match(text, match.end()):
            continue
        last = re.search(r"(\w+)\.$", before[-20:])
        if last and fold(last.group(1)) in load_abbreviations():
            continue
        yield before
        start = match.end()
    yield text[start:]
