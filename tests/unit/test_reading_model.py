from typing import get_args

import pytest
from pydantic import ValidationError

from shortlist.errors import PermanentError
from shortlist.reading.reading_state import Reading
from shortlist.reading.reasons import Reason, UnreadableResumeError, explain


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_is_explained_in_a_sentence(reason):
    sentence = explain(reason)

    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert Reading(state="failed", reason=reason).detail == sentence


@pytest.mark.parametrize("state", ["waiting", "read"])
def test_only_a_failed_reading_has_a_reason(state):
    assert Reading(state=state).detail is None
    with pytest.raises(ValidationError):
        Reading(state=state, reason="empty")


def test_a_failed_reading_never_lacks_a_reason():
    with pytest.raises(ValidationError):
        Reading(state="failed")


def test_an_unreadable_resume_is_not_tried_again():
    error = UnreadableResumeError("encrypted")

    assert isinstance(error, PermanentError)
    assert str(error) == explain("encrypted")
