"""A resume's text is cut, folded and split once, and its lines keep their places."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shortlist.words.resume_text import END_OF_LINE, read_resume_lines, read_resume_text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_every_line_has_its_fold_and_its_words(text):
    read = read_resume_text(text)
    assert read.lines == (text.splitlines() or [""])
    assert len(read.folded) == len(read.lines)
    assert read.words.count(END_OF_LINE) == len(read.lines) - 1


def test_a_blank_line_has_no_words_and_the_others_keep_their_numbers():
    blank = read_resume_lines(["Ledger", "Payroll", "Audit"]).blank({2})
    assert blank.words == ["ledger", "\n", "\n", "audit"]
    assert blank.lines[1] == "Payroll"
