"""Which section the headings of job posts open, in the languages we read."""

import pytest

from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.headings import find_heading

OFFERS = (
    "Das ist für dich drin | Was dich bei uns erwartet | Rahmenbedingungen | Vergütung | "
    "So bewirbst du dich | Ce que l'on vous propose | Vous pouvez compter sur | Pièces à joindre | "
    "Documentación a presentar | Ventajas | Documenti da allegare | Inquadramento | Retribuzione | "
    "Na to możesz liczyć | Co zyskujesz | Korzyści | Dlaczego warto | De ce noi | Ce câștigi | "
    "You can count on | La ce te poți aștepta"
)
ASKED = (
    "Das wünschen wir uns | Du passt zu uns, wenn | Sie verfügen über | Qui êtes-vous | "
    "Diplôme exigé | Savoir-faire | Conditions d'accès | Se busca | Se precisa | Chi sei | "
    "Si richiede | Caratteristiche richieste | Wymagamy | Na początek wystarczy, jeśli | "
    "Aplikuj, jeśli | Ce cerem | Condiții minime | Condiții de ocupare a postului | What we ask"
)
DUTIES = (
    "Was du machst | Hauptaufgaben | Mansione | "
    "Czym będziesz się zajmować | Na czym polega praca | Ce ai de făcut"
)
WISHES = "Requisitos deseables | Wymagania pożądane | Titoli preferenziali"


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        (kind, heading)
        for kind, headings in (
            ("other", OFFERS),
            ("required", ASKED),
            ("duty", DUTIES),
            ("nice", WISHES),
        )
        for heading in headings.split(" | ")
    ],
)
def test_a_usual_heading_says_what_it_opens(kind: str, heading: str) -> None:
    assert find_heading(f"{heading}:", "- three short words", is_apart=True) == kind


def test_a_list_of_facts_is_asked_for_below_a_heading_that_nobody_knows() -> None:
    text = (
        "We look for a baker\n\nBenefits:\n- Bread for the weekend\n- Paid leave\n\n"
        "The small print of flour:\n- Two years in a bakery\n- Food hygiene certificate level 2\n"
    )
    gates = [one.text for one in draft_rubric("Baker", text).gates]
    assert gates == ["Two years in a bakery", "Food hygiene certificate level 2"]


def test_more_of_an_offer_below_such_a_heading_stays_one() -> None:
    text = (
        "Requirements:\n- Two years in a bakery\n\nBenefits:\n- Paid leave\n\n"
        "Sweet things:\n- Two cakes a month\n- Private insurance\n"
    )
    said = " | ".join(one.title for one in draft_rubric("Baker", text).criteria)
    assert "cakes" not in said
    assert "insurance" not in said


def test_an_entry_that_says_what_would_be_an_asset_heads_those_below_it() -> None:
    text = (
        "Requisiti\n- tre anni in cantina\n- costituiscono titoli preferenziali:\n"
        "- esperienza con vini dolci\n"
    )
    rubric = draft_rubric("Cantiniere", text)
    assert [one.text for one in rubric.gates] == ["tre anni in cantina"]
    wish = next(one for one in rubric.criteria if "dolci" in one.title)
    assert wish.importance == "nice"
    assert not any("titoli" in one.title for one in rubric.criteria)


def test_an_entry_that_asks_heads_nothing() -> None:
    text = "Requirements\n- Must have:\n- Forklift licence\n- A good head for heights\n"
    assert "Forklift licence" in [one.text for one in draft_rubric("Rigger", text).gates]
