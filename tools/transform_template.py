"""Expand the SAM template to the CloudFormation that AWS makes of it: IN OUT."""

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path

# These come with the SAM CLI, whose environment runs this.
from samtranslator.internal.managed_policies import get_bundled_managed_policy_map  # type: ignore[import-not-found]
from samtranslator.translator.transform import transform  # type: ignore[import-not-found]
from samtranslator.yaml_helper import yaml_parse  # type: ignore[import-not-found]


class BundledPolicies:
    """Knows the managed policies without asking an account."""

    def load(self) -> dict[str, str]:
        """Return the address of each policy by its name."""
        policies: dict[str, str] = get_bundled_managed_policy_map("aws")
        return policies


def main() -> None:
    """Write the expanded template."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    # The translator wants to know a region, though what it makes fits all.
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
    template = yaml_parse(options.source.read_text(encoding="utf-8"))
    expanded = transform(_with_local_code(template), {}, BundledPolicies())
    options.target.write_text(json.dumps(expanded, indent=1) + "\n", encoding="utf-8")


def _with_local_code(template: dict[str, object]) -> dict[str, object]:
    """Point at code in a bucket, as `sam package` does; the translator takes nothing else."""
    text = json.dumps(template, default=str)
    parsed: dict[str, object] = json.loads(text)
    for part in _sections(parsed):
        for name in ("CodeUri", "ContentUri"):
            if isinstance(part.get(name), str):
                part[name] = "s3://packaged/code.zip"
        if isinstance(part.get("TemplateURL"), str):
            part["TemplateURL"] = "https://s3.amazonaws.com/packaged/leaf.yaml"
    return parsed


def _sections(part: object) -> Iterator[dict[str, object]]:
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _sections(inner)


if __name__ == "__main__":
    main()
