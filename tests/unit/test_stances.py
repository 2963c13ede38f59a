"""What a line holds, denies, wishes for, expects or has lost."""

import pytest

from shortlist.facts.denials import blank_unheld
from shortlist.facts.stances import read_stance
from shortlist.words.tokens import fold

TODAY = 2026 * 12 + 7


@pytest.mark.parametrize(
    ("line", "words", "stance"),
    [
        ("CDL Class A, tanker", "cdl", "held"),
        ("Regular licence; no CDL", "cdl", "denied"),
        ("no violations on CDL", "cdl", "held"),
        ("no CDL violations", "cdl", "held"),
        ("without accident, CDL Class A", "cdl", "held"),
        ("not only Java but Kotlin", "java", "held"),
        ("never worked as a nurse", "nurse", "denied"),
        ("I do not hold a commercial licence", "commercial licence", "denied"),
        ("F\u00fchrerschein: nein", "fuhrerschein", "denied"),
        ("ohne F\u00fchrerschein", "fuhrerschein", "denied"),
        ("sans permis B", "permis b", "denied"),
        ("f\u0103r\u0103 permis", "permis", "denied"),
        ("will obtain CDL soon", "cdl", "expected"),
        ("CPA candidate", "cpa", "expected"),
        ("MLIS in progress", "mlis", "expected"),
        ("Gas Safe registration lapsed in 2021", "gas safe", "expired"),
        ("Gas Safe card valid to 2020", "gas safe", "expired"),
        ("Gas Safe card valid to 2029", "gas safe", "held"),
        ("dropped out of MBA", "mba", "denied"),
        ("I dream of chocolate work", "chocolate", "wished"),
        ("m\u00f6chte Schwei\u00dfen lernen", "schwei", "wished"),
    ],
)
def test_a_line_takes_a_stance(line: str, words: str, stance: str) -> None:
    folded = fold(line)
    start = folded.index(words)
    assert read_stance(folded, start, start + len(words), TODAY) == stance


def test_what_is_denied_or_wished_for_is_left_out() -> None:
    assert "kennel" not in blank_unheld("never done dental scaling or kennel care")
    assert "terraform" not in blank_unheld("would like to learn terraform")
    assert "docker" in blank_unheld("no terraform. docker since 2019")
