"""A resume read into lines with their places, terms and dates."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from shortlist.ranking.checks import Career
from shortlist.ranking.evidence import Line
from shortlist.ranking.lexicon import Lexicon
from shortlist.ranking.sections import place_lines
from shortlist.ranking.tokens import find_words, fold, fold_lines
from shortlist.ranking.years import Span, count_years, find_spans, find_stated_years

_RECENT_MONTHS = 36
_STATED_WITHIN = 20_000


@dataclass(frozen=True)
class Reading:
    """What the ranker sees of one resume."""

    lines: list[Line]
    terms: list[str]
    career: Career


def read_resume(text: str, name: str | None, lexicon: Lexicon, today: date) -> Reading:
    """Read a resume; the candidate's name is left out of the words that are compared."""
    texts, folded = fold_lines(text)
    places, in_section = place_lines(folded)
    spans = find_spans(folded, today)
    work = [span for span in spans if places[span.line - 1] not in ("education", "project")]
    recent = _find_recent_lines(work, spans, len(texts))
    name_words = set(find_words(fold(name))) if name else set()
    lines = [
        Line(
            number=index + 1,
            text=texts[index],
            folded=line,
            place=places[index],
            is_recent=recent[index],
            is_in_section=in_section[index],
            terms=_read_terms(line, name_words, lexicon) if line else [],
        )
        for index, line in enumerate(folded)
    ]
    terms = [term for line in lines for term in line.terms]
    return Reading(lines, terms, _describe_career(work, folded))


def _read_terms(folded: str, name_words: set[str], lexicon: Lexicon) -> list[str]:
    words = find_words(folded)
    if name_words and len(words) <= len(name_words) + 2 and name_words.issuperset(words):
        return []
    return lexicon.find_terms(words)


def _find_recent_lines(work: list[Span], spans: list[Span], count: int) -> list[bool]:
    """Mark the lines that follow a role's dates, when the role is among the newest."""
    recent = [False] * count
    newest = max((span.last_month for span in work), default=0)
    starts = sorted({span.line for span in spans})
    for start, end in pairwise([*starts, count + 1]):
        last = max((span.last_month for span in work if span.line == start), default=0)
        if last and last >= newest - _RECENT_MONTHS:
            recent[start - 1 : end - 1] = [True] * (end - start)
    return recent


def _describe_career(work: list[Span], folded: list[str]) -> Career:
    whole = "\n".join(folded)[:_STATED_WITHIN]
    return Career(
        years=count_years(work) if work else None,
        has_open_span=any(span.is_open for span in work),
        stated_years=find_stated_years(whole),
        span_lines=tuple(dict.fromkeys(span.line for span in work)),
    )
