"""The template's parameters, as the person's environment sets them for the local cloud."""

from collections.abc import Mapping

import yaml

from tools.local.build import architecture, runtime
from tools.local.place import BUILD_FOLDER, Place

# OPENAI_API_KEY is not here on purpose: a key is kept as a secret, never as a parameter.
FROM_ENVIRONMENT = {
    "SHORTLIST_RANKER": "DefaultRanker",
    "SHORTLIST_MODEL": "Model",
    "OPENAI_BASE_URL": "OpenAiBaseUrl",
    "SHORTLIST_SOFT_TIME_LIMIT": "SoftTimeLimitSeconds",
    "SHORTLIST_HARD_TIME_LIMIT": "HardTimeLimitSeconds",
}


def choose_parameters(environment: Mapping[str, str], place: Place) -> dict[str, str]:
    """Return a value for each parameter that we set and the built template declares."""
    wanted = {
        "PythonRuntime": runtime(),
        "Architecture": architecture(),
        "PublicUrl": place.api_url,
        "WorkerConcurrency": "4",
        "Cloud": "local",
    }
    for variable, parameter in FROM_ENVIRONMENT.items():
        if environment.get(variable):
            wanted[parameter] = environment[variable]
    template = yaml.safe_load((BUILD_FOLDER / "template.yaml").read_text(encoding="utf-8"))
    return {name: value for name, value in wanted.items() if name in template["Parameters"]}
