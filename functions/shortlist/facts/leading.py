"""Leading: which jobs lead people, for must-haves that ask for years of it."""

import re

from shortlist.facts.careers import Job
from shortlist.facts.fact_words import load_pattern
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
    r"\b(?!\w*(?:begleit|reiseleit|ableit|zuleit))\w{3,}leit(?:er|erin|ung)\b"
    r"|\b(?:schicht|gruppen|trupp|kolonnen|team)fuhrer(?:in)?\b|\b(?:kuchen|sous|teil)chef(?:in)?\b"
)
# What these manage is no people.
_NO_PEOPLE = re.compile(
    r"\b(?:account|product|project|office|community|media|case|content|campaign|category|brand|event"
    r"|data|crm|seo|site reliability|relationship|portfolio|risk)s? (?:manager|management)\b"
    r"|\b(?:projekt|produkt|vertriebs)leit\w+"
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
        for line in sheet.folded[job.first_line : job.last_line]
    )


def _tells_of_leading(line: str) -> bool:
    return any(
        _LED_BY.match(line, match.end()) is None and _BY.search(line[: match.start()]) is None
        for match in load_pattern(_FILE, "led").finditer(line)
    )


def _is_title_of_leader(head: str) -> bool:
    if _NO_PEOPLE.search(head):
        return False
    found = [*load_pattern(_FILE, "leader").finditer(head), *_GERMAN_TITLE.finditer(head)]
    return any(_OF_LEADER.search(head[: match.start()]) is None for match in found)
