"""Measures redaction: who a resume is about must not change what a model reads, or any score."""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shortlist.ranking.offline import OfflineRanker
from shortlist.redaction.leaks import find_leaks
from shortlist.redaction.redact import redact_lines
from shortlist.rubric.drafting import draft_rubric
from tests.fixtures.resume_people import PEOPLE, Person
from tools.eval.data import Case, read_cases

DEMO = Path(__file__).parents[2] / "demo" / "resumes"
_FIELDS = ("name, e-mail, phone and link", "pronouns", "sentences with the name", "all of them")


@dataclass(frozen=True)
class Sheet:
    """A resume without its person: the lines that stand around whoever it is about."""

    resume_id: str
    body: str
    headline: str = ""


@dataclass
class Tally:
    """What was counted over all resumes."""

    pairs: int = 0
    identical: int = 0
    leaks: int = 0
    resumes: int = 0
    stopped: int = 0
    lines: int = 0
    changed_lines: int = 0
    seconds: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)
    samples: list[tuple[str, str]] = field(default_factory=list)


def read_demo_sheets() -> Iterator[Sheet]:
    """Read the demo's resumes with their own names left out."""
    for path in sorted(DEMO.glob("*/*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        headline = re.search(r"^headline: (.*)$", head, re.MULTILINE)
        yield Sheet(path.stem, body.strip(), headline[1] if headline else "")


def write_header(person: Person, headline: str) -> str:
    """Write the block at the top of a person's resume."""
    lines = (person.name, headline, f"{person.email} | {person.phone} | {person.link}")
    return "\n".join(line for line in lines if line)


def write_pronouns(person: Person) -> str:
    """Write sentences in which only pronouns tell who is meant."""
    he, him, his, himself = (
        ("she", "her", "her", "herself") if person.is_woman else ("he", "him", "his", "himself")
    )
    return (
        f"In this post {he} planned the work of six people, and {his} team relied on {him}.\n"
        f"{he.title()} taught {himself} the reporting tools. {his.title()} manager confirms it."
    )


def write_mentions(person: Person) -> str:
    """Write sentences that name the person in different forms, and a signature."""
    return (
        f"{person.name} led the move to the new site.\n{person.given} joined the audit group.\n"
        f"{person.name}'s work was published ({person.last_first}; {person.initial_last}).\n"
        f"{person.formal} is known for careful plans. File: {person.file_name}_CV.pdf\n"
        f"Kind regards,\n{person.name}"
    )


def write_resume(person: Person, sheet: Sheet, parts: str = "all of them") -> str:
    """Write a sheet as the resume of a person, the parts not named being the first person's."""
    fixed = PEOPLE[0]

    def choose(part: str) -> Person:
        return person if parts in (part, "all of them") else fixed

    header = write_header(choose(_FIELDS[0]), sheet.headline)
    pronouns = write_pronouns(choose(_FIELDS[1]))
    mentions = write_mentions(choose(_FIELDS[2]))
    return f"{header}\n\n{sheet.body}\n{pronouns}\n{mentions}"


def compare_redactions(sheets: Sequence[Sheet], *, is_name_known: bool) -> Tally:
    """Redact every sheet as every person's resume, and compare with the first person's."""
    tally = Tally()
    for sheet in sheets:
        expected = _redact(PEOPLE[0], sheet, is_name_known=is_name_known)
        for person in PEOPLE[1:]:
            lines = _redact(person, sheet, is_name_known=is_name_known)
            tally.pairs += 1
            tally.leaks += bool(find_leaks(lines, person.name))
            tally.identical += lines == expected
            if lines != expected:
                tally.kinds[person.name] += 1
                tally.differing.extend(_differ(sheet, expected, lines))
    return tally


def _redact(person: Person, sheet: Sheet, *, is_name_known: bool) -> tuple[str, ...]:
    name = person.name if is_name_known else None
    return redact_lines(write_resume(person, sheet).split("\n"), name).lines


def _differ(sheet: Sheet, expected: Sequence[str], lines: Sequence[str]) -> Iterator[str]:
    for one, other in zip(expected, lines, strict=True):
        if one != other:
            yield f"{sheet.resume_id}: {one[:150]!r} / {other[:150]!r}"


def measure_clean(texts: Sequence[str], name: str | None) -> Tally:
    """Redact resumes that hold (almost) nothing to redact, and count what changed anyway."""
    tally = Tally(resumes=len(texts))
    for text in texts:
        lines = text.split("\n")
        start = time.process_time()
        redacted = redact_lines(lines, name).lines
        tally.seconds += time.process_time() - start
        changed = [pair for pair in zip(lines, redacted, strict=True) if pair[0] != pair[1]]
        tally.lines += sum(bool(line.strip()) for line in lines)
        tally.changed_lines += len(changed)
        tally.samples.extend(changed)
        tally.kinds.update(re.findall(r"\[[A-Z ]+\]", "\n".join(line for _, line in changed)))
        tally.stopped += bool(find_leaks(redacted, name))
    return tally


def compare_scores(cases: Sequence[Case], resumes_a_case: int) -> dict[str, Tally]:
    """Rank resumes with the offline ranker as every person's, and compare the scores."""
    tallies = {part: Tally() for part in _FIELDS}
    for case in cases:
        rubric = draft_rubric(case.title, case.description)
        ranker = OfflineRanker(case.title, case.description, rubric)
        for resume_id, body in list(case.resumes.items())[:resumes_a_case]:
            for part, tally in tallies.items():
                _compare_one(ranker.rank, Sheet(resume_id, body), part, tally)
    return tallies


def _compare_one(rank: Callable[..., object], sheet: Sheet, part: str, tally: Tally) -> None:
    scores = []
    for person in PEOPLE:
        row = rank("one", person.name, write_resume(person, sheet, part))
        scores.append(float(getattr(row, "score", 0.0) or 0.0))
    for person, score in zip(PEOPLE[1:], scores[1:], strict=True):
        tally.pairs += 1
        tally.identical += score == scores[0]
        tally.seconds = max(tally.seconds, abs(score - scores[0]))
        if score != scores[0]:
            tally.kinds[person.name] += 1


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tools.eval.swaps", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the judged lists")
    parser.add_argument("--resumes", type=int, default=2000, help="resumes of that folder to use")
    parser.add_argument("--resumes-a-case", type=int, default=4, help="for the offline ranker")
    parser.add_argument("--samples", type=int, default=0, help="changed lines to print")
    options = parser.parse_args()
    texts = _read_texts(options.data)[: options.resumes]
    demo = list(read_demo_sheets())
    sheets = [*demo, *(Sheet(str(number), text) for number, text in enumerate(texts))]
    for is_name_known in (True, False):
        _print_pairs(compare_redactions(sheets, is_name_known=is_name_known), is_name_known)
    for name in (None, *(person.name for person in PEOPLE[:10])):
        _print_clean(measure_clean(texts, name), name, options.samples if name is None else 0)
    cases = list(read_cases(options.data))
    for part, tally in compare_scores(cases, options.resumes_a_case).items():
        worst = ", ".join(f"{name} {count}" for name, count in tally.kinds.most_common(4))
        print(
            f"offline ranker, swapped {part}: {tally.identical} of {tally.pairs} scores equal,"
            f" largest difference {tally.seconds:.2f} ({worst})"
        )


def _read_texts(folder: Path) -> list[str]:
    with (folder / "candidates.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line)["resume_text"] for line in lines]


def _print_pairs(tally: Tally, is_name_known: bool) -> None:  # noqa: FBT001
    print(
        f"pairs, name {'known' if is_name_known else 'not known'}: {tally.identical} of"
        f" {tally.pairs} identical, {tally.leaks} with a leak; {tally.kinds.most_common(8)}"
    )
    print(*tally.differing[:: max(1, len(tally.differing) // 8)][:8], sep="\n")


def _print_clean(tally: Tally, name: str | None, samples: int) -> None:
    print(
        f"clean resumes as {name}: {tally.changed_lines} of {tally.lines} lines changed"
        f" ({100 * tally.changed_lines / tally.lines:.2f} %), {tally.stopped} of {tally.resumes}"
        f" stopped, {1000 * tally.seconds / tally.resumes:.2f} ms a resume; {dict(tally.kinds)}"
    )
    step = max(1, len(tally.samples) // samples) if samples else len(tally.samples) + 1
    for before, after in tally.samples[step - 1 :: step]:
        print(f"  {before.strip()[:160]}\n    {after.strip()[:160]}")


if __name__ == "__main__":
    main()
