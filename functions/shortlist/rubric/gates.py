"""Must-haves of a job post that a resume can show or contradict."""

import re

from shortlist.facts.needs import find_need_kind
from shortlist.rubric.cue_words import DUTY, load_marks, load_signs, load_soft_words, marks_must
from shortlist.rubric.items import Item
from shortlist.rubric.rubric import Gate
from shortlist.rubric.statement_parts import BEFORE_OTHER_WAY
from shortlist.rubric.wording import shorten

MOST_GATES = 10
_LONGEST_GATE = 160
# "P402 is a must" has no word besides.
_CODE = re.compile(r"\b[A-Z]{1,6}\d{1,5}\b")
_BARE_CODE = re.compile(
    r"(?:\w+ (?:nach|gem\.|gemäß|selon|according to|zgodnie z) |titulaire (?:du|de la|d'un) )?"
    r"[A-Z][A-Z\d]{1,7}(?: \d{1,5})?"
)
# "Training with required assessments", "skills needed to pass": no must by itself.
_WITHIN = re.compile(
    r"(?<=\w )(?:required|mandatory|essential|compulsory|needed) "
    r"(?!(?:for|by|in|at|as|with|from|on|and|but)\b)[a-z]{2,}"
)
# "(if you have a licence)", "(preferably with a degree)".
_CONDITIONAL = re.compile(
    r"\(\s?(?:if|si|falls|sofern|wenn|se|daca|dacă|jesli|jeśli|ideal\w*|idéal\w*|preferabl[ey]"
    r"|vorzugsweise|de préférence|preferib\w+|preferabil|najlepiej)\s[^()]*\)"
)
# A short name, or a capital within an English clause; all nouns of others may have one.
_NAME = re.compile(
    r"\b[A-Z][A-Z\d]{2,9}\b|\b(?:of|with|use|using) "
    r"(?!Mon|Tue|Wed|Thu|Fri|Sat|Sun|Night|Weekend|Shift)[A-Z][a-z]{2,}"
)
_KNOWS = re.compile(
    r"(?:\w+ )?(?:knowledge|conocimientos?|connaissances?|conoscenz[ae]|cunostinte|cunoastere\w*"
    r"|znajomosc|kenntnisse)\b(?!.*(?:,|;| and | y | et | e | si | i | und ))"
)
# "Ready to be trained" is no training yet.
_READY = re.compile(r"(?:chec|gotowosc|willing|bereit|readiness|eager|disponibil|disposicion)")
_ASIDE = re.compile(r"\([^()]*\)")
_LEAST_WAY = 40
_MOST_MARKED_WORDS = 12
_WORD = re.compile(r"[^\W\d_]+")


def find_gates(items: list[Item]) -> tuple[list[Gate], list[Item]]:
    """Find the must-haves among the items, and those that there was no room for."""
    musts: dict[str, Item] = {}
    for item in filter(is_must_have, items):
        musts.setdefault(_write_gate(item).casefold(), item)
    listed = list(musts.values())
    # A code alone, as "HTML5", gives way to a licence where there is no room for both.
    ranked = sorted(listed, key=lambda item: _is_bare_code(item.text))
    left_over = ranked[MOST_GATES:]
    kept = [item for item in listed if item not in left_over]
    gates = [
        Gate(id=f"g{number}", text=_write_gate(item)) for number, item in enumerate(kept, start=1)
    ]
    return gates, left_over


def _write_gate(item: Item) -> str:
    """Write a must-have in the post's words: each way to fulfil it, cut short where need be."""
    ways = BEFORE_OTHER_WAY.split(item.text)
    longest = _LONGEST_GATE // len(ways) - len("; ")
    return shorten("; ".join(shorten(way, max(longest, _LEAST_WAY)) for way in ways), _LONGEST_GATE)


def is_must_have(item: Item) -> bool:
    """Tell whether an item states something that is required and can be verified."""
    if not item.is_required or item.is_rest or item.kind == "other":
        return False
    # "Driving the van (if you have a licence)" asks for none.
    kind = find_need_kind(_CONDITIONAL.sub("", item.text))
    # "Knowledge of the rules for vocational training" is no training.
    is_about = kind == "degree" and _KNOWS.match(item.folded)
    is_ready = kind == "words" and _READY.match(item.folded)
    is_fact = kind is not None and not (is_about or is_ready)
    return is_fact or (item.is_listed and _is_bare_code(item.text)) or _is_marked(item)


def _is_bare_code(text: str) -> bool:
    """Tell whether an entry is no more than the code of a paper: "SCN2", "VDV 714"."""
    return _BARE_CODE.fullmatch(text) is not None and any(map(str.isdigit, text))


def _is_marked(item: Item) -> bool:
    """Tell whether an item says itself that it is a must, and is more than a soft skill."""
    is_must = marks_must(_WITHIN.sub(" ", item.folded)) and not _is_of_hours(item)
    if not is_must or DUTY.search(item.folded):
        return False
    plain = _ASIDE.sub(" ", load_marks().sub(" ", item.folded))
    rest = [word for word in _WORD.findall(plain) if len(word) > 2]
    is_soft = load_soft_words().issuperset(rest) and _CODE.search(item.text) is None
    return len(rest) <= _MOST_MARKED_WORDS and not is_soft


def _is_of_hours(item: Item) -> bool:
    """Tell whether an item is of hours and names no tool or paper beside them: "SAP", "Kronos"."""
    if load_signs("hours").search(item.folded) is None:
        return False
    is_shouted = item.text.isupper()
    return is_shouted or _NAME.search(item.text) is None
