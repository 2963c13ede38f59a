"""How much was redacted, by kind and never by value, so that an auditor sees that it happened."""

from collections import Counter
from typing import Annotated

from pydantic import Field

from shortlist.frozen import Frozen
from shortlist.redaction import placeholders

_Count = Annotated[int, Field(ge=0)]


class RedactionCounts(Frozen):
    """The pieces of personal data that a model was not shown of a resume."""

    name: _Count = Field(0, description="Names of the candidate and of referees.")
    email: _Count = Field(0, description="E-mail addresses.")
    phone: _Count = Field(0, description="Telephone numbers.")
    link: _Count = Field(0, description="Links and handles.")
    birth_date: _Count = Field(0, description="Dates of birth and ages.")
    gender: _Count = Field(0, description="Words that tell a gender, pronouns among them.")
    address: _Count = Field(0, description="Lines and parts of addresses.")
    personal: _Count = Field(0, description="Nationality, family, numbers of documents and such.")


def count_redactions(before: str, after: str) -> RedactionCounts:
    """Count the placeholders that a text has got."""
    found = Counter(placeholders.ANY.findall(after))
    found.subtract(placeholders.ANY.findall(before))
    return RedactionCounts(
        name=max(0, found[placeholders.NAME]),
        email=max(0, found[placeholders.EMAIL]),
        phone=max(0, found[placeholders.PHONE]),
        link=max(0, found[placeholders.LINK]),
        birth_date=max(0, found[placeholders.BIRTH_DATE]),
        gender=max(0, found[placeholders.GENDER] + found[placeholders.THEY]),
        address=max(0, found[placeholders.ADDRESS]),
        personal=max(0, found[placeholders.PERSONAL]),
    )
