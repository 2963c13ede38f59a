"""`python -m tools.canary template.yaml canary.yaml`: a copy that tries new code on a few first.

Functions that people and rankings depend on get an alias `live`. CodeDeploy leads a tenth of the
requests to a new version for ten minutes, and goes back by itself while an alarm is on. SAM takes
no condition on an alias, and the local cloud has no CodeDeploy, so template.yaml goes without.
"""

import argparse
import re
import sys
from pathlib import Path

CANARIES = ("CatalogueFunction", "StartFunction", "StatusFunction", "WorkerFunction")
# People wait for these, so that a start from a snapshot may be worth what it costs.
WAITED_FOR = CANARIES[:3]
STEPS = "Canary10Percent10Minutes"
_SNAP_START = "      SnapStart: {ApplyOn: !Ref SnapStart}\n"
# What is put into the template: a parameter, what an alias needs on a function and an alarm on its
# errors beside it, a condition and a role.
_PARAMETER, _ON_FUNCTION, _BESIDE, _CONDITION, _ROLE = re.split(
    r"^--- # .*\n", Path(__file__).with_name("canary_parts.txt").read_text("utf-8"), flags=re.M
)[1:]


class CanaryError(Exception):
    """A template that does not look as this expects."""


def add_canaries(text: str) -> str:
    """Return the text of the template with canaries in it; it stays as it is else."""
    for name in CANARIES:
        block = re.compile(
            rf"^(  {name}:\n    Type: AWS::Serverless::Function\n    Properties:\n)", re.MULTILINE
        )
        on_function = _ON_FUNCTION.format(name=name, steps=STEPS)
        on_function += _SNAP_START if name in WAITED_FOR else ""
        text, count = block.subn(_BESIDE.format(name=name) + r"\1" + on_function, text)
        if count != 1:
            raise CanaryError(f"{name} stands in the template {count} times")
    # A mapping calls what it names, and the version that is being tried only by the alias.
    text, count = re.subn(
        r"(?m)(\bFunctionName: )!Ref WorkerFunction(?=,|$)", r"\1!Ref WorkerFunction.Alias", text
    )
    if count != 1:
        raise CanaryError("the worker has no mapping of its own")
    text = text.replace("\nConditions:\n", f"{_PARAMETER}\nConditions:\n{_CONDITION}", 1)
    return text.replace("\nOutputs:\n", f"\n{_ROLE}\nOutputs:\n", 1)


def main() -> int:
    """Write the copy that the second argument names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    try:
        text = add_canaries(options.source.read_text(encoding="utf-8"))
    except CanaryError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    options.target.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
