"""Names on lines of their own, and what stands below them."""

import pytest

from shortlist.ranking.offline import OfflineRanker
from tests.support.offline import make_rubric

UK = "Right to work in the UK"
CASES = [
    ("Colegiación en vigor", "Colegiación\nSin colegiación desde 2024", "fail"),
    ("Colegiación en vigor", "Colegiación\nNº 24.567, Colegio del Valle, al corriente", "pass"),
    ("SIA licence", "SIA licence\nNone", "fail"),
    ("SIA licence", "SIA licence\nNo criminal record", "pass"),
    ("SIA licence", "SIA licence: removed from the register in 2023", "fail"),
    ("Laurea in ingegneria civile", "2011 - 2014: Ingegneria Civile, Milano, non conclusa", "fail"),
    ("Laurea in ingegneria civile", "2011 - 2014: Ingegneria Civile, Milano", "unknown"),
    ("Laurea in ingegneria civile", "2011 - 2014: Scienze Forestali, non conclusa", "unknown"),
    (
        "Laurea in ingegneria civile",
        "2009 - 2011: Ingegneria Civile, Milano, non conclusa\n2016: Laurea in Ingegneria Civile",
        "pass",
    ),
    (UK, "Student visa, would require sponsorship", "fail"),
    (UK, "Settled status; I don't require sponsorship", "pass"),
    ("Prawo do pracy w Polsce", "Zezwolenie na pobyt i pracę ważne do 2028", "pass"),
]


@pytest.mark.parametrize(("gate", "lines", "status"), CASES)
def test_a_value_is_read_with_its_name(gate: str, lines: str, status: str) -> None:
    rubric = make_rubric(("Bread", "critical"), gates=(gate,))
    row = OfflineRanker("Worker", "", rubric, month="2026-07").rank(
        "c", None, f"Education\n{lines}"
    )
    assert row.gates[0].status == status
