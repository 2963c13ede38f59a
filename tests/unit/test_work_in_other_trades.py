"""Years in one trade, where the rest of a career was in others that are near it or not."""

import pytest

from shortlist.ranking.offline import OfflineRanker
from shortlist.rubric.drafting import draft_rubric

ASKED = {
    "Cook": "- At least 3 years of experience as a cook",
    "Nurse": "- At least 3 years of experience as a nurse",
    "Software engineer": "- At least 3 years of experience as a software engineer",
    "Accountant": "- At least 3 years of experience as an accountant",
    "Cuoco": "- Almeno 3 anni di esperienza come cuoco",
    "Mechanik samochodowy": "- Co najmniej 3 lata doświadczenia jako mechanik samochodowy",
}
CASES = [
    (
        "Cook",
        "Cook, Copper Pan, since March 2026",
        "Bricklayer, Stonehouse Ltd, 2014 - 2025",
        "fail",
    ),
    ("Cook", "Cook, Copper Pan, since March 2026", "Baker, Stonehouse Ltd, 2014 - 2025", "open"),
    (
        "Cook",
        "Cook, Copper Pan, since March 2026",
        "Manager, Stonehouse Ltd, 2014 - 2025",
        "open",
    ),
    ("Cook", "Cook, Copper Pan, since March 2026", "Stonehouse Ltd, 2014 - 2025", "open"),
    (
        "Cook",
        "Cook, Copper Pan, since March 2026",
        "Waiter, Stonehouse Inn, 2014 - 2025\n- also worked as a cook at weekends",
        "open",
    ),
    (
        "Cook",
        "Cook, Copper Pan, since March 2024",
        "Bricklayer, Stonehouse, 2014 - 2023",
        "open",
    ),
    ("Cook", "", "Bricklayer, Stonehouse Ltd, 2014 - 2025", "open"),
    (
        "Cook",
        "Cook, Copper Pan, since some years",
        "Bricklayer, Stonehouse, 2014 - 2025",
        "open",
    ),
    (
        "Nurse",
        "Staff nurse, Elm House, since March 2026",
        "Caregiver, Ash House, 2014 - 2025",
        "open",
    ),
    (
        "Software engineer",
        "Software engineer, Grid Ltd, since March 2026",
        "Web developer, Mesh Ltd, 2014 - 2025",
        "open",
    ),
    (
        "Accountant",
        "Accountant, Grid Ltd, since March 2026",
        "2014 - 2025\nBäckerei Rosental\nController",
        "open",
    ),
    ("Cuoco", "da marzo 2026: cuoco, Trattoria Lago", "2014 - 2025: cameriere, Hotel Onda", "fail"),
    (
        "Mechanik samochodowy",
        "Mechanik samochodowy, Auto Serwis, marzec 2026 - obecnie",
        "Magazynier, Hurtownia Stal, 2014 - 2025",
        "fail",
    ),
]


@pytest.mark.parametrize(("title", "new", "old", "status"), CASES)
def test_years_fall_short_where_all_else_was_plainly_other_work(
    title: str, new: str, old: str, status: str
) -> None:
    description = f"Requirements:\n{ASKED[title]}"
    ranker = OfflineRanker(title, description, draft_rubric(title, description), month="2026-07")
    said = ranker.rank("c", None, f"Experience\n{new}\n\n{old}").gates[0].status
    assert (said == "fail") == (status == "fail")
