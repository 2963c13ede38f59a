"""What the environment sets of the local cloud: parameters, and the key of a model server."""

from collections.abc import Mapping

import yaml

from tools.local.build import architecture, runtime
from tools.local.place import BUILD_FOLDER, Place, connect

# OPENAI_API_KEY is not here on purpose: a key is kept as a secret, never as a parameter.
FROM_ENVIRONMENT = {
    "SHORTLIST_RANKER": "DefaultRanker",
    "SHORTLIST_MODEL": "Model",
    "OPENAI_BASE_URL": "OpenAiBaseUrl",
    "SHORTLIST_CALL_TIMEOUT": "CallTimeoutSeconds",
    "SHORTLIST_LLM_CONCURRENCY": "LlmConcurrency",
    "SHORTLIST_SOFT_TIME_LIMIT": "SoftTimeLimitSeconds",
    "SHORTLIST_HARD_TIME_LIMIT": "HardTimeLimitSeconds",
}
# What a key or a server without the name of a model stands for.
MODEL = "gpt-6-luna"

# Secrets Manager takes no empty text; whoever reads the key strips it.
NO_KEY = " "

# More than a ranking has chunks in the queue at once, so that a large one leaves some free.
WORKERS = 6


def choose_parameters(environment: Mapping[str, str], place: Place) -> dict[str, str]:
    """Return a value for each parameter that we set and the built template declares.

    A variable that is not set has its parameter's default here: a parameter that is left out
    of a deployment keeps the value of the one before.
    """
    template = yaml.safe_load((BUILD_FOLDER / "template.yaml").read_text(encoding="utf-8"))
    defaults = {name: str(one.get("Default", "")) for name, one in template["Parameters"].items()}
    wanted = {
        "PythonRuntime": runtime(),
        "Architecture": architecture(),
        "PublicUrl": place.api_url,
        "PageUrl": place.page_url,
        "SignInUrl": place.sign_in_url,
        "WorkerConcurrency": str(WORKERS),
        "Cloud": "local",
    }
    chosen = choose_model(environment)
    for variable, parameter in FROM_ENVIRONMENT.items():
        wanted[parameter] = chosen.get(variable) or defaults.get(parameter, "")
    return {name: value for name, value in wanted.items() if name in defaults}


def choose_model(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment with the model and the ranker that a key or a server stands for."""
    chosen = {name: value for name, value in environment.items() if value}
    if "OPENAI_API_KEY" in chosen or "OPENAI_BASE_URL" in chosen:
        chosen = {"SHORTLIST_MODEL": MODEL, "SHORTLIST_RANKER": "llm"} | chosen
    return chosen


def hand_on_key(place: Place, outputs: Mapping[str, str], environment: Mapping[str, str]) -> None:
    """Store OPENAI_API_KEY as it is now; without one, an earlier key is taken away.

    A key that stayed would be sent to whatever server the environment names next.
    """
    secrets = connect(place, "secretsmanager")
    key = environment.get("OPENAI_API_KEY") or NO_KEY
    secrets.put_secret_value(SecretId=outputs["ModelKeyArn"], SecretString=key)
