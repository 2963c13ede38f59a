"""Studies that were given up, by whatever name they go: "Pharmazie, abgebrochen"."""

from shortlist.facts.fact_words import load_phrases
from shortlist.facts.sheet import NeedWords, Sheet, find_place
from shortlist.facts.stances import read_stance

_ENOUGH_FIELD = 300_000


def find_given_up(words: NeedWords, sheet: Sheet) -> list[int]:
    """Find the lines about studies in the field asked for that say that these were given up."""
    found = []
    for number, line in sheet.find_lines(load_phrases("stances.txt", "drop")):
        roots = words.find(sheet.terms[number])
        if sheet.places[number] != "education" or words.cover(roots) < _ENOUGH_FIELD:
            continue
        if read_stance(line, *find_place(line, words, roots), sheet.today) == "denied":
            found.append(number)
    return found
