"""Names that texts use for facts: licences, degrees, ladders of levels, the right to work."""

import re
from collections.abc import Iterator, Mapping, Set
from functools import cache

from shortlist.facts.fact_words import (
    WORD,
    Phrases,
    join_words,
    load_pattern,
    load_phrases,
    match_names,
    match_words,
    read_vocabulary,
)
from shortlist.facts.licence_classes import PERMIT_CLASSES, PERMITS

_FEWEST_CAPITALS = 2
# "Ingenieurstudium": a degree, and the field before it. One's own reading is none.
STUDIES = "studium"
_STUDIES = re.compile(rf"(?<=\w\w\w){STUDIES}s?\b")
_NO_STUDIES = ("selbst", "eigen", "akten", "quellen", "literatur", "grund", "vor")
_HIGH_STUDIES = ("master", "diplom", "magister", "aufbau")
_LEVELS_IN_FRONT = ("hochschul", "fachhochschul", "universitats", "bachelor", *_HIGH_STUDIES)
_SHORTEST_FIELD = 5
_TRADES = "trades "
_CHAMBERS = (" (ihk)", " (hwk)", " ihk", " hwk", ", ihk", ", hwk")
# What was learnt stands behind it: "Pflegehelferin, Ausbildung als Friseurin".
_LEARNT = re.compile(r"\b(?:ausbildung|lehre|umschulung)\b[^.;,]*")
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


@cache
def load_ladder(name: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Load a file of levels and the words for each."""
    return tuple(
        (int(level), re.compile(rf"(?<![\w.])(?:{join_words(words)})(?!\w)"))
        for level, words in read_vocabulary(name).items()
        if level.isdigit()
    )


def _read_names(paper: str) -> tuple[str, ...]:
    names = read_vocabulary("licences.txt")[paper]
    if paper != "driving":
        return names
    labelled = [
        f"{label}{sign}{one}" for label in PERMITS for sign in (" ", ": ") for one in PERMIT_CLASSES
    ]
    return tuple(dict.fromkeys([*names, *labelled]))


@cache
def load_licences() -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    """Load the names of licences: one pattern for all, and which papers a name stands for."""
    papers: dict[str, tuple[str, ...]] = {}
    for paper in read_vocabulary("licences.txt"):
        for name in _read_names(paper):
            papers[name] = (*papers.get(name, ()), paper)
    return match_words(papers), papers


@cache
def load_licence(paper: str) -> tuple[re.Pattern[str], Phrases]:
    """Load the names of one licence, and how any of them begins."""
    names = _read_names(paper)
    starts = {name: name.split(" ")[0] for name in names}
    # "P&C" is no word, so that the whole name is looked for.
    return match_words(names), Phrases(
        {start if WORD.fullmatch(start) else name for name, start in starts.items()}
    )


@cache
def _load_degrees() -> tuple[re.Pattern[str], Mapping[str, int]]:
    """Load the names of degrees: one pattern for all, and the level of each."""
    words = read_vocabulary("degrees.txt")
    levels = {name: int(key) for key, names in words.items() if key.isdigit() for name in names}
    # "Industriekaufmann (IHK)" has passed its examination; "Seminar (IHK)" has none.
    groups = [names for key, names in words.items() if key.startswith(_TRADES)]
    trades = [name for names in groups for name in names if not name.endswith("leute")]
    levels |= {f"{name}{chamber}": 1 for name in trades for chamber in _CHAMBERS}
    return match_names(levels), levels


@cache
def load_trades() -> re.Pattern[str]:
    """Load the names of trades that people learn, of one person or of both."""
    words = read_vocabulary("degrees.txt")
    groups = [names for key, names in words.items() if key.startswith(_TRADES)]
    return match_words({name for names in groups for name in names})


@cache
def _load_degree_names() -> Phrases:
    return Phrases(_load_degrees()[1])


def find_possible_degrees(words: Set[str]) -> set[str]:
    """Give the names of degrees that may stand in a text of these words; no other one does."""
    return set(_load_degree_names().find_possible(words))


def climb(name: str, folded: str) -> int:
    """Give the highest level of a ladder that a text names, 0 for none."""
    return max((level for level, words in load_ladder(name) if words.search(folded)), default=0)


def find_licences(folded: str) -> tuple[str, ...]:
    """Find the licences that a text names."""
    pattern, papers = load_licences()
    return tuple(
        dict.fromkeys(
            paper for match in pattern.finditer(folded) for paper in papers[match.group()]
        )
    )


def find_degrees(folded: str, text: str) -> list[tuple[int, int, int]]:
    """Find the degrees that a text names: level, start and end.

    Short ones ("BA", "MS") count only where the text as it stands has them in capitals.
    """
    compounds = list(_find_studies(folded)) if STUDIES in folded else []
    words = frozenset(WORD.findall(folded))
    if not find_possible_degrees(words):
        return compounds
    plain = folded
    if load_phrases("degrees.txt", "lookalike").find_possible(words):
        plain = load_pattern("degrees.txt", "lookalike").sub(_blank, folded)
    pattern, levels = _load_degrees()
    found = [
        (levels[match.group()], *match.span())
        for match in pattern.finditer(plain)
        if match.group() not in load_short_degrees() or _is_capital(match.group(), text)
    ]
    # "Degree in" is no degree of its own where it goes on with "master's degree".
    found = [one for one in found if not any(two[1] < one[1] < two[2] for two in found)]
    return found + compounds


def _find_studies(folded: str) -> Iterator[tuple[int, int, int]]:
    """Find German names of studies that have their field, or their level, in front."""
    for match in _STUDIES.finditer(folded):
        stem = WORD.findall(folded[: match.start()])[-1]
        if stem not in _NO_STUDIES:
            yield 4 if stem in _HIGH_STUDIES else 3, *match.span()


def find_stem(folded: str) -> str:
    """Give the field that a German name of studies has in front, empty for none."""
    compound = next(_find_studies(folded), None) if STUDIES in folded else None
    stem = WORD.findall(folded[: compound[1]])[-1] if compound else ""
    return stem if len(stem) >= _SHORTEST_FIELD and stem not in _LEVELS_IN_FRONT else ""


def _is_capital(name: str, text: str) -> bool:
    """Tell whether a text has a short name with two capitals at least: BA, BEd."""
    found = re.findall(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
    return any(sum(map(str.isupper, one)) >= _FEWEST_CAPITALS for one in found)


@cache
def load_short_degrees() -> frozenset[str]:
    """Load the names of degrees that count only in capitals."""
    return frozenset(read_vocabulary("needs.txt")["short-degree"])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


@cache
def _load_implied() -> tuple[re.Pattern[str], Mapping[str, str]]:
    words = read_vocabulary("degrees.txt")
    fields = {key[3:]: " ".join(names) for key, names in words.items() if key.startswith("in ")}
    for key, names in words.items():
        if key.startswith(_TRADES):
            for name in names:
                fields[name] = f"{fields.get(name, '')} {key.removeprefix(_TRADES)}"
    return re.compile(rf"(?<![\w.])(?:{join_words(fields)})(?!\w)"), fields


def find_implied_fields(folded: str) -> str:
    """Give the words of the fields that names of degrees or trades say by themselves: M.Arch."""
    pattern, fields = _load_implied()
    learnt = _LEARNT.search(folded)
    told = pattern.findall(learnt.group()) if learnt else []
    return " ".join(fields[name] for name in dict.fromkeys(told or pattern.findall(folded)))


def find_degree(folded: str, text: str) -> tuple[int, int]:
    """Give the lowest and the highest level of degree that a text names; 0 for none."""
    levels = [level for level, _, _ in find_degrees(folded, text)]
    return min(levels, default=0), max(levels, default=0)


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
