"""A job post as its words and word runs, prepared once to be looked for in many resumes."""

from functools import cache

from shortlist.words.lexicon import read_lines
from shortlist.words.tokens import find_words, fold

RUN = 12
SEED = 6
STRIDE = RUN - SEED + 1
IS_JOB_WORD = 1
IS_END_OF_LINE = 2


@cache
def load_stop_words() -> frozenset[str]:
    """Load the words that carry no meaning of their own."""
    return frozenset(map(fold, read_lines("stop_words.txt")))


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
        self.kinds = {**dict.fromkeys(self.telling, IS_JOB_WORD), "\n": IS_END_OF_LINE}


def _list_runs(words: list[str], length: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(length)), strict=False))
