import pytest

from adapters.documents import read_document
from shortlist.reading.reasons import FileLimits, UnreadableResumeError
from tests.fixtures.pdf_files import (
    BLACK,
    NAVY,
    WHITE,
    box,
    character_map,
    lines,
    pdf_file,
    picture,
    text,
)

VISIBLE = "Ten years of work on payment systems in three countries"
RECOGNISED = ["Warehouse lead with nine years in", "cold storage, night shift in Norddal"]


def read(content):
    return read_document(content, FileLimits())


def reason_of(content):
    with pytest.raises(UnreadableResumeError) as caught:
        read(content)
    return caught.value.reason


@pytest.mark.parametrize(
    "hidden",
    [
        text(50, 600, "SECRET SKILL") + picture(40, 580, 200, 60),
        "q /CLEAR gs " + text(50, 600, "SECRET SKILL") + " Q",
        "q 0 0 10 10 re W n " + text(50, 600, "SECRET SKILL") + " Q",
        text(50, 600, "SECRET SKILL", colour=WHITE) + text(50, 600, "................"),
        box(40, 590, 200, 30, (0.5, 0.5, 0.5))
        + text(50, 600, "SECRET SKILL", colour=(0.52, 0.5, 0.5)),
        text(50, 900, "SECRET SKILL"),
        "/OC /MC0 BDC " + text(50, 600, "SECRET SKILL", mode=7) + " EMC",
    ],
    ids=[
        "behind a picture",
        "transparent",
        "clipped away",
        "white between dots",
        "nearly the colour of its box",
        "above the page",
        "only a clip",
    ],
)
def test_text_that_leaves_nothing_on_the_page_is_dropped_and_flagged(hidden):
    document = read(pdf_file(text(50, 700, VISIBLE) + hidden))

    assert "SECRET" not in document.text
    assert VISIBLE in document.text
    assert document.flags == ("hidden_text",)


@pytest.mark.parametrize(
    "shown",
    [
        picture(40, 580, 200, 60) + text(50, 600, "SHOWN", colour=WHITE),
        box(40, 590, 200, 30, BLACK) + text(50, 600, "SHOWN", colour=WHITE),
        "q 1 0 0 RG " + text(50, 600, "SHOWN", colour=WHITE, mode=2) + " Q",
        "q 0 0 1 RG " + text(50, 600, "SHOWN", colour=WHITE, mode=1) + " Q",
        picture(40, 580, 200, 60) + text(50, 600, "SHOWN", colour=NAVY),
    ],
    ids=["white on a photo", "white on black", "outlined", "outlines only", "navy on a photo"],
)
def test_text_that_is_set_off_from_what_lies_behind_it_is_kept(shown):
    document = read(pdf_file(text(50, 700, VISIBLE) + shown))

    assert document.text.split() == [*VISIBLE.split(), "SHOWN"]
    assert document.flags == ()


def test_a_word_of_a_line_that_a_picture_covers_is_dropped_alone():
    line = text(50, 600, "before") + text(150, 600, "COVERED") + text(300, 600, "after")
    document = read(pdf_file(text(50, 700, VISIBLE) + line + picture(145, 590, 70, 25)))

    assert document.text.split() == [*VISIBLE.split(), "before", "after"]


def test_a_letter_and_a_page_number_that_are_hidden_raise_no_flag():
    page = text(50, 700, VISIBLE) + text(500, 20, "12", colour=WHITE)
    document = read(pdf_file(page + text(50, 20, "x", colour=WHITE)))

    assert document.text == VISIBLE
    assert document.flags == ()


PAGE_NUMBERS = [
    *("Page 1 of 1", "Seite 1 von 2", "Page 1/2", "1 / 2", "Pagina 1 di 2", "Strona 1 z 2"),
    *("P\xe1gina 2 de 3", "Page 2 sur 3", "Sida 1 av 2", "Side 1 af 2", "1. oldal", "- 3 -"),
    *("p. 4", "Pag. 1 van 2", "Page 12"),
]


@pytest.mark.parametrize("number", PAGE_NUMBERS)
def test_a_page_number_in_words_that_is_white_raises_no_flag(number):
    document = read(pdf_file(text(50, 700, VISIBLE) + text(500, 20, number, colour=WHITE)))

    assert document.text == VISIBLE
    assert document.flags == ()


@pytest.mark.parametrize(
    "words", ["Page 1 of 1 Kubernetes", "Java 8 of 9", "Page one", "C++ SQL 1"]
)
def test_white_words_beside_a_number_are_flagged(words):
    document = read(pdf_file(text(50, 700, VISIBLE) + text(300, 20, words, colour=WHITE)))

    assert document.text == VISIBLE
    assert document.flags == ("hidden_text",)


def test_a_scan_with_recognised_text_is_read_and_flagged():
    letters = "".join(text(50, 700 - 14 * i, line, mode=3) for i, line in enumerate(RECOGNISED))
    dark = "".join(box(52, 698 - 14 * i, 150, 2, BLACK) for i in range(2))
    document = read(pdf_file(picture() + dark + letters))

    assert document.text.split("\n") == RECOGNISED
    assert document.flags == ("recognised_text",)


def test_recognised_text_behind_its_picture_is_read_and_flagged():
    document = read(pdf_file(lines(50, 700, *RECOGNISED) + picture()))

    assert document.text.split("\n") == RECOGNISED
    assert "recognised_text" in document.flags


def test_recognised_text_where_the_picture_is_empty_is_flagged_as_unlike_it():
    letters = "".join(text(50, 700 - 14 * i, line, mode=3) for i, line in enumerate(RECOGNISED))
    grey = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID f4> EI Q\n"

    assert read(pdf_file(grey + letters)).flags == ("recognised_text", "unlike_letters")


def test_a_page_that_is_a_picture_among_pages_of_text_is_named():
    document = read(pdf_file(text(50, 700, VISIBLE), picture(), text(50, 700, VISIBLE), picture()))

    assert document.text.count(VISIBLE) == 2
    assert document.flags == ("scanned_pages",)
    assert document.scanned_pages == (2, 4)


def test_a_photo_beside_the_text_is_no_scanned_page():
    assert read(pdf_file(text(50, 700, VISIBLE) + picture(400, 600, 90, 120))).flags == ()


def test_values_in_fields_and_free_notes_are_part_of_the_page():
    drawn = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 3 0 R >> >>"
    )
    content = "BT /F1 10 Tf 2 5 Td (Reach truck) Tj ET"
    form = f"{drawn} /Length {len(content)} >>\nstream\n{content}\nendstream"
    field = (
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (skills) /V (Reach truck) /F 4 "
        "/Rect [50 600 250 620] /AP << /N 4 0 R >> >>"
    )
    note = "<< /Type /Annot /Subtype /FreeText /F 4 /Rect [50 500 250 520] /AP << /N 4 0 R >> >>"
    document = read(
        pdf_file(
            text(50, 700, VISIBLE),
            extra=[form, field, note],
            catalog="/AcroForm << /Fields [5 0 R] >>",
            page_entries="/Annots [5 0 R 6 0 R]",
        )
    )

    assert document.text.count("Reach truck") == 2


def test_a_form_that_only_adobe_shows_has_a_reason_of_its_own():
    stand_in = lines(
        50,
        700,
        "Please wait...",
        "If this message is not eventually replaced by the proper contents of the document, your",
        "PDF viewer may not be able to display this type of document.",
    )

    assert reason_of(pdf_file(stand_in)) == "dynamic_form"


def test_letters_without_a_meaning_are_not_made_up():
    font = "/BaseFont /Unknown /Encoding << /Type /Encoding /Differences [32 " + " ".join(
        f"/g{code}" for code in range(32, 127)
    )
    content = pdf_file(lines(50, 700, VISIBLE, VISIBLE), font=font + "] >>")

    assert reason_of(content) in ("image_only", "empty")


def test_ligatures_are_letters_and_split_no_other_word():
    font = (
        "/BaseFont /Times-Roman /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding "
        "/Differences [1 /fi] >> /ToUnicode 4 0 R"
    )
    page = lines(50, 700, "Certi\x01ed \x01rst of\x01cer, software", "De\x01ned work from scratch")
    content = pdf_file(page, font=font, extra=[character_map(("01", "00660069"))])

    assert read(content).text.split("\n") == [
        "Certified first officer, software",
        "Defined work from scratch",
    ]


def test_a_hyphen_that_is_drawn_is_a_hyphen_whatever_its_font_maps_it_to():
    font = "/BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 4 0 R"
    page = text(50, 700, "Engineer 2018-2024, on-premise and T-SQL")
    content = pdf_file(page, font=font, extra=[character_map(("2D", "00AD"))])

    assert read(content).text == "Engineer 2018-2024, on-premise and T-SQL"


@pytest.mark.parametrize(
    "padding", [b"\0" * 5000, b"\n" * 9000, b"<html>sent by a shop</html>" * 99]
)
def test_padding_behind_the_end_does_not_make_a_file_incomplete(padding):
    assert read(pdf_file(text(50, 700, VISIBLE)) + padding).flags == ()


def test_text_that_another_text_was_drawn_over_on_a_white_box_is_dropped_and_flagged():
    page = text(50, 700, VISIBLE) + text(50, 600, "SECRET SKILL IN CLOUDS")
    page += box(40, 590, 300, 30, WHITE) + text(50, 600, "Punctual, calm at night")

    document = read(pdf_file(page))

    assert document.text.split() == [*VISIBLE.split(), "Punctual,", "calm", "at", "night"]
    assert document.flags == ("hidden_text",)


def test_letters_that_run_over_each_other_are_dropped_and_flagged():
    crowded = "BT /F1 11 Tf -8 Tc 300 500 Td (Kubernetes Terraform certified wizard) Tj ET"

    document = read(pdf_file(text(50, 700, VISIBLE) + crowded))

    assert "Kubernetes" not in document.text
    assert document.flags == ("hidden_text",)


@pytest.mark.parametrize("matrix", ["0 1 -1 0 {x} {y}", "0 -1 1 0 {x} {z}", "1 0 0 1 {y} {x}"])
def test_letters_one_by_one_are_read_whichever_way_they_are_turned(matrix):
    drawn = "".join(
        f"BT /F1 9 Tf {matrix.format(x=40, y=20 + 8 * n, z=400 - 8 * n)} Tm ({letter}) Tj ET\n"
        for n, letter in enumerate("warehouselead")
    )

    document = read(pdf_file(text(200, 700, VISIBLE) + drawn))

    assert "warehouselead" in document.text.replace(" ", "")
    assert document.flags == ()


def test_a_heading_of_few_letters_half_of_them_tall_is_not_unlike_them():
    assert read(pdf_file(lines(50, 700, *["cold chain"] * 4))).flags == ()


def test_a_heading_whose_clear_shadow_is_drawn_first_is_read():
    shadow = "q /CLEAR gs " + text(51, 599, "Jo Quillfeather", size=24) + " Q "
    page = shadow + text(50, 600, "Jo Quillfeather", size=24) + text(50, 500, VISIBLE)

    document = read(pdf_file(page))

    assert "Jo Quillfeather" in document.text
    assert document.flags == ()


def test_the_large_faint_letters_of_a_watermark_hide_nothing():
    faint = text(50, 400, "EXAMPLE", size=60, colour=(0.93, 0.93, 0.93))

    assert read(pdf_file(text(50, 700, VISIBLE) + faint)).flags == ()


def note_file(entries):
    note = f"<< /Type /Annot /Subtype /FreeText /Rect [50 500 250 520] {entries} >>"
    return pdf_file(text(50, 700, VISIBLE), page_entries="/Annots [4 0 R]", extra=[note])


def test_a_note_whose_drawing_is_left_to_the_viewer_is_read():
    document = read(note_file("/F 4 /DA (0 g /Helv 11 Tf) /Contents (Reach truck licence)"))

    assert document.text == f"{VISIBLE}\n\nReach truck licence"


@pytest.mark.parametrize(
    "unseen", ["/F 2 /DA (0 g /Helv 11 Tf)", "/F 32", "/F 4 /DA (0 g 1 1 1 rg /Helv 11 Tf)"]
)
def test_a_note_that_nobody_sees_is_not_read(unseen):
    assert read(note_file(f"{unseen} /Contents (Secret skill)")).text == VISIBLE


SENTENCES = [
    "Planned deliveries for fourteen vans and kept the ledgers of",
    "three branches, trained nine colleagues, wrote a safety handbook",
]
MAPPED = "/BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 4 0 R"


def test_letters_that_are_drawn_as_others_are_flagged():
    letters = "abcdefghijklmnopqrstuvwxyz"
    turned = letters[7:] + letters[:7]
    pairs = [(f"{ord(a):02X}", f"{ord(b):04X}") for a, b in zip(letters, turned, strict=True)]
    page = lines(50, 700, *SENTENCES)

    honest = pdf_file(page, font=MAPPED, extra=[character_map()])
    swapped = pdf_file(page, font=MAPPED, extra=[character_map(*pairs)])

    assert read(honest).flags == ()
    assert read(swapped).flags == ("unlike_letters",)


def test_a_few_letters_without_a_meaning_beside_a_text_are_flagged():
    unnamed = "/BaseFont /Unknown /Encoding << /Type /Encoding /Differences [32 "
    unnamed += " ".join(f"/g{code}" for code in range(32, 127)) + "] >>"
    second = "/Type /Font /Subtype /Type1 " + unnamed
    page = lines(50, 700, *SENTENCES) + lines(50, 600, *SENTENCES).replace("/F1", "/F2")
    content = pdf_file(page, extra=[f"<< {second} >>"]).replace(
        b"/Font << /F1 3 0 R >>", b"/Font << /F1 3 0 R /F2 4 0 R >>"
    )

    assert SENTENCES[0] in read(content).text
    assert "unknown_letters" in read(content).flags


def test_a_form_for_adobe_alone_is_told_in_any_language():
    form = "/AcroForm << /Fields [] /XFA [(template) 4 0 R] >> /NeedsRendering true"
    template = "<< /Length 11 >>\nstream\n<template/>\nendstream"
    page = lines(50, 700, "Bitte warten...", "Ihr Betrachter kann dieses Dokument nicht anzeigen.")

    assert reason_of(pdf_file(page, catalog=form, extra=[template])) == "dynamic_form"


def test_what_a_file_wants_read_in_place_of_what_it_draws_is_not_read():
    marked = "/Span << /ActualText (Kubernetes wizard) >> BDC " + text(50, 600, "Reach truck")

    document = read(pdf_file(text(50, 700, VISIBLE) + marked + "EMC\n"))

    assert document.text.split() == [*VISIBLE.split(), "Reach", "truck"]


def test_letters_piled_up_at_one_place_are_dropped_and_flagged():
    piled = "".join(
        text(50 + 0.1 * place, 600, letter) for place, letter in enumerate("Kubernetes wizard")
    )

    document = read(pdf_file(text(50, 700, VISIBLE) + piled))

    assert document.text == VISIBLE
    assert document.flags == ("hidden_text",)


def test_a_heading_that_a_picture_shows_through_is_read():
    heading = "q BT /F1 24 Tf 7 Tr 50 600 Td (GRADIENT HEADING) Tj ET "

    document = read(pdf_file(text(50, 700, VISIBLE) + heading + picture(40, 590, 300, 40) + " Q"))

    assert "GRADIENT HEADING" in document.text
    assert document.flags == ()


def test_clear_words_on_a_picture_larger_than_they_are_stay_hidden():
    clear = "q /CLEAR gs " + text(50, 600, "SECRET SKILL") + " Q"

    document = read(pdf_file(text(50, 700, VISIBLE) + picture(40, 580, 200, 60) + clear))

    assert document.text == VISIBLE
    assert document.flags == ("hidden_text",)


def test_a_portfolio_has_a_reason_that_tells_what_to_ask_for():
    cover = lines(
        50,
        700,
        "For the best experience, open this PDF portfolio in",
        "Acrobat X or Adobe Reader X, or later.",
    )

    assert reason_of(pdf_file(cover)) == "dynamic_form"


def filled_by(pattern, more=""):
    """Write a heading whose letters a pattern fills, above words in black."""
    heading = "/Pattern cs /P1 scn BT /F1 22 Tf 50 760 Td (Certified welder) Tj ET\n"
    content = pdf_file(heading + more + text(50, 700, VISIBLE))
    return read(
        content.replace(b"/ExtGState <<", b"/Pattern << /P1 " + pattern + b" >> /ExtGState <<")
    )


def gradient(first, last):
    function = f"<< /FunctionType 2 /Domain [0 1] /C0 [{first}] /C1 [{last}] /N 1 >>"
    shading = (
        "<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [50 0 300 0] /Extend [true true] "
        f"/Function {function} >>"
    )
    return f"<< /PatternType 2 /Shading {shading} >>".encode()


@pytest.mark.parametrize("colours", [("0.1 0.2 0.6", "0.7 0.1 0.3"), ("0 0 0", "0.6 0.6 0.6")])
def test_a_heading_that_a_pattern_fills_is_read(colours):
    document = filled_by(gradient(*colours))

    assert document.text.split("\n") == ["Certified welder", "", VISIBLE]
    assert document.flags == ()


def test_a_heading_whose_pattern_is_white_is_dropped_and_flagged():
    document = filled_by(gradient("1 1 1", "1 1 1"))

    assert document.text == VISIBLE
    assert document.flags == ("hidden_text",)


def test_white_words_between_dark_lines_stay_hidden():
    crowd = lines(50, 500, *["jumping gypsies judge quickly by daylight"] * 6, leading=13)
    white = "".join(
        text(50, 506.5 - 13 * row, "Kubernetes", size=12, colour=WHITE) for row in range(6)
    )

    document = read(pdf_file(crowd + white))

    assert "Kubernetes" not in document.text
    assert document.flags == ("hidden_text",)
