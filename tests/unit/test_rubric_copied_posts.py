"""Job posts as they come out of a web page: lost signs, groups of perks, trails."""

import pytest

from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.flat_posts import part_flat_lines
from shortlist.rubric.headings import BULLET, is_metadata
from shortlist.rubric.lines import split_sentences
from shortlist.rubric.rubric import Rubric


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
        assert next(one for one in rubric.criteria if "vela" in one.title).importance == "nice"

    def test_more_of_the_offer_behind_it_is_no_criterion(self) -> None:
        text = (
            self.LATE.split("-Experiencia")[0] + "-Buen ambiente\n-Formación a cargo\n-Bicicletas\n"
        )
        assert "Bicicletas" not in list_all(draft_rubric("Barquero", text))


class TestWhatIsNoMust:
    @pytest.mark.parametrize(
        "line",
        [
            "A Boat Builder is required on an initial 3 month contract to join a yard in Fowey.",
            "Niezależnie od doświadczenia – zapewniamy pełne szkolenie",  # noqa: RUF001
            "No es necesario experiencia",
            "Maximum tenure for all levels of the title is 6 years",
            "Ordinul 132/2005 pentru aprobarea standardelor minime obligatorii",
            "Pierwsza zmiana: 06:00–14:00",  # noqa: RUF001
        ],
    )
    def test_what_a_firm_says_of_itself_or_of_a_rule_is_left_out(self, line: str) -> None:
        text = f"Requirements:\n- Two years of carpentry\n- {line}\n"
        assert line.rstrip(".")[:20] not in list_all(draft_rubric("Carpenter", text))

    @pytest.mark.parametrize(
        "line",
        [
            "A driving licence is required for work at our yard",
            "Students are taught to plane boards",
            "Disponibilidad de 06:00 a 14:00",
        ],
    )
    def test_what_is_asked_in_like_words_stays(self, line: str) -> None:
        text = f"Requirements:\n- Two years of carpentry\n- {line}\n"
        assert line[:12].lower() in list_all(draft_rubric("Carpenter", text)).lower()

    def test_a_scene_above_what_is_asked_for_is_no_must(self) -> None:
        text = (
            "Rivers change. In such seasons a steady hand is essential and a plan needed.\n\n"
            "Tasks\n- Steering of ferries\n\nRequirements\n- Boat licence\n"
        )
        assert "steady hand" not in list_all(draft_rubric("Ferryman", text))

    def test_a_must_above_it_stays_one(self) -> None:
        text = "A boat licence is essential.\n\nTasks\n- Steering\n\nRequirements\n- Swimming\n"
        assert "boat licence" in list_gates(draft_rubric("Ferryman", text))

    def test_what_somebody_will_be_required_to_do_is_a_duty(self) -> None:
        text = "You will be required to give lessons in sailing. A first-aid card is required."
        rubric = draft_rubric("Sailing teacher", text)
        importance = {one.title: one.importance for one in rubric.criteria}
        lessons = next(title for title in importance if "lessons" in title)
        assert importance[lessons] == "important"
        assert "first-aid card" in list_gates(rubric)

    def test_the_office_is_no_degree(self) -> None:
        text = "Ihr Profil\n- Sicherer Umgang mit den MS-Office-Programmen\n- MS in chemistry\n"
        assert list_gates(draft_rubric("Chemist", text)) == "MS in chemistry"


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


class TestWishesAndMusts:
    @pytest.mark.parametrize(
        "line",
        [
            "Experiența în apicultură reprezintă un avantaj, dar nu este obligatorie",
            "A boat licence is an advantage, but is not required",
            "La conoscenza del greco è gradita, ma non è indispensabile",
        ],
    )
    def test_what_is_not_asked_is_no_must(self, line: str) -> None:
        rubric = draft_rubric("Beekeeper", f"Requirements:\n- Two years with bees\n- {line}\n")
        assert len(rubric.gates) == 1
        assert rubric.criteria[-1].importance == "nice"

    def test_a_must_that_is_stressed_stays_one(self) -> None:
        text = "Requirements:\n- A boat licence is not only useful but essential\n"
        assert "boat licence" in list_gates(draft_rubric("Ferryman", text))

    def test_a_long_wish_above_a_list_heads_nothing(self) -> None:
        text = (
            "Valorable formación relacionada con la vela ligera\n\n"
            "- Imprescindible experiencia con niños\n- Disponibilidad para viajar\n"
        )
        rubric = draft_rubric("Monitor de vela", text)
        assert next(one for one in rubric.criteria if "viajar" in one.title).importance != "nice"

    def test_a_must_within_an_offer_is_asked(self) -> None:
        text = (
            "Se ofrece\n- Jornada parcial\n- Comedor de empresa\n"
            "- Imprescindible experiencia en drenaje\n- Experiencia en masaje deportivo\n"
        )
        rubric = draft_rubric("Masajista", text)
        assert "drenaje" in list_gates(rubric)
        assert "asaje deportivo" in list_all(rubric)
        assert "Comedor" not in list_all(rubric)

    def test_an_adjective_among_duties_asks_for_nothing(self) -> None:
        text = (
            "Funciones\n- Informar a los clientes por los canales requeridos\n"
            "Requisitos\n- Permiso de conducir B\n"
        )
        rubric = draft_rubric("Asesor", text)
        assert next(one for one in rubric.criteria if "canales" in one.title).importance == (
            "important"
        )

    def test_years_of_leading_are_years(self) -> None:
        text = "Ihr Profil\n- Mehrjährige Führungserfahrung\n- Mehrjährige Garantie kennen\n"
        assert list_gates(draft_rubric("Leitung", text)) == "Mehrjährige Führungserfahrung"

    def test_what_is_required_is_not_left_out_for_a_duty_like_it(self) -> None:
        text = (
            "ADDETTO ALLA GESTIONE DEI VIGNETI\nRequisiti\n"
            "- esperienza nella gestione operativa dei vigneti (potatura e vendemmia)\n"
        )
        rubric = draft_rubric("Addetto vigneti", text)
        assert any(
            "operativa" in one.title and one.importance == "critical" for one in rubric.criteria
        )


class TestCalls:
    def test_a_call_that_names_the_title_asks_for_nothing(self) -> None:
        text = (
            "We are growing and currently looking for a Teacher of Italian.\n\n"
            "Requirements\n- Fluent Italian\n- Patience\n"
        )
        assert list_gates(draft_rubric("Teacher of Italian", text)) == "Fluent Italian"

    def test_a_call_that_says_more_is_kept(self) -> None:
        text = "Cerchiamo giardiniere per curare le rose, le siepi e il frutteto di una villa.\n"
        assert "frutteto" in list_all(draft_rubric("Giardiniere", text))

    def test_people_who_are_sought_below_an_offer_are_none_of_the_work(self) -> None:
        text = (
            "Requirements\n- Two years on trains\n\nWhy us?\n"
            "We grow fast and seek people who join in, laugh and shape how we work.\n"
        )
        assert "laugh" not in list_all(draft_rubric("Conductor", text))


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


class TestWhatIsForPaperwork:
    def test_papers_to_bring_for_signing_are_no_musts(self) -> None:
        text = (
            "Wymagania:\n- prawo jazdy kat. B\n\nDo podpisania umowy potrzebne są:\n"
            "- dowód osobisty,\n- zaświadczenie o ubezpieczeniu,\n- świadectwa pracy\n"
        )
        assert list_gates(draft_rubric("Przewoźnik", text)) == "prawo jazdy kat. B"

    def test_for_how_long_somebody_is_taken_on_is_no_experience(self) -> None:
        text = (
            "Für unsere Imkerei suchen wir für mindestens 2 Jahre motivierte Verstärkung.\n\n"
            "Requirements\n- 3 Jahre Berufserfahrung in der Imkerei\n"
        )
        gates = list_gates(draft_rubric("Imker", text))
        assert gates == "3 Jahre Berufserfahrung in der Imkerei"

    def test_experience_that_is_sought_stays_one(self) -> None:
        text = "Wir suchen einen Imker mit Erfahrung, die für mindestens 2 Jahre reicht.\n"
        assert "2 Jahre" in list_gates(draft_rubric("Imker", text))

    @pytest.mark.parametrize(
        ("line", "is_gate"),
        [
            ("È richiesta flessibilità oraria per lo svolgimento di turni", False),
            ("A forklift ticket for night shifts is required", True),
        ],
    )
    def test_hours_are_no_gate(self, line: str, is_gate: bool) -> None:
        rubric = draft_rubric("Magazziniere", f"Requisiti:\n- Due anni di magazzino\n- {line}\n")
        assert (line in list_gates(rubric)) is is_gate

    def test_meat_is_no_card(self) -> None:
        text = "Requisiti:\n- Preparazione di piatti di carne\n- Carné de manipulador\n"
        assert list_gates(draft_rubric("Cuoco", text)) == "Carné de manipulador"

    def test_a_wish_between_dashes_is_of_what_stands_there(self) -> None:
        text = (
            "Profil\n- Abgeschlossenes Studium oder eine Ausbildung - idealerweise mit "
            "Schwerpunkt Bienen - oder Ähnliches\n"
        )
        assert "Studium" in list_gates(draft_rubric("Imker", text))


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


class TestWhoIsSought:
    def test_people_who_share_our_vision_are_no_skill(self) -> None:
        text = (
            "We look for people who share our vision, our values and our boats.\n\n"
            "Requirements\n- Boat licence\n"
        )
        assert "values" not in list_all(draft_rubric("Sailor", text))
