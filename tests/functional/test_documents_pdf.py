import pytest

from adapters.documents import read_document
from shortlist.reading.reasons import FileLimits, UnreadableResumeError
from tests.fixtures.pdf_files import NAVY, WHITE, box, lines, pdf_file, picture, text

VISIBLE = "Ten years of work on payment systems in three countries"
SKILLS = ["Python", "SQL", "Docker", "Linux", "Git"]
PROSE = [
    "Senior engineer who builds systems for transfers",
    "of money between banks in several countries, with",
    "colleagues who all have opinions about software",
    "and about how it should be written and tested,",
    "every day of the week and in all of the year.",
]


def read(content):
    return read_document(content, FileLimits())


def reason_of(content):
    with pytest.raises(UnreadableResumeError) as caught:
        read(content)
    return caught.value.reason


def test_a_pdf_is_read_page_by_page():
    document = read(pdf_file(text(50, 700, VISIBLE), text(50, 700, "Second page")))

    assert document.text == f"{VISIBLE}\n\nSecond page"
    assert document.flags == ()


@pytest.mark.parametrize(
    "hidden",
    [
        text(50, 600, "SECRET", colour=WHITE),
        text(50, 600, "SECRET", colour=(0.97, 0.97, 0.97)),
        text(50, 701, "SECRET", colour=WHITE),
        text(50, 600, "SECRET", size=1),
        text(50, 600, "SECRET", mode=3),
        text(-900, 600, "SECRET"),
        text(50, 2000, "SECRET"),
        box(40, 590, 200, 30, NAVY) + text(50, 600, "SECRET", colour=NAVY),
        text(50, 600, "SECRET") + box(40, 590, 200, 30, WHITE),
    ],
    ids=[
        "white",
        "nearly white",
        "white over visible text",
        "tiny",
        "not drawn",
        "left of the page",
        "above the page",
        "navy on navy",
        "painted over",
    ],
)
def test_hidden_text_is_dropped_and_flagged(hidden):
    document = read(pdf_file(text(50, 700, VISIBLE) + hidden))

    assert document.text == VISIBLE
    assert document.flags == ("hidden_text",)


@pytest.mark.parametrize(
    "shown",
    [
        box(40, 590, 200, 30, NAVY) + text(50, 600, "SHOWN", colour=WHITE),
        box(40, 598, 200, 9, NAVY) + text(50, 600, "SHOWN", colour=WHITE),
        text(50, 600, "SHOWN", colour=(0.75, 0.75, 0.75)),
        text(50, 600, "SHOWN", size=5),
        text(50, 600, "SHOWN", size=70),
    ],
    ids=["white on navy", "white on a narrow bar", "light grey", "small", "large"],
)
def test_unusual_but_visible_text_is_kept(shown):
    document = read(pdf_file(text(50, 700, VISIBLE) + shown))

    assert document.text.split() == [*VISIBLE.split(), "SHOWN"]
    assert document.flags == ()


@pytest.mark.parametrize("leading", [14, 17])
def test_two_columns_come_one_after_the_other(leading):
    document = read(pdf_file(lines(40, 700, *SKILLS, leading=leading) + lines(200, 700, *PROSE)))

    assert document.text.split("\n") == [*SKILLS, "", *PROSE]


def test_a_sidebar_on_the_right_comes_after_the_text():
    document = read(pdf_file(lines(440, 700, *SKILLS) + lines(40, 700, *PROSE)))

    assert document.text.split("\n") == [*PROSE, "", *SKILLS]


def test_three_columns_come_one_after_the_other():
    columns = [["left a", "left b"], ["middle a", "middle b"], ["right a", "right b"]]
    page = "".join(lines(40 + 180 * i, 700, *column) for i, column in enumerate(columns))

    assert read(pdf_file(page)).text.split() == [
        word for column in columns for line in column for word in line.split()
    ]


def test_lines_across_the_page_stay_above_and_below_the_columns():
    across = (
        "A line from one side to the other that says in many words what comes next or was before"
    )
    page = text(40, 740, across) + text(40, 550, across)
    page += lines(40, 700, *SKILLS) + lines(200, 703, *PROSE)

    found = [line for line in read(pdf_file(page)).text.split("\n") if line]
    assert found == [across, *SKILLS, *PROSE, across]


def test_dates_stay_on_the_line_of_their_job():
    jobs = [(f"Engineer at Company {i}", f"{2010 + i} - {2011 + i}") for i in range(5)]
    page = "".join(
        text(40, 700 - 14 * i, job) + text(480, 700 - 14 * i, dates)
        for i, (job, dates) in enumerate(jobs)
    )

    assert read(pdf_file(page)).text.split("\n") == [f"{job}  {dates}" for job, dates in jobs]


def test_bullets_stay_on_their_line():
    page = lines(40, 700, *["•"] * 5) + lines(60, 700, *PROSE)

    assert read(pdf_file(page)).text.split("\n") == [f"• {line}" for line in PROSE]


def test_letter_spaced_headings_are_words():
    heading = "BT /F1 12 Tf 6 Tc 50 600 Td (EXPERIENCE) Tj ET"

    assert "EXPERIENCE" in read(pdf_file(text(50, 700, VISIBLE) + heading)).text


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(rotate):
    assert read(pdf_file(lines(50, 700, *PROSE), rotate=rotate)).text == "\n".join(PROSE)


def test_text_inside_nested_drawings_is_judged_by_its_size_on_the_page():
    small = text(5, 7, "SECRET", size=10)
    page = text(50, 700, VISIBLE) + " q .1 0 0 .1 50 600 cm /X0 Do Q"

    assert read(pdf_file(page, forms=[small])).text == VISIBLE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf_file(text(50, 700, VISIBLE), encrypted=True), "encrypted"),
        (pdf_file(picture()), "image_only"),
        (pdf_file(picture() + text(50, 10, "Scanned by app")), "image_only"),
        (pdf_file(box(10, 10, 50, 50, NAVY)), "image_only"),
        (pdf_file(""), "empty"),
        (pdf_file(text(50, 700, VISIBLE, colour=WHITE)), "empty"),
        (pdf_file(*[text(50, 700, VISIBLE)] * 51), "too_many_pages"),
        (pdf_file(text(50, 700, VISIBLE))[:300], "broken"),
        (b"%PDF-1.7\n", "broken"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "broken"),
    ],
    ids=[
        "encrypted",
        "scan",
        "scan with a watermark",
        "letters as outlines",
        "blank page",
        "only hidden text",
        "51 pages",
        "truncated",
        "header only",
        "junk",
    ],
)
def test_a_pdf_without_text_fails_with_its_reason(content, reason):
    assert reason_of(content) == reason


def test_50_pages_are_not_too_many():
    assert read(pdf_file(*[text(50, 700, VISIBLE)] * 50)).text.count(VISIBLE) == 50


def test_a_file_that_lost_its_end_is_read_and_flagged():
    document = read(pdf_file(text(50, 700, VISIBLE)).removesuffix(b"%%EOF\n"))

    assert document.text == VISIBLE
    assert document.flags == ("incomplete_file",)
