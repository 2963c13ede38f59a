"""The right to work and citizenship, as job posts name them."""

import re

from shortlist.facts.fact_words import load_pattern

# Who is a citizen of somewhere; not "helping citizens with forms", nor a senior citizen.
_CITIZEN = re.compile(
    r"(?<!senior )(?<!corporate )\b(?:citizen|passport holder)(?=$|[,.;)(]| (?:of|or|with)\b)"
    r"|\bnationals? of\b"
)
# Who handles applications for work permits need not have one.
_OF_OTHERS = re.compile(
    r"\b(?:antrag\w*|applications?|process\w*|handl\w*|issu(?:e|es|ing)|demandes?|instru\w+|tramit\w+"
    r"|gestion\w*|pratiche|rilascio|cereri\w*|wniosk\w+|wydawani\w+)\b"
)


def names_permit(folded: str) -> bool:
    """Tell whether a must-have names a right to work, or a citizenship, to be held."""
    named = load_pattern("permits.txt", "need").search(folded) or _CITIZEN.search(folded)
    if named:
        return not _OF_OTHERS.search(folded[: named.start()])
    return load_pattern("needs.txt", "citizenship").search(folded) is not None


def asks_for_citizenship(folded: str) -> bool:
    """Tell whether it asks for a citizenship; a permit is enough of "a permit or citizenship"."""
    citizen = load_pattern("permits.txt", "citizen").search(folded)
    permit = load_pattern("permits.txt", "need").search(folded)
    return citizen is not None and permit is None
