"""Which browser drives the page: one that is there, else the one that npm brings."""

import os
import platform
import shutil
import subprocess

from playwright.sync_api import Browser, Playwright

from tools.mocked.template import ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_ONE = (
    "no browser to test the page with: install Chromium or Chrome, name one with "
    "SHORTLIST_BROWSER, or run make .local/browser/complete (Linux on x86-64)"
)
# Without a sandbox, because continuous integration runs as root.
_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_FOLDER = ROOT / ".local" / "browser"
_PACKAGE = _FOLDER / "node_modules" / "@sparticuz" / "chromium"
_PACKAGED_FOR = ("Linux", "x86_64")
# It carries the browser compressed, and says where it unpacked it.
_UNPACK = (
    "import('@sparticuz/chromium').then(one => one.default.executablePath())"
    ".then(path => console.log(path))"
)
_FONTS = f"""<?xml version="1.0"?>
<fontconfig>
  <dir>/usr/share/fonts</dir><dir>{_FOLDER}/fonts</dir><cachedir>{_FOLDER}/fonts-cache</cachedir>
</fontconfig>
"""


def start_browser(playwright: Playwright) -> Browser | None:
    """Start a browser without a window, or return None if there is none."""
    chosen = os.environ.get("SHORTLIST_BROWSER")
    path = chosen or next(filter(None, map(shutil.which, NAMES)), None)
    is_packaged = _PACKAGE.is_dir() and (platform.system(), platform.machine()) == _PACKAGED_FOR
    if path is None and not is_packaged:
        return None
    environment: dict[str, str | float | bool] = {**os.environ}
    if path is None:
        path = _unpack()
        environment |= _stand_alone()
    return playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS), env=environment)


def _unpack() -> str:
    """Unpack the browser of the package, with the libraries and a font beside it."""
    environment = os.environ | {
        "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs24.x",
        "TMPDIR": str(_FOLDER),
        "PATH": os.pathsep.join((str(ROOT / ".local/node/bin"), os.environ["PATH"])),
    }
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", _UNPACK],
        cwd=_FOLDER,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def _stand_alone() -> dict[str, str]:
    """Name the package's own libraries and font, since a bare machine may have none."""
    settings = _FOLDER / "fonts.conf"
    settings.write_text(_FONTS, encoding="utf-8")
    return {"LD_LIBRARY_PATH": str(_FOLDER / "al2023" / "lib"), "FONTCONFIG_FILE": str(settings)}
