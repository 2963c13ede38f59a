"""How far each job of a resume is in the job post's profession, and whether its lines are."""

from shortlist.facts.careers import Career, Job
from shortlist.facts.heads import blank_colleagues
from shortlist.words.titles import TitleMatch
from shortlist.words.tokens import find_words

_RECENT_MONTHS = 36
_LONGEST_TITLE_LINE = 45
_SAME_TITLE = 0.5
_OTHER_TITLE = 0.1


def measure_fits(
    career: Career, folded: list[str], line_terms: list[list[str]], title: TitleMatch
) -> dict[Job, float | None]:
    """Measure how far each job is in the job post's profession.

    One that names no profession may have it from the line above several employers.
    """
    fits: dict[Job, float | None] = {}
    titled: int | None = None
    # What stands above with dates of its own is another job.
    dated = {number for job in career.jobs for number in (job.head, job.date_line)}
    for job in career.jobs:
        fit = _measure_fit(job, folded, line_terms, title)
        above = job.first_line - 1
        if (
            fit is None
            and above >= 0
            and (
                above == titled
                or (above not in dated and _names_title(folded[above], line_terms[above], title))
            )
        ):
            fit, titled = 1.0, job.head
        fits[job] = fit
    return fits


def _names_title(line: str, terms: list[str], title: TitleMatch) -> bool:
    """Tell whether a short line is the job post's own title."""
    if not 0 < len(line) <= _LONGEST_TITLE_LINE:
        return False
    fit = title.measure_fit(line, terms)
    return fit is not None and fit >= _SAME_TITLE


def _measure_fit(
    job: Job, folded: list[str], line_terms: list[list[str]], title: TitleMatch
) -> float | None:
    head, terms = folded[job.head], line_terms[job.head]
    if job.part:
        head = head[slice(*job.part)]
        terms = title.lexicon.find_terms(find_words(head))
    fit = title.measure_fit(head, terms)
    if fit is None or fit < _SAME_TITLE:
        return fit
    # A "porter helping nurses" is none.
    own = blank_colleagues(head)
    return fit if own == head else title.measure_fit(own, title.lexicon.find_terms(find_words(own)))


def find_fitting(fits: dict[Job, float | None]) -> frozenset[Job]:
    """Find the jobs whose title is the job post's own."""
    return frozenset(job for job, fit in fits.items() if fit is not None and fit >= _SAME_TITLE)


def mark_lines(
    career: Career, fits: dict[Job, float | None], count: int
) -> tuple[list[bool], list[bool]]:
    """Mark the lines of the newest jobs, and those of jobs in another profession."""
    recent, foreign = [False] * count, [False] * count
    newest = max((job.last for job in career.work), default=0)
    for job in career.work:
        lines = range(job.first_line, job.last_line)
        for number in lines if job.last >= newest - _RECENT_MONTHS else ():
            recent[number] = True
        fit = fits[job]
        for number in lines if fit is not None and fit < _OTHER_TITLE else ():
            foreign[number] = True
    return recent, foreign
