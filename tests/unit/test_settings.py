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


def test_a_deployment_has_no_model_unless_it_names_one() -> None:
    settings = read_settings({**COMPLETE, "MODEL": "", "MODELS": "gpt-6-sol"})
    assert settings.allowed_models == ()


@pytest.mark.parametrize(
    ("models", "allowed"),
    [
        ("", ("gpt-6-luna",)),
        ("gpt-6-sol", ("gpt-6-luna", "gpt-6-sol")),
        (" gpt-6-sol , gpt-6-luna,,", ("gpt-6-luna", "gpt-6-sol")),
    ],
)
def test_a_start_may_name_the_default_model_and_those_of_the_list(
    models: str, allowed: tuple[str, ...]
) -> None:
    settings = read_settings({**COMPLETE, "MODEL": "gpt-6-luna", "MODELS": models})
    assert settings.allowed_models == allowed


def test_the_default_is_no_model_no_server_of_ones_own_and_no_spend_limit() -> None:
    settings = read_settings(COMPLETE)
    assert settings.allowed_models == ()
    assert (settings.openai_base_url, settings.model_secret_arn) == ("", "")
    assert (settings.llm_concurrency, settings.call_timeout_seconds) == (64, 30)
    assert settings.daily_spend_limit_usd == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LLM_CONCURRENCY", "0"),
        ("CALL_TIMEOUT_SECONDS", "0"),
        ("DAILY_SPEND_LIMIT_USD", "-1"),
        ("DAILY_SPEND_LIMIT_USD", "inf"),
    ],
)
def test_a_limit_that_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({**COMPLETE, name: value})
