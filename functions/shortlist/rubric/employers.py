"""What a sentence of a job post says of the employer, the offer or the application by itself."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from shortlist.facts.naming import find_licences
from shortlist.facts.needs import find_need_kind
from shortlist.rubric.cue_words import DUTY, load_signs, marks_must
from shortlist.rubric.items import Item
from shortlist.rubric.remarks import drop_remark, fold_evenly
from shortlist.words.joints import OTHER_WAY
from shortlist.words.tokens import fold

# "We seek somebody who", or with a fact, in each language: folded.
_ANY = r"(?:[^.;:]|(?<=\d)\.)"
_CALLS_WHO = re.compile(
    rf"{_ANY}{{0,140}}?\b(?:"
    rf"(?:look(?:s|ing)? for|seek(?:s|ing)?|need|want) {_ANY}{{2,90}}? (?:who|with)"
    rf"|(?:suchen|sucht|brauchen|braucht) {_ANY}{{2,90}}?(?:, (?:der|die|das)| mit)"
    rf"|(?:re)?cherch(?:e|ons|ent) {_ANY}{{2,90}}? (?:qui|avec)"
    rf"|(?:busca|buscamos|necesita|necesitamos) {_ANY}{{2,90}}? (?:que|con)"
    rf"|(?:ri)?cerc(?:a|hiamo) {_ANY}{{2,90}}? (?:che|con)"
    rf"|(?:caut[ai]|cautam|vrem|avem nevoie de) {_ANY}{{2,90}}? (?:care(?: sa)?|cu)"
    rf"|(?:szuka|szukamy|poszukujemy|potrzebujemy|zapraszamy) {_ANY}{{2,90}}?"
    r" (?:ktor[aey]|kto|ze?)"
    r")\s(?=\w)"
)


_OTHER_WAY = re.compile(
    rf"[;,] (?:{OTHER_WAY}) (?:an? )?(?:\w+ )?(?=combination|equivalent)|; (?:{OTHER_WAY}) "
)

_OURS = re.compile(
    r"\b(?:shar\w+ our|teil\w+ unser\w*|partag\w+ (?:nos|notre)|compart\w+ nuestr\w+"
    r"|condivid\w+ (?:i nostri|la nostra|le nostre)|impartas\w+ \w+ noastr\w+)\b"
)
_WORD = re.compile(r"[^\W_]+")
_WHOLE_TITLE = 0.75
_LONGEST_CALL = 10

# "Strong knowledge of pay scales".
_OPENS_KNOWING = re.compile(
    r"(?:[\w/-]+ ){0,2}(?:experience|knowledge|understanding|expertise|ability|skills?|familiarity"
    r"|grasp|record|kenntnisse|erfahrung|connaissances?|conocimientos?|conoscenza|cunostinte)\b"
)


# Papers that somebody is required to get, not work to do.
_GETS = re.compile(
    r"\brequired to (?:register (?:with|as)|obtain|complete|pass|undergo|provide|maintain|renew)\b"
)
# "Not required if you have a licence": what follows is no demand.
_DEPENDS = re.compile(
    r"(?:if|when|unless|as|since|because|provided|wenn|falls|sofern|da|weil|si|s'|quand|car|porque|se"
    r"|perche|daca|jesli|gdy|bo)\b"
)
_REFUSES = ("no ", "kein", "aucun", "pas d", "ness", "nie ", "nu ", "non ")


def cut_duty(folded: str) -> str:
    """Cut "required to" out of a sentence that says what the work is, not which paper to have."""
    # Reports in English are work.
    is_fact = find_need_kind(folded) in ("licence", "degree", "permit")
    is_paper = is_fact and _GETS.search(folded) is not None
    return folded if is_paper else DUTY.sub(" ", folded)


def cut_unasked(text: str) -> str:
    """Cut off what is not asked for, or only where it is, in front of what is asked for.

    "Beginners welcome, licence required" asks for the licence, as it would without its beginning.
    """
    denied = load_signs("denied").match(fold_evenly(text))
    if denied is None:
        return text
    rest = text[denied.end() :]
    folded, opening = fold(rest), fold(denied.group())
    is_given = load_signs("paid-for").search(folded) is not None or _DEPENDS.match(folded)
    is_asked = marks_must(opening) and not opening.startswith(_REFUSES)
    is_fact = marks_must(folded) or find_need_kind(rest) is not None
    return cut_unasked(rest) if is_fact and not (is_given or is_asked) else text


def cut_firm(text: str) -> str:
    """Cut off what a firm says of itself before it says whom it takes on, where that has a fact.

    "Lintel, a firm with years of practice, seeks a mason with a licence" asks for the licence.
    """
    folded = fold_evenly(text)
    verb = load_signs("recruiting").search(folded)
    if verb is None or "," not in text[: verb.start()]:
        return text
    kinds = find_need_kind(text[: verb.start()]), find_need_kind(text[verb.end() :])
    return text if None in kinds else text[verb.start() :]


def drop_reassured(sentences: Iterable[str]) -> Iterator[str]:
    """Leave out a question with its answer that what it asks for is not needed: "No problem!"."""
    question = ""
    for sentence in sentences:
        is_asking = sentence.rstrip().endswith("?")
        is_denied = load_signs("asks-without").match(fold(question)) is not None
        if is_denied and load_signs("reassuring").fullmatch(fold(sentence).rstrip(" .!")):
            question = ""
            continue
        if question:
            yield question
        question = sentence if is_asking else ""
        if not is_asking:
            yield sentence
    if question:
        yield question


def is_of_work(folded: str) -> bool:
    """Tell whether a sentence names the work itself for what it goes on to say."""
    return load_signs("of-work").search(folded) is not None


def is_foreign(folded: str, *, is_listed: bool, is_free: bool) -> bool:
    """Tell whether a statement is about the employer, the offer or the application by itself.

    In a list only what has no other meaning counts; `is_free` is what no heading places.
    """
    if is_listed:
        folded = drop_remark(folded)
    # "..., or an equivalent combination of experience" says how else, of something asked for.
    asked = _OTHER_WAY.split(folded)[0]
    is_counting = load_signs("counting").search(asked) is not None
    # "Decide which training may be credited" is the work of some.
    is_counting = is_counting and load_signs("work").match(folded) is None
    is_unasked = load_signs("unasked").search(asked) is not None
    if is_unasked or is_counting or load_signs("knowing").match(folded):
        return is_unasked or is_counting
    is_loose = load_signs("loose-noise").search(folded) and not _is_asked_for(
        folded, is_free=is_free
    )
    is_entry = is_listed and not is_free and find_need_kind(folded) in ("experience", "licence")
    is_noise = load_signs("noise").search(asked) and not (is_entry or _seeks_fact(folded))
    if is_loose or is_noise or _tells_of_firm(folded) or _invites(folded):
        return True
    is_employer = load_signs("employer").search(folded) is not None
    if is_employer and not load_signs("asking").search(folded) and not find_licences(folded):
        return True
    if is_listed and not is_free:
        return False
    if load_signs("giving").search(folded):
        return True
    return is_free and load_signs("contact").match(folded) is not None


def _invites(folded: str) -> bool:
    """Tell whether a sentence only invites or is a motto, and asks for nothing on the way."""
    is_inviting = load_signs("inviting").search(folded) is not None
    is_asking = load_signs("asking").search(folded) is not None or marks_must(folded)
    return is_inviting and not is_asking and find_need_kind(folded) is None


def _is_asked_for(folded: str, *, is_free: bool) -> bool:
    """Tell whether a statement asks for something, though it speaks of pay, law or applications.

    They are the work of some: "3 years in talent acquisition", "Conduct reference checks".
    """
    is_fact = find_need_kind(folded) in ("experience", "licence", "degree", "language")
    if is_free:
        return _seeks_fact(folded) or (is_fact and load_signs("asking").search(folded) is not None)
    is_work = load_signs("work").match(folded) is not None
    return is_fact or is_work or _OPENS_KNOWING.match(folded) is not None


def _tells_of_firm(folded: str) -> bool:
    """Tell whether the years of a sentence are the firm's: they stand before its "is hiring"."""
    verb = load_signs("recruiting").search(folded)
    if verb is None or find_need_kind(folded[: verb.start()]) not in ("experience", "degree"):
        return False
    return find_need_kind(folded[verb.end() :]) is None


def _seeks_fact(folded: str) -> bool:
    """Tell whether a sentence looks for somebody who has what can be verified."""
    seeking = load_signs("seeking").search(folded)
    return seeking is not None and find_need_kind(folded[seeking.end() :]) is not None


def split_call(text: str) -> tuple[Literal["duty", "required"], str] | None:
    """Split "Our shop seeks somebody who places orders, ..." before what is to be done."""
    call = _CALLS_WHO.match(fold_evenly(text))
    # A "registered manager" is who is sought; what "a nurse with a degree" has is asked for.
    if call is None or find_need_kind(text[: call.end()]) not in (None, "words"):
        return None
    if call.group().count("(") > call.group().count(")"):
        # "Drivers (preferably with a digger ticket)": what is within says nothing of the rest.
        return None
    rest = text[call.end() :]
    if find_need_kind(rest) is not None:
        return "required", rest
    # "People who share our vision" praises us.
    if _OURS.search(rest.split(",")[0].lower()):
        return None
    # "Somebody who holds the week together" praises, and lists nothing.
    return ("duty", rest) if "," in rest else None


def repeats_title(item: Item, title: str) -> bool:
    """Tell whether a line of prose says the job's title once more, and hardly less of it.

    "We are looking for a teacher of Italian" asks for no more than the title of the post.
    """
    is_prose = not item.is_listed and item.heading not in ("required", "nice")
    # Of a title that is an accent alone, nothing is left.
    said = fold(title)
    before, named, after = item.folded.partition(said) if said else (item.folded, "", "")
    rest = f"{before} {after}"
    is_call = bool(named) and load_signs("seeks").search(before) is not None
    is_call = is_call and len(rest.split()) <= _LONGEST_CALL and find_need_kind(rest) is None
    if is_prose and is_call:
        return True
    words, of_title = set(_WORD.findall(item.folded)), set(_WORD.findall(said))
    return is_prose and words <= of_title and len(words) >= _WHOLE_TITLE * len(of_title)
