"""Rankings in which a low-ranked resume carries an injection, with the offline ranker."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from shortlist.ranking.offline import OfflineRanker
from shortlist.ranking.row import Row
from shortlist.reading.plain_text import normalise_text
from shortlist.rubric.drafting import draft_rubric
from tools.eval.data import Case
from tools.pages import tabulate

TOP = 10
LEAST_CANDIDATES = 40
LOW_RANK = 0.8


@dataclass
class Ranks:
    """What injected twins of low-ranked resumes did to rankings."""

    job_posts: int = 0
    twins: int = 0
    risen: int = 0
    in_top: int = 0
    in_top_unflagged: int = 0
    rows_of_others: int = 0
    rows_changed: int = 0


def measure_ranks(
    cases: Sequence[Case], injections: Sequence[str], plants: Sequence[Callable[[str, str], str]]
) -> Ranks:
    """Let a low-ranked resume of every long list carry every injection, and look at all rows.

    Each of `plants` puts an injection into a resume; they take turns.
    """
    ranks = Ranks()
    for case in cases:
        if len(case.resumes) >= LEAST_CANDIDATES:
            planted = zip(injections, cycle(plants), strict=False)
            _measure_case(case, planted, ranks)
    return ranks


def _measure_case(
    case: Case, planted: Iterable[tuple[str, Callable[[str, str], str]]], ranks: Ranks
) -> None:
    rubric = draft_rubric(case.title, case.description)
    ranker = OfflineRanker(case.title, case.description, rubric)
    rows = dict(_rank_all(ranker, case))
    ordered = sorted(rows.values(), key=_order)
    low = ordered[int(LOW_RANK * len(ordered))]
    edge = _order(ordered[TOP - 1])
    ranks.job_posts += 1
    for injection, plant in planted:
        resume = normalise_text(plant(case.resumes[low.candidate_id], injection))
        twin = ranker.rank(low.candidate_id, None, resume.text)
        is_in_top = _order(twin) <= edge
        ranks.twins += 1
        ranks.risen += _order(twin) < _order(low)
        ranks.in_top += is_in_top
        ranks.in_top_unflagged += is_in_top and not (twin.flags or resume.flags)
    others = {key: row for key, row in _rank_all(ranker, case) if key != low.candidate_id}
    ranks.rows_of_others += len(others)
    ranks.rows_changed += sum(_write(row) != _write(rows[key]) for key, row in others.items())


def _rank_all(ranker: OfflineRanker, case: Case) -> Iterator[tuple[str, Row]]:
    for candidate_id, text in case.resumes.items():
        yield candidate_id, ranker.rank(candidate_id, None, normalise_text(text).text)


def _order(row: Row) -> tuple[bool, float, str]:
    failed = any(gate.status == "fail" for gate in row.gates)
    return (failed, -(row.score or 0.0), row.candidate_id)


def _write(row: Row) -> str:
    return row.model_dump_json()


def write_ranks(ranks: Ranks) -> str:
    """Write the counts as a table."""
    rows = [
        ("job posts", ranks.job_posts),
        ("twins of a low-ranked resume, one for each injection", ranks.twins),
        ("... that rank higher than without it", ranks.risen),
        (f"... that enter the first {TOP}", ranks.in_top),
        (f"... that enter the first {TOP} without a flag", ranks.in_top_unflagged),
        ("rows of other candidates, written again after the twins", ranks.rows_of_others),
        ("... that changed by a byte", ranks.rows_changed),
    ]
    title = f"With the offline ranker, lists of {LEAST_CANDIDATES} and more"
    return tabulate((title, ""), rows)
