"""Job posts as they come out of a web page: lost signs, groups of perks, trails."""

import pytest

from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.flat_posts import part_flat_lines
from shortlist.rubric.headings import BULLET, is_metadata
from shortlist.rubric.rubric import Rubric
from shortlist.rubric.sentences import split_sentences


def list_gates(rubric: Rubric) -> str:
    return " | ".join(gate.text for gate in rubric.gates)


def list_all(rubric: Rubric) -> str:
    return " | ".join([*(one.title for one in rubric.criteria), list_gates(rubric)])


class TestBullets:
    @pytest.mark.parametrize(
        "line", ["-Caja y reposición", "•Wundversorgung", "a)cunoaște limba", "IV. Rapports"]
    )
    def test_a_bullet_needs_no_gap_behind_it(self, line: str) -> None:
        assert BULLET.match(line)

    @pytest.mark.parametrize(
        "line", ["-20 °C cold room", "(s)he drives", "Vans and lorries", "I drive"]
    )
    def test_what_only_looks_like_one_is_none(self, line: str) -> None:
        assert not BULLET.match(line)

    def test_the_first_entry_of_a_list_that_lost_its_bullet_is_one(self) -> None:
        text = (
            "Aufgaben\n\nSelbstständige Pflege von zwei Obstgärten\n• Schnitt\n• Ernte\n\n"
            "Qualifikation\n\nAbgeschlossene Ausbildung als Gärtner\n• Umgang mit Motorsägen\n"
        )
        rubric = draft_rubric("Obstgärtner", text)
        assert "Ausbildung als Gärtner" in list_gates(rubric)
        assert "Obstgärten" in list_all(rubric)
        assert next(one for one in rubric.criteria if "Motorsägen" in one.title).importance == (
            "critical"
        )

    def test_a_short_heading_below_another_still_opens_a_list(self) -> None:
        text = "Requirements\nKitchen\n- Knife skills for fish\nBar\n- Mixing of cold drinks\n"
        rubric = draft_rubric("Beach cook", text)
        assert "Knife skills" in list_all(rubric)
        assert "Mixing" in list_all(rubric)


class TestOffers:
    OFFER = (
        "Requirements\n- Two years of weaving\n- Dyeing of wool\n\nBenefits\n\nMoney:\n- Salaries\n"
        "- Savings\n\nHealth and more:\n- Rowing club\n- Bike leasing\n\nTime:\n- Compressed\n"
    )

    def test_groups_of_an_offer_stay_an_offer(self) -> None:
        text = list_all(draft_rubric("Weaver", self.OFFER))
        assert "weaving" in text
        for words in ("Rowing", "Bike", "Compressed", "Savings"):
            assert words not in text

    def test_a_named_section_after_an_offer_is_none(self) -> None:
        text = self.OFFER + "\nYour tasks:\n- Repair of looms\n"
        assert "Repair of looms" in list_all(draft_rubric("Weaver", text))

    LATE = (
        "Funciones\n- Cuidar las barcas del lago\n\nOfrecemos\n- Contrato fijo\n- Comedor\n\n"
        "Si te gusta el agua, ¡te esperamos!\n-Experiencia en puesto similar\n"
        "-Valorable conocimiento de vela\n-Usuario habitual de herramientas de carpintería\n"
    )

    def test_what_is_asked_behind_an_offer_is_asked(self) -> None:
        rubric = draft_rubric("Barquero", self.LATE)
        text = list_all(rubric)
        assert "Puesto similar" in text
        assert "carpintería" in text
        assert "Comedor" not in text
        assert ("Vela", "nice") in [(one.title, one.importance) for one in rubric.criteria]

    def test_more_of_the_offer_behind_it_is_no_criterion(self) -> None:
        text = (
            self.LATE.split("-Experiencia")[0] + "-Buen ambiente\n-Formación a cargo\n-Bicicletas\n"
        )
        assert "Bicicletas" not in list_all(draft_rubric("Barquero", text))


class TestLayout:
    def test_a_trail_is_no_statement(self) -> None:
        assert is_metadata("Home » Jobs » Vacancies")
        assert not is_metadata("» plan menus » order stock » cook")

    def test_a_gap_that_was_lost_ends_a_sentence(self) -> None:
        assert len(list(split_sentences("You work in Kiel.We sail boats every day"))) == 2
        assert len(list(split_sentences("We build it with Node.js and Vue.Js today"))) == 1

    def test_a_long_clause_opens_what_is_asked_for(self) -> None:
        text = (
            "Condițiile specifice necesare în vederea ocupării funcției de îngrijitor sunt:\n\n"
            "studii medii ;\n\ncunoștințe minime de apicultură;\n\nrecomandare de la un stupar.\n"
        )
        rubric = draft_rubric("Îngrijitor", text)
        assert "studii medii" in list_gates(rubric)
        assert "apicultură" in list_all(rubric)
        assert "Condițiile" not in list_all(rubric)

    def test_a_label_of_a_fact_asks_for_it(self) -> None:
        text = "Ofrecemos\n- Comedor\n\nIdiomas: Español nativo\n\nSexo: Indistinto.\n"
        rubric = draft_rubric("Guía", text)
        assert "Español" in list_gates(rubric)
        assert "Indistinto" not in list_all(rubric)

    def test_one_citizenship_of_several_is_one_must(self) -> None:
        text = (
            "Requirements:\n- Citizenship of Norvenia, citizenship of another member state of the "
            "northern union, or of a state that is party to its agreement on seafarers\n"
        )
        assert len(draft_rubric("Pilot", text).gates) == 1

    def test_entries_of_a_bare_list_may_end_with_a_comma(self) -> None:
        text = (
            "Profil :\nExpérience sur voilier exigée\nPort de charges\n"
            "Connaissance et respect des règles de navigation sur le lac,\nRespect des marées\n"
        )
        assert "navigation" in list_all(draft_rubric("Matelot", text))


class TestFlat:
    def test_gaps_alone_part_what_is_asked_for(self) -> None:
        text = (
            "Lead the choir on tour (also abroad) Candidate requirements:  Qualified teacher of "
            "singing  Knowledge of baroque scores  Experience with children  Degree educated  "
            "Confident at the organ"
        )
        rubric = draft_rubric("Choirmaster", text)
        assert "aroque scores" in list_all(rubric)
        assert len(rubric.criteria) > 3

    def test_gaps_between_all_words_part_nothing(self) -> None:
        assert list(
            part_flat_lines(["We  sail  The  lake  Every  day  With  guests  And  dogs"])
        ) == ["We  sail  The  lake  Every  day  With  guests  And  dogs"]

    def test_a_heading_of_two_words_stays_whole(self) -> None:
        assert list(part_flat_lines(["Chances and Benefits:"])) == ["Chances and Benefits:"]


class TestHeadings:
    @pytest.mark.parametrize(
        "heading",
        [
            "¿Qué esperamos de ti?",
            "Il profilo ideale e' in possesso dei seguenti requisiti:",
            "The candidate that we hope for meets the following requirements:",
        ],
    )
    def test_what_opens_what_is_asked_for(self, heading: str) -> None:
        text = f"Somos una granja.\n\n{heading}\nDiploma de apicultor\nCuidado de colmenas\n"
        rubric = draft_rubric("Apicultor", text)
        assert next(one for one in rubric.criteria if "colmenas" in one.title).importance == (
            "critical"
        )

    def test_a_call_to_apply_opens_no_wishes(self) -> None:
        text = "Profil :\n- Permis bateau\n\nN'hésitez plus et postulez !\n\n- Tenue du cahier\n"
        rubric = draft_rubric("Passeur", text)
        assert all(one.importance != "nice" for one in rubric.criteria)

    def test_lines_that_only_a_gap_sets_off_are_a_list(self) -> None:
        text = (
            "Le passeur tient un rôle polyvalent en charge de :\n  Contrôler les amarres\n"
            "  Surveiller la météo\n  Emballer les gilets\n"
        )
        listed = list_all(draft_rubric("Passeur", text))
        for words in ("amarres", "météo", "gilets"):
            assert words in listed

    def test_a_must_behind_a_comma_of_a_call_is_asked(self) -> None:
        text = "Buscamos un apicultor para la finca, imprescindible tener experiencia con abejas.\n"
        assert "experiencia con abejas" in list_gates(draft_rubric("Apicultor", text))

    def test_the_years_of_a_firm_are_not_asked_behind_its_offer(self) -> None:
        text = (
            "Requisitos\n- Carnet de pesca\n\nQuiénes somos\n"
            "Experiencia de más de 30 años en el mar.\nFlota propia.\n"
        )
        assert "30 años" not in list_all(draft_rubric("Pescador", text))
