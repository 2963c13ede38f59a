"""The summaries of the offline ranker: the page reads them again to say them in German."""

import json
from itertools import product
from pathlib import Path

from shortlist.facts.careers import Career, Job
from shortlist.ranking.explain import Background, find_notes, summarise
from shortlist.ranking.row import CriterionOutcome, GateOutcome
from tests.support.offline import make_rubric

VECTORS = Path(__file__).parents[1] / "vectors" / "summaries.json"
TITLES = ("Repair of dry stone walls", 'The "Lower Yard" (sheep, goats)')
GATES = ("Driving licence, class B", "First aid certificate")
WORK = {0: (), 9: (24_100, 24_108), 130: (24_000, 24_129)}


def make_career(months: int, *, has_unread_date: bool) -> Career:
    span = WORK[months]
    jobs = (Job("work", *span, span[1], 0, 0, 1, 0),) if span else ()
    return Career(jobs, has_unread_date)


def write_summaries() -> list[str]:
    """Write a summary for each way in which its parts may come together."""
    rubric = make_rubric((TITLES[0], "important"), (TITLES[1], "nice"), gates=GATES)
    written = {}
    for levels, statuses, months, (words, unread, language) in product(
        ((0, 0), (3, 0), (3, 3)),
        (("pass", "pass"), ("unknown", "pass"), ("unknown", "unknown"), ("fail", "unknown")),
        WORK,
        ((400, False, None), (20, True, None), (400, False, "German"), (20, True, "German")),
    ):
        career = make_career(months, has_unread_date=unread)
        outcomes = tuple(
            CriterionOutcome(id=f"c{n}", level=level, evidence=())
            for n, level in enumerate(levels, start=1)
        )
        gates = tuple(
            GateOutcome(id=f"g{n}", status=status, evidence=())
            for n, status in enumerate(statuses, start=1)
        )
        notes = find_notes(career, words, language, "English")
        background = Background(career, language, notes)
        written[summarise(rubric, TITLES, outcomes, gates, background)] = None
    return list(written)


def test_the_page_knows_every_way_in_which_a_summary_is_written() -> None:
    assert write_summaries() == json.loads(VECTORS.read_text(encoding="utf-8"))["summaries"]
