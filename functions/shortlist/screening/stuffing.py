"""The job post's words heaped up: in lists that nothing else in the resume bears out, or again
and again."""

import re

from shortlist.screening.job_words import IS_END_OF_LINE, IS_JOB_WORD, JobShingles
from shortlist.words.lexicon import load_stop_words
from shortlist.words.resume_text import ResumeText

_JOB_SIGN = bytes([IS_JOB_WORD])
_END_SIGN = bytes([IS_END_OF_LINE])
_PHRASE = 4
_PHRASES = re.compile(_JOB_SIGN + b"{%d,}" % _PHRASE)
_RUN = re.compile(_JOB_SIGN + b"{3,}")
_MOST_REPEATS = 3
_LONG_LINE = 8
_LIST_SHARE = 0.5
_DENSE_SHARE = 0.75
_SENTENCE_SHARE = 0.15
_ENOUGH_LISTED = 12
_UNSUPPORTED_SHARE = 0.5


def find_stuffed_lines(text: ResumeText, job: JobShingles, signs: bytes) -> set[int]:
    """Give the numbers of the lines that heap up the job post's words.

    Either lines list 12 or more of them, half of which no other line names; or four of them
    stand in the same order more than three times.
    """
    found = job.telling & text.unique
    if len(found) < _PHRASE:
        return set()
    stuffed = _find_repeating_lines(text.words, signs)
    stuffed |= _find_echoing_lines(text.words, signs, job)
    if len(found) >= _ENOUGH_LISTED:
        stuffed |= _find_listing_lines(text.words, signs, job)
    return stuffed


def _find_repeating_lines(words: list[str], signs: bytes) -> set[int]:
    places: dict[tuple[str, ...], list[int]] = {}
    for match in _PHRASES.finditer(signs):
        for start in range(match.start(), match.end() - _PHRASE + 1):
            places.setdefault(tuple(words[start : start + _PHRASE]), []).append(start)
    often = [starts for starts in places.values() if len(starts) > _MOST_REPEATS]
    wanted = sorted({start for starts in often for start in starts})
    return _number_lines(signs, wanted)


def _find_echoing_lines(words: list[str], signs: bytes, job: JobShingles) -> set[int]:
    """Find the lines of nothing but the job post's words, each of them twice on the average."""
    if _RUN.search(signs) is None:
        return set()
    shapes = signs.split(_END_SIGN)
    dense = {n for n, shape in enumerate(shapes) if _is_dense(shape)}
    if not dense:
        return set()
    lines = _split(words, shapes)
    return {n + 1 for n in dense if 2 * len(job.telling.intersection(lines[n])) <= len(lines[n])}


def _is_dense(shape: bytes) -> bool:
    return len(shape) >= _LONG_LINE and shape.count(_JOB_SIGN) >= _DENSE_SHARE * len(shape)


def _number_lines(signs: bytes, places: list[int]) -> set[int]:
    numbers = set()
    line, counted = 1, 0
    for place in places:
        line += signs.count(_END_SIGN, counted, place)
        counted = place
        numbers.add(line)
    return numbers


def _find_listing_lines(words: list[str], signs: bytes, job: JobShingles) -> set[int]:
    shapes = signs.split(_END_SIGN)
    lists = {n for n, shape in enumerate(shapes) if _may_be_list(shape)}
    if not lists:
        return set()
    lines = _split(words, shapes)
    lists = {n for n in lists if _is_list(lines[n])}
    listed = {word for n in lists for word in lines[n] if word in job.telling}
    if len(listed) < _ENOUGH_LISTED:
        return set()
    others = {word for n, line in enumerate(lines) if n not in lists for word in line}
    is_stuffed = len(listed - others) >= _UNSUPPORTED_SHARE * len(listed)
    return {n + 1 for n in lists} if is_stuffed else set()


def _may_be_list(shape: bytes) -> bool:
    return len(shape) >= _LONG_LINE and shape.count(_JOB_SIGN) >= _LIST_SHARE * len(shape)


def _is_list(line: list[str]) -> bool:
    stop_words = load_stop_words()
    return sum(word in stop_words for word in line) <= _SENTENCE_SHARE * len(line)


def _split(words: list[str], shapes: list[bytes]) -> list[list[str]]:
    lines = []
    start = 0
    for shape in shapes:
        lines.append(words[start : start + len(shape)])
        start += len(shape) + 1
    return lines
