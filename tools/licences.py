"""`python -m tools.licences BILL...`: fail on a licence of what ships that is not on the list.

A bill is CycloneDX in JSON, as `make sbom` writes it.
"""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

# All of them let anybody run, change and sell what is made with them, and ask for no source.
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "PSF-2.0",
    "Python-2.0",
}  # fmt: skip
# What a package does not say in a way that a program can read, read by a person in its files.
READ = {"aiosignal": "Apache-2.0", "pypdfium2": "Apache-2.0 OR BSD-3-Clause"}
# Part of the environment that the bill is made of, and of nothing that ships.
INSTALLERS = {"pip", "setuptools"}


def list_refused(bill: dict[str, Any]) -> list[str]:
    """Name each component of a bill with its licence, if it may not be used under one we allow."""
    refused = []
    for component in bill.get("components", []):
        name = component["name"]
        licence = READ.get(name) or read_licence(component)
        ships = name not in INSTALLERS and not _is_for_development(component)
        if ships and not is_allowed(licence):
            refused.append(f"{name} {component.get('version', '')}: {licence or 'no licence'}")
    return refused


def read_licence(component: dict[str, Any]) -> str:
    """Return the licence of a component as an SPDX expression; several entries all hold."""
    entries = component.get("licenses", [])
    parts = [one.get("expression") or _name(one.get("license", {})) for one in entries]
    return " AND ".join(f"({part})" for part in parts)


def is_allowed(expression: str) -> bool:
    """Tell whether an SPDX expression can be met: one side of each OR, all sides of each AND."""
    while (inner := re.sub(r"\(([^()]*)\)", _decide, expression)) != expression:
        expression = inner
    return _meets(expression)


def main() -> int:
    """Check the bills that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bill", type=Path, nargs="+")
    paths: list[Path] = parser.parse_args().bill
    bills = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    refused = [line for bill in bills for line in list_refused(bill)]
    for line in refused:
        print(f"error: {line} is not on the list in tools/licences.py", file=sys.stderr)
    return 1 if refused else 0


def _is_for_development(component: dict[str, Any]) -> bool:
    properties = {one["name"]: one["value"] for one in component.get("properties", [])}
    return properties.get("cdx:npm:package:development") == "true"


def _name(licence: dict[str, str]) -> str:
    return licence.get("id") or licence.get("name", "")


def _decide(part: re.Match[str]) -> str:
    return "MIT" if _meets(part[1]) else "refused"


def _meets(flat: str) -> bool:
    sides = (side.split(" AND ") for side in flat.split(" OR "))
    return any(all(name.strip() in ALLOWED for name in side) for side in sides)


if __name__ == "__main__":
    sys.exit(main())
