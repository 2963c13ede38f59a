"""The emulator's process: started in the background, known by a lock it holds, stopped."""

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from tools.local.place import HOST, MINISTACK_PYTHON, SEALED_AWS, LocalCloudError, Place

START_SECONDS = 60
STOP_SECONDS = 10
PAUSE_SECONDS = 0.1

# Functions inherit this environment: what they may need, and nothing of the person's own.
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy",
             "https_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR")  # fmt: skip


def is_running(place: Place) -> bool:
    """Tell whether the emulator of this place is alive; nobody else's ever counts."""
    return running_port(place) is not None


def running_port(place: Place) -> int | None:
    """Return the port of the running emulator, or nothing if it does not run."""
    owner = _read_owner(place)
    return owner[1] if owner else None


def find_pid(place: Place) -> int:
    """Return the process of the running emulator; the workers are its children."""
    owner = _read_owner(place)
    if owner is None:
        raise LocalCloudError("the local cloud is not running; start it with make up")
    return owner[0]


def emulator_run(place: Place) -> str:
    """Name this run of the emulator; a new run has lost all that an earlier one held."""
    return _lock_file(place).read_text().strip()


def check_port(place: Place) -> None:
    """Make sure that the emulator runs on the port of the place, or may."""
    port = running_port(place)
    if port not in (None, place.port):
        raise LocalCloudError(
            f"the local cloud runs on port {port}. Stop it first (make down), "
            f"or keep its port: LOCAL_PORT={port} make up"
        )
    if port is None and _answers(place.port):
        raise LocalCloudError(
            f"port {place.port} is taken by another program. Choose a free one: "
            f"LOCAL_PORT={place.port + 1} make up"
        )


def start(place: Place, environment: Mapping[str, str]) -> None:
    """Start the emulator and wait until it answers."""
    check_port(place)
    place.scratch.mkdir(parents=True, exist_ok=True)
    with _lock_file(place).open("w") as lock, place.emulator_log.open("w") as log:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = subprocess.Popen(
            [str(MINISTACK_PYTHON), "-m", "tools.local.corrections"],
            env=_environment(place, environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            # Held as long as the process lives, so a stale pid is never taken for it.
            pass_fds=[lock.fileno()],
        )
        lock.write(f"{process.pid} {place.port} {uuid.uuid4()}\n")
    _await_health(place, process)


def stop(place: Place) -> bool:
    """Stop the emulator and its workers; tell whether there was one to stop."""
    owner = _read_owner(place)
    if owner is None:
        return False
    pid, _port = owner
    _signal_group(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while is_running(place) and time.monotonic() < deadline:
        time.sleep(PAUSE_SECONDS)
    _signal_group(pid, signal.SIGKILL)
    while is_running(place):
        time.sleep(PAUSE_SECONDS)
    _lock_file(place).unlink(missing_ok=True)
    return True


def _environment(place: Place, environment: Mapping[str, str]) -> dict[str, str]:
    kept = {name: environment[name] for name in PASSED_ON if name in environment}
    return kept | SEALED_AWS | {
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(place.port),
        "MINISTACK_HOST": "localhost",
        "MINISTACK_REGION": SEALED_AWS["AWS_REGION"],
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "HOME": str(place.scratch),
        "TMPDIR": str(place.scratch),
        "LOG_LEVEL": "INFO",
    }  # fmt: skip


def _await_health(place: Place, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if answers_well(place.port, "/_ministack/health"):
            return
        time.sleep(PAUSE_SECONDS)
    stop(place)
    raise LocalCloudError(f"the emulator did not come up; it said why in {place.emulator_log}")


def answers_well(port: int, path: str, timeout_seconds: float = 2) -> bool:
    """Tell whether what listens on a port answers a path with 200."""
    connection = http.client.HTTPConnection(HOST, port, timeout=timeout_seconds)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _answers(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        return probe.connect_ex((HOST, port)) == 0


def _lock_file(place: Place) -> Path:
    return place.state / "ministack.pid"


def _read_owner(place: Place) -> tuple[int, int] | None:
    path = _lock_file(place)
    if not path.exists():
        return None
    with path.open() as lock:
        if not _is_locked(lock):
            return None
        pid, port, _run = lock.read().split()
        return int(pid), int(port)


def _is_locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(lock, fcntl.LOCK_UN)
    return False


def _signal_group(pid: int, number: signal.Signals) -> None:
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        return
