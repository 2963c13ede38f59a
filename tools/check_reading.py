"""Checks what becomes of labelled resume files: `python -m tools.check_reading --data DIRECTORY`.

The directory holds the files and `cases.jsonl`, one object a file: `file`, `must` and `must_not`
stand in the text, `flag` and `no_flag` among its flags. With `--api .local/endpoint.json` each file
is uploaded to the local cloud and its candidate is looked at; without it, it is read in this
process. A file without a text passes if nothing must stand in it, or `expectation` allows a reason.

With `--count`, the files need no labels: it counts what went wrong in them, as
docs/measurements/reading.md says.
"""

import argparse
import json
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

from adapters.documents import read_document
from shortlist.reading.reasons import FileLimits, UnreadableResumeError
from tools.local.client import ApiClient, upload

# Other than words of one letter, and the letters that name things.
_ALONE = re.compile(r"(?<![\w.&/+#'-])[b-hj-z](?![\w.&/+#')-])")
_PATIENCE_SECONDS = 60
_ALLOWS_A_REASON = re.compile(r"refused|a reason|unsupported|or says")


class _Outcome(NamedTuple):
    """A text with its flags, or the reason why there is none."""

    text: str | None
    notes: Sequence[str]


_Reader = Callable[[Path], _Outcome]


def main() -> int:
    """Print one line per file; the exit code counts the failures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--api", type=Path, help="endpoint file of a local cloud")
    parser.add_argument("--show", action="store_true", help="print the text of every file")
    parser.add_argument("--count", action="store_true", help="count faults in unlabelled files")
    options = parser.parse_args()
    if options.count:
        return _count(options.data)
    read = _Uploader(options.api).read if options.api else _read
    lines = (options.data / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    passed = sum(_check(options.data, case, read, show=options.show) for case in cases)
    print(f"{passed} of {len(cases)} passed")
    return len(cases) - passed


def _count(folder: Path) -> int:
    """Print how often labels lost their values, and letters their words, in all files."""
    counts: Counter[str] = Counter()
    begin = _seconds_of_children()
    for path in sorted(folder.iterdir()):
        text, notes = _read(path)
        counts["files"] += 1
        counts["files without a text"] += text is None
        counts[f"files: {','.join(notes) or 'nothing odd'}"] += 1
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


def _check(folder: Path, case: dict[str, Any], read: _Reader, *, show: bool) -> bool:
    begin = time.perf_counter()
    text, notes = read(folder / case["file"])
    seconds = time.perf_counter() - begin
    complaints = _complaints(text, notes, case)
    verdict = "FAIL" if complaints else "pass"
    said = ",".join(notes)
    print(f"{verdict}  {case['file']:40} {seconds:5.2f} s  {said:14}  {'; '.join(complaints)}")
    if show and text:
        print(text)
    return not complaints


def _read(path: Path) -> _Outcome:
    try:
        document = read_document(path.read_bytes(), FileLimits())
    except UnreadableResumeError as error:
        return _Outcome(None, [error.reason])
    return _Outcome(document.text, document.flags)


def _complaints(text: str | None, notes: Sequence[str], case: dict[str, Any]) -> list[str]:
    if text is None:
        is_allowed = not case["must"] or _ALLOWS_A_REASON.search(case.get("expectation", ""))
        return [] if is_allowed else ["has no text"]
    return [
        *(f"lacks {part!r}" for part in case["must"] if part not in text),
        *(f"has {part!r}" for part in case["must_not"] if part in text),
        *(f"lacks the flag {flag}" for flag in case["flag"] if flag not in notes),
        *(f"has the flag {flag}" for flag in case["no_flag"] if flag in notes),
    ]


class _Uploader:
    """Uploads files to one new job post, and waits until each is read."""

    def __init__(self, endpoint: Path) -> None:
        found = json.loads(endpoint.read_text(encoding="utf-8"))
        self._client = ApiClient(found["api_url"].rstrip("/"), found["tokens"]["acme"])
        post = {"title": "Warehouse lead", "description": "Leads a warehouse."}
        answer = self._client.expect(HTTPStatus.CREATED, "POST", "/api/jobposts/", post)
        self._path = f"/api/jobposts/{answer.body['job_id']}"

    def read(self, path: Path) -> _Outcome:
        """Announce a file, upload it and look at its candidate."""
        content = path.read_bytes()
        files = {"files": [{"filename": path.name, "size": len(content)}]}
        announced = self._client.call("POST", f"{self._path}/resumes/", files)
        if announced.status >= HTTPStatus.BAD_REQUEST:
            return _Outcome(None, [str(announced.status)])
        (address,) = announced.body["uploads"]
        upload(address, content)
        candidate = self._wait_for(f"{self._path}/candidates/{address['candidate_id']}/")
        reading = candidate["reading"]
        if reading["state"] != "read":
            return _Outcome(None, [reading["reason"] or reading["state"]])
        return _Outcome(candidate["resume_text"], candidate["flags"])

    def _wait_for(self, path: str) -> dict[str, Any]:
        end = time.monotonic() + _PATIENCE_SECONDS
        while True:
            candidate: dict[str, Any] = self._client.expect(HTTPStatus.OK, "GET", path).body
            if candidate["reading"]["state"] != "waiting" or time.monotonic() > end:
                return candidate
            time.sleep(0.3)


if __name__ == "__main__":
    sys.exit(main())
