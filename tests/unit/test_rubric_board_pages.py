"""Rubrics of posts that were copied from job boards and from pages of firms."""

import pytest

from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.lines import join_wrapped
from shortlist.rubric.value_lines import join_values
from shortlist.rubric.wishes import part_wish


def _draft(post: str, title: str = "Clerk") -> tuple[list[str], list[str]]:
    rubric = draft_rubric(title, post)
    return [gate.text for gate in rubric.gates], [one.title for one in rubric.criteria]


class TestLabelsAboveTheirValues:
    def test_what_a_label_asks_for_is_a_gate_with_its_label(self) -> None:
        post = (
            "Vous posez les rails du tram et vous réglez les aiguillages.\n\nType de contrat\n"
            "CDI\nDurée du travail\n35H de nuit\n\nProfil souhaité\nExpérience\n4 ans\nPermis\n"
            "B - Véhicule léger\n"
        )
        gates, titles = _draft(post, "Poseur de rails")
        assert gates == ["Expérience: 4 ans", "Permis: B - Véhicule léger"]
        assert not [title for title in titles if "35H" in title or "CDI" in title]

    def test_a_label_above_a_list_is_the_heading_of_a_section(self) -> None:
        lines = ["Experience", "3 years of glazing", "Work on scaffolds", "Reading of plans"]
        assert join_values(lines) == lines
        lines = ["Salary", "The hours are long and the pay is fair.", "", "You glaze windows."]
        assert join_values(lines) == lines

    def test_a_value_that_says_enough_keeps_no_label(self) -> None:
        gates, _ = _draft("Requirements: Fluent Dutch, a forklift licence, a van\n")
        assert gates[0] == "Fluent Dutch"


class TestWishesInHalfOfALine:
    @pytest.mark.parametrize(
        ("line", "parts"),
        [
            ("Buen nivel de danés y preferible otros idiomas", 2),
            ("Class B licence, required for the van, and ideally class C", 2),
            ("Practice in sales and service is an advantage", 1),
            ("A forklift licence, a first-aid card are a plus", 1),
            ("CACES, habilitation de travail en hauteur appréciés.", 1),
            ("A forklift licence is required, a first-aid card a plus", 2),
        ],
    )
    def test_a_wish_is_parted_where_it_begins(self, line: str, parts: int) -> None:
        assert len(part_wish(line)) == parts

    def test_a_heading_that_says_so_in_brackets_is_of_wishes(self) -> None:
        post = "Requisiti (must have)\n- Patente C\n\nAltro (nice to have)\n- Inglese B2\n"
        gates, titles = _draft(post, "Autista")
        assert gates == ["Patente C"]
        assert any("Inglese" in title for title in titles)


class TestWhatStandsBehindAnOffer:
    def test_a_fact_without_a_bullet_is_asked_for(self) -> None:
        post = (
            "Montas y ajustas relojes de torre.\nTe ofrecemos:\n- Contrato indefinido\n"
            "- Seguro de salud\nGrado medio en relojería.\n? Experiencia en torres.\n"
        )
        assert _draft(post, "Relojero")[0] == ["Grado medio en relojería"]

    def test_what_the_firm_pays_for_or_is_proud_of_is_not(self) -> None:
        post = (
            "You set tower clocks.\nWe offer:\n- Health cover\n- A van\n"
            "Driving licence course paid by us.\nOur setters hold degrees in horology.\n"
        )
        assert _draft(post, "Clock setter")[0] == []


class TestYearsInAHeading:
    def test_years_above_a_list_are_a_gate(self) -> None:
        post = "Requisitos\nExperiencia mínima de 6 años en:\n- soldadura de vías\n- agujas\n"
        assert _draft(post, "Soldador")[0] == ["Experiencia mínima de 6 años en soldadura de vías"]

    def test_a_heading_without_years_is_none(self) -> None:
        assert _draft("Experiencia en:\n- soldadura de vías\n- agujas\n", "Soldador")[0] == []


class TestFirmsOfThemselves:
    @pytest.mark.parametrize(
        "line",
        [
            "As an accredited training center, Kelmore sets high standards.",
            "Als familiengeführtes Unternehmen mit Meisterbrief steht Kelmore für Qualität.",
            "En Kelmore Faros disponemos de título oficial de calidad.",
        ],
    )
    def test_what_a_firm_is_asks_for_nothing(self, line: str) -> None:
        gates, titles = _draft(f"{line}\n\nTasks:\n- Trim the lamps\n- Wind the clock\n", "Keeper")
        assert (gates, titles) == ([], ["Trim the lamps", "Wind the clock"])

    def test_what_the_person_is_asks(self) -> None:
        post = "As a certified diver, you inspect the piers of our harbours.\n"
        assert any("diver" in title for title in _draft(post, "Inspector")[1])

    def test_only_what_follows_the_call_is_asked_for(self) -> None:
        post = (
            "Kelmore, azienda con lunga esperienza e diploma di qualità, cerca un fabbro con "
            "patente C.\n"
        )
        assert _draft(post, "Fabbro")[0] == ["cerca un fabbro con patente C"]


def test_what_a_board_prints_above_a_post_ends_its_own_lines() -> None:
    post = (
        "Apply\nHome\nCareers\nJob Description\n\nA slinger certificate is required for this "
        "quay.\n\nTasks:\n- Sling loads\n- Guide the crane\n"
    )
    assert len(_draft(post, "Slinger")[0]) == 1
    assert not _draft(post.replace("Job Description\n", ""), "Slinger")[0]


def test_the_post_named_within_the_conditions_is_no_heading() -> None:
    post = (
        "Candidații trebuie să îndeplinească următoarele condiții specifice:\n\n"
        "Pentru postul de lăcătuș:\n\n- diplomă de școală profesională\n- permis de conducere\n"
    )
    assert len(_draft(post, "Lăcătuș")[0]) == 2


def test_a_question_below_the_profile_asks_if_it_is_about_what_one_knows() -> None:
    post = (
        "Profil recherché\nTu as une bonne connaissance des marées ?\n"
        "Envie de changer d'air ?\n\nMissions\n- Tenir le registre des marées\n"
    )
    titles = " ".join(_draft(post, "Agent de port")[1])
    assert "marées" in titles
    assert "changer d'air" not in titles


def test_who_begins_all_lines_small_does_not_go_on() -> None:
    first = "gestione delle prenotazioni e delle partenze con il sistema della stazione"
    small = [first, "cassa", "turni", "pulizia"]
    assert join_wrapped(small) == small
    wrapped = ["Keep the log of each watch and of the boats that pass by, and tell", "us"]
    assert join_wrapped(wrapped) == [" ".join(wrapped)]


def test_the_post_keeps_its_own_word_between_two_ways() -> None:
    post = "Profil requis\n- Bac pro horlogerie\nOU\n- 5 ans d'atelier\n"
    assert _draft(post, "Horloger")[0] == ["Bac pro horlogerie; ou 5 ans d'atelier"]
