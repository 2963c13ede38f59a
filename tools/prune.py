"""`python -m tools.prune BUILD_FOLDER`: take out of built functions what none of them can load.

Powertools brings the scripts of an API page that it can serve; ours serves none from there, and
they are a tenth of what start and status may weigh.
"""

import sys
from pathlib import Path

UNUSED = "aws_lambda_powertools/event_handler/openapi/swagger_ui/*.min.*"


def prune(build_folder: Path) -> int:
    """Delete what is not used from every function of a build; return how many bytes that saves."""
    files = [path for folder in build_folder.iterdir() for path in folder.glob(UNUSED)]
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
