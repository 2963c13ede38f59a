"""Work that a resume says there was none of: "I have never worked as a welder"."""

import re
from collections.abc import Iterator

from shortlist.facts.denials import take_denied
from shortlist.facts.fact_words import load_pattern
from shortlist.facts.sheet import NeedWords, Sheet, find_place
from shortlist.facts.stances import is_denied
from shortlist.words.lexicon import load_stop_words
from shortlist.words.tokens import find_words

_FILE = "stances.txt"
_WORKED = re.compile(
    r"experien|esperien|erfahrung|doswiadcz|\bwork(?:ed|ing)\b|gearbeitet|\btatig\b|travaill|trabaj|lavor"
    r"|pracowa|lucrat|exerce"
)
_MOST = 500_000
# What a denial may name besides: "for a firm". "No retail management" denies less than all retail.
_FOR_WHOM = re.compile(
    r"firm\w*|company|employer|professional\w*|commercial\w*|betrieb|beruflich|entreprise|empresa|azienda"
)
# "No retail experience abroad" leaves what there was at home.
_NARROWED = re.compile(
    r"\b(?:abroad|overseas|offshore|outside|elsewhere|international\w*|ausland|etranger|extranjero|estero"
    r"|zagranic\w*|granic[ae]|strainatate)\b"
)


def find_denied_work(words: NeedWords, sheet: Sheet) -> Iterator[int]:
    """Find the lines that deny any work of the kind that is asked for, and deny nothing more."""
    if not words.shares:
        return
    for number, rest in sheet.unheld.items():
        denied = take_denied(sheet.folded[number], rest)
        is_denied_here = load_pattern(_FILE, "deny").search(denied) is not None
        if is_denied_here and not _NARROWED.search(sheet.folded[number]):
            yield from (number,) if _is_all_of_it(denied, words) else ()
    known = words.find_known(sheet)
    for number, terms in enumerate(sheet.terms):
        line = sheet.folded[number]
        if number in sheet.unheld or known.isdisjoint(terms):
            continue
        if _is_all_of_it(line, words) and is_denied(
            line, *find_place(line, words, words.find(terms))
        ):
            yield number


def _is_all_of_it(text: str, words: NeedWords) -> bool:
    """Tell whether a text names work, most of what is asked for, and next to nothing else."""
    if not _WORKED.search(text):
        return False
    roots = words.find_in(text) | words.find_kin_in(text)
    return words.cover(roots) >= _MOST and not _names_more(text, words)


def _names_more(text: str, words: NeedWords) -> bool:
    """Tell whether a text has words that neither deny, nor tell of work, nor are asked for."""
    plain = [load_pattern("needs.txt", "boilerplate"), _WORKED, _FOR_WHOM]
    plain += [load_pattern(_FILE, key) for key in ("none", "with-none")]
    return any(
        word not in load_stop_words()
        and not any(one.match(word) for one in plain)
        and not words.find_in(word)
        and not words.find_kin_in(word)
        for word in find_words(text)
    )
