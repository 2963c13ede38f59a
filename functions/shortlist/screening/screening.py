"""Screens a resume's text: what in it must not count, and why, before anybody reads it.

Nothing here judges a candidate. A flag tells a person to look; a quarantined line supports nothing.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from shortlist.screening.encoded import decode_lines
from shortlist.screening.folded_text import CleanText, clean_text, number_lines
from shortlist.screening.instructions import find_instructions, find_ruled_lines
from shortlist.screening.job_words import JobShingles, find_pasted_words
from shortlist.screening.stuffing import find_stuffed_lines
from shortlist.words.resume_text import ResumeText, read_resume_text

ScreeningFlag = Literal[
    "instruction_like_text",
    "invisible_characters",
    "encoded_text",
    "keyword_stuffing",
    "job_post_pasted",
]


@dataclass(frozen=True, slots=True)
class Screening:
    """The flags of a text, and the numbers of its lines, from 1, that are never evidence.

    `only_pasted` are those of them that repeat the job post and do nothing worse.
    """

    flags: tuple[ScreeningFlag, ...] = ()
    quarantined: frozenset[int] = frozenset()
    only_pasted: frozenset[int] = frozenset()


_CLEAN = Screening()


def screen_resume(text: ResumeText, job: JobShingles) -> Screening:
    """Screen a resume; the answer follows from its text and the job post alone.

    Whoever calls limits the time that a resume may take as a whole.
    """
    return screen_clean(clean_text(text), job)


def screen_clean(clean: CleanText, job: JobShingles) -> Screening:
    """Screen a resume that was cleaned before."""
    text = clean.text
    decoded = decode_lines(text)
    signs = job.sign_words(text.words)
    found: dict[ScreeningFlag, set[int]] = {
        "instruction_like_text": find_instructions(text),
        "encoded_text": set(decoded),
        "keyword_stuffing": find_stuffed_lines(text, job, signs),
        "job_post_pasted": number_lines(text.words, find_pasted_words(text, job, signs)),
    }
    found["instruction_like_text"] |= _find_instructing(decoded)
    return _conclude(found, clean.is_deceiving)


def _find_instructing(decoded: dict[int, str]) -> set[int]:
    return {
        number for number, text in decoded.items() if find_ruled_lines(read_resume_text(text).words)
    }


def _conclude(found: dict[ScreeningFlag, set[int]], is_deceiving: bool) -> Screening:
    names = {name for name, numbers in found.items() if numbers}
    if is_deceiving:
        names.add("invisible_characters")
    if not names:
        return _CLEAN
    flags = tuple(name for name in get_args(ScreeningFlag) if name in names)
    pasted = found.pop("job_post_pasted")
    worse = frozenset[int]().union(*found.values())
    return Screening(flags, worse | pasted, frozenset(pasted - worse))
