"""Settings: complete or refused, by name."""

import pytest

from shortlist.errors import SettingsError
from shortlist.settings import read_settings

COMPLETE = {
    "CATALOGUE_TABLE": "catalogue",
    "TASK_TABLE": "tasks",
    "RESUME_BUCKET": "resumes",
    "RANKING_QUEUE_URL": "https://queue.example.com",
}


def test_settings_come_from_variables_of_their_names() -> None:
    settings = read_settings({**COMPLETE, "HARD_TIME_LIMIT_SECONDS": "60", "UNRELATED": "x"})
    assert settings.catalogue_table == "catalogue"
    assert settings.hard_time_limit_seconds == 60
    assert settings.default_ranker == "offline"


@pytest.mark.parametrize("name", COMPLETE)
def test_a_missing_variable_is_named(name: str) -> None:
    environment = {key: value for key, value in COMPLETE.items() if key != name}
    with pytest.raises(SettingsError, match=name):
        read_settings(environment)


def test_a_wrong_variable_is_named_without_its_value() -> None:
    with pytest.raises(SettingsError, match="SOFT_TIME_LIMIT_SECONDS") as caught:
        read_settings({**COMPLETE, "SOFT_TIME_LIMIT_SECONDS": "secret"})
    assert "secret" not in str(caught.value)
