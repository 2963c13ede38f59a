"""A resume read into lines with their places, terms and dates."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import chain

from shortlist.facts.careers import Career, read_career
from shortlist.facts.denials import find_unheld
from shortlist.facts.sheet import Sheet
from shortlist.ranking.criterion_matcher import ResumeLines
from shortlist.ranking.job_fits import find_fitting, mark_lines, measure_fits
from shortlist.redaction.names import read_name
from shortlist.redaction.redact import hide_name
from shortlist.screening.screening import Screening
from shortlist.words.lexicon import Lexicon
from shortlist.words.resume_text import ResumeText, read_resume_lines
from shortlist.words.sections import Place, find_heading, place_lines
from shortlist.words.titles import TitleMatch
from shortlist.words.tokens import find_addresses, find_words, fold

_LONGEST_NAME_LINE = 60
_FIRST_SIGN = re.compile(r"[^\W_]")
_IN_ADDRESS = ("@", "/", "www.")


@dataclass(frozen=True)
class ResumeFacts:
    """What the ranker sees of one resume."""

    lines: ResumeLines
    terms: list[str]
    sheet: Sheet
    title_fit: float | None


@dataclass(frozen=True)
class ScreenedText:
    """The lines of a resume as they are and folded, and the words on them.

    Quarantined lines are empty where they are folded. They have no words either, unless they are
    the job post's own: those still tell what the resume is about.
    """

    texts: list[str]
    folded: list[str]
    heard: ResumeText
    screening: Screening


def leave_out(lines: list[str], text: ResumeText, screening: Screening) -> ScreenedText:
    """Leave out of a resume what must not count; `lines` are its own, which evidence cites."""
    counted = text.blank(screening.quarantined)
    heard = text.blank(screening.quarantined - screening.only_pasted)
    return ScreenedText(lines, counted.folded, heard, screening)


@dataclass(frozen=True)
class FactFinder:
    """Reads resumes for one job post, whose own words count even if they are somebody's name."""

    lexicon: Lexicon
    job_terms: frozenset[str]
    title: TitleMatch
    today: int

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
    places, in_section, openings = place_lines(folded)
    line_terms = _leave_out(
        reader.lexicon.find_terms_by_line(text.heard.words), reader.find_name_terms(name)
    )
    without_name = folded.copy()
    for index in (named := _find_name_lines(folded, name)):
        without_name[index], line_terms[index] = "", []
    openings = [number for number in openings if number not in named]
    career = read_career(without_name, places, openings, reader.today)
    fits = measure_fits(career, without_name, line_terms, reader.title)
    own_words = text.heard.unique | (addresses := find_addresses(text.heard.whole))
    unheld = find_unheld(without_name, own_words, text.heard.words)
    sheet = Sheet(
        texts=texts,
        folded=without_name,
        terms=line_terms,
        words=own_words,
        addresses=addresses,
        places=places,
        career=career,
        fitting=find_fitting(fits),
        today=reader.today,
        unheld=unheld,
    )
    held = _leave_out_unheld(unheld, line_terms, reader.lexicon)
    terms = list(chain.from_iterable(held))
    # "Sales experience" above some lines says of no sale; "Skills: Excel" goes on.
    headings = [number for number in openings if find_heading(without_name[number])]
    for number in [*(one - 1 for one in text.screening.only_pasted), *headings]:
        held[number] = []
    recent, foreign = mark_lines(career, fits, len(texts))
    placed = _place_jobs(places, in_section, career)
    heads = frozenset([job.head for job in career.work])
    lines = ResumeLines(texts, folded, placed, recent, foreign, held, heads)
    known = [fit for job, fit in fits.items() if fit is not None and job.kind == "work"]
    return ResumeFacts(lines, terms, sheet, max(known, default=None))


def _leave_out_unheld(
    unheld: Mapping[int, str], line_terms: list[list[str]], lexicon: Lexicon
) -> list[list[str]]:
    """Leave out the terms that their line denies or only wishes for."""
    held = line_terms.copy()
    for number, line in unheld.items():
        kept = set(lexicon.find_terms(find_words(line)))
        held[number] = [term for term in line_terms[number] if term in kept]
    return held


def _place_jobs(places: list[Place], in_section: list[bool], career: Career) -> list[Place]:
    """Let lines that no heading places stand in the job whose dates they follow."""
    placed = places.copy()
    for job in career.jobs:
        place: Place = "education" if job.kind == "study" else "role"
        for number in range(job.first_line, job.last_line):
            if not in_section[number] or (
                place == "role" and places[number] in ("mention", "list")
            ):
                placed[number] = place
    return placed


def _leave_out(line_terms: list[list[str]], names: Set[str]) -> list[list[str]]:
    if not names or names.isdisjoint(chain.from_iterable(line_terms)):
        return line_terms
    return [
        terms if names.isdisjoint(terms) else [term for term in terms if term not in names]
        for terms in line_terms
    ]


def _find_name_lines(folded: list[str], name: str | None) -> list[int]:
    """Find the lines that hold the candidate's name and nothing else."""
    words = frozenset(find_words(fold(name))) if name else None
    whole = "\n".join(folded)
    if not words or not any(word in whole for word in words):
        return []
    starts = tuple(words)
    return [index for index, line in enumerate(folded) if _names_only(line, words, starts)]


def _names_only(line: str, words: frozenset[str], starts: tuple[str, ...]) -> bool:
    if len(line) > _LONGEST_NAME_LINE:
        return False
    first = _FIRST_SIGN.search(line)
    may_begin = first is not None and line.startswith(starts, first.start())
    # An address at the front is no word.
    if not may_begin and not any(sign in line for sign in _IN_ADDRESS):
        return False
    return any(word in line for word in words) and words.issuperset(find_words(line))
