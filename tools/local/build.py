"""The built functions: made by `sam build` when the sources changed, else taken as they are."""

import fcntl
import hashlib
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.local.place import BUILD_FOLDER, SAM, LocalCloudError
from tools.package import package

SOURCES = (
    "template.yaml", "functions", "layers", "infra", "requirements/sam.txt", "tools/package.py",
)  # fmt: skip
IGNORED_NAMES = {"__pycache__", ".mypy_cache", ".ruff_cache"}
_SAM_SETTINGS = {
    "SAM_CLI_TELEMETRY": "0",
    "SAM_CLI_CHECK_VERSION": "false",
    "SAM_CLI_POLL_DELAY": "1",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
STAMP = BUILD_FOLDER.with_name("sources.sha256")


def build() -> str:
    """Build if anything that ships has changed; return the digest of what was built."""
    with _only_builder():
        digest = digest_sources()
        if STAMP.exists() and STAMP.read_text() == digest and BUILD_FOLDER.exists():
            return digest
        STAMP.unlink(missing_ok=True)
        started = time.monotonic()
        parameters = f"PythonRuntime={runtime()} Architecture={architecture()}"
        command = ["build", "--build-dir", str(BUILD_FOLDER), "--parameter-overrides", parameters]
        run_sam(command, os.environ)
        package(BUILD_FOLDER)
        STAMP.write_text(digest)
    print(f"built the functions ({time.monotonic() - started:.0f} s)", file=sys.stderr)
    return digest


def digest_sources() -> str:
    """Digest every file that ships, and the interpreter it is built for."""
    digest = hashlib.sha256(f"{runtime()} {architecture()}".encode())
    for source in SOURCES:
        for path in sorted(_files(Path(source))):
            digest.update(f"\n{path} ".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def runtime() -> str:
    """Name the Lambda runtime of this interpreter."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}"


def architecture() -> str:
    """Name this machine's processor as Lambda does."""
    return "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x86_64"


def run_sam(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Run sam, quietly, for the interpreter that it builds for."""
    path = os.pathsep.join((str(SAM.parent.absolute()), environment.get("PATH", "")))
    done = subprocess.run(
        [str(SAM), *arguments, "--config-env", "local"],
        env={**environment, **_SAM_SETTINGS, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.stderr.write(done.stdout)
        raise LocalCloudError(f"sam {arguments[0]} failed; what it said is above")


def _files(source: Path) -> Iterator[Path]:
    if source.is_file():
        yield source
    for path in source.rglob("*"):
        if path.is_file() and not IGNORED_NAMES & set(path.parts):
            yield path


@contextmanager
def _only_builder() -> Iterator[None]:
    STAMP.parent.mkdir(parents=True, exist_ok=True)
    with STAMP.with_name("lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
