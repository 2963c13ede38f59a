"""What the levels of a criterion stand for, in the language of the job post."""

from functools import cache

from shortlist.facts.needs import find_need_kind
from shortlist.rubric.cue_words import read_lines
from shortlist.words.tokens import find_language, find_words, fold

_DEFAULT_LANGUAGE = "English"


@cache
def _load_ladders() -> dict[str, list[str]]:
    ladders: dict[str, list[str]] = {}
    for line in read_lines("ladders.txt"):
        key, _, level = line.partition(" = ")
        ladders.setdefault(key, []).append(level)
    return ladders


def find_post_language(title: str, description: str) -> str:
    """Name the language that a job post's criteria are explained in: English if it is not clear."""
    words = find_words(fold(f"{title}\n{description}"))
    return find_language(set(words), fewest=2) or _DEFAULT_LANGUAGE


def write_levels(title: str, language: str = _DEFAULT_LANGUAGE) -> tuple[str, ...]:
    """Write the anchors for levels 0 to 4: of work done, or of a fact that is held or not."""
    work = find_need_kind(title) in (None, "experience", "leading")
    ladder = _load_ladders()[f"{language} {'work' if work else 'fact'}"]
    return tuple(text.format(title=title) for text in ladder)


def has_usual_levels(title: str, levels: tuple[str, ...]) -> bool:
    """Tell whether a criterion's levels are those that `write_levels` gives it in any language."""
    return any(
        levels == tuple(text.format(title=title) for text in ladder)
        for ladder in _load_ladders().values()
    )
