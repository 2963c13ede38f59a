"""Placeholders in a model's words, put back into words for the caller's eyes."""

import re

from shortlist.redaction import placeholders

_UNKNOWN = "the candidate"
_NEUTRAL = {
    placeholders.NAME: _UNKNOWN,
    placeholders.THEY: _UNKNOWN,
    placeholders.EMAIL: "an e-mail address",
    placeholders.PHONE: "a telephone number",
    placeholders.LINK: "a link",
    placeholders.ADDRESS: "an address",
    placeholders.BIRTH_DATE: "a date of birth",
    placeholders.GENDER: "a personal detail",
    placeholders.PERSONAL: "a personal detail",
}
_WORDS = {placeholder.strip("[]"): words for placeholder, words in _NEUTRAL.items()}
# A model copies a placeholder in its own way, or makes one up: none may reach a person.
_KNOWN = re.compile(
    rf"[\[<{{(]\s?({'|'.join(map(re.escape, _WORDS))})(?:\(?S\)?|['\u2019]S)?(?:\s?[\]>}})]|\Z)",
    re.IGNORECASE,
)
_MADE_UP = re.compile(
    r"\[([A-Z][A-Z '_/-]{0,30}(?:WITHHELD|REDACTED|HIDDEN|REMOVED|OMITTED)[A-Z '_/-]{0,30}"
    r"|(?:WITHHELD|REDACTED|HIDDEN|REMOVED|OMITTED)[A-Z '_/-]{0,30})\]",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[([A-Z][A-Z '_/-]{1,40})\]")
_WITHHELD = "a withheld line"
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n])\s{0,2}\Z")


def restore_names(text: str, name: str | None) -> str:
    """Put the candidate's name back into a text, and neutral words for all other placeholders.

    Without a name, `[NAME]` becomes "the candidate". What else stands in brackets in capitals
    loses them: nothing that looks like a placeholder is left.
    """

    def restore(match: re.Match[str]) -> str:
        kind = match[1].upper()
        if kind == placeholders.NAME.strip("[]") and name and name.strip():
            return name.strip()
        return _begin(match, _WORDS[kind])

    text = _KNOWN.sub(restore, text)
    text = _MADE_UP.sub(lambda match: _begin(match, _WITHHELD), text)
    return _BRACKETED.sub(lambda match: match[1], text)


def _begin(match: re.Match[str], words: str) -> str:
    before = match.string[max(0, match.start() - 3) : match.start()]
    return words[0].upper() + words[1:] if _SENTENCE_START.search(before) else words
