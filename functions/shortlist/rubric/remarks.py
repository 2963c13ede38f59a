"""What a job post goes on to say about a thing that it has named: why, or what is done with it."""

import re

from shortlist.words.tokens import fold

# Why something is asked for, and what else is so about it.
_REASON = re.compile(
    r",?\s(?:because|so that|weil|damit|parce que|porque|perche|pentru ca|poniewaz)\s|,\sbo\s"
    r"|,\s(?:which|as we|as you|as the|since (?:you|we|our|the|half|some|two|most|many))\s"
)
_SHORTEST_REASONED = 12
# What a post goes on to say about a thing that it has named: "SQL - you can check data alone".
_REMARK = re.compile(
    r"(?::|\s[\u2013\u2014-])\s(?:you|we|our|so|this|wir|du|ihr|dies\w*|vous|nous|notre|nuestr[oa]|usted|noi|nostr[oa])"
    r"(?:['\u2019]\w+)?\s.*"
)
# What is asked for may stand behind the dash, and in front no more than its label.
_ASKS = re.compile(
    r"\b(?:know\w*|need\w*|must|require\w*|hold\w*|build|built|use and|have|has|speak\w*|able"
    r"|experience\w*|beherrsch\w*|brauch\w*|hast|haben|besitz\w*|sprichst|sprechen|kannst|konnen|bist|sind|verfug\w*"
    r"|avez|maitrisez|savez|parlez|tienes|tiene|sabes|dominas|habla\w*|hai|sai|conosci|parli|possied\w*)\b"
)
_LABEL = re.compile(
    r"\W*(?:software|edv|it|skills?|languages?|education|experience|licen[cs]es?|training|first aid"
    r"|ausbildung|erfahrung|sprachen|kenntnisse|formation|langues|idiomas|formacion|lingue|competenze)\W*"
)


def cut_reason(text: str) -> str:
    """Leave what is asked for, without why, and without what else is so about it."""
    text = drop_remark(text)
    found = _REASON.search(fold_evenly(text), _SHORTEST_REASONED)
    return text[: found.start()] if found else text


def drop_remark(text: str) -> str:
    """Leave what is named before a dash and a sentence about it: "Excel - we use it daily"."""
    found = _REMARK.search(fold_evenly(text))
    if (
        found is None
        or _ASKS.search(found.group())
        or _LABEL.fullmatch(fold(text[: found.start()]))
    ):
        return text
    return text[: found.start()]


def fold_evenly(text: str) -> str:
    """Fold a text letter for letter, so that places in it stay where they are."""
    folded = fold(text)
    if len(folded) != len(text):
        folded = "".join([(fold(sign) or " ")[0] for sign in text])
    return folded
