"""The model server's key, handed on from the person's environment to the local cloud's secret."""

from collections.abc import Mapping

from tools.local.aws import connect
from tools.local.place import Place

# Secrets Manager takes no empty text; whoever reads the key strips it.
NO_KEY = " "


def hand_on_key(place: Place, outputs: Mapping[str, str], environment: Mapping[str, str]) -> None:
    """Store OPENAI_API_KEY as it is now; without one, an earlier key is taken away.

    A key that stayed would be sent to whatever server the environment names next.
    """
    secrets = connect(place, "secretsmanager")
    key = environment.get("OPENAI_API_KEY") or NO_KEY
    secrets.put_secret_value(SecretId=outputs["ModelKeyArn"], SecretString=key)
