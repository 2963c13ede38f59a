"""A job post as its words and word runs, and the passages of it that stand in a resume."""

from collections.abc import Sequence
from itertools import repeat

from shortlist.words.lexicon import load_stop_words
from shortlist.words.resume_text import ResumeText
from shortlist.words.tokens import find_words, fold

RUN = 12
SEED = 6
STRIDE = RUN - SEED + 1
IS_JOB_WORD = 1
IS_END_OF_LINE = 2
IS_STOP_WORD = 3
# Where words of the job post run on so far, ends of lines aside, a passage of it may stand.
_LONG_RUN = bytes([IS_JOB_WORD]) * RUN
_STOP_WORDS_TOO = bytes.maketrans(bytes([IS_STOP_WORD]), bytes([IS_JOB_WORD]))
_END_SIGN = bytes([IS_END_OF_LINE])
_ENOUGH_RUNS = 2
_ENOUGH_WORDS = 40
_LEAST_WORDS = 24
_LARGE_SHARE = 0.4


class JobShingles:
    """What is kept of a job post: its telling words, and its runs of 6 and of 12 words."""

    def __init__(self, text: str) -> None:
        """Cut the post into runs of words, across its lines."""
        words = [word for word in find_words(fold(text)) if word != "\n"]
        self.length = len(words)
        self.seeds = frozenset(_list_runs(words, SEED))
        self.runs = frozenset(_list_runs(words, RUN))
        stop_words = load_stop_words()
        self.telling = frozenset(
            word
            for word in words
            if len(word) > 1 and not word.isdigit() and word not in stop_words
        )
        self._kinds = {
            **dict.fromkeys(words, IS_STOP_WORD),
            **dict.fromkeys(self.telling, IS_JOB_WORD),
            "\n": IS_END_OF_LINE,
        }

    def sign_words(self, words: Sequence[str]) -> bytes:
        """Give a sign for each word: what it is to the job post, 0 for nothing."""
        return bytes(map(self._kinds.get, words, repeat(0)))


def may_hold_run(signs: bytes) -> bool:
    """Tell whether so many words of the job post as one of its runs stand side by side."""
    return _LONG_RUN in signs.translate(_STOP_WORDS_TOO, _END_SIGN)


def _list_runs(words: list[str], length: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(length)), strict=False))


def find_pasted_words(text: ResumeText, job: JobShingles, signs: bytes) -> list[tuple[int, int]]:
    """Give the pasted passages as first and last word, if there are enough of them to tell.

    Two runs of 12 words are enough, or 40 words, or 24 that are two fifths of the job post.
    """
    if not may_hold_run(signs):
        return []
    words = text.plain
    # A run of 12 words covers one of these runs of 6 entirely, wherever it begins.
    seeds = zip(*(words[start::STRIDE] for start in range(SEED)), strict=False)
    if job.seeds.isdisjoint(seeds):
        return []
    spans = _find_runs(words, job)
    covered = sum(last - first + 1 for first, last in spans)
    is_much = covered >= _LEAST_WORDS and covered > _LARGE_SHARE * job.length
    return spans if len(spans) >= _ENOUGH_RUNS or covered >= _ENOUGH_WORDS or is_much else []


def _find_runs(words: list[str], job: JobShingles) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, run in enumerate(zip(*(words[n:] for n in range(RUN)), strict=False)):
        if run not in job.runs:
            continue
        last = start + RUN - 1
        if spans and start <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((start, last))
    return spans
