"""Passages of the job post that stand word for word in a resume."""

from shortlist.screening.job_words import RUN, SEED, STRIDE, JobShingles, may_hold_run
from shortlist.words.resume_text import ResumeText

_ENOUGH_RUNS = 2
_ENOUGH_WORDS = 40
_LEAST_WORDS = 24
_LARGE_SHARE = 0.4


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
