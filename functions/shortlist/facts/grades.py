"""Papers that are near the one asked for: of another rank, or of those who help its profession."""

import re

from shortlist.facts.heads import is_role
from shortlist.facts.needs import Need
from shortlist.facts.ranks import has_other_rank
from shortlist.words.tokens import fold

_PARTS = re.compile(
    r"[,;|()•·/]|\s[-–—]\s|\.(?=\s)|\s(?:and|then|later|und|dann|et|puis|y|luego|e|poi|si|apoi|oraz|potem)\s"  # noqa: RUF001
)
_WORD = re.compile(r"\w+")
# Whoever helps, learns or has the lesser licence of a profession: "Tierarzthelferin", "LPN".
_ASSISTANT = re.compile(
    r"\b(?:assistants?|aides?|technicians?|techs?|helpers?|orderl(?:y|ies)|paraprofessionals?|interns?|trainees?"
    r"|students?|apprentices?|(?:practical|vocational) nurses?|lpn|lvn|cna"
    r"|\w*assistent(?:in|en|innen)?|\w*helfer(?:in|innen)?|hilfskraft|azubi|auszubildende[rn]?|lehrling|praktikant(?:in)?"
    r"|assistante?s?|auxiliaires?|preparat(?:eur|rice)s?|technicienn?e?s?|apprentie?s?|stagiaires?|etudiante?s?"
    r"|auxiliar(?:es)?|ayudantes?|asistentes?|aprendiz|practicantes?|estudiantes?"
    r"|assistent[ei]|aiuto|ausiliari[oa]|tirocinante|apprendista|praticante|studente(?:ssa)?"
    r"|asistent[aei]?|ajutor|ucenic\w?|stagiar\w?|studenta?"
    r"|asystent(?:ka)?|pomoc|pomocni(?:k|ca)|technik|stazyst(?:a|ka)|praktykant(?:ka)?|uczen|uczennica)\b"
)
# "Supervised two assistants": they are others.
_LED = re.compile(
    r"\b(?:supervis\w+|train(?:ed|ing)|manag\w+|lead(?:ing|s)?|led|mentor\w*|teach\w*|taught|encadr\w+|form[ea]\w*"
    r"|anleit\w+|ausbild\w+|betreu\w+|dirig\w+|coordin\w+|segu\w+|kierow\w+|szkol\w+|indrum\w+|of|for|von|pour|para"
    r"|per|pentru|dla)\s(?:[\w']+\s){0,2}$"
)


def is_of_other_grade(need: Need, line: str) -> bool:
    """Tell whether the paper that a line names is of another rank, or of another grade of people.

    A "licensed physical therapist assistant" is no physical therapist.
    """
    return has_other_rank(need.ranks, line) or _is_of_assistant(need, line)


def _is_of_assistant(need: Need, line: str) -> bool:
    """Tell whether those who help the profession asked for are the only ones that a line names."""
    asked = fold(need.text)
    if _ASSISTANT.search(asked) or not is_role(asked):
        return False
    parts = _PARTS.split(line)
    own = [part for part in parts if not _names_assistant(part)]
    names = {*need.codes, *need.initials, need.abbreviation}
    return len(own) < len(parts) and not any(
        is_role(part) or not names.isdisjoint(_WORD.findall(part)) for part in own
    )


def _names_assistant(part: str) -> bool:
    return any(_LED.search(part[: match.start()]) is None for match in _ASSISTANT.finditer(part))
