"""Make a virtual environment from a requirements file: python tools/environment.py FOLDER FILE.

It must run on any Python 3, because it is the one that says which Python is needed.
"""

import argparse
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWEST = (3, 14)


def check_interpreter() -> None:
    """Stop with advice if this Python cannot run Shortlist or make environments."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        stop(
            "Python {}.{} to {}.{} is needed, this is {}.{}. Name another one: "
            "make PYTHON=python3.13 ...".format(*OLDEST, *NEWEST, *sys.version_info[:2])
        )
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        stop(
            "this Python cannot make virtual environments. On Debian or Ubuntu install "
            "python3-venv, or name another Python: make PYTHON=python3.13 ..."
        )


def install(folder: pathlib.Path, requirements: pathlib.Path) -> None:
    """Make the environment anew, so that it holds what the file names and nothing else."""
    shutil.rmtree(str(folder), ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    run([sys.executable, "-m", "venv", str(folder)], "could not make " + str(folder))
    python = str(folder / "bin" / "python")
    command = [python, "-m", "pip", "install", "--quiet", "--no-input", "--no-compile"]
    command += ["--disable-pip-version-check", "--requirement", str(requirements)]
    run(
        command,
        f"could not install {requirements}. It needs a network, or PIP_INDEX_URL, "
        "PIP_FIND_LINKS or a proxy setting that leads to the packages; what pip said is above",
    )


def run(command: "list[str]", advice: str) -> None:
    """Run a command; if it fails, show what it said and stop with advice."""
    outside = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        command, env=outside, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0:
        sys.stderr.write(done.stdout.decode("utf-8", "replace"))
        stop(advice)


def stop(message: str) -> None:
    """Say what to do, and end."""
    sys.exit("error: " + message)


def main() -> None:
    """Make the environment and stamp it when it is complete."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("requirements", type=pathlib.Path)
    options = parser.parse_args()
    folder, requirements = options.folder, options.requirements
    check_interpreter()
    sys.stderr.write(f"installing {requirements} into {folder}\n")
    install(folder, requirements)
    (folder / "complete").touch()


if __name__ == "__main__":
    main()
