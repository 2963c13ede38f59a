"""Rubrics of posts that were copied from job boards and from pages of firms."""

import pytest

from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.lines import join_wrapped, part_lists, write_rows
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


class TestWhatPagesPutAround:
    def test_a_picture_heads_a_section_and_a_button_is_no_statement(self) -> None:
        post = (
            "📍 Location\nSioux Falls\n📋 Requirements\nLicence of class C\n"
            "Reads tide tables\nGet started\n"
        )
        gates, titles = _draft(post, "Driver")
        assert gates == ["Licence of class C"]
        assert not {"Location", "Requirements", "Get started"} & set(titles)
        bullets = "Requirements\n✅ Requirements engineering\n✅ Licence of class C\n"
        assert len(_draft(bullets, "Driver")[1]) == 2

    def test_a_motto_in_quotation_marks_is_left_out(self) -> None:
        post = "« L'humain au cœur de la réussite »\n\nMissions :\n- Laver le camion\n- Charger\n"
        assert not [title for title in _draft(post, "Chauffeur")[1] if "cœur" in title]

    def test_the_firm_that_provides_is_foreign_and_who_has_to_is_not(self) -> None:
        post = (
            "Requirements:\n- Class B licence\n- Company provides tablets\n- Provides first aid\n"
        )
        titles = " ".join(_draft(post, "Guard")[1])
        assert "tablets" not in titles
        assert "first aid" in titles

    def test_a_label_with_its_value_is_no_statement(self) -> None:
        post = "Profil :\n- Permis C\n- Lire un plan\n\nType d'emploi : Temps plein, CDI\n"
        assert not [title for title in _draft(post, "Chauffeur")[1] if "CDI" in title]
        # "D:" is a mark of a wish.
        assert _draft("Criteria\nE: Licence of class C\nD: Drone licence\n")[1] == [
            "Licence of class C",
            "Drone licence",
        ]


class TestEntriesOfBareLists:
    def test_openness_to_new_duties_opens_no_section(self) -> None:
        post = (
            "Das bringst du mit:\nAufgeschlossenheit gegenüber neuen Aufgaben\n"
            "Interesse am Bau von Orgeln\nFührerschein Klasse B\n\n"
            "Ihre neuen Aufgaben\nPfeifen stimmen\nBälge prüfen\n"
        )
        gates, titles = _draft(post, "Orgelbauer")
        assert gates == ["Führerschein Klasse B"]
        assert any("Interesse am Bau" in title for title in titles)
        assert any("Pfeifen stimmen" in title for title in titles)

    def test_a_code_alone_is_an_entry(self) -> None:
        post = "Serait un plus\nNotions en soudure\nAIPR\nHabilitation BS\n"
        assert "AIPR" in " ".join(_draft(post, "Plombier")[1])

    def test_a_heading_in_capitals_may_end_with_a_stop(self) -> None:
        post = "FUNCIONES\nReparto de pan\nLimpieza\nREQUISITOS.\nPermiso B\nVivir cerca\n"
        assert _draft(post, "Repartidor")[0] == ["Permiso B"]


class TestMustsThatAreNone:
    def test_a_must_of_soft_skills_is_no_gate(self) -> None:
        post = "Requisiti:\n- Sono richieste imprescindibili doti di riservatezza\n"
        assert _draft(post, "Custode")[0] == []
        post = "Requisiti:\n- Sono richieste imprescindibili doti di intaglio\n"
        assert len(_draft(post, "Custode")[0]) == 1

    def test_what_can_be_acquired_with_the_firm_is_a_wish(self) -> None:
        post = "Profil:\n- Staplerschein (kann bei uns erworben werden)\n- Führerschein B (Pkw)\n"
        assert _draft(post, "Lagerist")[0] == ["Führerschein B (Pkw)"]

    def test_another_way_after_two_commas_is_of_the_same_gate(self) -> None:
        post = (
            "Requisiti:\n- Laurea in Legge o in Economia, oppure, in assenza di laurea, "
            "almeno 9 anni di esperienza in dogana\n"
        )
        assert len(_draft(post, "Doganiere")[0]) == 1


def test_what_is_too_much_is_merged_and_not_left_out() -> None:
    words = ["oats", "barley", "rye", "wheat", "maize", "millet", "spelt", "teff", "emmer"]
    words += ["durum", "fonio", "triticale"]
    duties = [f"Sow the {word} on the {'very ' * 18}last field" for word in words]
    titles = _draft("Duties:\n" + "".join(f"- {duty}\n" for duty in duties), "Farmer")[1]
    assert len(titles) <= 10
    assert all(f"the {word}" in " ".join(titles) for word in words)


def test_a_semicolon_before_what_is_asked_for_goes_on() -> None:
    post = "About the role\n\nThe successful applicant will have; a class D licence.\n"
    assert not [one for one in _draft(post, "Driver")[1] if one.endswith("will have")]


def test_a_sentence_that_lost_its_stop_begins_with_vous() -> None:
    post = "Profil\n\nVous aimez la mer et la vie du port Vous avez le permis C et une moto.\n"
    gates, _ = _draft(post, "Marin")
    assert len(gates) == 1
    assert "mer" not in gates[0]


class TestTablesAndLostGaps:
    def test_rows_of_a_table_are_labels_with_values(self) -> None:
        post = (
            "Type de contrat\tCDD - 4 à 24 mois\nLieu de travail\tNANTES\nCode ROME\tK2204\n"
            "Descriptif du poste\tnettoyage des cages d'escalier\n"
            "Profil recherché\tPermis B exigé\n"
        )
        gates, titles = _draft(post, "Agent de service")
        assert gates == ["Permis B exigé"]
        assert not [one for one in titles if "NANTES" in one or "CDD" in one or "K2204" in one]
        assert write_rows("Oats\tand barley") == "Oats\tand barley"

    def test_entries_with_glued_signs_are_parted(self) -> None:
        line = "Profil recherché: Goût du calme -lire un plan -ranger le stock -tenir la caisse"
        assert len(part_lists([line])) == 5
        assert part_lists(["one -two, and more"]) == ["one -two, and more"]
        assert len(part_lists(["sow oats -mow hay -bind straw -thresh rye"])) == 5

    def test_whoever_will_have_the_task_is_told_duties(self) -> None:
        post = (
            "Chi siamo\nUna piscina.\n\nLa risorsa avrà il compito di: svolgere attività di "
            "cassa; gestire le vendite dei corsi; pulire le vasche\n"
        )
        assert "gestire le vendite" in " ".join(_draft(post, "Addetto")[1]).casefold()

    def test_what_matters_to_the_reader_is_an_offer(self) -> None:
        post = "Your tasks\n- Draw up menus\n\nWhat matters to you\n- You join a calm crew\n"
        assert not [one for one in _draft(post, "Cook")[1] if "calm" in one]
        assert "duties" not in " ".join(
            _draft("Tasks\n- Bake\n- Perform additional duties or tasks as required\n")[1]
        )


class TestNumbersBeforeATab:
    @pytest.mark.parametrize("marks", ["1. 2. 3.", "1) 2) 3)", "a) b) c)", "(a) (b) (c)"])
    def test_a_numbered_list_is_no_table(self, marks: str) -> None:
        asked = ["Führerschein Klasse C", "Deutschkenntnisse B2", "3 Jahre Erfahrung als Gerber"]
        lines = [f"{mark}\t{one}" for mark, one in zip(marks.split(), asked, strict=True)]
        assert _draft("\n".join(["Anforderungen", *lines]), "Gerber")[0] == asked

    @pytest.mark.parametrize("mark", ["iv.", "aa)", "A.", "12.", "- oats", "• oats", "1 -"])
    def test_no_bullet_or_number_is_a_label(self, mark: str) -> None:
        post = "\n".join([f"{mark}\tRye"] * 4)
        assert write_rows(post) == post

    def test_a_number_within_a_table_stays_beside_its_labels(self) -> None:
        rows = "Lieu\tBrest\nContrat\tCDI\nHoraires\t35 h\n1.\tSavoir nager"
        assert write_rows(rows).splitlines() == [
            "Lieu: Brest",
            "Contrat: CDI",
            "Horaires: 35 h",
            "1.\tSavoir nager",
        ]


class TestValuesThatAsk:
    @pytest.mark.parametrize(
        ("label", "value"),
        [
            ("Qualification", "NVQ Level 3 in Health and Social Care"),
            ("Qualification", "HACCP certificate"),
            ("Travel", "Own car needed"),
            ("Travel", "Full UK driving licence"),
            ("Horario", "Carnet de conducir B"),
            ("Working hours", "5 years of experience in night shifts"),
        ],
    )
    def test_a_fact_below_a_label_of_hours_or_travel_is_a_gate(
        self, label: str, value: str
    ) -> None:
        post = f"Requirements\n{label}\n{value}\n\nDuties\n- Tune the organ\n- Oil the bellows\n"
        assert _draft(post, "Organist")[0] == [value]

    @pytest.mark.parametrize(
        ("label", "value", "said"),
        [
            ("Orario", "Disponibilità ai turni notturni", "turni notturni"),
            ("Program", "Cunoștințe de SAGA și Excel", "SAGA"),
        ],
    )
    def test_readiness_and_knowledge_below_a_label_are_kept(
        self, label: str, value: str, said: str
    ) -> None:
        post = f"Requirements\n{label}\n{value}\n\nDuties\n- Tune the organ\n- Oil the bellows\n"
        assert said in " ".join(_draft(post, "Organist")[1])

    def test_contracts_hours_and_pay_are_left_out_still(self) -> None:
        lines = ["Travel", "Up to 25%", "Type de contrat", "CDD - 12 mois", "Salaire", "20 000 €"]
        assert join_values(lines) == []
        assert join_values(["Travel", "Own car needed", "Up to 25%"]) == ["Own car needed"]


class TestInvitations:
    @pytest.mark.parametrize(
        "line",
        [
            "Wenn du eine abgeschlossene Ausbildung als Gerber hast, bist du bei uns richtig.",
            "Dacă ai 2 ani de experiență, e locul potrivit pentru tine",
            "Si tienes 2 años de experiencia, este es tu sitio.",
            '"Food hygiene certificate required"',
            "« Permis B exigé »",
        ],
    )
    def test_who_names_a_fact_on_the_way_asks_for_it(self, line: str) -> None:
        gates, _ = _draft(f"Du gerbst jeden Tag.\n{line}\n", "Gerber")
        assert gates == [line.rstrip(".").strip('"«» ')]

    @pytest.mark.parametrize(
        "line",
        [
            "Wenn du Freude am Leben hast, bist du bei uns richtig.",
            "Dacă îți place marea, e locul potrivit pentru tine",
            "« La mer avant tout »",
        ],
    )
    def test_what_only_invites_is_left_out(self, line: str) -> None:
        gates, titles = _draft(f"{line}\n\nTasks:\n- Trim the lamps\n- Wind the clock\n", "Keeper")
        assert (gates, titles) == ([], ["Trim the lamps", "Wind the clock"])

    def test_who_works_in_the_firm_is_no_firm(self) -> None:
        line = "Als Gerber mit abgeschlossener Ausbildung in unserem Unternehmen gerbst du Leder"
        assert _draft(f"Du arbeitest am Fluss.\n{line}.\n", "Gerber")[0] == [line]


class TestWhatAJobDescriptionOpens:
    @pytest.mark.parametrize(
        ("must", "head", "duties"),
        [
            (
                "You must have 1 year of retail experience.",
                "Job description",
                ["Serve customers", "Operate the till"],
            ),
            (
                "Imprescindible 1 año de experiencia.",
                "Descripción del puesto",
                ["Atender a los clientes", "Manejar la caja"],
            ),
        ],
    )
    @pytest.mark.parametrize("bullet", ["", "- "])
    def test_is_not_required(self, must: str, head: str, duties: list[str], bullet: str) -> None:
        post = "\n".join([must, head, *(f"{bullet}{duty}" for duty in duties)])
        rubric = draft_rubric("Shop", post)
        assert [gate.text for gate in rubric.gates] == [must.rstrip(".")]
        grades = {one.title: one.importance for one in rubric.criteria}
        assert [grades[duty] for duty in duties] == ["important", "important"]

    def test_but_a_fact_within_it_is(self) -> None:
        post = "You sell boats.\nJob description\n- Serve guests\n- A class B licence is required\n"
        assert _draft(post, "Shop")[0] == ["A class B licence is required"]
