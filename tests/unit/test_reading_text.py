import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.reading.plain_text import normalise_text


@given(st.text())
def test_any_text_becomes_plain(text):
    plain = normalise_text(text).text

    assert unicodedata.is_normalized("NFC", plain)
    assert not {"\r", "\t", "\0", "\u200b", "\u202e", "\u00a0"} & set(plain)
    assert "\n\n\n\n" not in plain
    assert all(line == line.rstrip() for line in plain.split("\n"))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Mn"])))
def test_a_plain_text_stays_as_it_is(text):
    plain = normalise_text(text)

    assert normalise_text(plain.text).text == plain.text


@given(st.lists(st.text(alphabet="abc xyz.,", min_size=1).filter(str.strip), min_size=1))
def test_lines_stay_lines(lines):
    plain = normalise_text("\r\n".join(lines)).text

    assert plain.split("\n") == [line.rstrip() for line in lines]


@pytest.mark.parametrize("newline", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028"])
def test_every_kind_of_newline_ends_a_line(newline):
    assert normalise_text(f"one{newline}two").text == "one\ntwo"


def test_accents_are_composed():
    assert normalise_text("Jose\u0301").text == "Jos\u00e9"


@pytest.mark.parametrize(
    "text",
    [
        "im\u202eexe.\u202cage",
        "text\U000e0041\U000e0042",
        "ig\u200bnore",
        "ig\u200dnore",
        "\u2066isolated\u2069",
    ],
)
def test_characters_that_deceive_a_reader_are_removed_and_flagged(text):
    plain = normalise_text(text)

    assert plain.text.isascii()
    assert plain.flags == ("invisible_characters",)


@pytest.mark.parametrize(
    "text", ["\ufeffJane", "Jane \u200b", "hy\u00adphen", "\u200eJane", "Jane\u00a0Doe", "Ja\0ne"]
)
def test_leftovers_of_typesetting_are_removed_without_a_flag(text):
    plain = normalise_text(text)

    assert plain.text.isascii()
    assert plain.text.isprintable()
    assert plain.flags == ()


def test_towers_of_marks_are_cut_short_and_take_no_time():
    begin = time.perf_counter()
    plain = normalise_text("a" + "\u0301\u0323" * 60_000).text

    assert len(plain) < 10
    assert time.perf_counter() - begin < 2
