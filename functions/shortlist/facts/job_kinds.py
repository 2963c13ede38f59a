"""What the dates of a resume are about: work, studies, work that nobody paid, or a break."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from shortlist.facts.fact_words import load_pattern, read_vocabulary
from shortlist.facts.heads import is_role
from shortlist.facts.naming import find_degrees
from shortlist.words.sections import Place

Kind = Literal["work", "training", "study", "volunteer", "break"]

_FILE = "careers.txt"
# What may stand in front of the first word of a head.
BEFORE_WORDS = " ,;:-–—|()./0123456789•*·▪●◦○>"  # noqa: RUF001
# "Boston, MA 2015" names a state, "Teacher at a secondary school" where somebody works.
_STATE = re.compile(
    r"(?<=[a-z]), ma(?=[,\s]*(?:\d|usa|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
_WORKS_THERE = re.compile(
    r"\b(?:teacher|teaching assistant|lecturer|headteacher|librarian|caretaker|school nurse"
    r"|secretary|lehrer\w*|ausbilder\w*|professor|profesor\w?|maestr[oa]|insegnante|enseignante?|profesoara"
    r"|nauczyciel\w*)\b"
)
_TEACHES_THERE = re.compile(
    r"\b(?:formateur|formatrice|docente|formador\w?|formator\w*|istrutt\w+|dozent\w*|instructor\w*)\b"
)
# "BP" and "CAP Gemini" are employers too: the trade learnt stands right behind these papers.
_SHORT_NAMES = frozenset(("bp", "cap", "fp"))
_ENGLISH = re.compile(
    r"(?:engineer|manager|analyst|consultant|technician|operator|driver|director|officer|assistant"
    r"|advisor|adviser|developer|designer|planner|trainee|intern|supervisor|accountant|clerk)s?\b"
)
_PLACEMENT = re.compile(
    r"(?:(?:work )?placement|(?:schul)?praktikum|stages?|practicas?|tirocinio|praktyk\w+)\b"
)
# What every name of an apprenticeship has in it, found many times faster.
_TRAINING_SIGN = re.compile("azubi|ausz?bild|lehrling|umschul|lehre |apprent|aprend|ucenic|ucze")
# What opens the name of an apprenticeship, and what ends or goes with it.
_IS_TRAINED = re.compile(
    r"(?:azubi(?:ne)?|auszubildende[rn]?|lehrling|(?:ausbildung|umschulung|lehre) (?:zum|zur|als)"
    r"|apprentie?|apprentissage|apprendistato|apprendista|aprendiza?|ucenic\w?|uczen|uczennica)\b(?!-)"
    r"|apprentice\b(?!-|\s(?:\w+\s)?(?:super|train|coord|asse|manag|mentor|tutor|advis|master|lead))"
    r"|[^,|;@(]{0,40}\b(?:apprentice|apprenticeship|auszubildende[rn]?|azubi)\b"
    r"(?=\W*$|\s?[,|;@(-]| at | in )"
    r"|[^,|;@]{0,40}[(,]\s?(?:apprentice|auszubildende[rn]?|azubi|in ausbildung|apprentie?"
    r"|apprendista|aprendiza?)\b"
)
# "Apprentice, then electrician": most of it may be work.
_MOVED_ON = re.compile(
    r"\b(?:then|now|later|promoted|apprentice to|journeyman|dann|danach|spater|anschliessend"
    r"|ubernommen|geselle|puis|ensuite|luego|despues|poi|dopo|apoi|ulterior|nastepnie|potem|pozniej)\b"
)
_LEARNT = re.compile(r"\s(?:de\s|en\s|d')?([^\W\d_]+)")


def opens_without_work(key: str, line: str) -> bool:
    """Tell whether a line opens with words of a data file that are about no work.

    Where it goes on to name a role it is work: "Membership manager", "First aid trainer".
    """
    line = line.lstrip(BEFORE_WORDS)
    opening = load_pattern(_FILE, key).match(line)
    if opening is None or line[opening.end() :][:1] == "-":
        return False
    # What stands in brackets is the job that somebody was away from.
    said = line.partition("(")[0]
    return not is_role(said)


@cache
def _load_school_names() -> tuple[str, ...]:
    words = read_vocabulary(_FILE)
    return (*words["school"], *words["trade-school"])


def opens_with_school(line: str) -> bool:
    """Tell whether a line opens with a school that somebody went to."""
    line = line.lstrip(BEFORE_WORDS)
    if not line.startswith(_load_school_names()):
        return False
    if opens_without_work("school", line):
        return True
    opening = load_pattern(_FILE, "trade-school").match(line)
    if opening is None or line[opening.end() :][:1] in ("&", "-"):
        return False
    if opening.group() in _SHORT_NAMES and not _names_trade(line, opening.end()):
        return False
    return not (_WORKS_THERE.search(line) or _TEACHES_THERE.search(line))


def _names_trade(line: str, start: int) -> bool:
    """Tell whether the word right behind the name of a paper is a trade."""
    learnt = _LEARNT.match(line, start)
    return learnt is not None and is_role(learnt.group(1)) and not _ENGLISH.match(learnt.group(1))


def _ends_school(head: str) -> bool:
    """Tell whether a line below a school is what was learnt there, and no role at the school."""
    return (
        bool(find_degrees(head, head.upper()))
        or _PLACEMENT.match(head.lstrip(BEFORE_WORDS)) is not None
    )


def _names_training(head: str, named: str) -> bool:
    """Tell whether a head is about learning a trade at work; what leads apprentices is work."""
    if _TRAINING_SIGN.search(head) is None:
        return False
    said = named if is_role(named) else head
    if _MOVED_ON.search(said):
        return False
    return _IS_TRAINED.match(said.lstrip(BEFORE_WORDS + "\t")) is not None


def find_kind(head: str, named: str, place: Place, between: Sequence[str] = ()) -> Kind:
    """Tell what a range of dates is about, by the words on its line and the section it is in.

    `named` are the words behind the dates, which name the degree where the dates come first;
    `between` are the lines between them and a head that stands below.
    """
    if load_pattern(_FILE, "volunteer").search(head):
        return "volunteer"
    if opens_without_work("break", head + named):
        return "break"
    if place == "education":
        return "study"
    if any(map(opens_with_school, between)) and _ends_school(head):
        return "study"
    if _names_training(head, named):
        return "training"
    if place == "project":
        # A long line under no heading: "Boston, MA" at its end is no degree.
        degree = load_pattern(_FILE, "study-first")
        is_study = any(degree.match(one.lstrip(" ,;:-–—|()")) for one in (head, named))  # noqa: RUF001
    else:
        study = load_pattern(_FILE, "study")
        is_study = place != "role" and study.search(_STATE.sub(" ", head)) is not None
        is_study = is_study and _WORKS_THERE.search(head) is None
        is_study = is_study or opens_with_school(named or head)
    return "study" if is_study else "work"
