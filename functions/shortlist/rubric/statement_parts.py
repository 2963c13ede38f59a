"""Statements of a job post parted where each part says something of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from shortlist.facts.languages import ask_for_any, climb_stated, find_gaps, find_languages
from shortlist.facts.needs import find_need_kind
from shortlist.rubric.cue_words import load_signs
from shortlist.rubric.items import Item
from shortlist.rubric.wording import is_dependent
from shortlist.words.joints import AND, AND_AS_WRITTEN, AND_BESIDES, OF_THOSE, OR, OTHER_WAY
from shortlist.words.tokens import fold

_SOME_OF_THOSE = (
    rf"(?i:{OF_THOSE})\s(?:\w+\.?\s){{0,3}}?"
    r"(?:\d|one|two|three|ein|zwei|drei|une?|deux|trois|due|tre|dos|tres|doi|trei|dwa|trzy)"
)
_PARTS = re.compile(
    rf"[,;]\s(?:(?:{AND}|oraz|as well as) )?|\s(?:{AND_BESIDES})\s|\s(?={_SOME_OF_THOSE})"
)
# "Five years in shops (including two in a leading post)".
_IN_BRACKETS = re.compile(rf"\s\(({_SOME_OF_THOSE}[^()]*)\)")
_SHORTEST_SPLIT = 40
# What a criterion's title may be long, and what one may be that cannot be parted.
LONGEST_TITLE = 100
LONGEST_WHOLE = 150
_LOOSE_END = re.compile(rf"[\s,;]*[,;]\s?(?:{AND}|oraz)?\s*$")
_COMMA = re.compile(rf"[,;]\s(?:(?:{AND}|oraz) )?")
_AND = re.compile(rf"\s(?:{AND_AS_WRITTEN})\s")
_APART = re.compile(rf";\s.*|,\s(?:{AND}|oraz)\s")
# Facts whose words end where the next statement begins.
_PLAIN_FACTS = ("permit", "language", "licence", "degree")
_READER = re.compile(r"\b(?:you|[Vv]ous|[Dd]u|Sie|[Tt]u)\s")
_ANEW = re.compile(rf",\s(?:(?:{AND})\s)?(?={_READER.pattern})")
_CONDITION = re.compile(r"(?:if|when|as|once|wenn|falls|sobald|si|quand|lorsque|des que)\b")
_LEAST_HALF = 25
_LONGEST_STATEMENT, _LONGEST_NEXT = 2_000, 400
# "..., issued by the fire department": who gave a paper is no must-have beside it.
_ISSUED = re.compile(
    r"(?:issued|granted|awarded|delivree?|ausgestellt|expedid[oa]|rilasciat[oa]|eliberata?|wydan[aey]"
    r"|absolvit\w? cu|abgeschlossen mit)\b"
)
# What is still to be had by whoever is taken on: nobody need have it now.
_LATER = re.compile(
    r"\b(?:obtained|acquired|earned) within (?:\S+ ){1,4}(?:of|after|from) "
    r"(?:the |your )?(?:hire|hiring|appointment|employment|start|date)"
)
BEFORE_OTHER_WAY = re.compile(rf";\s(?=(?:{OTHER_WAY})\s)|,\s(?=(?:{OTHER_WAY}),\s)")
_ALTERNATIVE = re.compile(rf"(?<![\w-])(?:{OR})\b")


def split_items(items: list[Item], room: int) -> list[Item]:
    """Part statements that name several must-haves; and other long ones, if there is room."""
    has_room = sum(item.kind != "other" for item in items) <= room
    return [part for item in items for part in _split_item(item, has_room=has_room)]


def _split_item(item: Item, *, has_room: bool) -> list[Item]:
    if not item.is_required:
        texts = _cut_long(item.text) if has_room else _part_anew(item.text)
        return [replace(item, text=text, folded=text.lower()) for text in texts]
    languages = find_languages(item.folded)
    if len(languages) > 1 and find_need_kind(item.text) == "language":
        # "English or French" asks for one of them.
        is_either = ask_for_any(find_gaps(item.folded, languages))
        return [item] if is_either else list(split_languages(item, languages))
    if len(item.text) < _SHORTEST_SPLIT:
        return [item]
    text = _IN_BRACKETS.sub(r", \1", item.text)
    parts = [part for fact in _split_facts(text) for part in _cut_fact(fact, item)]
    return parts if len(parts) > 1 or parts[0].is_rest else [item]


def _cut_fact(fact: str, item: Item) -> list[Item]:
    """Cut a fact that is too long for a criterion, unless it has several ways to fulfil it."""
    # "Citizenship of the country, or of another one": cut, it would ask for both.
    kind = find_need_kind(fact)
    # "An apprenticeship as a baker, a cook or comparable": any one of the list is enough.
    is_list = kind in ("degree", "licence") and _ALTERNATIVE.search(fact.rpartition(", ")[2])
    is_whole = BEFORE_OTHER_WAY.search(fact) or kind == "permit" or is_list
    texts = [fact] if is_whole else _cut_long(fact)
    is_later = _LATER.search(fold(fact)) is not None
    return [
        replace(
            item,
            text=text,
            folded=text.lower(),
            is_rest=is_later or _ISSUED.match(fold(text)) is not None,
        )
        for text in texts
    ]


def _cut_long(text: str) -> list[str]:
    """Cut a statement too long for a criterion at its commas, so that its end is not lost.

    One that begins with a verb of work is cut only where the next verb follows.
    """
    if len(text) <= LONGEST_WHOLE:
        return [text]
    is_task = _opens_task(text)
    parts = [""]
    start = 0
    for end in [match.end() for match in _COMMA.finditer(text)] + [len(text)]:
        piece = text[start:end]
        is_open = parts[-1].count("(") > parts[-1].count(")")
        is_open = is_open or not _may_part(parts[-1], piece, is_task=is_task)
        if parts[-1] and len(parts[-1]) + len(piece) > LONGEST_TITLE and not is_open:
            parts.append("")
        parts[-1] += piece
        start = end
    parts = [half for part in parts for half in _halve(part, is_task=is_task)]
    cut = [_LOOSE_END.sub("", " ".join(part.split())) for part in parts if part.strip(" ,;")]
    # "..., which runs 14 clinics" says nothing of its own about the work.
    return [cut[0], *[part for part in cut[1:] if not part.lower().startswith("which ")]]


def _part_anew(text: str) -> list[str]:
    """Part a long statement where it speaks to the reader anew: "you fit pipes, you test them"."""
    if len(text) <= LONGEST_WHOLE or _CONDITION.match(fold(text)):
        return [text]
    parts = [""]
    for clause in _ANEW.split(text):
        if parts[-1] and _READER.search(parts[-1]):
            parts.append(clause)
        else:
            parts[-1] += f", {clause}" if parts[-1] else clause
    return parts


def _may_part(before: str, after: str, *, is_task: bool) -> bool:
    """Tell whether a statement may be cut between two parts of it.

    "..., or four years of experience" and "..., in a ward" say nothing alone, and "develop,
    implement, and document plans" has one object for all its verbs.
    """
    if is_dependent(after):
        return False
    last = _COMMA.split(before.rstrip(" ,;"))[-1].strip()
    return not is_task or (" " in last and _opens_task(after))


def _opens_task(text: str) -> bool:
    return load_signs("work").match(fold(text)) is not None


def _halve(text: str, *, is_task: bool) -> list[str]:
    """Cut what is still too long at the "and" nearest to its middle."""
    middle = len(text) // 2
    ends = [match for match in _AND.finditer(text) if match.start() >= _LEAST_HALF]
    ends = [match for match in ends if len(text) - match.end() >= _LEAST_HALF]
    ends = [
        match
        for match in ends
        if _may_part(text[: match.start()], text[match.end() :], is_task=is_task)
    ]
    if len(text) <= LONGEST_WHOLE or not ends or text.count("(") > 0:
        return [text]
    best = min(ends, key=lambda match: abs(match.start() - middle))
    return [text[: best.start()], text[best.end() :]]


def _split_facts(text: str) -> Iterator[str]:
    """Cut a sentence where the next part names a fact of its own that can be verified."""
    start = 0
    # No statement is longer that anybody can verify, and each part is looked at with its neighbour.
    if BEFORE_OTHER_WAY.search(text):
        yield text
        return
    for match in _PARTS.finditer(text, 0, _LONGEST_STATEMENT):
        before, after = text[start : match.start()], text[match.end() :][:_LONGEST_NEXT]
        if _ALTERNATIVE.search(after) or before.count("(") > before.count(")"):
            continue
        first = _PARTS.split(after)[0]
        if _are_two_facts(before, first) or _is_fact_apart(before, match.group(), first):
            yield before
            start = match.end()
    yield text[start:]


def _are_two_facts(before: str, after: str) -> bool:
    """Tell whether both texts name a fact of their own, rather than one fact together."""
    kinds = (find_need_kind(before), find_need_kind(after))
    # "Citizenship of the country, or of another one": one right to work is enough.
    if None in kinds or kinds == ("permit", "permit"):
        return False
    if kinds[0] != "experience" and re.match(_SOME_OF_THOSE, after):
        # "Five GCSEs, including two in English and Maths" is of no years.
        return False
    if "words" not in kinds:
        return True
    # "Registration with the Nursing and Midwifery Council (NMC)" is one paper.
    return "licence" not in kinds and kinds != ("words", "words")


def _is_fact_apart(before: str, mark: str, after: str) -> bool:
    """Tell whether a fact stands beside what is none: "tests as a habit, and fluent English"."""
    if not _APART.fullmatch(mark) or is_dependent(after):
        return False
    kinds = (find_need_kind(before), find_need_kind(after))
    return kinds.count(None) == 1 and any(kind in _PLAIN_FACTS for kind in kinds)


# "Deutsch- und Englischkenntnisse" are of both.
_LANGUAGE_SKILLS = "kenntnisse"
_AND_OR_COMMA = re.compile(rf"[,;/]\s*|\s(?:{AND_AS_WRITTEN})\s")


def split_languages(item: Item, places: list[tuple[int, int]]) -> Iterator[Item]:
    """Give each language its own level, or the words around all of them."""
    if len(item.folded) != len(item.text):
        yield item
        return
    opening = item.text[: places[0][0]]
    closing = "" if opening.strip() else item.text[places[-1][1] :]
    ends = [start for start, _ in places[1:]] + [len(item.text)]
    own = ""
    for (start, end), next_start in zip(places, ends, strict=True):
        # "Fluent English and basic French", "English fluently and French": on which side of the
        # word between two languages a level stands says whose it is.
        behind, _, before_next = _part_at_and(item.text[end:next_start])
        said = own if own.strip() and climb_stated(fold(own)) else opening
        has_own = climb_stated(fold(behind)) > 0
        # "Native English and Spanish at C2" asks for no native Spanish.
        said = "" if has_own and said == opening and start > places[0][0] else said
        text = (said + item.text[start:end] + (behind if has_own else closing)).strip()
        is_cut = item.text[end : end + 1] == "-" and _LANGUAGE_SKILLS in item.folded[next_start:]
        text = text.rstrip(" –-/&+,;") + (_LANGUAGE_SKILLS if is_cut else "")  # noqa: RUF001
        own = before_next
        yield replace(item, text=text, folded=text.lower())


def _part_at_and(between: str) -> tuple[str, str, str]:
    """Part what stands between two languages at its last "and", or comma."""
    last = max(_AND_OR_COMMA.finditer(between), key=lambda match: match.start(), default=None)
    if last is None:
        return between, "", ""
    return between[: last.start()], last.group(), between[last.end() :]
