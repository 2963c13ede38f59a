import time

import pytest

from shortlist.reading.plain_text import (
    join_parted_words,
    join_spread_letters,
    normalise_text,
    plain_resume_text,
)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Moved to Kuber-\nnetes and wrote", "Moved to Kubernetes\nand wrote"),
        ("stock data to Post-\ngreSQL.", "stock data to PostgreSQL."),
        ("Led the mi-\n  gration of data", "Led the migration\nof data"),
        ("Leiter der Lager-\nverwaltung in Norddal", "Leiter der Lagerverwaltung\nin Norddal"),
        ("works on-\npremise and well", "works on-premise\nand well"),
        ("a state-of-the-\nart depot", "a state-of-the-art\ndepot"),
        ("full-stack, full-\nstack", "full-stack, full-stack"),
        ("Kuber\u2010\nnetes", "Kubernetes"),
        ("Kuber\u00ad\nnetes", "Kubernetes"),
    ],
)
def test_a_word_that_a_line_end_parts_is_one_word(text, joined):
    assert join_parted_words(text) == joined


@pytest.mark.parametrize(
    "text",
    [
        "2018-\n2024",
        "Projekt-\nund Teamleitung",
        "Norddal -\nthe depot",
        "Jean-\nPierre",
        "Kuber-\n\nnetes",
        "A-\nlevel",
        "",
        "-\n-\nx",
    ],
)
def test_what_is_no_parted_word_stays(text):
    assert join_parted_words(text) == text


def test_ligatures_are_letters():
    assert normalise_text("e\ufb03cient \ufb01nance").text == "efficient finance"


@pytest.mark.parametrize(
    ("line", "joined"),
    [
        ("M I R A   T O L V A N E N", "MIRA TOLVANEN"),
        ("M i r a   T o l v a n e n", "Mira Tolvanen"),
        ("W O R K  E X P E R I E N C E:", "WORK EXPERIENCE:"),
        ("  S K I L L S", "SKILLS"),
        ("W O R K E X P E R I E N C E", "WORK EXPERIENCE"),
        ("Ø Y V I N D   B E R G", "ØYVIND BERG"),
        ("О П Ы Т   Р А Б О Т Ы", "ОПЫТ РАБОТЫ"),  # noqa: RUF001
    ],
)
def test_letters_that_stand_apart_all_over_a_line_are_words(line, joined):
    assert join_spread_letters(f"before\n{line}\nafter") == f"before\n{joined}\nafter"


@pytest.mark.parametrize(
    "line",
    [
        "Grades: A B C A B",
        "A B C A A",
        "A  B  C  D",
        "R & D, Q & A",
        "x y z",
        "C V",
        "A B C D E F G",
        "a I o U e",
        "1 2 3 4 5",
        "Vitamins A D E K",
    ],
)
def test_letters_that_are_no_words_stay_apart(line):
    assert join_spread_letters(line) == line


@pytest.mark.parametrize(
    "text", ["a " * 75_000 + "1", "a  " * 50_000 + "x1", "a" + " " * 149_000 + "xx"]
)
def test_wide_letters_are_looked_for_in_linear_time(text):
    begin = time.process_time()
    join_spread_letters(text)

    assert time.process_time() - begin < 1


def test_a_resume_s_text_is_plain_and_its_words_are_whole():
    text = "M I R A\u2003\u2003T O L V A N E N\r\nKuber-\r\nnetes"

    assert plain_resume_text(text).text == "MIRA TOLVANEN\nKubernetes"
