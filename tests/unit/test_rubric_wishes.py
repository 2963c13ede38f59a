"""What a job post wishes, and how much of it: no must, and no more than the words say."""

import pytest

from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.rubric import Rubric


def list_gates(rubric: Rubric) -> str:
    return " | ".join(gate.text for gate in rubric.gates)


def list_all(rubric: Rubric) -> str:
    return " | ".join([*(one.title for one in rubric.criteria), list_gates(rubric)])


class TestQuantities:
    @pytest.mark.parametrize(
        "line",
        [
            "Valorable experiencia en apicultura de al menos 1 año",
            "Von Vorteil sind mindestens 2 Jahre Erfahrung mit Bienen",
            "Mile widziane co najmniej 2 lata doświadczenia w pasiece",
        ],
    )
    def test_how_much_of_a_wish_is_no_must(self, line: str) -> None:
        rubric = draft_rubric("Imker", f"Requirements:\n- Boat licence\n- {line}\n")
        assert list_gates(rubric) == "Boat licence"
        assert rubric.criteria[-1].importance == "nice"

    def test_how_much_of_a_must_is_one(self) -> None:
        text = "Requisitos:\n- Experiencia en apicultura de al menos 1 año\n"
        assert "1 año" in list_gates(draft_rubric("Apicultor", text))

    @pytest.mark.parametrize(
        "line",
        [
            "Ihr Studium haben Sie abgeschlossen, vorzugsweise in der Milchwirtschaft",
            "A degree that you finished ideally in dairying",
            "Ihre Ausbildung haben Sie erfolgreich und idealerweise im Obstbau abgeschlossen",
        ],
    )
    def test_an_adverb_behind_a_fact_makes_no_wish_of_it(self, line: str) -> None:
        rubric = draft_rubric("Dairy hand", f"Requirements:\n- {line}\n- Cheese\n")
        assert line[:8] in list_gates(rubric)

    def test_an_adverb_in_front_makes_a_wish(self) -> None:
        rubric = draft_rubric("Dairy hand", "Requirements:\n- Ideally a degree\n- Cheese\n")
        assert list_gates(rubric) == ""


class TestUnasked:
    def test_experience_that_is_not_asked_for_is_left_out(self) -> None:
        text = "Profil :\n- Expérience non obligatoire dans le secteur demandé\n- Permis bateau\n"
        assert list_all(draft_rubric("Passeur", text)) == "Permis bateau | Permis bateau"

    def test_an_age_is_no_experience(self) -> None:
        text = "Sie sind:\n- bereits über 18 Jahre\n\nund verfügen über:\n- Deutsch auf B2\n"
        assert list_gates(draft_rubric("Zähler", text)) == "Deutsch auf B2"


class TestOneListOfBoth:
    TEXT = (
        "Funciones:\n- Cuidar las barcas\n\nOfrecemos:\n- Salario fijo + variable\n"
        "- Formación inicial a cargo de la empresa\n-Experiencia con barcas de 1 año\n"
        "-Experiencia en atención al cliente\n-Conocimiento de nudos\n"
    )

    def test_only_what_follows_the_perks_is_asked(self) -> None:
        rubric = draft_rubric("Barquero", self.TEXT)
        assert "1 año" in list_gates(rubric)
        text = list_all(rubric)
        assert "Nudos" in text
        assert "Salario" not in text
        assert "a cargo" not in text


class TestShoutedHeadings:
    def test_a_heading_in_capitals_within_a_line_ends_the_sentence(self) -> None:
        start = "WHO WE NEED We are looking for a sailor who leads the crew in all weathers. " * 9
        text = f"{start}All sailors must have a boat licence THE REWARDS As sailor you get a bunk."
        assert list_gates(draft_rubric("Sailor", text)).endswith("a boat licence")

    def test_an_offer_is_not_taken_for_the_work_where_nothing_else_is_said(self) -> None:
        text = (
            "We are looking for sailors in our yard. We offer:\n- Varied shift patterns\n"
            "- Ongoing training\n\nYou have to have a minimum of 6 months of sailing experience.\n"
        )
        rubric = draft_rubric("Sailor", text)
        assert "6 months" in list_gates(rubric)
        assert "Ongoing" not in list_all(rubric)
