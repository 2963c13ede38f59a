"""Rubrics of whole pages that lost their layout on the way: headings, labels, gaps, quotes."""

import pytest

from shortlist.facts.needs import find_need_kind
from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.wording import shorten, strip_filler


def _draft(post: str, title: str = "Tanner") -> tuple[list[str], list[str]]:
    rubric = draft_rubric(title, post)
    return [gate.text for gate in rubric.gates], [one.title for one in rubric.criteria]


def _grade(post: str, word: str) -> str:
    rubric = draft_rubric("Tanner", post)
    return next(one.importance for one in rubric.criteria if word in one.title)


class TestHeadings:
    def test_a_second_heading_right_below_one_says_no_more_than_the_first(self) -> None:
        post = "Qualifikation\n\nDas würde uns begeistern:\n\n- Eine Ausbildung als Gerber\n- Mut\n"
        assert _draft(post)[0] == ["Eine Ausbildung als Gerber"]

    def test_a_heading_below_the_entries_of_one_opens_its_own(self) -> None:
        post = "Requirements\n- A tanning diploma\n\nThe tannery:\n- Vats of oak\n- A small yard\n"
        assert _grade(post, "Vats") != "critical"

    def test_what_stands_in_one_line_with_its_heading_is_over_with_it(self) -> None:
        post = "Profil: Ausbildung als Gerber, Kraft\n\nAngebot: Tarif, Zulagen, Betriebsrente"
        assert _grade(post, "Gerber") == "critical"
        assert "Betriebsrente" not in str(_draft(post)[1])

    def test_responsibility_among_the_perks_is_one(self) -> None:
        post = (
            "Aufgaben\n- Häute schaben\n\nProfil\n- Kraft in Armen\n\nBenefits\n- Rad\n- Obst\n\n"
            "Lernkurve & Verantwortung\n- Ein Pate zum Start\n- Offene Runden am Freitag\n"
        )
        assert "Pate" not in str(_draft(post)[1])

    def test_duties_that_are_named_again_behind_an_offer_are_some(self) -> None:
        post = (
            "Aufgaben\n- Häute schaben\n\nProfil\n- Kraft in Armen\n\nBenefits\n- Rad\n- Obst\n\n"
            "Deine Aufgaben\n- Felle färben\n"
        )
        assert "Felle färben" in _draft(post)[1]

    def test_a_clause_that_names_the_firm_leads_to_the_duties_still(self) -> None:
        post = (
            "Aufgaben\n\nIn dieser Position arbeiten Sie eng mit dem Meister zusammen und erhalten "
            "einen Einblick in alle Fragen der Unternehmensgruppe:\n\n"
            "- Häute schaben\n- Felle färben\n"
        )
        assert {"Häute schaben", "Felle färben"} <= set(_draft(post)[1])

    @pytest.mark.parametrize("head", ["Descrizione del lavoro", "Descripción del trabajo"])
    def test_a_description_heads_the_bare_lines_below_it(self, head: str) -> None:
        post = f"{head}\nConcia delle pelli\nTintura dei cuoi\nRequisiti\nForza\nPazienza\n"
        assert "Tintura dei cuoi" in _draft(post)[1]

    def test_a_heading_at_the_end_of_an_entry_opens_the_next_ones(self) -> None:
        post = (
            "Buscamos curtidor con estas tareas: - Curtido de pieles.- Tinte de cueros. Requisitos "
            "- Título de curtidor.- Experiencia de al menos 3 años en curtido."
        )
        gates, criteria = _draft(post, "Curtidor")
        assert gates == ["Título de curtidor", "Experiencia de al menos 3 años en curtido"]
        assert "Requisitos" not in str(criteria)


class TestLists:
    def test_lines_with_a_blank_one_between_are_a_list_which_a_paragraph_ends(self) -> None:
        post = (
            "Requisiti:\n\nForza nelle braccia\n\nPazienza con le pelli e con i colori dei cuoi\n\n"
            "Il servizio è gratuito per tutti. Il titolare della candidatura dichiara di conoscere "
            "le norme che valgono per la registrazione e per la selezione del personale."
        )
        assert _draft(post)[1] == [
            "Forza nelle braccia",
            "Pazienza con le pelli e con i colori dei cuoi",
        ]

    def test_nights_in_a_list_of_what_is_asked_for_are_asked_for(self) -> None:
        assert "Night shifts" in _draft("Requirements\n- Strong arms\n- Night shifts\n")[1]
        assert "Night shift" not in str(_draft("Night shift\nRequirements\n- Strong arms\n")[1])

    def test_gaps_alone_part_entries_where_sentences_have_one_each(self) -> None:
        post = (
            "We tan hides in Hull. The yard is old. Our vats are new. You must;  Scrape hides "
            "by hand.  Mix oak bark liquor to the book.  Dye calf leather  Read drying charts"
        )
        titles = _draft(post)[1]
        assert "Dye calf leather" in titles
        assert not any("Dye" in one and "Read" in one for one in titles)

    def test_two_gaps_behind_every_stop_part_nothing(self) -> None:
        post = "Scrape hides.  Mix liquor.  Dye leather.  Read charts.  Keep the yard clean in Hull"
        assert not any(one.startswith("-") for one in _draft(post)[1])


class TestWords:
    def test_a_must_loses_the_quotation_marks_around_it_and_a_motto_goes(self) -> None:
        post = 'Requirements\n- "Must hold a forklift licence"\n- “Tannery diploma required”\n'
        assert _draft(post)[0] == ["Must hold a forklift licence", "Tannery diploma required"]
        assert "alive" not in str(_draft('You scrape hides.\n\n"Leather is alive with us"\n')[1])

    def test_marks_around_one_word_stay(self) -> None:
        post = 'Requirements\n- Tanning in the style "oak" and "spruce"\n'
        assert '"oak" and "spruce"' in _draft(post)[1][0]

    def test_serving_is_no_must_in_english_and_one_in_italian(self) -> None:
        assert (
            _draft("Garr's Taproom\n- Serve guests at the bar\n- Serve food\n", "Bar hand")[0] == []
        )
        gates, _ = _draft(
            "Conci le pelli ogni giorno.\nServe il patentino del muletto.", "Conciatore"
        )
        assert gates == ["Serve il patentino del muletto"]

    def test_a_paper_asked_for_in_brackets_is_a_must_beside_the_work(self) -> None:
        gates, titles = _draft("Missions\n- Livrer les peaux (permis C obligatoire)\n- Saler\n")
        assert gates == ["permis C obligatoire"]
        assert "Livrer les peaux" in titles

    @pytest.mark.parametrize(
        "line",
        [
            "Livrer les peaux (permis C apprécié)",
            "Connaître les cuirs (2 ans exigés)",
            "Saler (gros)",
        ],
    )
    def test_wishes_years_and_remarks_in_brackets_stay_where_they_are(self, line: str) -> None:
        assert not any(one.startswith("permis") for one in _draft(f"Profil\n- {line}\n")[0])
        assert "(" in str(_draft(f"Profil\n- {line}\n"))

    def test_an_article_keeps_the_word_that_has_bent_it(self) -> None:
        assert strip_filler("Idealerweise in einem alten Betrieb") == "In einem alten Betrieb"
        assert strip_filler("Experience in tanning") == "Tanning"

    def test_what_only_leads_on_is_no_criterion(self) -> None:
        post = "Requirements\n- The candidate must\n- Scrape hides\n- Know what must dry\n"
        assert "The candidate must" not in _draft(post)[1]
        assert "Know what must dry" in _draft(post)[1]

    def test_a_long_sentence_is_parted_where_it_speaks_to_the_reader_anew(self) -> None:
        post = (
            "Vous salez les peaux à leur arrivée de l'abattoir et les rangez par taille dans la "
            "cave, vous réglez les foulons et vous contrôlez les bains, vous réparez les pompes."
        )
        assert any("pompes" in one for one in _draft(f"Missions\n- {post}\n")[1])
        condition = f"Si {post[:1].lower()}{post[1:]}"
        assert len(_draft(f"Missions\n- {condition}\n" + "- Saler\n" * 3)[1]) <= 4


class TestOffers:
    @pytest.mark.parametrize(
        "line",
        [
            "No necesitamos que tengas experiencia, solo ganas",
            "We do not require experience, only good will",
            "Nie wymagamy doświadczenia",
            "Wir erwarten keine Vorkenntnisse",
            "Rango salarial según valía",
            "Travail du mardi au vendredi en journée",
        ],
    )
    def test_what_is_not_asked_for_and_hours_are_no_criteria(self, line: str) -> None:
        assert _draft(f"Profil\n- Scraping of hides\n- {line}\n")[1] == ["Scraping of hides"]

    def test_what_is_asked_for_behind_that_stays(self) -> None:
        gates, _ = _draft("Requisitos\n- No necesitamos experiencia, pero sí carnet B\n- Fuerza\n")
        assert any("carnet B" in one for one in gates)

    def test_years_at_the_end_of_an_offer_are_asked_for_and_others_are_the_firms(self) -> None:
        post = "Requisitos\n- Fuerza\n\nSe ofrece\n- Contrato\n- {}\n"
        asked = "Experiencia previa mínima de 2 años"
        assert asked in _draft(post.format(asked), "Curtidor")[0]
        assert _draft(post.format("Equipo con 20 años de experiencia"), "Curtidor")[0] == []

    def test_a_diploma_behind_the_value_of_a_label_is_kept(self) -> None:
        post = "Rémunération : 12.50EUR/h - Formation CAP tannerie ;\n- Sens du travail bien fait\n"
        assert any("CAP tannerie" in one for one in _draft(post)[0])
        assert _draft("Horaires : 8h - 12h, 14h - 18h\n- Saler les peaux\n")[0] == []

    def test_the_grade_of_a_french_board_is_none_of_the_work(self) -> None:
        post = (
            "Vous salez les peaux.\n\nProfil souhaité\nPermis\nB - Véhicule léger\nFormation\n"
            "Bac ou équivalent tannerie\nInformations complémentaires\nQualification : Employé "
            "qualifié\nSecteur d'activité : Tannage\n"
        )
        gates, titles = _draft(post)
        assert gates == ["Permis: B - Véhicule léger", "Formation: Bac ou équivalent tannerie"]
        assert not any("Employé" in one or "Secteur" in one for one in titles)

    def test_a_digger_ticket_that_is_preferred_within_brackets_is_no_must(self) -> None:
        post = "We are looking for drivers ( preferably with an HGV licence) to clear the yard."
        assert _draft(post, "Yard hand")[0] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2/3 años de experiencia en puestos similares", "experience"),
        ("Bac ou équivalent", "degree"),
        ("Bac de 20 litres", None),
        ("Ward 2/3 of the hospital", None),
    ],
)
def test_ranges_and_the_french_bac_are_facts(text: str, kind: str | None) -> None:
    assert find_need_kind(text) == kind


def test_prose_that_begins_with_a_verb_of_work_is_of_the_work() -> None:
    post = (
        "Fault find on pumps and drums across the yard. Undertake checks of all the liquors. "
        "Deal with hides that have spoilt on the way. The yard has been there for long."
    )
    titles = " ".join(_draft(post)[1])
    assert "Fault find" in titles
    assert "Undertake checks" in titles
    assert "there for long" not in titles
    gates, _ = _draft("Agree and implement drying times with all of the foremen in the yard.")
    assert gates == []


class TestSecondReading:
    def test_what_awaits_the_reader_right_below_the_benefits_is_one_of_them(self) -> None:
        post = (
            "Aufgaben\n- Häute schaben\n\nProfil\n- Kraft\n- Ausdauer\n\nBenefits\n\n"
            "Das erwartet dich\n\n- Ein eigener Platz am Foulon\n- Ein Pate zum Start\n"
        )
        assert "Pate" not in str(_draft(post)[1])
        other = post.replace("Benefits\n\n", "Benefits\n- Rad\n- Obst\n\n").replace(
            "Das erwartet dich", "Deine Aufgaben"
        )
        assert "Pate" in str(_draft(other)[1])

    def test_two_lines_that_became_one_are_two(self) -> None:
        post = (
            "Hier bei per E-Mail bewerben:Deine Aufgaben bei unserem Partner:\n- Häute schaben\n"
            "- Felle färben\n\nProfil\n- Kraft in den Armen\n"
        )
        assert {"Häute schaben", "Felle färben"} <= set(_draft(post)[1])

    def test_whom_a_title_names_behind_for_is_not_who_does_the_work(self) -> None:
        post = (
            "Die Lohmarsbahn GmbH ist ein junges Unternehmen mit Sitz in Aulenrode.\n\n"
            "- Züge fahren\n- Züge vorbereiten\n"
        )
        titles = _draft(post, "Lokführer für unseren Partner Lohmarsbahn")[1]
        assert titles == ["Züge fahren", "Züge vorbereiten"]

    def test_a_word_for_both_sexes_is_not_cut_at_its_colon(self) -> None:
        text = "Begleitung in der Werkstatt am Fluss mit Rat für unsere Gerber:innen"
        text += " im Lager" * 12
        assert "Gerber:innen" in shorten(text, 100)

    def test_knowledge_about_training_is_no_degree(self) -> None:
        rules = "Conocimientos de la normativa de formación profesional"
        assert _draft(f"Requisitos\n- {rules}\n")[0] == []
        both = "Conocimientos de cuero y título de formación profesional"
        assert _draft(f"Requisitos\n- {both}\n")[0] != []

    def test_whoever_is_to_hold_a_code_shows_it(self) -> None:
        post = "Profil :\n- titulaire du N1\n- titulaire du poste\n- connaissance de ISO 17025\n"
        gates, _ = _draft(post)
        assert gates == ["titulaire du N1"]

    def test_small_entries_of_a_list_stay_apart_though_one_is_long(self) -> None:
        post = (
            "Garbarnia w Lipnie\n\nGarbarz / Garbarka\n\nMiejsce: Lipno\n\nPraca od zaraz\n\n"
            "Czynne codziennie\n\nWymagania:\n\n"
            "minimum 2 letnie doświadczenie na stanowisku samodzielnego garbarza\n"
            "książeczka zdrowia do celów sanitarno-epidemiologicznych\nsiła\npunktualność\n"
        )
        assert len(_draft(post)[0]) == 2

    def test_forms_and_footers_of_a_page_are_no_criteria(self) -> None:
        post = (
            "Requisiti\n- Forza nelle braccia\n- E\u2019 gradita la patente del muletto\n"
            "Richiesta informazioni\nPer ricevere ulteriori informazioni usate il modulo.\n"
            "Tutti i campi sono obbligatori.\nAcconsento al trattamento\nInvia Curriculum\n"
        )
        gates, titles = _draft(post)
        assert gates == []
        assert titles == ["Forza nelle braccia", "Patente del muletto"]

    def test_a_slogan_asks_for_nothing(self) -> None:
        post = "WIR SUCHEN DICH!\n\nVon der Haut zum Leder und Schuh.\n\nAufgaben\n- Färben\n"
        assert not any("Schuh" in one for one in _draft(post)[1])
        assert (
            _grade("Wir suchen:\n- Kraft in den Armen\n- Ausdauer im Stehen\n", "Kraft")
            == "critical"
        )


class TestThirdReading:
    @pytest.mark.parametrize(
        "line",
        [
            "PELLARD, chercheur de talents, vous propose un poste de tanneur diplômé",
            "Doświadczenie nie jest wymagane - zapewniamy szkolenie",
            "Każda osoba przechodzi pełne szkolenie",
            "Vechime în specialitatea studiilor - nu este cazul",
            "Formarás parte de una empresa con titulados en Ingeniería",
        ],
    )
    def test_what_firms_say_of_themselves_and_what_does_not_apply_is_no_gate(
        self, line: str
    ) -> None:
        gates, titles = _draft(f"{line}.\n\nProfil\n- Scraping of hides\n- {line}\n")
        assert gates == []
        assert titles == ["Scraping of hides"]

    @pytest.mark.parametrize(
        "line",
        [
            "Mit 5 Jahren Berufserfahrung in der Gerberei",
            "Vechime în specialitatea studiilor - minim 3 ani",
        ],
    )
    def test_years_of_the_reader_are_one_still(self, line: str) -> None:
        assert _draft(f"Profil\n- Scraping of hides\n- {line}\n")[0] == [line]

    def test_years_that_we_have_behind_us_are_no_gate(self) -> None:
        said = "Mit über 25 Jahren Branchenerfahrung sind wir Spezialisten für Leder."
        assert _draft(f"{said}\n\nProfil\n- Scraping of hides\n")[0] == []

    def test_readiness_to_be_trained_is_no_training(self) -> None:
        assert _draft("Oczekiwania:\n- chęć do szkolenia\n- siła w rękach\n")[0] == []
        assert _draft("Oczekiwania:\n- ukończone szkolenie garbarza\n- siła\n")[0] != []

    def test_studies_and_the_diploma_for_them_are_one_must(self) -> None:
        post = "Condiții:\n- absolvenți studii superioare, absolvite cu diplomă de licență;\n"
        assert len(_draft(post)[0]) == 1

    def test_a_heading_that_asks_for_training_goes_on_with_its_first_entry(self) -> None:
        post = "Formación profesional con conocimientos en:\n- Curtido\n- Tinte de cueros\n"
        gates, titles = _draft(post, "Curtidor")
        assert gates == ["Formación profesional con conocimientos en Curtido"]
        assert "Tinte de cueros" in titles
        assert _draft("Formación profesional:\n- Curtido\n- Tinte\n", "Curtidor")[0] == []

    def test_what_would_be_a_plus_is_wished_for_below_that_in_italian_too(self) -> None:
        post = "Requisiti\nForza nelle braccia\nCostituisce un plus\nConoscenza dei tannini\n"
        assert _grade(post, "tannini") == "nice"
        assert "Costituisce" not in str(_draft(post)[1])
