"""What a job post would like and does not require: how a statement says so, and lists of wishes."""

import re

from shortlist.facts.needs import find_need_kind
from shortlist.rubric.cue_words import NOT_ASKED, load_cues, load_signs, marks_must
from shortlist.rubric.items import PLAIN_FACTS
from shortlist.rubric.lines import split_list
from shortlist.rubric.section_names import Kind
from shortlist.words.joints import AND_AS_WRITTEN
from shortlist.words.tokens import fold

# "E: PhD in ecology", "D: drone licence": marks of public bodies.
_GRADED = re.compile(r"(?:(e|essential)|d|desirable)\s?[:=–]\s")  # noqa: RUF001
# "..., Essential - A", as a table says of each of its rows.
_GRADED_BEHIND = re.compile(
    r"\s[-–|/]\s?(?:(e|essential|required|must)|d|desirable|preferred)(?:\s[-–|/]\s?[a-z/ ]{1,8})?$"  # noqa: RUF001
)
_LONGEST_WISH = 6
_FEWEST_WISHES = 3
_ASIDE = re.compile(
    r"\([^()]* [^()]*\)|\s[-–]\s(?:ideal\w*|preferabl\w+|vorzugsweise|de preference|preferib\w+"  # noqa: RUF001
    r"|preferabil|najlepiej)\b[^-–]{3,60}\s[-–](?=\s)"  # noqa: RUF001
)
_MUST_ASIDE = re.compile(r"\s\(([^()]{6,120})\)")
# "(nicht Bedingung)", "(not essential)".
_DENIED_ASIDE = re.compile(
    r"\((?:nicht|kein\w?|not|pas|no|non|nu|nie) (?:\w+ )?(?:bedingung|muss|voraussetzung"
    r"|erforderlich"
    r"|notwendig|required|essential|mandatory|necessary|obligatoire|indispensable|imprescindible"
    r"|obligatori\w{0,2}|obbligatori\w|necessari\w|necesar\w{0,2}|wymagan\w+|konieczn\w+)\)"
    # "(can be had with us)".
    r"|\((?:kann|konnen|can|may|peut|peuvent|puede|pueden|puo|possono|poate|pot|mozna|mozliwosc)"
    r" (?:[\w']+ ){0,4}(?:erworben|nachgeholt|gemacht|acquired|obtained|gained|passed?|obtenue?s?"
    r"|acquise?s?|obtener|sacar|adquirir|acquisi\w+|conseguit\w|obtinut\w?|obtine|zdobyc|zdobycia"
    r"|uzyskania)\b[^()]{0,20}\)"
)
# "Formación en ventas no obligatoria": nothing behind it asks for anything else.
_NOT_ASKED_AT_ALL = re.compile(rf"(?:{NOT_ASKED.pattern})\w{{0,4}}[\s.)!]{{0,3}}$")
_JOINT = re.compile(rf",?\s(?:{AND_AS_WRITTEN})\s")
_WISH_WORDS = 2
# A wish that is said of several things, which one sentence lists.
_OF_SEVERAL = re.compile(
    r"\b(?:are|sind|waren|seraient|sono|son|serian|sunt|ar fi|sa|beda) (?:\w+ ){0,3}\w+\W*$"
    r"|\b(?:apprecie|souhaite)e?s\W*$|\b(?:gradit[ie]|apprezzat[ie]|preferibili|valorables|deseables|ventajosos"
    r"|apreciate|preferate|mile widziane|pozadane)\W*$"
)
_ADVERB = re.compile(
    r"\s(?:ideal(?:erweise|ly|ement|mente)|idealnie|vorzugsweise|preferabl[ey]|preferiblemente"
    r"|preferibilmente|de preference|preferabil|najlepiej)\s"
)
_IDEAL = re.compile(
    r"\b(?:the )?ideal(?:e|er|en|no|na|nego)? (?:candidat|kandidat|kandydat|person|applicant)\w*"
)


def lists_wishes(sentence: str) -> bool:
    """Tell whether a sentence below "an advantage" is no more than a list: "SAP, basic English"."""
    wishes = split_list(sentence)
    is_short = all(len(one.split()) <= _LONGEST_WISH for one in wishes)
    is_plain = load_signs("reader").search(fold(sentence)) is None
    return len(wishes) >= _FEWEST_WISHES and is_short and is_plain


def part_wish(sentence: str) -> list[str]:
    """Part "P402 is a must, P405 an advantage": what is asked for, and what would be nice."""
    asked, wished = _halve_before_wish(sentence)
    folded, wish = fold(asked), fold(wished)
    is_whole = not asked or asked.count("(") > asked.count(")") or says_nice(folded)
    if is_whole or not _drop_nice(wish).strip(" ,.;"):
        return [sentence]
    is_asked = load_signs("asking").search(folded) or load_cues("required").search(folded)
    # "A forklift licence, a first-aid card are a plus": the last word is about both.
    is_of_both = _OF_SEVERAL.search(wish) is not None and not is_asked
    if says_nice(wish) and (is_asked or find_need_kind(asked)) and not is_of_both:
        return [asked, wished]
    return [sentence]


def part_aside(sentence: str) -> list[str]:
    """Part "Deliver in the valley (class C licence required)": the work, and the paper for it.

    Years within brackets are of what stands before them.
    """
    aside = _MUST_ASIDE.search(sentence)
    if aside is None:
        return [sentence]
    within, rest = aside.group(1), _MUST_ASIDE.sub("", sentence, count=1).strip()
    is_must = marks_must(fold(within)) and find_need_kind(within) in PLAIN_FACTS
    return [rest, within] if is_must and rest and find_need_kind(rest) is None else [sentence]


def _halve_before_wish(sentence: str) -> tuple[str, str]:
    """Halve a sentence at the joining word that a wish follows at once, or at its last comma.

    "Good English and preferably German"; but "practice in sales and service is an advantage".
    """
    for joint in reversed(list(_JOINT.finditer(sentence))):
        wished = sentence[joint.end() :]
        opening = " ".join(fold(wished).split()[:_WISH_WORDS])
        if says_nice(opening) and _drop_nice(opening) != opening:
            return sentence[: joint.start()], wished
    place = max(sentence.rfind(", "), sentence.rfind(" – "))  # noqa: RUF001
    return sentence[: max(0, place)], sentence[max(0, place) :].lstrip(",– ")  # noqa: RUF001


def says_nice(folded: str) -> bool:
    """Tell whether a statement calls what it names an advantage, and no must."""
    if _DENIED_ASIDE.search(folded) or _NOT_ASKED_AT_ALL.search(folded):
        return True
    # "(PhD preferred)" is about what stands in brackets alone.
    folded = _drop_rest(_IDEAL.sub(" ", _ASIDE.sub(" ", folded)))
    return bool(load_cues("nice").search(folded) or load_signs("nicely").search(folded))


def _drop_rest(folded: str) -> str:
    """Leave the fact before an adverb that only says more: "a degree, ideally in dairying"."""
    adverb = _ADVERB.search(folded)
    if adverb is None or find_need_kind(folded[: adverb.start()]) is None:
        return folded
    return folded[: adverb.start()]


def _drop_nice(folded: str) -> str:
    return load_cues("nice").sub("", load_signs("nicely").sub("", folded))


def read_grade(folded: str) -> tuple[Kind, slice] | None:
    """Read the mark of a public body, and where the statement stands beside it."""
    graded = _GRADED.match(folded) or _GRADED_BEHIND.search(folded)
    if graded is None:
        return None
    is_behind = graded.start() > 0
    within = slice(0, graded.start()) if is_behind else slice(graded.end(), None)
    return ("required" if graded.group(1) else "nice"), within
