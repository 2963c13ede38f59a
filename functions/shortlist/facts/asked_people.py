"""Leading people as a must-have asks for it, and how many people there must be."""

import re

from shortlist.facts.fact_words import load_pattern
from shortlist.words.lexicon import load_lexicon
from shortlist.words.titles import names_role
from shortlist.words.tokens import find_words

_FILE = "needs.txt"
# What was done, and is no wish that somebody could do it: "able to lead a team".
_VERB = (
    r"\b(?:led|leading|managed|managing|supervised|supervising|headed|heading|ran|running"
    r"|lider\w+|dirig\w+|gestion\w+|coordin\w+|geleitet|gefuhrt|fuhren|leiten|encadr\w+|anim\w+|manag\w+"
    r"|gest\w+|condu\w+|coordon\w+|kierowa\w+|zarzadza\w+|prowadz\w+|leitung|fuhrung)"
)
_ABLE = re.compile(
    r"\b(?:able|ability|capable|capab\w+|capaci\w+|fahig\w*|bereit\w*|aptitud\w*|umiejetn\w+|abilit\w+|willing"
    r"|confiden\w+|skills?)\b"
)
# A post that was held, without a number of years: "experience as a purchasing manager".
_AS = r"(?:as(?: an?| the)?|als|comme|en tant que|como|come|jako|ca)"
_POST = re.compile(
    r"\b(?:experien\w*|esperienz\w*|erfahrung|berufserfahrung|praxis|doswiadczen\w*|worked"
    r"|track record|gearbeitet|travaille|trabajado|lavorato|pracowal\w*|lucrat)"
    rf"\s(?:\w+\s){{0,2}}?{_AS}\s((?:\S+\s?){{1,5}})"
)
_ROLE = re.compile(rf"\b{_AS}\s((?:\S+\s?){{1,4}})")
_OR_MORE = r"(?:\s(?:or more|oder mehr|ou plus|o mas|o piu|sau mai mult\w*|lub wiecej))?"
_PEOPLE = (
    r"(?:people|persons?|staff|employees|colleagues|direct reports|operatives|workers|drivers"
    r"|nurses|personen|mitarbeit\w*|ma(?=,|;|$)|operarios|leute|kopfe\w*|personnes|collaborateurs|salaries|agents|personas"
    r"|empleados|trabajadores|persone|collaboratori|addetti|dipendenti|agenti|persoane|angajati"
    r"|oameni|osob|pracownik\w*|ludzi)"
)
_TEAM = (
    r"(?:teams?|crews?|brygad\w+|zespol\w*|equipes?|equipos?|squadr[ae]|echip\w+|staff|report\w*)"
    r"(?:\s(?:of|von|de|di|ab|mit|z|din|at least|minimum|min\.|minim|mindestens|up to|circa|ca\."
    r"|okolo|about|some|a)){0,3}"
)
# "Line manager of 14 carers": whatever those are called whom a verb of leading is about.
_LED = (
    r"(?:manager of|manag(?:ed?|es|ing)|led|leads|leading|supervis(?:ed|es|ing)|in charge of"
    r"|gefuhrt|geleitet|dirij\w+|dirig\w+|lider\w+|coordino|leite|fuhre|kieruje"
    r"|disziplinarisch|encadrement de|a (?:mi )?cargo(?: de)?|verantwortlich fur|coordinando"
    r"|gruppe von|leitung von"
    r"|fuhrung von)"
)
# "A team of at least 20", "Team ab 8 Personen", "brygadą min. 5 osób".
_SIZE = re.compile(
    rf"\b{_LED}\s(?:(?:an?|the|einer|eines|mit|of|de|di|team|teams|gruppe|equipe|equipo)\s){{0,3}}(\d{{1,3}})"
    r"(?!\d|[.,]\d|\s?(?:%|k\b|m\b|million|projects?|sites?|accounts?|beds?))"
    r"|(?<![\d.,])(\d{1,4})\s(?:\w+\s){1,8}?(?:report(?:s|ed|ing)? (?:directly )?to me"
    r"|under me|unterstellt|a mi cargo|in subordine)\b"
    rf"|(?<![\d.,])(\d{{1,4}})\+?{_OR_MORE}\s?(?:\w+\s){{0,2}}?{_PEOPLE}\b"
    rf"|\b{_TEAM}\s(?:\d{{1,3}}\s?[-\u2013]\s?)?(\d{{1,4}})\b"
)


def asks_for_leading(folded: str) -> bool:
    """Tell whether a statement asks for somebody who has led people."""
    if names_ability(folded):
        return False
    if load_pattern(_FILE, "post-of-leading").search(folded):
        return True
    people = load_pattern(_FILE, "people").pattern
    return re.search(rf"{_VERB}\s(?:\S+\s){{0,3}}?{people}", folded) is not None


def asks_for_post(folded: str) -> bool:
    """Tell whether a statement asks for experience in a role, and for no number of years."""
    found = _POST.search(folded)
    return found is not None and (_names_role(found[1]) or _names_leader(found[1]))


def find_asked_role(folded: str) -> str:
    """Find the role that years are asked for in: "site manager" of "5 years as a site manager"."""
    return found[1] if (found := _ROLE.search(folded)) else ""


def asks_for_leader(folded: str) -> bool:
    """Tell whether the role that years are asked for in is that of somebody who leads people."""
    return _names_leader(find_asked_role(folded))


def _names_role(text: str) -> bool:
    return names_role(set(load_lexicon().find_terms(find_words(text))))


def _names_leader(role: str) -> bool:
    return load_pattern(_FILE, "leader").search(role) is not None


def names_ability(folded: str) -> bool:
    """Tell whether a text says that somebody could do a thing, and not that it was done."""
    return _ABLE.search(folded) is not None


def find_team_sizes(folded: str) -> list[int]:
    """Find how many people a text says there are to lead."""
    return [int(match[match.lastindex or 0]) for match in _SIZE.finditer(folded)]
