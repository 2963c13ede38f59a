"""The model on the local cloud: what a person's environment stands for, and where a key goes."""

import io
import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from shortlist.spending import CallUsage, price_call, prices_date
from tools.local import parameters
from tools.local.parameters import choose_model, choose_parameters
from tools.local.place import Place
from tools.mocked.stack import REGION
from tools.mocked.template import load_template
from tools.operations import model_key
from tools.operations.stack import DeployedStack

PLACE = Place(4566, Path(".local"))
KEY = "an-invented-key"
SERVER = "http://127.0.0.1:11434/v1"


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the template's parameters where the built template would have them."""
    declared = {"Parameters": load_template()["Parameters"]}
    (tmp_path / "template.yaml").write_text(json.dumps(declared), encoding="utf-8")
    monkeypatch.setattr(parameters, "BUILD_FOLDER", tmp_path)


def choose(**environment: str) -> dict[str, str]:
    """Return what a deployment gets for the model, with these variables."""
    chosen = choose_parameters(environment, PLACE)
    return {name: chosen[name] for name in ("DefaultRanker", "Model", "OpenAiBaseUrl")}


def test_without_variables_a_deployment_is_offline_and_says_so() -> None:
    # A parameter that is left out would keep its value of the deployment before.
    assert choose() == {"DefaultRanker": "offline", "Model": "", "OpenAiBaseUrl": ""}
    assert choose(OPENAI_API_KEY="", SHORTLIST_MODEL="") == choose()


def test_a_key_stands_for_the_default_model_and_ranks_with_it() -> None:
    chosen = choose(OPENAI_API_KEY=KEY)
    assert chosen == {"DefaultRanker": "llm", "Model": "gpt-6-luna", "OpenAiBaseUrl": ""}


def test_a_server_stands_for_the_default_model_and_ranks_with_it() -> None:
    chosen = choose(OPENAI_BASE_URL=SERVER)
    assert chosen == {"DefaultRanker": "llm", "Model": "gpt-6-luna", "OpenAiBaseUrl": SERVER}


def test_the_persons_own_model_and_ranker_win() -> None:
    chosen = choose(OPENAI_API_KEY=KEY, SHORTLIST_MODEL="gpt-6-sol", SHORTLIST_RANKER="offline")
    assert (chosen["DefaultRanker"], chosen["Model"]) == ("offline", "gpt-6-sol")


def test_a_model_without_key_and_server_is_there_but_not_the_default() -> None:
    chosen = choose(SHORTLIST_MODEL="gpt-6-sol")
    assert (chosen["DefaultRanker"], chosen["Model"]) == ("offline", "gpt-6-sol")


def test_the_key_is_no_parameter() -> None:
    assert KEY not in json.dumps(choose_parameters({"OPENAI_API_KEY": KEY}, PLACE))


def test_the_default_model_has_a_price() -> None:
    model = choose_model({"OPENAI_API_KEY": KEY})["SHORTLIST_MODEL"]
    assert price_call(model, CallUsage(input=1), None), prices_date()


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make a Secrets Manager with one secret that has no value."""
    with mock_aws():
        client = boto3.client("secretsmanager", region_name=REGION)
        client.create_secret(Name="model-key")
        monkeypatch.setattr(parameters, "connect", lambda _place, _service: client)
        yield client


def read_secret(secrets: Any) -> str:
    """Return the value of the secret."""
    value: str = secrets.get_secret_value(SecretId="model-key")["SecretString"]
    return value


def test_make_up_hands_the_key_on_and_takes_it_away_again(secrets: Any) -> None:
    outputs = {"ModelKeyArn": "model-key"}
    parameters.hand_on_key(PLACE, outputs, {"OPENAI_API_KEY": KEY})
    assert read_secret(secrets) == KEY
    parameters.hand_on_key(PLACE, outputs, {"OPENAI_BASE_URL": SERVER})
    assert read_secret(secrets).strip() == ""


@pytest.fixture
def deployed(secrets: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a stack whose output names the secret."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    boto3.client("logs").create_log_group(logGroupName="logs")
    outputs = {"ModelKeyArn": "model-key", "LogGroupName": "logs"}
    stack = DeployedStack("shortlist-dev", outputs, {})
    monkeypatch.setattr(model_key, "find_stack", {"shortlist-dev": stack}.__getitem__)


def test_an_operator_stores_a_key_without_showing_it(
    deployed: None, secrets: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{KEY}\n"))
    assert model_key.main(["--stack-name", "shortlist-dev"]) == 0
    assert read_secret(secrets) == KEY
    assert KEY not in "".join(capsys.readouterr())


def test_no_key_changes_nothing(
    deployed: None, secrets: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets.put_secret_value(SecretId="model-key", SecretString=KEY)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert model_key.main(["--stack-name", "shortlist-dev"]) == 1
    assert read_secret(secrets) == KEY


def test_the_output_that_names_the_secret_is_the_templates() -> None:
    (secret,) = [
        name
        for name, resource in load_template()["Resources"].items()
        if resource["Type"] == "AWS::SecretsManager::Secret"
    ]
    value = load_template()["Outputs"][model_key.OUTPUT]["Value"]
    assert value == {"Fn::GetAtt": [secret, "Id"]}
