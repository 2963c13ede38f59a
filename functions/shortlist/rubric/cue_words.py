"""The words by which the parts of a job post are known, read from data files."""

import re
from functools import cache
from importlib.resources import files

# "As needed" and "when required" ask for nothing.
_AS_NEEDED = (
    r"(?<!\bas )(?<!\bwhen )(?<!\bif )(?<!\bwhere )(?<!/or )"
    r"(?<!\bmay be )(?<!\bmay also be )(?<!\bnot be )"
    r"(?<!\ball )(?<!\bany )(?<!\bnot )(?<!n't )(?<!\bnicht )(?<!\bkein )(?<!\bpas )"
    r"(?<!\bno )(?<!\bnon )(?<!\bnu )(?<!\bnie )(?<!\bpuo essere )(?<!\bpeut etre )"
    r"(?<!\bpuede ser )(?<!\bpoate fi )(?<!\bmoze byc )"
)

# "The employee is regularly required to write" says what the work is.
DUTY = re.compile(r"\brequired to (?!have|hold|be|speak|possess)")

# "Nu este obligatorie", "is not essential".
NOT_ASKED = re.compile(
    r"\b(?:nu (?:este|e|sunt)|nu|nie (?:jest|sa)|nie|no (?:es|son)|no|non (?:e|sono)|n'est pas"
    r"|ne sont pas|pas|non|nicht|kein\w{0,2}|not|isn't|aren't) (?:\w+ )?"
    r"(?:obligator\w+|obbligator\w+|obligatoire\w?|necesar\w+|necessar\w+|necessaire\w?|wymagan\w+"
    r"|konieczn\w+|niezbedn\w+|imprescindible\w?|indispensab\w+|requis\w{0,2}|erforderlich|notwendig"
    r"|voraussetzung|required|essential|mandatory|needed)"
)

# "Valorable experiencia de al menos 1 año": how much of a wish.
QUANTITY = re.compile(
    r"\b(?:at least|minimum|mindestens|minim\w{0,3}|au moins|al menos|minimo|almeno|cel putin"
    r"|co najmniej)\b"
)

_WORD = re.compile(r"\w+")
_FEWEST_PARTS = 3
_FEWEST_TASKS = 2
_LONGEST_TASK = 5


@cache
def read_lines(name: str) -> tuple[str, ...]:
    """Read the lines of a data file, without comments and blanks."""
    text = files("shortlist.rubric").joinpath("data", name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def load_cues(kind: str) -> re.Pattern[str]:
    """Load the words that mark a line as required or as nice to have."""
    pairs = dict(line.split(" = ") for line in read_lines("cues.txt"))
    words = sorted(set(pairs[kind].split(", ")), key=lambda word: (-len(word), word))
    return re.compile(rf"{_AS_NEEDED}\b(?:" + "|".join(map(re.escape, words)) + r")\b")


@cache
def load_signs(key: str) -> re.Pattern[str]:
    """Load the patterns of a key, any of which says what a sentence is about."""
    lines = (line.partition(" = ") for line in read_lines("signs.txt"))
    return re.compile("|".join(pattern for name, _, pattern in lines if name == key))


@cache
def load_abbreviations() -> frozenset[str]:
    """Load the words before a full stop that ends no sentence."""
    return frozenset(load_signs("abbreviated").pattern.split("|"))


@cache
def load_marks() -> re.Pattern[str]:
    """Load the words that mark what they stand beside as a must, and nothing softer."""
    words = next(line for line in read_lines("cues.txt") if line.startswith("marked = "))
    marks = "|".join(words.partition(" = ")[2].split(", "))
    return re.compile(rf"{_AS_NEEDED}(?<!\w)(?:{marks})(?!\w)")


def marks_must(folded: str) -> bool:
    """Tell whether a statement marks something as a must, and does not deny that it is one."""
    return load_marks().search(NOT_ASKED.sub(" ", folded)) is not None


@cache
def load_soft_words() -> frozenset[str]:
    """Load words of statements that nearly every job post makes and no resume can show."""
    lines = [*read_lines("soft_skills.txt"), *read_lines("soft_musts.txt")]
    return frozenset(word for line in lines for word in line.split())


def lists_tasks(folded: str) -> bool:
    """Tell whether a sentence only lists what there is to do: "kneading, shaping, baking"."""
    parts = folded.split(", ")
    tasks = sum(load_signs("task").match(part) is not None for part in parts)
    is_short = len(_WORD.findall(folded)) <= _LONGEST_TASK * len(parts)
    return len(parts) >= _FEWEST_PARTS and tasks >= _FEWEST_TASKS and is_short
