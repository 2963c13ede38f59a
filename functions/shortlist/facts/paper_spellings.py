"""Other spellings of a paper's name: other endings, in two parts, as first letters."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

from shortlist.facts.asides import is_taken_back
from shortlist.facts.dates import find_points
from shortlist.facts.fact_words import load_pattern, load_phrases
from shortlist.facts.grades import is_of_other_grade
from shortlist.facts.late_denials import says_only_no
from shortlist.facts.needs import Need
from shortlist.facts.paper_names import SMALL_WORDS, find_noun, names_paper
from shortlist.facts.sheet import SEARCHED, NeedWords, Sheet
from shortlist.facts.stances import find_clause, is_denied, read_stance
from shortlist.words.lexicon import load_stop_words
from shortlist.words.tokens import fold

# What a line that names a paper says of it; "worked": that somebody works as what it is for.
Naming = Literal["held", "lost", "near", "worked"]
_ENOUGH_WORDS = 550_000
_ENOUGH_FEW_WORDS = 700_000
# A word that may be written in two parts, and how much of what is asked for it must be.
_LONG_WORD = 10
MAIN_SHARE = 400_000
_SAME_START = 5
_OF_DRIVERS = ("licence", "license", "patente", "permis", "permiso", "carnet")
_SHORTEST_SPELT = 3
# What lines of papers begin to say.
_PAPER_STARTS = (
    "diplom",
    "certif",
    "licen",
    "titul",
    "brevet",
    "attest",
    "registr",
    "zertif",
    "qualif",
    "register",
    "charter",
    "accredit",
    "member",
    "fellow",
    "associat",
)
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[^\W\d_]{2,}")
_REGISTER = re.compile(
    r"\b(?:albo|ordine|collegio|registro|register|registered|registration|ordre|colegio|colegiad\w|colegiacion"
    r"|colegiul|registru\w*|rejestr\w*|izby|kammer|liste)\b"
)


def need_cover(words: NeedWords) -> int:
    """Tell how many millionths of a name one line must have."""
    return _ENOUGH_FEW_WORDS if len(words.shares) in (2, 3) else _ENOUGH_WORDS


def is_paper(line: str) -> bool:
    """Tell whether a line names a paper of any kind."""
    return names_paper(line[:SEARCHED], line[:SEARCHED])


def has_codes(need: Need, line: str, roots: set[str]) -> bool:
    """Tell whether a line has the names that only stand for themselves, or a lone one's meaning."""
    missing = need.codes - {need.abbreviation} - set(re.findall(r"\w+", line))
    if len(missing) <= need.spare_codes:
        return True
    return len(need.codes) == 1 and not need.codes.isdisjoint(roots)


def find_inflected(need: Need, words: NeedWords, sheet: Sheet) -> Iterator[tuple[Naming, int]]:
    """Find the lines about a paper that have its words with other endings: "brak uprawnień"."""
    starts = {root[:_SAME_START] for root in words.shares if len(root) >= _SAME_START}
    noun = find_noun(need.text)
    for number, line in sheet.find_lines_with({noun} if noun else ()):
        # "Sans brevet professionnel" denies the one that is asked for too.
        if is_denied(line, line.index(noun), line.index(noun) + len(noun)):
            yield "lost", number
    yield from (("lost", number) for number in _find_kind_denied(need, sheet))
    if _REGISTER.search(fold(need.text)):
        yield from _find_struck_off(words, sheet)
    for number, line in sheet.find_lines_with(starts):
        roots = words.find_kin_in(line)
        if words.cover(roots) < MAIN_SHARE or not is_paper(line):
            continue
        start = min(place for one in starts if (place := line.find(one)) >= 0)
        stance = read_stance(line, start, start + _SAME_START, sheet.today)
        if stance in ("denied", "expired"):
            yield "lost", number
        elif words.cover(roots) >= need_cover(words) and has_codes(need, line, roots):
            is_held = stance == "held" and not is_of_other_grade(need, line)
            yield "held" if is_held else "near", number


def _find_kind_denied(need: Need, sheet: Sheet) -> Iterator[int]:
    """Find the lines with a clause that only denies the kind of paper: "Nessun brevetto".

    A bare "licence: none" may mean the one to drive.
    """
    paper = load_pattern("needs.txt", "paper")
    named = [word for one in paper.finditer(fold(need.text)) for word in one.group().split()]
    starts = {
        word[:_SAME_START]
        for word in named
        if word.isalpha() and len(word) > _SAME_START and paper.fullmatch(word)
    }
    for number, line in sheet.find_lines_with(starts):
        if has_only_no(line, lambda word: word[:_SAME_START] in starts and word not in _OF_DRIVERS):
            yield number


def has_only_no(line: str, is_named: Callable[[str], bool]) -> bool:
    """Tell whether any clause of a line says no to some word, and nothing else: "no TIG"."""
    for match in _WORD.finditer(line):
        if is_named(match.group()):
            first, last = find_clause(line, *match.span())
            if says_only_no(f"{line[first : match.start()]} {line[match.end() : last]}"):
                return True
    return False


def _find_struck_off(words: NeedWords, sheet: Sheet) -> Iterator[tuple[Naming, int]]:
    """Find the lines that say that somebody was taken off a register.

    One that is named by words which are not asked for may be another one: "albo fornitori".
    """
    pattern = load_pattern("stances.txt", "struck-off")
    for number, line in sheet.find_lines(load_phrases("stances.txt", "struck-off")):
        ends = [one.end() for one in pattern.finditer(line) if not is_taken_back(line, *one.span())]
        if ends:
            is_asked = any(_may_be_register(words, line, end) for end in ends)
            yield "lost" if is_asked else "near", number


def _may_be_register(words: NeedWords, line: str, end: int) -> bool:
    """Tell whether what follows names the register that is asked for, or none."""
    after = line[end : find_clause(line, end, end)[1]]
    if words.find_kin_in(after):
        return True
    for _, first, last in find_points(after):
        after = after[:first] + " " * (last - first) + after[last:]
    named = set(_NAME.findall(_REGISTER.sub(" ", after)))
    return named <= load_stop_words()


def find_parted(words: NeedWords, sheet: Sheet) -> tuple[list[int], list[int]]:
    """Find the lines with a long word in two parts, "Hochvolt-Schein": held, and otherwise."""
    held: list[int] = []
    others: list[int] = []
    for root in words.shares:
        if len(root) < _LONG_WORD or words.shares[root] < MAIN_SHARE:
            continue
        for number, line in sheet.find_lines_with([root[:_SAME_START]]):
            start = line.find(root[:_SAME_START])
            if root in line.replace("-", "") and "-" in line[start:]:
                stance = read_stance(line, start, start + len(root), sheet.today)
                (held if stance == "held" else others).append(number)
    return held, others


def find_spelt(need: Need, words: NeedWords, sheet: Sheet) -> tuple[list[int], list[int]]:
    """Find the papers whose words begin with the letters that are asked for: held, and otherwise.

    "DEME" is a "diplôme d'État de moniteur éducateur".
    """
    held: list[int] = []
    others: list[int] = []
    codes = [one for one in need.codes if one.isalpha() and len(one) >= _SHORTEST_SPELT]
    codes = [one for one in codes if words.shares.get(one, 0) >= _ENOUGH_WORDS]
    for number, line in sheet.find_lines_with(_PAPER_STARTS) if codes else ():
        spelt = [word for word in _WORD.findall(line) if word not in SMALL_WORDS]
        initials = "".join([word[0] for word in spelt])
        if is_paper(line) and any(code in initials for code in codes):
            start = line.index(spelt[0])
            stance = read_stance(line, start, start + len(spelt[0]), sheet.today)
            (held if stance == "held" else others).append(number)
    return held, others
