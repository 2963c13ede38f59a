"""`python -m tools.prune BUILD_FOLDER`: take out of built functions what they never load.

All functions are built from one folder. Powertools brings the scripts of an API page that it can
serve, and ours serves none from there; the page's own files are for the function alone that
serves them. Together they are a fifth of what start and status may weigh.
"""

import sys
from pathlib import Path

UNUSED = "aws_lambda_powertools/event_handler/openapi/swagger_ui/*.min.*"
PAGE_FILES = "page/built/**/*.*"
PAGE_FUNCTION = "PageFunction"


def prune(build_folder: Path) -> int:
    """Delete what is not used from every function of a build; return how many bytes that saves."""
    files = [
        path
        for folder in build_folder.iterdir()
        for pattern in ((UNUSED,) if folder.name == PAGE_FUNCTION else (UNUSED, PAGE_FILES))
        for path in folder.glob(pattern)
    ]
    saved_bytes = sum(path.stat().st_size for path in files)
    for path in files:
        path.unlink()
    return saved_bytes


def main() -> int:
    """Prune the folder that the first argument names."""
    folder = Path(sys.argv[1])
    if not folder.is_dir():
        print(f"error: {folder} is no build; run sam build first", file=sys.stderr)
        return 1
    print(f"took {prune(folder):,} bytes out of the functions", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
