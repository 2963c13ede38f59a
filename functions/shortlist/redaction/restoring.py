"""Placeholders in a model's words, put back into words for the caller's eyes."""

import re

from shortlist.redaction import placeholders

_UNKNOWN = "the candidate"
_NEUTRAL = {
    placeholders.THEY: _UNKNOWN,
    placeholders.EMAIL: "an e-mail address",
    placeholders.PHONE: "a telephone number",
    placeholders.LINK: "a link",
    placeholders.ADDRESS: "an address",
    placeholders.BIRTH_DATE: "a date of birth",
    placeholders.GENDER: "a personal detail",
    placeholders.PERSONAL: "a personal detail",
}
_ANY = re.compile(placeholders.ANY.pattern, re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n])\s*$")


def restore_names(text: str, name: str | None) -> str:
    """Put the candidate's name back into a text, and neutral words for the other placeholders.

    Without a name, `[NAME]` becomes "the candidate".
    """

    def restore(match: re.Match[str]) -> str:
        placeholder = match[0].upper()
        if placeholder == placeholders.NAME and name and name.strip():
            return name.strip()
        words = _NEUTRAL.get(placeholder, _UNKNOWN)
        before = text[max(0, match.start() - 3) : match.start()]
        return words[0].upper() + words[1:] if _SENTENCE_START.search(before) else words

    return _ANY.sub(restore, text)
