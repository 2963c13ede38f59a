"""Titles that somebody would say aloud, and where a line of a job post ends."""

import pytest

from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.rubric import Rubric


def _draft(title: str, *lines: str) -> Rubric:
    return draft_rubric(title, "Requirements:\n" + "".join(f"- {line}\n" for line in lines))


def _say(rubric: Rubric) -> str:
    return " | ".join([one.title for one in rubric.criteria] + [one.text for one in rubric.gates])


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Weaving certificate preferred, but not mandatory", "Weaving certificate"),
        ("Doświadczenie w tkaniu mile widziane, ale nie wymagane", "Doświadczenie w tkaniu"),
        ("Kenntnisse in einem Webprogramm", "Kenntnisse in einem Webprogramm"),
    ],
)
def test_what_is_cut_from_a_title_leaves_no_denial_and_no_bent_word(line: str, title: str) -> None:
    assert title in [one.title for one in _draft("Weaver", line, "Setting up of a loom").criteria]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Good knowledge of SQL - you can check data without asking anybody", "SQL"),
        ("Excel - we use it daily", "Excel"),
        ("Erfahrung mit DATEV \u2013 wir buchen alles darin", "DATEV"),
        ("Software: you know SAP and DATEV well", "Software: you know SAP and DATEV well"),
        ("EDV: du beherrschst SAP sicher", "EDV: du beherrschst SAP sicher"),
        ("Looms: Jacquard - and dobby", "Looms: Jacquard - and dobby"),
    ],
)
def test_what_a_post_goes_on_to_say_of_a_thing_is_no_part_of_its_name(
    line: str, title: str
) -> None:
    assert title in [one.title for one in _draft("Weaver", line, "Setting up of a loom").criteria]


def test_when_people_are_asked_to_an_interview_is_no_criterion() -> None:
    assert "nterview" not in _say(_draft("Weaver", "Setting up of a loom", "Interviews w/c 14 May"))


def test_each_of_two_languages_keeps_its_word() -> None:
    rubric = _draft("Lotse", "Sehr gute Deutsch- und gute Englischkenntnisse")
    assert [one.text for one in rubric.gates] == [
        "Sehr gute Deutschkenntnisse",
        "gute Englischkenntnisse",
    ]


def test_an_article_stays_where_no_noun_follows() -> None:
    said = _say(_draft("Zähler", "Die hierbei gezählten Gäste melden", "Das Führen von Listen"))
    assert "Die hierbei" in said
    assert "Führen von Listen" in said
    assert "Das Führen" not in [
        one.title for one in _draft("Zähler", "Das Führen von Listen").criteria
    ]


def test_the_value_of_a_label_takes_no_prose_behind_it_along() -> None:
    text = (
        "Salary:\nAround 40 thousand a year. You will repair the looms of three mills and keep a "
        "log of each. You must hold a forklift licence. " + "The mills lie on one river. " * 4
    )
    rubric = draft_rubric("Loom fitter", text)
    assert any("forklift" in one.text for one in rubric.gates)
    assert "looms" in _say(rubric)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Experiență în domeniu minim 5 ani", "Experiență în domeniu minim 5 ani"),
        ("Expérience clinique", "Expérience clinique"),
        ("Experience in sewing", "Sewing"),
    ],
)
def test_experience_keeps_what_says_nothing_without_it(line: str, title: str) -> None:
    titles = [one.title for one in _draft("Nurse", line, "Cutting of cloth").criteria]
    assert title in titles


def test_paint_is_applied_and_no_application() -> None:
    text = "Duties include:\n1. Mix paint.\n2. Apply plaster to old walls.\n3. Rig lines.\n"
    said = _say(draft_rubric("Harbour worker", text))
    assert "plaster" in said
    assert "online" not in _say(
        draft_rubric("Harbour worker", text + "4. Apply online with your CV.\n")
    )


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Sehr gute Deutschkenntnisse runden Ihr Profil ab", "Sehr gute Deutschkenntnisse"),
        ("Zudem sind Sie sicher im Umgang mit Lochkarten", "Lochkarten"),
        ("Sie überzeugen durch ein ruhiges Auftreten", "Ruhiges Auftreten"),
        ("Von Vorteil ein Segelschein", "Segelschein"),
        ("Mile widziane doświadczenie w tkaniu", "Doświadczenie w tkaniu"),
    ],
)
def test_a_title_is_what_somebody_would_say_aloud(line: str, title: str) -> None:
    assert title in [one.title for one in _draft("Weber", line, "Weben von Teppichen").criteria]


def test_a_bracket_that_a_line_breaks_is_whole() -> None:
    text = (
        "Anforderungen\n\n- Hohe Sorgfalt bei allem, was in einer Kanzlei am Tag anfällt\n\n"
        "- Ausbildung: Ein kaufmännisches Studium mit einem guten Abschluss (z.B.\n"
        "Personalwesen) oder eine kaufmännische Ausbildung\n"
    )
    gates = [one.text for one in draft_rubric("Leiter", text).gates]
    assert len(gates) == 1
    assert "Personalwesen)" in gates[0]


def test_headings_that_are_only_shouted_are_no_must() -> None:
    text = (
        "You will sell looms to mills. EDUCATION / EXPERIENCE REQUIRED Two years of weaving are "
        "a must. You will keep the books of both shops."
    )
    assert not any(one.text.isupper() for one in draft_rubric("Loom seller", text).gates)


def test_a_fact_below_a_heading_of_one_word_is_asked_for() -> None:
    text = (
        "Studii\nStudii superioare tehnice\n\nExperiență\nMinimum 3 ani în proiectare\n\n"
        "Beneficii\nTichete de masă\n"
    )
    gates = [one.text for one in draft_rubric("Inginer", text).gates]
    assert gates == ["Studii superioare tehnice", "Minimum 3 ani în proiectare"]


def test_bullets_without_a_gap_behind_them_part_a_line() -> None:
    text = "FUNCIONES: *Atender a clientes *Montar lámparas *Reparar relojes\n"
    rubric = draft_rubric("Relojero", text)
    assert "Reparar relojes" in [one.title for one in rubric.criteria]


def _list_critical(rubric: Rubric) -> list[str]:
    return [one.title for one in rubric.criteria if one.importance == "critical"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Funciones\n- Tejer telas\n- Limpiar el telar\n- Experiencia como tejedor\n"
            "- Dominio de planos\n",
            ["Experiencia como tejedor", "Dominio de planos"],
        ),
        (
            "Your tasks:\n- Weave cloth\n- Experience new looms with the team\n"
            "- Knowledge sharing with the others\n",
            [],
        ),
    ],
)
def test_what_is_asked_behind_duties_is_asked(text: str, asked: list[str]) -> None:
    assert _list_critical(draft_rubric("Weaver", text)) == asked


@pytest.mark.parametrize(
    ("line", "is_gate"),
    [
        ("Cunoștințe obligatorii de Excel și AutoCAD", True),
        ("Industriemeister Metall", True),
        ("Eventuell Staplerschein", False),
        ("Éventuellement titulaire du permis B", False),
        ("Analytical and flexible approach to various tasks required", False),
        ("Essere in grado di lavorare in squadra", False),
    ],
)
def test_a_gate_is_neither_a_wish_nor_soft(line: str, is_gate: bool) -> None:
    assert bool(_draft("Weaver", line, "Setting up of a loom").gates) is is_gate


def test_a_duty_that_comes_up_now_and_then_is_none_the_less_one() -> None:
    text = "Missions :\n- Tisser du lin et éventuellement réparer le métier\n- Ranger les bobines\n"
    rubric = draft_rubric("Tisserand", text)
    assert {one.importance for one in rubric.criteria} == {"important"}


def test_a_wage_is_nothing_that_is_asked() -> None:
    said = _say(_draft("Tisserand", "Métiers à tisser", "Rémunération selon expérience"))
    assert "Rémunération" not in said


def test_a_word_that_is_cut_short_ends_no_sentence() -> None:
    said = _say(_draft("Weber", "Pflege der Webstühle einschl. Reinigung der Schiffchen"))
    assert "einschl. Reinigung" in said


HEADLINES = (
    "Erzieher:in / Fachkraft für unsere Krippe (m/w/d), Teilzeit 30 Std.",
    "Kellner (m/w/d) - Vollzeit",
)


@pytest.mark.parametrize("first", HEADLINES)
def test_a_first_line_with_all_genders_is_the_title_whatever_the_post_was_saved_as(first: str):
    rubric = draft_rubric("Kita 4", f"{first}\n\nAufgaben:\n- Dienstpläne schreiben")
    assert [one.title for one in rubric.criteria] == ["Dienstpläne schreiben"]


def test_a_first_line_that_asks_for_something_is_no_title():
    post = "Erzieher:in (m/w/d) mit Fachabitur\n\nAufgaben:\n- Dienstpläne schreiben"
    assert any("Fachabitur" in one.title for one in draft_rubric("Kita 4", post).criteria)
