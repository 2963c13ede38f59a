"""Leading: which jobs and lines lead people, and which say that nobody was led."""

import re
from functools import cache

from shortlist.facts.asked_people import find_team_sizes, names_ability
from shortlist.facts.careers import Job
from shortlist.facts.denials import take_denied
from shortlist.facts.fact_words import load_pattern, load_phrases
from shortlist.facts.heads import is_role
from shortlist.facts.needs import Need
from shortlist.facts.sheet import Finding, Sheet

_FILE = "needs.txt"
# "Managed by others", "coordonat de alții"; but "responsable de rayon" leads.
_LED_BY = re.compile(
    r"\s(?:by|von|par|por|da|przez)\b(?!\s\d)|(?:(?<=at)|(?<=ata)|(?<=us)|(?<=usa))\sde\b"
)
# "By a manager".
_BY = re.compile(
    r"\b(?:by|par|von|por|da|przez|under|unter|sous|bajo|sotto|sub|for|aiuto"
    r"|(?:report(?:s|ed|ing)?|assistant|secretary|pa) to"
    r"|(?:a las ordenes|sous les ordres|agli ordini|pod kierunkiem)"
    r"(?: de[l]?| du| di)?)\s"
    r"(?:(?:an?|the|my|une?|le|la|mon|einem|einer|dem|der|un|el|mi|il|uno|una)\s)?(?:\w+\s)?$"
)
# What a leader leads, behind the title.
_OF_PEOPLE = re.compile(r"\s?(?:of|for|over|von|de|d'|di|del|zespolu|echipe)\b|\s?[:(]?\s?\d")
# German titles end so: "Filialleiterin", "Schichtführer", "Küchenchef"; no "Begleiter" leads.
_GERMAN_TITLE = re.compile(
    r"\b(?!\w*(?:begleit|reiseleit|ableit|zuleit))\w{3,}leiter(?:in)?\b"
    r"|\b(?:team|filial|gruppen|stations|schicht|abteilungs|bereichs|pflegedienst|kuchen)leitung\b"
    r"|\b(?:schicht|gruppen|trupp|kolonnen|team)fuhrer(?:in)?\b|\b(?:kuchen|sous|teil)chef(?:in)?\b"
)
# What these manage is no people.
_NO_PEOPLE = re.compile(
    r"\b(?:account|product|project|office|community|media|case|content|campaign|category|brand|event"
    r"|data|crm|seo|site reliability|relationship|portfolio|risk)s? (?:manager|management)\b"
    r"|\b(?:projekt|produkt|vertriebs)leit\w+"
)
_ANYBODY = re.compile(
    r"\b(?:any(?:one|body)|others|niemanden?|personne|nadie|nessuno|nikim|nimeni)\b"
)
_REPORTS = re.compile(
    # What is denied ends before "to".
    r"\breport(?:s|ed|ing)?(?: (?:directly )?to me\b|\s*$)"
    r"|\b(?:under me|unterstellt|a mi cargo|alle mie dipendenze"
    r"|sous ma responsabilite|in subordine)\b"
)
_REPORT_PARTS = ("report", "under me", "unterstellt", "cargo", "dipendenze", "sous ma", "subordine")
# "Never been a supervisor", "mai avuto incarichi di responsabile".
_HELD_POST = re.compile(
    r"experien|esperien|erfahrung|doswiadcz|\b(?:been|worked|post|role|avuto|incaric\w+|ruol\w|gewesen|stelle|ete"
    r"|poste|sido|puesto|stat[oa]|byl[ae]m|stanowisk\w*|fost|functi\w+|pracow\w+)\b"
)
# "Mai responsabile" says no more than that.
_BRIEF = 3
_LONGEST_TITLE = 60
# "Managed staff rotas" is about papers.
_OF_PAPER = (
    r"(?:rotas?|records?|files?|diar\w+|training|rooms?|meetings?|schedul\w+|turnover|data)\b"
)
_PARTS = re.compile(r"[,;|(@–—]|\s-\s|\s(?:at|bei|chez|presso)\s")  # noqa: RUF001
# Who helps a leader, or works under one: "PA, director's office", "unter Leitung von".
_OTHER_POST = re.compile(
    r"\b(?:assistant to|personal assistant|pa|assistenz|assistent\w*|assistante? (?:de|du|d')"
    r"|secretar\w*|sekret\w*|trainee|ayudante|mitarbeiter(?:in)?|asistent\w*|asystent\w*|sachbearbeiter(?:in)?"
    r"|unter (?:der )?leitung)\b"
    r"|\b(?:manager|director)\W{0,2}s?\s?assistant\b"
)
# "Assistant to the director", "Assistentin der Geschäftsleitung".
_OF_LEADER = re.compile(
    r"\b(?:to|for|der|des|du|de la|del|della|dello|al|alla|zur|beim) (?:the |our )?(?:\w+ )?$"
)


def compare_leading(need: Need, sheet: Sheet) -> Finding:
    """Compare what is said of people led: by jobs and lines, by their number, or that none were.

    A smaller team than the one asked for contradicts nothing, as others may have been larger.
    """
    jobs = [job for job in sheet.career.work if leads_people(job, sheet)]
    lines = tuple(dict.fromkeys([*(job.head for job in jobs), *_find_told(sheet)]))
    if lines:
        own = {n for job in jobs for n in range(job.first_line, job.last_line)}.union(lines)
        sizes = [size for n in own for size in find_team_sizes(sheet.folded[n])]
        if need.team_size <= max(sizes, default=0):
            return Finding("pass", lines)
        return Finding("unknown", lines, is_short=bool(sizes))
    denied = find_denied_leading(sheet)
    return Finding("fail", tuple(denied)) if denied else Finding("unknown")


def find_denied_leading(sheet: Sheet) -> list[int]:
    """Find the lines that say that nobody was led: "I have not had people reporting to me"."""
    return [
        number
        for number, rest in sheet.unheld.items()
        if _denies_leading(take_denied(sheet.folded[number], rest))
    ]


def _denies_leading(denied: str) -> bool:
    if not load_pattern("stances.txt", "deny").search(denied):
        return False
    if load_pattern(_FILE, "post-of-leading").search(denied):
        return True
    is_brief = len(denied.split()) <= _BRIEF
    if load_pattern(_FILE, "leader").search(denied) and (is_brief or _HELD_POST.search(denied)):
        return True
    is_of_anybody = _ANYBODY.search(denied) is not None and _tells_of_leading(denied)
    return is_of_anybody or _leads_people(denied)


def _find_told(sheet: Sheet) -> list[int]:
    """Find the lines that tell of people led, where no list or course does."""
    lines = dict(sheet.find_lines(load_phrases(_FILE, "people")))
    lines |= dict(sheet.find_lines_with(_REPORT_PARTS))
    return [
        number
        for number, line in sorted(lines.items())
        if sheet.places[number] not in ("education", "list")
        and _leads_people(sheet.unheld.get(number, line))
        and not names_ability(line)
    ]


def leads(job: Job, sheet: Sheet) -> bool:
    """Tell whether a job leads anybody or anything: its title says so, or a line below it.

    What is "led by others" is led by others.
    """
    lines = [sheet.folded[job.head], *sheet.folded[job.first_line : job.last_line]]
    return any(map(_tells_of_leading, lines))


def leads_people(job: Job, sheet: Sheet) -> bool:
    """Tell whether a job leads people: by its title, or by a line that leads and names people.

    "Managed invoices" leads nobody.
    """
    return has_title_of_leader(job, sheet) or any(map(_leads_people, _list_duties(job, sheet)))


def has_title_of_leader(job: Job, sheet: Sheet) -> bool:
    """Tell whether a job's title is that of somebody who leads people.

    It may stand below the employer and the dates.
    """
    head = sheet.folded[job.head]
    if job.part or is_role(head) or job.head + 1 >= job.last_line:
        return _is_title_of_leader(head[slice(*job.part)] if job.part else head)
    below = sheet.unheld.get(job.head + 1, sheet.folded[job.head + 1])
    return _is_title_of_leader(head) or _is_title_of_leader(below[:_LONGEST_TITLE])


def _list_duties(job: Job, sheet: Sheet) -> list[str]:
    numbers = range(job.first_line, job.last_line)
    own = [n for n in numbers if n not in (job.head, job.date_line)]
    return [sheet.unheld.get(n, sheet.folded[n]) for n in own]


def _leads_people(line: str) -> bool:
    if _REPORTS.search(line):
        return True
    return _tells_of_people(line)


def _tells_of_people(line: str) -> bool:
    """Tell whether a line tells of people led: a title in it is mostly somebody else's.

    "In a team of ten under the manager" leads nobody; "manager of ten carers" does. "Managed
    the diaries of nurses" is about diaries.
    """
    return any(
        _is_own(line, match)
        and _has_people_beside(line, match)
        and (
            load_pattern(_FILE, "leader").match(line, match.start()) is None
            or _OF_PEOPLE.match(line, match.end())
        )
        for match in load_pattern(_FILE, "led").finditer(line)
    )


def _has_people_beside(line: str, match: re.Match[str]) -> bool:
    """Tell whether whom a verb leads stands behind it, or before it as in German."""
    after = _load_led_after().match(line, match.end())
    return after is not None or _load_led_before().search(line[: match.start()]) is not None


@cache
def _load_led_after() -> re.Pattern[str]:
    people = load_pattern(_FILE, "people").pattern
    return re.compile(
        rf"[^\w,;.:(]{{0,3}}(?:(?!of\b|the\s\w+\s(?:of|for)\b)[^\s,;.:(]+\s){{0,4}}?{people}(?!\s{_OF_PAPER})"
        r"|\s(?:[a-z]{1,3}\s){0,2}\d{1,3}\s(?!years?|months?|ans|jahre|anos|anni|ani|lat)[a-z]{4,}"
    )


@cache
def _load_led_before() -> re.Pattern[str]:
    people = load_pattern(_FILE, "people").pattern
    return re.compile(rf"{people}(?:\s[^\s,;.:(]+){{0,2}}\s$")


def _tells_of_leading(line: str) -> bool:
    return any(_is_own(line, match) for match in load_pattern(_FILE, "led").finditer(line))


def _is_own(line: str, match: re.Match[str]) -> bool:
    """Tell whether leading that a line tells of was not done by somebody else."""
    return _LED_BY.match(line, match.end()) is None and _BY.search(line[: match.start()]) is None


def _is_title_of_leader(head: str) -> bool:
    if _NO_PEOPLE.search(head) or _OTHER_POST.search(head):
        return False
    # Behind the role stands the employer: "Waiter, The Foreman pub".
    for part in _PARTS.split(head):
        found = [*load_pattern(_FILE, "leader").finditer(part), *_GERMAN_TITLE.finditer(part)]
        if any(_OF_LEADER.search(part[: match.start()]) is None for match in found):
            return True
        if is_role(part):
            return False
    return False
