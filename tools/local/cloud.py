"""Up and down: the steps from sources to a running local cloud, and back."""

import fcntl
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from tools.local import emulator
from tools.local.build import build
from tools.local.deployment import deploy, has_other_api, read_outputs
from tools.local.differences import put_right
from tools.local.parameters import choose_parameters, hand_on_key
from tools.local.place import LocalCloudError, Place, write_endpoint
from tools.local.users import sign_in_users

# The first call of a function starts its process.
HEALTH_SECONDS = 60


def bring_up(place: Place, environment: Mapping[str, str] = os.environ) -> None:
    """Build, start and deploy whatever is not so yet, and write endpoint.json with new tokens."""
    started = time.monotonic()
    with _alone(place):
        emulator.check_port(place)
        digest = build()
        if emulator.is_running(place) and has_other_api(place):
            print("the API has changed, so the local cloud starts empty", file=sys.stderr)
            emulator.stop(place)
        if not emulator.is_running(place):
            emulator.start(place, environment)
        deploy(place, digest, choose_parameters(environment, place))
        outputs = read_outputs(place)
        put_right(place, outputs)
        hand_on_key(place, outputs, environment)
        write_endpoint(place, sign_in_users(place, outputs))
        check_health(place)
    seconds = time.monotonic() - started
    print(f"the local cloud is up ({seconds:.1f} s): {place.api_url}/", file=sys.stderr)


def take_down(place: Place) -> None:
    """Stop the emulator, if it is ours and runs; with it goes everything it holds."""
    with _alone(place):
        was_running = emulator.stop(place)
        shutil.rmtree(place.scratch, ignore_errors=True)
        place.endpoint_file.unlink(missing_ok=True)
    word = "is stopped" if was_running else "was not running"
    print(f"the local cloud {word}", file=sys.stderr)


def check_health(place: Place) -> None:
    """Ask the API whether it is well, which a finished deployment does not promise."""
    url = f"{place.api_url}/api/health/"
    if not emulator.answers_well(place.port, urlsplit(url).path, HEALTH_SECONDS):
        raise LocalCloudError(
            f"everything is deployed, but {url} does not answer. What the functions said is in "
            f"{place.emulator_log}; make clean and make up build everything anew"
        )


@contextmanager
def _alone(place: Place) -> Iterator[None]:
    place.state.mkdir(parents=True, exist_ok=True)
    with (place.state / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
