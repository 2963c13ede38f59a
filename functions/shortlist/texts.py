"""Texts that callers write: fit to be shown to anybody, in any place."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints

# Controls do nothing good in a name, and overrides of direction show it in another order.
_OVERRIDES = "\u2028\u2029\u202a-\u202e\u2066-\u2069"
_NOT_IN_LINES = re.compile(f"[\x00-\x1f\x7f-\x9f{_OVERRIDES}]")
_NOT_IN_PARAGRAPHS = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_OVERRIDES}]")


def check_line(text: str) -> str:
    """Return the text as it is.

    Raises:
        ValueError: in words for the caller, if it is blank or not fit to stand on one line.
    """
    if _NOT_IN_LINES.search(text):
        raise ValueError("must not hold control characters, line breaks or overrides of direction")
    return _refuse_blank(text)


def check_paragraphs(text: str) -> str:
    """Return the text as it is.

    Raises:
        ValueError: in words for the caller, if it is blank or not fit to be shown.
    """
    if _NOT_IN_PARAGRAPHS.search(text):
        raise ValueError("must not hold control characters or overrides of direction")
    return _refuse_blank(text)


def clean_line(text: str) -> str:
    """Leave out of a line what a name must not hold; nothing may be left."""
    return _NOT_IN_LINES.sub(" ", text).strip()


def _clean_line(text: str) -> str:
    return _refuse_blank(clean_line(text))


def _refuse_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    return text


# One line, as a name or a title; its length is for each field to say.
Line = Annotated[str, AfterValidator(check_line)]
StrippedLine = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(check_line)]
# One line of what is kept already, too, or made by us: what a name must not hold is left out.
CleanLine = Annotated[str, AfterValidator(_clean_line)]
# Several lines, as a description or a note.
Paragraphs = Annotated[str, AfterValidator(check_paragraphs)]
# A field that reading gives and writing ignores, so that what was read can be written again.
ReadOnly = Annotated[
    Any,
    Field(description="Ignored: what reading gives can be sent again."),
    Field(json_schema_extra={"readOnly": True}),
]
