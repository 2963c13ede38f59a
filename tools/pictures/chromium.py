"""Which browser drives the page: one that is there, else the one that npm brings."""

import os
import platform
import shutil
import subprocess
from pathlib import Path

from tools.mocked.template import ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_ONE = (
    "no browser to test the page with: install Chromium or Chrome, name one with "
    "SHORTLIST_BROWSER, or run make .local/browser/complete (Linux on x86-64)"
)
# Without a sandbox, because continuous integration runs as root.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PACKAGE = ROOT / ".local" / "browser" / "node_modules" / "@sparticuz" / "chromium"
_PACKAGED_FOR = ("Linux", "x86_64")
# It carries the browser compressed, and says where it unpacked it.
_UNPACK = (
    "import('@sparticuz/chromium').then(one => one.default.executablePath())"
    ".then(path => console.log(path))"
)


def find_browser() -> str | None:
    """Return the path of a browser, or None if there is none."""
    chosen = os.environ.get("SHORTLIST_BROWSER")
    if chosen:
        return chosen
    found = next(filter(None, map(shutil.which, NAMES)), None)
    is_packaged = _PACKAGE.is_dir() and (platform.system(), platform.machine()) == _PACKAGED_FOR
    return found or (_unpack() if is_packaged else None)


def _unpack() -> str:
    """Unpack the browser of the package, with the libraries that it needs beside it."""
    folder = ROOT / ".local" / "browser"
    environment = os.environ | {
        "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs24.x",
        "TMPDIR": str(folder),
        "PATH": os.pathsep.join((str(ROOT / ".local/node/bin"), os.environ["PATH"])),
    }
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", _UNPACK],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return str(Path(done.stdout.strip()))
