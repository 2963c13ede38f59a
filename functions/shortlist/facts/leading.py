"""Leading: which jobs lead people, for must-haves that ask for years of it."""

import re

from shortlist.facts.careers import Job
from shortlist.facts.fact_words import load_pattern
from shortlist.facts.heads import is_role
from shortlist.facts.sheet import Sheet

_FILE = "needs.txt"
# "Managed by others", "coordonat de alții"; but "responsable de rayon" leads.
_LED_BY = re.compile(r"\s(?:by|von|par|por|da|przez)\b|(?:(?<=at)|(?<=ata)|(?<=us)|(?<=usa))\sde\b")
# "By a manager".
_BY = re.compile(
    r"\b(?:by|par|von|por|da|przez|under|unter|sous|bajo|sotto|sub)\s"
    r"(?:(?:an?|the|my|une?|le|la|mon|einem|einer|dem|der|un|el|mi|il|uno|una)\s)?(?:\w+\s)?$"
)
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
    head = sheet.folded[job.head]
    return _is_title_of_leader(head[slice(*job.part)] if job.part else head) or any(
        load_pattern(_FILE, "people").search(line) is not None and _tells_of_leading(line)
        for line in _list_duties(job, sheet)
    )


def _list_duties(job: Job, sheet: Sheet) -> list[str]:
    numbers = range(job.first_line, job.last_line)
    return [sheet.folded[n] for n in numbers if n not in (job.head, job.date_line)]


def _tells_of_leading(line: str) -> bool:
    return any(
        _LED_BY.match(line, match.end()) is None and _BY.search(line[: match.start()]) is None
        for match in load_pattern(_FILE, "led").finditer(line)
    )


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
