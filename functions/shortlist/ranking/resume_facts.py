"""A resume read into lines with their places, terms and dates."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from shortlist.ranking.checks import Career
from shortlist.ranking.criterion_matcher import Line
from shortlist.ranking.years import WorkSpan, count_years, find_spans, find_stated_years
from shortlist.redaction.names import read_name
from shortlist.redaction.redact import hide_name
from shortlist.screening.job_words import JobShingles
from shortlist.screening.screening import Screening, screen_resume
from shortlist.words.lexicon import Lexicon
from shortlist.words.resume_text import ResumeText, read_resume_lines
from shortlist.words.sections import place_lines
from shortlist.words.tokens import find_words, fold

_RECENT_MONTHS = 36
_LONGEST_NAME_LINE = 60
_STATED_WITHIN = 20_000


@dataclass(frozen=True)
class ResumeFacts:
    """What the ranker sees of one resume."""

    lines: list[Line]
    terms: list[str]
    career: Career


@dataclass(frozen=True)
class ScreenedText:
    """The lines of a resume as they are and folded, and the words on them.

    Quarantined lines are empty where they are folded. They have no words either, unless they are
    the job post's own: those still tell what the resume is about.
    """

    texts: list[str]
    folded: list[str]
    words: list[str]
    screening: Screening


def screen_lines(text: ResumeText, job: JobShingles) -> ScreenedText:
    """Leave out of a resume what must not count."""
    screening = screen_resume(text, job)
    counted = text.blank(screening.quarantined)
    heard = text.blank(screening.quarantined - screening.only_pasted)
    return ScreenedText(text.lines, counted.folded, heard.words, screening)


@dataclass(frozen=True)
class FactFinder:
    """Reads resumes for one job post, whose own words count even if they are somebody's name."""

    lexicon: Lexicon
    job_terms: frozenset[str]
    today: date

    def find_name_terms(self, name: str | None) -> frozenset[str]:
        """Return the words of a name, as they may be written, that say nothing about the work."""
        if not name:
            return frozenset()
        known = read_name(name)
        spellings = [one for part in known.all_parts for one in part.spellings] if known else []
        words = find_words(fold(" ".join([name, *spellings])))
        return frozenset(self.lexicon.find_terms(words)) - self.job_terms

    def hide_name(self, text: ResumeText, name: str | None) -> ResumeText:
        """Hide a name that is more than words to leave out; the lines as they are stay.

        It may be a word of the job post, or be written in other letters elsewhere in the resume.
        """
        if not name:
            return text
        terms = self.lexicon.find_terms(find_words(fold(name)))
        if name.isascii() and self.job_terms.isdisjoint(terms):
            return text
        return ResumeText(text.lines, read_resume_lines(hide_name(text.lines, name)).folded)


def find_facts(text: ScreenedText, name: str | None, reader: FactFinder) -> ResumeFacts:
    """Read a resume; the candidate's name is left out of the words that are compared."""
    texts, folded = text.texts, text.folded
    places, in_section = place_lines(folded)
    spans = find_spans(folded, reader.today)
    work = [span for span in spans if places[span.line - 1] not in ("education", "project")]
    recent = _find_recent_lines(work, spans, len(texts))
    line_terms = _leave_out(
        reader.lexicon.find_terms_by_line(text.words), reader.find_name_terms(name)
    )
    without_name = folded.copy()
    for index in _find_name_lines(folded, name):
        without_name[index], line_terms[index] = "", []
    terms = [term for some in line_terms for term in some]
    for number in text.screening.only_pasted:
        line_terms[number - 1] = []
    numbers = range(1, len(texts) + 1)
    columns = (numbers, texts, folded, places, recent, in_section, line_terms)
    lines = [Line(*values) for values in zip(*columns, strict=True)]
    return ResumeFacts(lines, terms, _describe_career(work, without_name))


def _leave_out(line_terms: list[list[str]], names: Set[str]) -> list[list[str]]:
    if not names:
        return line_terms
    return [
        terms if names.isdisjoint(terms) else [term for term in terms if term not in names]
        for terms in line_terms
    ]


def _find_name_lines(folded: list[str], name: str | None) -> list[int]:
    """Find the lines that hold the candidate's name and nothing else."""
    words = frozenset(find_words(fold(name))) if name else None
    if not words:
        return []
    return [index for index, line in enumerate(folded) if _names_only(line, words)]


def _names_only(line: str, words: frozenset[str]) -> bool:
    if len(line) > _LONGEST_NAME_LINE or not any(word in line for word in words):
        return False
    return words.issuperset(find_words(line))


def _find_recent_lines(work: list[WorkSpan], spans: list[WorkSpan], count: int) -> list[bool]:
    """Mark the lines that follow a role's dates, when the role is among the newest."""
    recent = [False] * count
    newest = max((span.last_month for span in work), default=0)
    starts = sorted({span.line for span in spans})
    ends: dict[int, int] = {}
    for span in work:
        ends[span.line] = max(span.last_month, ends.get(span.line, 0))
    for start, end in pairwise([*starts, count + 1]):
        last = ends.get(start, 0)
        if last and last >= newest - _RECENT_MONTHS:
            recent[start - 1 : end - 1] = [True] * (end - start)
    return recent


def _describe_career(work: list[WorkSpan], folded: list[str]) -> Career:
    return Career(
        years=count_years(work) if work else None,
        has_open_span=any(span.is_open for span in work),
        stated_years=find_stated_years("\n".join(folded)[:_STATED_WITHIN]),
        span_lines=tuple(dict.fromkeys(span.line for span in work)),
    )
