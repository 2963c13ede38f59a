"""Serve the stub on loopback: python -m tools.stub --port 9100."""

import argparse
import json
import sys
from pathlib import Path

from aiohttp import web

from tools.stub.config import Config
from tools.stub.server import Stub


def main() -> int:
    """Serve until somebody stops it."""
    parser = argparse.ArgumentParser(prog="tools.stub", description=__doc__)
    parser.add_argument("--port", type=int, default=9100)
    parser.add_argument("--config", type=Path, help="a JSON file of settings")
    arguments = parser.parse_args()
    config = Config()
    if arguments.config:
        try:
            config = config.change(json.loads(arguments.config.read_text(encoding="utf-8")))
        except ValueError as error:
            print(f"error: {error}", file=sys.stderr)
            return 1
    web.run_app(
        Stub(config).make_app(),
        host="127.0.0.1",
        port=arguments.port,
        handler_cancellation=True,
        access_log=None,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
