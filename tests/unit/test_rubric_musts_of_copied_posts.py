"""What a copied job post asks for, and what in it only looks so."""

import pytest

from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.rubric import Rubric


def list_gates(rubric: Rubric) -> str:
    return " | ".join(gate.text for gate in rubric.gates)


def list_all(rubric: Rubric) -> str:
    return " | ".join([*(one.title for one in rubric.criteria), list_gates(rubric)])


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


class TestWhoIsSought:
    def test_people_who_share_our_vision_are_no_skill(self) -> None:
        text = (
            "We look for people who share our vision, our values and our boats.\n\n"
            "Requirements\n- Boat licence\n"
        )
        assert "values" not in list_all(draft_rubric("Sailor", text))
