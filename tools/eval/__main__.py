"""`python -m tools.eval --data FOLDER`: prints the table, and keeps it in a page when asked to."""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from random import Random
from statistics import fmean

from shortlist.ranking.offline import OfflineRanker
from shortlist.rubric.drafting import draft_rubric
from tools.eval.calibration import JudgedScore, write_calibration
from tools.eval.data import IN_MACRO, Case, read_cases
from tools.eval.metrics import compute_ndcg, compute_precision, compute_tau_b
from tools.pages import make_parser, tabulate, tell

DEPTH = 10


@dataclass(frozen=True)
class Measures:
    """The measures of one case, or their means over a source."""

    ndcg: float
    tau_b: float
    precision_at_5: float
    seconds_per_100: float
    jobs: int = 1


@dataclass(frozen=True)
class Judged:
    """What came of one case: its measures, and the score of every resume beside its grade."""

    source: str
    measures: Measures
    scores: tuple[JudgedScore, ...]


def measure_case(case: Case) -> Judged:
    """Rank one case's resumes and compare the order with the grades."""
    start = time.process_time()
    rubric = draft_rubric(case.title, case.description)
    ranker = OfflineRanker(case.title, case.description, rubric)
    rows = {name: ranker.rank(name, None, text) for name, text in case.resumes.items()}
    seconds = time.process_time() - start
    found = [(rows[one.candidate_id], one) for one in case.judgements]
    found.sort(key=lambda pair: (-(pair[0].score or 0.0), pair[0].candidate_id))
    scores, grades = [row.score or 0.0 for row, _ in found], [one.grade for _, one in found]
    measures = Measures(
        ndcg=compute_ndcg(grades, DEPTH),
        tau_b=compute_tau_b(scores, [one.raw for _, one in found]),
        precision_at_5=compute_precision(grades, 5, 2),
        seconds_per_100=100 * seconds / len(case.resumes),
    )
    certain = [row.confidence for row, _ in found]
    judged = map(JudgedScore, repeat(case.source), scores, certain, grades)
    return Judged(case.source, measures, tuple(judged))


def average_sources(cases: Iterable[Judged]) -> dict[str, Measures]:
    """Average the measures over each source's job posts."""
    by_source: dict[str, list[Measures]] = defaultdict(list)
    for case in cases:
        by_source[case.source].append(case.measures)
    return {source: _average(measures) for source, measures in sorted(by_source.items())}


def find_intervals(cases: Sequence[Judged], draws: int = 1000) -> dict[str, tuple[float, float]]:
    """Give where nDCG lies in 95 of 100 draws of job posts, by source and of the macro ("")."""
    by_source: dict[str, list[float]] = defaultdict(list)
    for case in cases:
        by_source[case.source].append(case.measures.ndcg)
    random = Random(1)  # noqa: S311
    means: dict[str, list[float]] = defaultdict(list)
    for _ in range(draws):
        drawn = {name: fmean(random.choices(some, k=len(some))) for name, some in by_source.items()}
        for source, value in drawn.items():
            means[source].append(value)
        means[""].append(fmean(value for source, value in drawn.items() if source in IN_MACRO))
    cut = round(0.025 * draws)
    return {source: (sorted(some)[cut], sorted(some)[-cut - 1]) for source, some in means.items()}


def average_macro(sources: dict[str, Measures]) -> float:
    """Average nDCG over the sources that the macro names and the data has."""
    return fmean(sources[source].ndcg for source in IN_MACRO if source in sources)


def _average(measures: list[Measures]) -> Measures:
    return Measures(
        ndcg=fmean(one.ndcg for one in measures),
        tau_b=fmean(one.tau_b for one in measures),
        precision_at_5=fmean(one.precision_at_5 for one in measures),
        seconds_per_100=fmean(one.seconds_per_100 for one in measures),
        jobs=len(measures),
    )


_HEADERS = (
    "source", "job posts", "nDCG@10", "95 % of draws", "tau-b", "P@5", "CPU s / 100 resumes",
)  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = make_parser("tools.eval", __doc__, needs_data=True)
    options = parser.parse_args()
    cases = [measure_case(case) for case in read_cases(options.data)]
    scores = [score for case in cases for score in case.scores]
    tell(parser, options, f"{write_table(cases)}\n\n{write_calibration(scores)}")


def write_table(cases: Sequence[Judged]) -> str:
    """Write one row a source, those of the macro first, then the macro."""
    sources, intervals = average_sources(cases), find_intervals(cases)
    names = [name for name in IN_MACRO if name in sources]
    names += [name for name in sources if name not in IN_MACRO]
    shown = {name: f"{low:.3f} to {high:.3f}" for name, (low, high) in intervals.items()}
    rows: list[Sequence[object]] = []
    for name in names:
        one = sources[name]
        values = (f"{one.tau_b:.3f}", f"{one.precision_at_5:.3f}", f"{one.seconds_per_100:.2f}")
        rows.append((name, one.jobs, f"{one.ndcg:.3f}", shown[name], *values))
    macro = average_macro(sources)
    return tabulate(_HEADERS, [*rows, ("**macro**", "", f"**{macro:.3f}**", shown[""], "", "", "")])


if __name__ == "__main__":
    main()
