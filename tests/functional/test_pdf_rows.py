import math

import pytest

from adapters.documents import read_document
from shortlist.reading.reasons import FileLimits
from tests.fixtures.pdf_files import character_map, lines, pdf_file, text

PEOPLE = {
    "Date of Birth": "14/06/1991",
    "Nationality": "Norwegian",
    "Marital Status": "Married",
    "Religion": "Lutheran",
    "Address": "Plot 12, Vikmar Bazar, Sandnes 4307",
}
GERMAN = {
    "Geburtsdatum": "14.06.1991",
    "Staatsangehörigkeit": "norwegisch",
    "Familienstand": "verheiratet",
}
PROSE = [
    "Warehouse lead with nine years in cold storage, who led the night shift of a depot in Norddal",
    "with fourteen people, its loading dock, its pickers and the audits of the whole cold chain.",
]


def read_lines(page):
    return [line for line in read_document(pdf_file(page), FileLimits()).text.split("\n") if line]


def rows(pairs, leading=18):
    return "".join(
        text(60, 700 - leading * i, label) + text(220, 700 - leading * i, value)
        for i, (label, value) in enumerate(pairs.items())
    )


@pytest.mark.parametrize("people", [PEOPLE, GERMAN], ids=["English", "German"])
@pytest.mark.parametrize("leading", [13, 18, 26])
@pytest.mark.parametrize(
    ("label_end", "value_start"),
    [(":", ""), ("", ": "), ("", ""), ("", "- ")],
    ids=["colon with the label", "colon with the value", "no colon", "dash"],
)
def test_a_label_stays_on_the_line_of_its_value(people, leading, label_end, value_start):
    pairs = {label + label_end: value_start + value for label, value in people.items()}
    page = lines(60, 760, *PROSE) + rows(pairs, leading)

    found = read_lines(page)
    assert found == [*PROSE, *(f"{label}  {value}" for label, value in pairs.items())]


def test_a_colon_that_stands_alone_stays_between_label_and_value():
    colons = "".join(text(200, 700 - 18 * i, ":") for i in range(len(PEOPLE)))

    assert read_lines(rows(PEOPLE) + colons) == [
        f"{label}  : {value}" for label, value in PEOPLE.items()
    ]


def test_a_value_that_goes_on_below_keeps_the_other_rows():
    page = rows({label: f": {value}" for label, value in PEOPLE.items()})
    page += text(226, 700 - 18 * 4 - 12, "Rogaland, Norway")

    assert read_lines(page)[:2] == ["Date of Birth  : 14/06/1991", "Nationality  : Norwegian"]
    assert read_lines(page)[-1] == "Rogaland, Norway"


def test_levels_stay_with_their_languages():
    spoken = {"English": "fluent", "Norwegian": "native", "German": "basic"}

    assert read_lines(rows(spoken)) == [f"{name}  {level}" for name, level in spoken.items()]


@pytest.mark.parametrize(
    "words",
    [
        ["Python", "PostgreSQL", "Docker", "Kubernetes", "Terraform", "Reach truck"],
        [
            "Forklift 2019",
            "Cold chain 2020",
            "Audit 2021",
            "First aid 2022",
            "Dock 2023",
            "Stock 2024",
        ],
        ["• Stock control", "• Cold chain", "• Reach truck", "• Audits", "• Pickers", "• Dock"],
    ],
    ids=["skills", "courses with years", "bullets"],
)
@pytest.mark.parametrize("count", [2, 3])
def test_a_list_in_columns_under_one_heading_keeps_its_columns(words, count):
    words = words[: len(words) // count * count]
    height = len(words) // count
    columns = [words[start : start + height] for start in range(0, len(words), height)]
    page = lines(50, 760, *PROSE) + text(50, 720, "SKILLS")
    page += "".join(lines(50 + 170 * i, 700, *column) for i, column in enumerate(columns))

    assert read_lines(page) == [*PROSE, "SKILLS", *words]


def test_two_pairs_of_label_and_value_on_a_row_stay_on_their_rows():
    rows = [
        ("Date of Birth", "14/06/1991", "Nationality", "Irish"),
        ("Marital Status", "Married", "Religion", "Hindu"),
        ("Gender", "Female", "Place of Birth", "Cork"),
    ]
    page = "".join(
        text(x, 700 - 18 * number, words)
        for number, row in enumerate(rows)
        for x, words in zip((50, 160, 260, 380), row, strict=True)
    )

    read_rows = read_document(pdf_file(page), FileLimits()).text.split("\n")

    for row in rows:
        for label, value in (row[:2], row[2:]):
            assert any(label in line and value in line for line in read_rows)


def test_a_short_word_in_wide_letters_is_one_word():
    heading = "BT /F1 14 Tf 9 Tc 50 700 Td (WORK) Tj ET "
    page = heading + text(50, 660, "Planned deliveries for fourteen vans")

    assert "WORK" in read_document(pdf_file(page), FileLimits()).text


def test_a_right_to_left_word_reads_from_its_right_letter_whatever_order_it_was_drawn_in():
    font = "/BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 4 0 R"
    hebrew = [("61", "05DE"), ("62", "05E0"), ("63", "05D4"), ("64", "05DC")]
    apart = "".join(text(100 + 10 * x, 700, letter) for x, letter in enumerate("dcba"))
    content = pdf_file(apart, font=font, extra=[character_map(*hebrew)])

    text_read = read_document(content, FileLimits()).text

    assert "".join(text_read.split()) == "\u05de\u05e0\u05d4\u05dc"


@pytest.mark.parametrize("height", [1, 2, 3, 4])
def test_a_cell_that_is_centred_beside_several_lines_stands_before_their_first(height):
    cells = ["2018 - 2024", "2014 - 2018", "2010 - 2014"]
    values = [[f"Depot {number} line {line}" for line in range(height)] for number in range(3)]
    page = "".join(
        text(50, 690 - 60 * number - 6.5 * (height - 1), cell)
        + lines(160, 690 - 60 * number, *values[number], leading=13)
        for number, cell in enumerate(cells)
    )

    found = [line for line in read_lines(lines(50, 760, *PROSE) + page) if line]

    assert found[len(PROSE) :] == [
        line
        for cell, (first, *others) in zip(cells, values, strict=True)
        for line in (f"{cell}  {first}", *others)
    ]


def test_a_label_on_two_lines_is_one_label_before_its_value():
    pairs = [("Date of", "Birth", "14/06/1991"), ("Marital", "Status", "Married")]
    page = "".join(
        lines(50, 700 - 32 * row, first, second, leading=12) + text(160, 694 - 32 * row, value)
        for row, (first, second, value) in enumerate(pairs)
    )

    assert read_lines(page) == ["Date of Birth  14/06/1991", "Marital Status  Married"]


def test_dots_lead_from_a_label_to_its_value():
    page = "".join(
        text(50, 700 - 16 * row, label)
        + text(150, 700 - 16 * row, "." * 40)
        + text(420, 700 - 16 * row, value)
        for row, (label, value) in enumerate(PEOPLE.items())
    )

    assert read_lines(page) == [f"{label}  {'.' * 40}  {value}" for label, value in PEOPLE.items()]


@pytest.mark.parametrize("degrees", [5, 20, 60, -30])
def test_a_line_at_a_slant_reads_as_a_line(degrees):
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    matrix = f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} 150 400"
    slanted = f"BT 0 g /F1 10 Tf {matrix} Tm (Certified cold chain auditor since 2019) Tj ET"

    found = read_lines(lines(50, 760, *PROSE) + slanted)

    assert "Certified cold chain auditor since 2019" in found


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("MIRA TOLVANEN", 18),
        ("MIRA TOLVANEN", 26),
        ("MIRA TOLVANEN", 38),
        ("CERTIFICATES", 20),
        ("CERTIFICATES", 40),
        ("SKILLS", 70),
    ],
)
def test_letters_at_even_steps_are_words(words, step):
    apart = "".join(
        text(60 + step * place, 700, letter, size=18)
        for place, letter in enumerate(words)
        if letter != " "
    )

    assert read_lines(apart + lines(60, 660, *PROSE)) == [words, *PROSE]


@pytest.mark.parametrize("spaces", [1, 2])
def test_words_whose_letters_somebody_typed_apart_are_words(spaces):
    words = (" " * (spaces + 1)).join(" ".join(word) for word in ("MIRA", "TOLVANEN"))

    assert read_lines(text(60, 700, words) + lines(60, 660, *PROSE)) == ["MIRA TOLVANEN", *PROSE]


@pytest.mark.parametrize(
    "line", ["Grades: A B C A B", "Teams: R & D, Q & A", "Vitamins A D E K in dairy", "A B C A A"]
)
def test_letters_that_mean_something_each_stay_apart(line):
    assert read_lines(text(60, 700, line) + lines(60, 660, *PROSE)) == [line, *PROSE]


def test_grades_in_a_row_of_cells_stay_apart():
    cells = "".join(text(60 + 40 * place, 700, grade) for place, grade in enumerate("ABACB"))

    assert read_lines(cells + lines(60, 660, *PROSE))[0] == "A  B  A  C  B"
