"""Whether the deployed API answers, which a finished deployment does not promise."""

import http.client
import json
import urllib.request

from tools.local.place import LocalCloudError, Place

LONGEST_SECONDS = 60
# The local cloud is on this machine, whatever proxy the environment names.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def check_health(place: Place) -> None:
    """Ask the API whether it is well.

    Raises:
        LocalCloudError: if it does not say so; the message tells where to look.
    """
    url = f"{place.api_url}/api/health/"
    try:
        with _OPENER.open(url, timeout=LONGEST_SECONDS) as answer:
            json.load(answer)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise LocalCloudError(
            f"everything is deployed, but {url} does not answer ({error}). What the functions said "
            f"is in {place.emulator_log}; make clean and make up build everything anew"
        ) from error
