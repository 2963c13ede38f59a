"""Years of work compared with the years that a must-have asks for."""

import re
from collections.abc import Mapping, Sequence, Set

from shortlist.facts.careers import Job, count_months
from shortlist.facts.dates import find_ranges
from shortlist.facts.denied_work import find_denied_work
from shortlist.facts.durations import Duration
from shortlist.facts.fact_words import load_pattern
from shortlist.facts.heads import blank_colleagues
from shortlist.facts.leading import (
    find_denied_leading,
    has_title_of_leader,
    leads,
    leads_people,
)
from shortlist.facts.needs import Need
from shortlist.facts.sheet import Finding, NeedWords, Sheet
from shortlist.words.short_names import find_short_names
from shortlist.words.tokens import fold

_MONTHS = 12
_TOLERANCE_YEARS = 0.05
# Below this share of the years asked for, no rounding of dates explains the gap.
_CLEARLY_BELOW = 0.75
_WORK = re.compile(
    r"experience|practice|work|erfahrung|praxis|esperienza|experienc|doswiadczen|exercice|practica"
    r"|\b(?:i have|i've|ich habe|j'ai|llevo|ho|lavoro|lucrez|pracuje|travaille|arbeite|trabajo)\b"
)
_ENOUGH = 250_000
_COURSE = re.compile(
    r"\b(?:course|courses|kurs|kurse|lehrgang|corso|corsi|curso|cursos|curs|cursuri"
    r"|kursy|formation courte)\b"
)
_TAUGHT = re.compile(
    r"\b(?:taught|teach\w*|gave|give|giving|design\w*|develop\w*|deliver\w*|led|leitung|lehr\w*|unterricht\w*"
    r"|anime\w*|dispens\w*|impart\w*|insegn\w*|tenut\w*|predat|sustin\w*|prowad\w*)\b"
)
# Years that begin when an apprenticeship has ended.
_AFTER_TRAINING = re.compile(
    r"berufserfahrung|berufspraxis|(?:post|after|since)[- ]?(?:qualif|apprentic|regist)"
    r"|nach (?:der |abgeschlossener )?ausbildung|professional experience"
    r"|esperienza professionale"
    r"|experience professionnelle|experiencia profesional|experienta profesionala"
)
# So many years longer than its job, a number of years is of something else.
_MOST_BEFORE = 5


def compare_experience(need: Need, words: NeedWords, sheet: Sheet) -> Finding:
    """Compare years: those of jobs that are about what is asked, and those that the text states."""
    work = sheet.career.work
    about = _find_about(need, words, sheet)
    if need.recent_years:
        return _compare_recent(about, need, sheet)
    years = count_months((job.first, job.last) for job in about) / _MONTHS
    needed = need.years - _TOLERANCE_YEARS
    if years >= needed:
        return Finding("pass", tuple(dict.fromkeys(job.head for job in about)))
    stated = [(one, line) for one, line in sheet.stated if _may_be_own(one, line, sheet)]
    related = [(one, line) for one, line in stated if _is_related(one, need, words)]
    most_stated = max((one.years for one, _ in related), default=0.0)
    if most_stated >= needed:
        return Finding("pass", tuple(line for one, line in related if one.years >= needed))
    lines = tuple(dict.fromkeys([job.head for job in about or work] + [line for _, line in stated]))
    learnt = [job for job in sheet.career.jobs if job.kind == "training"]
    lines = lines or tuple(job.head for job in learnt)
    is_read = bool(work or learnt or related) and not sheet.career.has_unread_date
    if _AFTER_TRAINING.search(fold(need.text)):
        learnt = []
    most = count_months((job.first, job.most) for job in (*work, *learnt)) / _MONTHS
    most = max([most, *[one.years for one, _ in stated]])
    if is_read and most <= _CLEARLY_BELOW * need.years:
        return Finding("fail", lines)
    denied = () if about or related else _find_denied(need, words, sheet)
    if denied:
        return Finding("fail", denied)
    is_short = (
        is_read
        and bool(about or related)
        and max(years, most_stated) <= (_CLEARLY_BELOW * need.years)
    )
    return Finding("unknown", lines, is_short=is_short)


def _find_about(need: Need, words: NeedWords, sheet: Sheet) -> list[Job]:
    """Find the jobs that are about what is asked."""
    work = sheet.career.work
    known = _find_known_lines(words, sheet) if work else {}
    about = [job for job in work if _is_about(job, need, words, known, sheet)]
    if need.is_post_of_leading:
        about = [job for job in about if leads_people(job, sheet)]
    elif need.is_leading:
        about = [job for job in about if job in sheet.fitting or leads(job, sheet)]
    if not about and need.is_at_workplace:
        # "3 years in a busy kitchen": who holds the job post's own title works in such a place.
        about = [job for job in work if job in sheet.fitting]
        about = [job for job in about if not _is_elsewhere(job, words, sheet)]
        about = [job for job in about if not need.is_leading or leads(job, sheet)]
    return about


def _compare_recent(about: Sequence[Job], need: Need, sheet: Sheet) -> Finding:
    """Compare when something was last done; that it was long ago leaves it open."""
    since = sheet.today - round(_MONTHS * need.recent_years)
    recent = tuple(job.head for job in about if job.last >= since)
    if recent:
        return Finding("pass", recent)
    return Finding("unknown", tuple(job.head for job in about), is_short=bool(about))


def _find_denied(need: Need, words: NeedWords, sheet: Sheet) -> tuple[int, ...]:
    """Find the lines that say there was no such work."""
    denied = find_denied_leading(sheet) if need.is_post_of_leading or need.is_post_of_leader else ()
    return tuple(dict.fromkeys([*denied, *find_denied_work(words, sheet)]))


def _may_be_own(duration: Duration, line: int, sheet: Sheet) -> bool:
    """Tell whether years named below a job may be the candidate's, not those of the employer."""
    return not any(
        job.head < line < job.last_line
        and (job.most - job.first + 1) / _MONTHS + _MOST_BEFORE < duration.years
        for job in sheet.career.work
    )


def _find_known_lines(words: NeedWords, sheet: Sheet) -> dict[int, set[str]]:
    """Find the lines that have any of the telling words, with these words."""
    known = words.find_known(sheet)
    found = {
        number: words.find(terms)
        for number, terms in enumerate(sheet.terms)
        if not known.isdisjoint(terms)
    }
    # "No sea time" is none.
    for number in found.keys() & sheet.unheld.keys():
        found[number] = words.find_in(sheet.unheld[number])
    if words.speaks_of_title:
        # Whoever "helped the accountant" was none.
        for number in found.keys() - sheet.unheld.keys():
            own = blank_colleagues(sheet.folded[number])
            if own != sheet.folded[number]:
                found[number] = words.find_in(own)
    return found


def _is_about(
    job: Job, need: Need, words: NeedWords, known: Mapping[int, set[str]], sheet: Sheet
) -> bool:
    if need.is_post_of_leader and not has_title_of_leader(job, sheet):
        # A site's labourer is no site manager, whatever else their jobs have in common.
        return False
    if need.short_names:
        return _uses(job, need.short_names, sheet)
    if not words.shares:
        # Any job is work; "a similar post" is one in the job post's own profession.
        return need.is_post_of_leading or not need.is_at_workplace
    is_elsewhere = job in sheet.fitting and _is_elsewhere(job, words, sheet)
    if words.speaks_of_title and job in sheet.fitting and not is_elsewhere:
        return True
    roots = _find_roots(job, words, known, sheet)
    is_other = is_elsewhere and words.fields.isdisjoint(roots)
    # Who cleans the machine has something in common with its operator, and not the role.
    is_other = is_other or (bool(need.roles) and need.roles.isdisjoint(roots))
    return not is_other and words.cover(roots) >= _need_share(len(words.shares))


def _find_roots(
    job: Job, words: NeedWords, known: Mapping[int, set[str]], sheet: Sheet
) -> set[str]:
    """Find which of the telling words a job has: in its head, or in its lines."""
    own = {job.head, job.date_line, *range(job.first_line, job.last_line)}
    if job.part:
        part = sheet.folded[job.head][slice(*job.part)]
        roots = words.find_in(part) | words.find_kin_in(part)
        # What stands below a line of several jobs is said of those with the post's own title.
        own = own - {job.head} if job in sheet.fitting else set()
    elif job.head in sheet.unheld:
        roots = words.find_kin_in(sheet.unheld[job.head])
    else:
        roots = words.find_kin(sheet.terms[job.head])
        own_head = blank_colleagues(sheet.folded[job.head]) if roots else ""
        if roots and own_head != sheet.folded[job.head]:
            roots = words.find_kin_in(own_head)
    for number in known.keys() & own:
        if number == job.head or not _is_brief(sheet.folded[number]):
            roots |= known[number]
    return roots


def _is_elsewhere(job: Job, words: NeedWords, sheet: Sheet) -> bool:
    """Tell whether a job is of the same role in another field: a hotel's receptionist."""
    if not words.fields:
        return False
    head = sheet.folded[job.head]
    head = head[slice(*job.part)] if job.part else head
    for dates in find_ranges(head, sheet.today):
        head = head[: dates.start] + " " * (dates.end - dates.start) + head[dates.end :]
    return words.has_other_field(head)


def _uses(job: Job, names: Set[str], sheet: Sheet) -> bool:
    """Tell whether a job names a skill that counts only as it is written."""
    lines = {job.head, *range(job.first_line, job.last_line)}
    return any(
        not names.isdisjoint(find_short_names(sheet.texts[number]))
        for number in lines
        if not _is_brief(sheet.folded[number])
    )


def _is_brief(line: str) -> bool:
    """Tell whether a line is only of a course or a first look: no years of what it names."""
    if load_pattern("needs.txt", "brief").search(line):
        return True
    return _COURSE.search(line) is not None and _TAUGHT.search(line) is None


def _need_share(count: int) -> int:
    return 450_000 if count <= 3 else 300_000


def _is_related(duration: Duration, need: Need, words: NeedWords) -> bool:
    if need.is_post_of_leading and not load_pattern("needs.txt", "post-of-leading").search(
        duration.clause
    ):
        return False
    if not words.shares:
        return True
    # "Plasterer with 14 years' experience" has them in the trade that "on the tools" speaks of.
    if need.is_at_workplace and words.names_title(duration.clause):
        return True
    roots = words.find_in(duration.clause) | words.find_kin_in(duration.clause)
    share = words.cover(roots)
    return share >= _ENOUGH and (share >= 2 * _ENOUGH or _WORK.search(duration.clause) is not None)
