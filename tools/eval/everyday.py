"""`python -m tools.eval.everyday`: everyday cases that ship, told by category."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from shortlist.ranking.offline import OfflineRanker
from shortlist.ranking.row import Row
from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.rubric import Rubric
from tools.eval.everyday_cases import MONTH, Answer, PairCase, make_cases, read_posts, read_words
from tools.eval.variations import measure_variations
from tools.pages import make_parser, tabulate, tell

CLEAR_MARGIN = 3.0
_FOREIGN = ("company", "benefits", "equal")


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
        _measure(case, (tallies[case.category], tallies["**all**"]))
    return tallies


def _measure(case: PairCase, tallies: Iterable[Tally]) -> None:
    rubric, ranker = make_ranker(case.title, case.description)
    first, second = ranker.rank("a", None, case.first), ranker.rank("b", None, case.second)
    is_first = _order(first) < _order(second)
    is_apart = _has_failed(second) and not _has_failed(first)
    margin = (first.score or 0.0) - (second.score or 0.0)
    is_clear = is_first and (is_apart or margin >= CLEAR_MARGIN)
    is_clean = not _holds_foreign(rubric)
    has_right_gate = case.answer is not None and is_right(rubric, case.answer, first, second)
    for tally in tallies:
        tally.cases += 1
        tally.in_order += is_first
        tally.clear += is_clear
        tally.posts_clean += is_clean
        tally.gates += case.answer is not None
        tally.gates_right += has_right_gate


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
    told = (words[name] for words in read_words().values() for name in _FOREIGN)
    return any(line.lstrip("- ")[:20] in text for line in told for text in texts)


@dataclass
class PostTally:
    """What the rubrics of the written job posts hold of what they must, and must not."""

    posts: int = 0
    gates: int = 0
    gates_found: int = 0
    criteria: int = 0
    criteria_found: int = 0
    clean: int = 0
    right: int = 0


def measure_posts() -> PostTally:
    """Draft the rubric of every written job post."""
    tally = PostTally()
    for case in read_posts():
        rubric = draft_rubric(case.title, case.description)
        gates = [gate.text.casefold() for gate in rubric.gates]
        criteria = [one.title.casefold() for one in rubric.criteria]
        found = [_holds(gates, choices) for choices in case.gates]
        shown = [_holds(criteria, choices) for choices in case.criteria]
        is_clean = not _holds(gates + criteria, case.never)
        tally.posts += 1
        tally.gates += len(found)
        tally.gates_found += sum(found)
        tally.criteria += len(shown)
        tally.criteria_found += sum(shown)
        tally.clean += is_clean
        tally.right += is_clean and all(found + shown)
    return tally


def _holds(texts: list[str], choices: tuple[str, ...]) -> bool:
    return any(choice.casefold() in text for choice in choices for text in texts)


def write_everyday() -> str:
    """Write all measures as tables."""
    rows = []
    for name, one in sorted(measure_pairs().items()):
        right = f"{one.gates_right} of {one.gates}" if one.gates else "-"
        rows.append((name, one.cases, one.in_order, one.clear, right, one.posts_clean))
    posts = measure_posts()
    drafted = (
        f"Of {posts.posts} written job posts {posts.right} have a rubric that is wholly right:"
        f" {posts.gates_found} of {posts.gates} must-haves are gates, {posts.criteria_found} of"
        f" {posts.criteria} things looked for are criteria, {posts.clean} rubrics hold nothing"
        " about the employer, the offer or the application."
    )
    varied = measure_variations(make_ranker).items()
    differences = [(name, one.scores, f"{one.largest:.2f}") for name, one in varied]
    headers = (
        "category", "cases", "in order", "by 3 points or a failed gate", "gate right", "post clean",
    )  # fmt: skip
    changed = ("what changed in a resume", "scores", "largest difference")
    return "\n\n".join([tabulate(headers, rows), drafted, tabulate(changed, differences)])


def main() -> None:
    """Measure and print."""
    parser = make_parser("tools.eval.everyday", __doc__, needs_data=False)
    tell(parser, parser.parse_args(), write_everyday())


if __name__ == "__main__":
    main()
