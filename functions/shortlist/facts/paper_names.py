"""Names of papers: told by a word for one, by their shape, by their codes and first letters."""

import re

from shortlist.facts.fact_words import load_pattern
from shortlist.words.joints import AND_AS_WRITTEN, OR
from shortlist.words.tokens import fold

_FILE = "needs.txt"
# German names of papers end in what they are.
_COMPOUND_PAPER = re.compile(
    r"\b\w{3,}(?:schein|erlaubnis|brief|zeugnis|nachweis|patent|prufung|berechtigung|examen|ausweis|pass"
    r"|ausbildung|zertifikat|lizenz|bescheinigung|lehrgang|unterweisung|urkunde|befahigung|abzeichen"
    r"|zulassung|fachkunde|sachkunde|weiterbildung|diplom)\b"
)
# Names of papers that are so only where the phrase ends with them: nobody asks for "a pass rate".
_PAPER_END = re.compile(
    r"\b(?!(?:work|report|score|gift|credit|debit|boarding|parking|travel|bus|train|loyalty|support"
    r"|first|best|help|helpdesk|to|the|each|every|and|or) )"
    r"\w[\w&/-]+ (?:permit|pass|ticket|warrant)"
    r"(?=\W|$)(?!-)(?=[^\w]*$|\W+(?:required|needed|held|holders?|is|must|in date|valid|current"
    r"|essential|mandatory|or|and|from|with|for)\b)"
)
# "Current PASMA", "gültige IPAF": what is in force is a paper.
_IN_FORCE = re.compile(
    r"^\W*(?:[Hh]olds? |[Mm]ust (?:hold|have) )?(?:an? )?"
    r"(?:[Cc]urrent|[Vv]alid|[Aa]ctive|[Uu]p-to-date|[Ll]ive|[Gg]ültig\w*|[Aa]ktuell\w*)"
    r"\s(?!Directory)(?:\w+\s)?[A-Z]{3,}[\w-]*\W*(?:$|(?:card|licen|certif|registration|ticket|badge"
    r"|pass|permit|required|needed|essential|is|or|with|held|holder|from|\d))"
)
# A name of several words, each with a capital: "Registered Respiratory Therapist".
_NAME = re.compile(
    r"\b[A-Z][a-zà-ž]+(?:\s(?:(?:of|in|and|for|de|du|des|di|en)\s)?[A-Z][a-zà-ž]+){2,5}\b"
)
# "L.Ac.": what stands behind its last dot is a word of the resume.
_DOTTED = re.compile(r"\b(?:[A-Z]\.){1,3}([A-Z][a-z]{1,2})\b")
_OF_TRADE = re.compile(r"\b(\w{4,}) (?:profes+ional\w{0,2}|professionn\w{2,3}|zawodow\w{1,3})\b")
_OR = re.compile(rf",?\s(?:{OR})\s")
_FEW_WORDS = 3
_ARTICLE = re.compile(r"(?:an?|the|eine?n?|une?|el|una|il|o|un)\s")
# Before what a paper is in, and before who gave it.
_FIELD = re.compile(r"(?<=\w)\s(?:in|of|for|as|im|als|fur|zum|zur|en|de|di|pentru|w)\s")
_GIVEN_BY = re.compile(
    r"\b(?:from|by|at|through|with|von|vom|bei|beim|durch|an|par|aupres|por|da|dal|presso|prin|przez|od)\s"
)
_EMPTY_PART = re.compile(
    r"\b(?:equivalent\w*|equival\w+|similar\w*|comparable|higher|above|better|willing\w*|able"
    r"|gleichwertig\w*|vergleichbar\w*|hoher\w*|ahnlich\w*|superieur\w*|analog\w*|superior\w*"
    r"|echivalent\w*|rownowazn\w+|pokrewn\w+|wyzsz\w+)\b"
)
_SHORTEST = 3
_CAPITALS = re.compile(r"\b[A-Z]")
_FEWEST_INITIALS = 3
# Words that no abbreviation takes a letter from.
SMALL_WORDS = frozenset((
    "a", "an", "as", "at", "by", "d", "de", "del", "der", "des", "di", "do", "du", "e", "et", "for",
    "fur", "i", "in", "l", "la", "le", "of", "the", "und", "w", "y", "z",
))  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")
_FEWEST_LETTERS, _MOST_LETTERS = 4, 8
_OR_ASIDE = re.compile(
    rf"\([A-Z]{{2,6}}(?:(?:, | (?:{OR}) )[A-Z]{{2,6}})*? (?:{OR}) [A-Z]{{2,6}}\)"
)
_MANY_CODES = 4
_CODE_LIST = re.compile(
    rf"\b[A-Z][A-Z\d]{{1,5}}(?:,\s?|\s?&\s?|,?\s(?:{AND_AS_WRITTEN})\s)[A-Z][A-Z\d]{{1,5}}\b"
)
_CODE_ASIDE = re.compile(r"\w\s\(([A-Z]{3,6})\)")
_ISSUERS = frozenset((
    "AED", "AHA", "ANC", "ANRE", "ASCP", "BAG", "CPR", "DEKRA", "EASA", "FAA", "FIN", "HWK", "ICAO",
    "IHK", "IMO", "ISO", "NHA", "NHS", "NMC", "SEP", "TUV", "UDT", "USA",
))  # fmt: skip
# "Nach § 26a WEG" says by which law.
_PARAGRAPH = re.compile(r"(?:\b(?:nach|gem\.|gemäß|i\.S\.d\.)\s)?§{1,2}\s?\d+\w?\s?[A-Z]\w+")


def names_paper(folded: str, text: str) -> bool:
    """Tell whether a text asks for a paper, by a word for one or by the shape of its name."""
    if load_pattern(_FILE, "paper").search(folded) or _COMPOUND_PAPER.search(folded):
        return True
    # Without its accent, "carne" is meat.
    if "carné" in text.lower():
        return True
    return _PAPER_END.search(folded) is not None or _IN_FORCE.search(text) is not None


def find_noun(text: str) -> str:
    """Find the words that say which kind of paper a text asks for: "brevet professionnel"."""
    found = _OF_TRADE.search(fold(text))
    if found is None or load_pattern(_FILE, "paper").fullmatch(found[1]) is None:
        return ""
    return found[0]


def drop_law(text: str) -> str:
    """Drop by which law something is asked for."""
    return _PARAGRAPH.sub(" ", text) if "§" in text else text


def split_alternatives(text: str) -> list[str]:
    """Split a text that asks for any of several papers: "a taxi badge or a private hire badge".

    What names no paper by itself is one only where it shares the word for it.
    """
    parts = _OR.split(text) if "(" not in text else []
    said = [part for part in parts if not _EMPTY_PART.search(fold(part)) and len(part) >= _SHORTEST]
    if not len(said) == len(parts) > 1:
        return []
    folded = [fold(part) for part in parts]
    named = [part for part, plain in zip(parts, folded, strict=True) if names_paper(plain, part)]
    is_shared = _shares_last(folded) or _shares_first(folded[0])
    return parts if is_shared else named


def _shares_last(folded: list[str]) -> bool:
    """Tell whether the last part has the word for all: "taxi or private hire badge"."""
    if _ARTICLE.match(folded[-1]) or not names_paper(folded[-1], folded[-1]):
        return False
    return all(len(part.split()) <= _FEW_WORDS for part in folded[:-1])


def _shares_first(folded: str) -> bool:
    """Tell whether the first part begins with it: "certificate in welding or fabrication"."""
    lead = _FIELD.search(folded)
    if lead is None or _GIVEN_BY.search(folded, lead.end()):
        return False
    return (
        load_pattern(_FILE, "paper").fullmatch(folded[: lead.start()].rsplit(maxsplit=1)[-1])
        is not None
    )


def find_codes(text: str) -> frozenset[str]:
    """Find the names that only stand for themselves: with digits, or capitals throughout."""
    text = drop_law(text)
    found = re.findall(r"\b(?=\w*\d)(?=\w*[A-Za-z])\w{2,8}\b|\b[A-Z]{2,6}\b", text)
    found += _DOTTED.findall(text)
    return frozenset(one.lower() for one in found if not text.isupper())


def count_spare_codes(text: str) -> int:
    """Count the names of `find_codes` that a paper may go without.

    Of many ("ICAO ATCO licence with ADI/TWR rating") one; of a list ("TIG, MIG and MAG") none.
    """
    # "(CONI o EPS)": who gives it, any of them.
    if (aside := _OR_ASIDE.search(text)) is not None:
        return len(find_codes(aside[0]))
    is_list = _CODE_LIST.search(text) is not None and _OR.search(text) is None
    return 0 if is_list or len(find_codes(text)) < _MANY_CODES else 1


def find_abbreviation(text: str) -> str:
    """Find an abbreviation in brackets that is made of the first letters of the words before it."""
    for match in re.finditer(r"\(([A-Z]{3,6})\)", text):
        words = re.findall(r"\b(?:[A-Z]\w*|\w{4,})", text[: match.start()])
        if fold("".join(word[0] for word in words)).endswith(match.group(1).lower()):
            return match.group(1).lower()
    return ""


def find_initials(text: str) -> frozenset[str]:
    """Find what names of three words or more are for short: CWI, Certified Welding Inspector."""
    names = ["".join(_CAPITALS.findall(match.group())) for match in _NAME.finditer(text)]
    # "Track safety certificate (PTS)" is called by what stands in brackets, unless that is by whom.
    names += [one for one in _CODE_ASIDE.findall(text) if one not in _ISSUERS]
    return frozenset(name.lower() for name in names if len(name) >= _FEWEST_INITIALS)


def find_acronyms(text: str) -> frozenset[str]:
    """Find what a name, or its first five words and more, may be for short: DEEJE.

    Of fewer letters, only the whole name is: each beginning of four would be some word.
    """
    words = [word for word in _LETTERS.findall(fold(text)) if word not in SMALL_WORDS]
    letters = "".join([word[0] for word in words[:_MOST_LETTERS]])
    found = {letters[:end] for end in range(_FEWEST_LETTERS + 1, len(letters) + 1)}
    return frozenset(found | {letters} if len(letters) >= _FEWEST_LETTERS else found)
