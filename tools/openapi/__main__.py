"""`python -m tools.openapi [--check]`: write the document, or fail if it is out of date."""

import argparse
import json
import sys
from pathlib import Path

from tools.openapi.document import make_document

TARGET = Path(__file__).parents[2] / "functions" / "catalogue" / "openapi.json"


def main() -> int:
    """Write or check; return the exit status."""
    parser = argparse.ArgumentParser(description="The OpenAPI document of the API.")
    parser.add_argument("--check", action="store_true", help="only compare")
    text = json.dumps(make_document(), indent=1, ensure_ascii=False) + "\n"
    if not parser.parse_args().check:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.read_text(encoding="utf-8") == text:
        return 0
    print("the OpenAPI document is out of date: run `make openapi`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
