import pytest

from shortlist.reading.plain_text import join_parted_words, normalise_text


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
