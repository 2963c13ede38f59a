"""Checks what the reader makes of labelled resume files: `check_reading.py --data DIRECTORY`.

With `--count`, the files need no labels: it counts what went wrong in them, as
docs/measurements/reading.md says.

The directory holds the files and `expected.jsonl`: one object per file with `file`, `outcome`
(text, no_text, error or error_or_text), `must_contain`, `must_not_contain` and `hidden_text`.
"""

import argparse
import json
import re
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "functions"))

from adapters.documents import read_document
from shortlist.reading.errors import UnreadableResumeError
from shortlist.reading.file_limits import FileLimits

# Other than words of one letter, and the letters that name things.
_ALONE = re.compile(r"(?<![\w.&/+#'-])[b-hj-z](?![\w.&/+#')-])")


def main() -> int:
    """Print one line per file; the exit code counts the failures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", action="store_true", help="print the text of every file")
    parser.add_argument("--count", action="store_true", help="count faults in unlabelled files")
    options = parser.parse_args()
    if options.count:
        return _count(options.data)
    lines = (options.data / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return sum(not _check(options.data, json.loads(line), show=options.show) for line in lines)


def _count(folder: Path) -> int:
    """Print how often labels lost their values, and letters their words, in all files."""
    counts: Counter[str] = Counter()
    begin = _seconds_of_children()
    for path in sorted(folder.iterdir()):
        text, notes = _read(path)
        counts["files"] += 1
        counts["files without a text"] += text is None
        counts[f"files: {notes or 'nothing odd'}"] += 1
        if path.suffix == ".pdf":
            lines = [" ".join(line.split()).lower() for line in (text or "").split("\n")]
            counts["labels of birth date and nationality alone"] += sum(map(_is_bare_label, lines))
            counts["letters that stand alone"] += sum(len(_ALONE.findall(line)) for line in lines)
    counts["seconds of CPU"] = round(_seconds_of_children() - begin)
    for name, count in counts.items():
        print(f"{count:6}  {name}")
    return 0


def _is_bare_label(line: str) -> bool:
    return line.rstrip(" :-") in ("date of birth", "birth date", "dob", "d.o.b", "nationality")


def _seconds_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _check(folder: Path, expected: dict[str, Any], *, show: bool) -> bool:
    begin = time.perf_counter()
    text, notes = _read(folder / expected["file"])
    seconds = time.perf_counter() - begin
    complaints = _complaints(text, notes, expected)
    verdict = "FAIL" if complaints else "pass"
    print(f"{verdict}  {expected['file']:36} {seconds:5.2f} s  {notes:14}  {'; '.join(complaints)}")
    if show and text:
        print(text)
    return not complaints


def _read(path: Path) -> tuple[str | None, str]:
    try:
        document = read_document(path.read_bytes(), path.name, FileLimits())
    except UnreadableResumeError as error:
        return None, error.reason
    return document.text, ",".join(document.flags)


def _complaints(text: str | None, notes: str, expected: dict[str, Any]) -> list[str]:
    outcome = expected["outcome"]
    if text is None:
        good = outcome.startswith("error") or (outcome == "no_text" and notes == "image_only")
        return [] if good else [f"expected {outcome}"]
    if outcome in ("error", "no_text"):
        return [f"expected {outcome}"]
    plain = " ".join(text.lower().split())
    complaints = [f"lacks {part!r}" for part in expected["must_contain"] if part not in plain]
    complaints += [f"has {part!r}" for part in expected["must_not_contain"] if part in plain]
    hidden = " ".join(expected.get("hidden_text", "").lower().split())
    if hidden and hidden in plain:
        complaints.append("shows hidden text")
    if bool(hidden) != ("hidden_text" in notes):
        complaints.append("flag of hidden text is wrong")
    return complaints


if __name__ == "__main__":
    sys.exit(main())
