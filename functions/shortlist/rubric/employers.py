"""What a sentence of a job post says of the employer, the offer or the application by itself."""

from shortlist.facts.naming import find_licences
from shortlist.facts.needs import find_need_kind
from shortlist.rubric.post_words import load_evidence, load_noise


def is_of_work(folded: str) -> bool:
    """Tell whether a sentence names the work itself for what it goes on to say."""
    return load_evidence("of-work").search(folded) is not None


def is_foreign(folded: str, *, is_listed: bool, is_free: bool) -> bool:
    """Tell whether a statement is about the employer, the offer or the application by itself.

    In a list only what has no other meaning counts; `is_free` is what no heading places.
    """
    if load_evidence("knowing").match(folded):
        return False
    if load_noise().search(folded) and not _seeks_fact(folded):
        return True
    is_employer = load_evidence("employer").search(folded) is not None
    if is_employer and not load_evidence("asking").search(folded) and not find_licences(folded):
        return True
    if is_listed and not is_free:
        return False
    if load_evidence("giving").search(folded):
        return True
    return is_free and load_evidence("contact").match(folded) is not None


def _seeks_fact(folded: str) -> bool:
    """Tell whether a sentence looks for somebody who has what can be verified."""
    seeking = load_evidence("seeking").search(folded)
    return seeking is not None and find_need_kind(folded[seeking.end() :]) is not None
