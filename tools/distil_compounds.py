"""Lists the words that German compounds are made of, in all their forms; run by hand.

In the environment of `tools/distil_foreign.py`: `python tools/distil_compounds.py --out
functions/shortlist/words/data`.
"""
# mypy: disable-error-code="import-not-found"

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from shortlist.words.genders import fold_gender
from shortlist.words.tokens import fold, fold_plural

SHORTEST_COMPOUND = 8
SHORTEST, LONGEST = 4, 13
# In fewer compounds a word may stand by chance.
FEWEST = 6
# Shorter words that many compounds have, and one that stands in none alone.
SHORT = frozenset(["amt", "bau", "edv", "gas", "kfz", "lkw", "pkw", "rad", "rat", "tag", "zug"])
ALWAYS = ("elektro",)
LINKS = ("", "s", "n", "en", "es", "er", "e")
# Endings that look like words, and words that only say where or how much.
NO_PARTS = Path(__file__).parent / "distil" / "no_german_parts.txt"


def choose(known: Mapping[str, str], left_out: frozenset[str]) -> list[str]:
    """Choose the words that stand in many compounds, most of them first."""
    lemmas = {lemma for lemma in known.values() if lemma.isalpha()}
    nouns = {one.lower() for one in lemmas if one[0].isupper() and one[1:].islower()}
    words = {
        word
        for word in nouns | {one for one in lemmas if one.islower()}
        if (len(word) >= SHORTEST or word in SHORT) and fold(word) not in left_out
    }
    lasts = words & nouns
    counts = Counter(dict.fromkeys(ALWAYS, FEWEST))
    for compound in nouns:
        if len(compound) >= SHORTEST_COMPOUND:
            counts.update(part_compound(compound, words, lasts))
    return [one for one, count in counts.most_common() if count >= FEWEST and len(one) <= LONGEST]


def part_compound(compound: str, words: set[str], nouns: set[str]) -> tuple[str, ...]:
    """Give the two words that a compound is made of, the longest last one; none if there are no."""
    for place in range(3, len(compound) - 2):
        if compound[place:] in nouns and (first := find_first(compound[:place], words)):
            return first, compound[place:]
    return ()


def find_first(start: str, words: set[str]) -> str:
    """Give the word that a compound begins with, without what joins it to the next."""
    stems = [start.removesuffix(link) for link in LINKS if start.endswith(link)]
    return next(
        (stem + end for stem in stems for end in ("", "e", "en") if stem + end in words), ""
    )


def list_forms(word: str, forms: Iterable[str]) -> list[str]:
    """List the forms of a word as texts are compared by them: folded, the word itself first."""
    spelt = {fold_gender(fold_plural(fold(form))) for form in forms}
    kept = {one for one in spelt if len(one) >= SHORTEST or one in SHORT}
    return [fold(word), *sorted(one for one in kept if one.isascii() and one.isalpha())]


def main() -> None:
    """Write `german_parts.txt` into the folder given: a word and its forms on each line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    known = DefaultDictionaryFactory().get_dictionary("de")
    inflected = defaultdict(set)
    for form, lemma in known.items():
        inflected[lemma].add(form)
    taken: set[str] = set()
    lines = []
    for word in choose(known, frozenset(NO_PARTS.read_text("utf-8").split())):
        # Compounds take verbs without their ending: "melden" in "Meldeamt".
        noun = {
            word.capitalize(),
            *(one for one in inflected[word.capitalize()] if one[0].isupper()),
        }
        forms = noun if word.capitalize() in inflected else {word, word[:-1], word[:-2]}
        own, *rest = list_forms(word, forms)
        lines.append(" ".join([own, *(one for one in rest if one not in taken | {own})]))
        taken.update((own, *rest))
    (parser.parse_args().out / "german_parts.txt").write_text(
        "\n".join(sorted(lines)) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
