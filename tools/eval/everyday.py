"""`python -m tools.eval.everyday`: everyday cases that ship, told by category."""

import argparse
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shortlist.ranking.offline import OfflineRanker
from shortlist.ranking.row import Row
from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.rubric import Rubric
from tools.eval.everyday_cases import MONTH, Answer, PairCase, make_cases, make_twins, read_words
from tools.eval.report import keep_table

CLEAR_MARGIN = 3.0
_WIDTH = 60


@dataclass
class Tally:
    """How the cases of a category came out."""

    cases: int = 0
    in_order: int = 0
    clear: int = 0
    gates: int = 0
    gates_right: int = 0
    posts_clean: int = 0


def make_ranker(title: str, description: str) -> tuple[Rubric, OfflineRanker]:
    """Draft a rubric and make the ranker of a case, in the month of the cases."""
    rubric = draft_rubric(title, description)
    return rubric, OfflineRanker(title, description, rubric, month=MONTH)


def measure_pairs() -> dict[str, Tally]:
    """Rank both resumes of every case."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for case in make_cases():
        for name in (case.category, "**all**"):
            _measure(case, tallies[name])
    return tallies


def _measure(case: PairCase, tally: Tally) -> None:
    rubric, ranker = make_ranker(case.title, case.description)
    first, second = ranker.rank("a", None, case.first), ranker.rank("b", None, case.second)
    is_first = _order(first) < _order(second)
    is_apart = _has_failed(second) and not _has_failed(first)
    margin = (first.score or 0.0) - (second.score or 0.0)
    tally.cases += 1
    tally.in_order += is_first
    tally.clear += is_first and (is_apart or margin >= CLEAR_MARGIN)
    tally.posts_clean += not _holds_foreign(rubric)
    if case.answer:
        tally.gates += 1
        tally.gates_right += is_right(rubric, case.answer, first, second)


def is_right(rubric: Rubric, answer: Answer, first: Row, second: Row) -> bool:
    """Tell whether any gate that holds the words asked for says what it must of both resumes."""
    return any(
        _says(answer.first, first.gates[n].status) and _says(answer.second, second.gates[n].status)
        for n, gate in enumerate(rubric.gates)
        if answer.contains.casefold() in gate.text.casefold()
    )


def _says(wanted: str, status: str) -> bool:
    return status != "pass" if wanted == "not pass" else status == wanted


def _order(row: Row) -> tuple[bool, float]:
    return _has_failed(row), -(row.score or 0.0)


def _has_failed(row: Row) -> bool:
    return any(gate.status == "fail" for gate in row.gates)


def _holds_foreign(rubric: Rubric) -> bool:
    texts = [gate.text for gate in rubric.gates] + [one.title for one in rubric.criteria]
    foreign = [
        line.lstrip("- ")
        for words in read_words().values()
        for line in (words["company"], words["benefits"], words["equal"])
    ]
    return any(one[:20] in text for one in foreign for text in texts)


def measure_twins() -> float:
    """Give the largest difference that the gender of a title makes to a score."""
    differences = []
    for title, post, one, other in make_twins():
        _, ranker = make_ranker(title, post)
        scores = [ranker.rank("a", None, resume).score or 0.0 for resume in (one, other)]
        differences.append(abs(scores[0] - scores[1]))
    return max(differences)


def measure_formats() -> dict[str, float]:
    """Give the largest difference that each way of setting a resume makes to a score."""
    largest: dict[str, float] = defaultdict(float)
    for case in make_cases():
        _, ranker = make_ranker(case.title, case.description)
        plain = ranker.rank("a", None, case.first).score or 0.0
        for name, text in _set_in_other_ways(case.first):
            score = ranker.rank("a", None, text).score or 0.0
            largest[name] = max(largest[name], abs(score - plain))
    return largest


def _set_in_other_ways(resume: str) -> Iterator[tuple[str, str]]:
    yield "wrapped", "\n".join(textwrap.fill(line, _WIDTH) for line in resume.splitlines())
    yield "blank lines between", resume.replace("\n", "\n\n")
    yield "other bullets", resume.replace("\n- ", "\n\u2022 ")
    yield "capitals", resume.upper()


def write_everyday() -> str:
    """Write all measures as tables."""
    lines = [
        "| category | cases | in order | by 3 points or a failed gate | gate right | post clean |",
        "|---|---|---|---|---|---|",
    ]
    for name, one in sorted(measure_pairs().items()):
        gates = f"{one.gates_right} of {one.gates}" if one.gates else "-"
        lines.append(
            f"| {name} | {one.cases} | {one.in_order} | {one.clear} | {gates} | {one.posts_clean} |"
        )
    lines += ["", "| what changed | largest difference of a score |", "|---|---|"]
    lines.append(f"| gender of the title | {measure_twins():.2f} |")
    lines += [f"| {name} | {value:.2f} |" for name, value in sorted(measure_formats().items())]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tools.eval.everyday", description=__doc__)
    parser.add_argument("--out", type=Path, help="page to keep the tables in")
    options = parser.parse_args()
    table = write_everyday()
    print(table)
    if options.out:
        keep_table(
            options.out, table, f"python -m tools.eval.everyday --out {options.out.as_posix()}"
        )


if __name__ == "__main__":
    main()
