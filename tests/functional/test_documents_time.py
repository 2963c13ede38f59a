"""No layout costs more processor time than a page is worth: 2 s for 50 pages."""

import random
import time
from collections.abc import Callable

import pytest

from adapters.documents import pdf
from shortlist.reading.reasons import FileLimits
from tests.fixtures.pdf_files import box, lines, pdf_file, picture, text

PAGES = 50
# A machine may be busy: seconds are counted by those of a loop, which takes so many on a quiet one.
LOOPS, QUIET_SECONDS = 5_000_000, 0.165
MOST_SECONDS = 2.0
TRIES = 4
LINE = "the night shift of a depot in Norddal led fourteen people at its dock"
SIDEBAR = box(0, 0, 120, 842, (0.2, 0.3, 0.5))


def prose() -> str:
    return lines(40, 800, *[LINE] * 40, leading=18)


def small_prose() -> str:
    return lines(20, 830, *["audits of cold chains in depot"] * 90, leading=8, size=6)


def three_columns() -> str:
    words = ["cold audits", "night shift", "stock in Norddal"] * 18
    return "".join(lines(30 + 185 * place, 820, *words, leading=15) for place in range(3))


def table() -> str:
    cells = [(20 + 31 * column, 820 - 13 * row) for row in range(26) for column in range(18)]
    return "".join(text(x, y, f"{x * y % 99_999:05}", size=7) for x, y in cells)


def ruled_table() -> str:
    cells = [(19 + 31 * column, 817 - 13 * row) for row in range(26) for column in range(18)]
    return "".join(f"q 0.4 w {x} {y} 29 11 re S Q " for x, y in cells) + table()


def words_anywhere() -> str:
    chance = random.Random(7)  # noqa: S311  # no secret, but places on a page
    words = LINE.split()
    places = [(chance.uniform(10, 520), chance.uniform(10, 830)) for _ in range(330)]
    return "".join(text(round(x), round(y), chance.choice(words), size=9) for x, y in places)


def letters_one_by_one() -> str:
    widths = {"i": 2, "t": 2.5, "f": 2.5, "l": 2, " ": 2.5, "w": 6.5, "m": 7.5}
    drawn = []
    for row in range(20):
        x = 20.0
        for letter in f"{LINE}, and kept its cold chain"[:98]:
            drawn += [text(round(x, 2), 820 - 38 * row, letter, size=9)] if letter != " " else []
            x += widths.get(letter, 5)
    return "".join(drawn)


def turned() -> str:
    matrices = (f"0 1 -1 0 {30 + 14 * row} 30" for row in range(40))
    return "".join(f"BT 0 g /F1 9 Tf {matrix} Tm ({LINE}) Tj ET " for matrix in matrices)


def photos() -> str:
    places = [(30 + 60 * (number % 9), 30 + 80 * (number // 9)) for number in range(80)]
    return "".join(picture(x, y, 50, 70) for x, y in places) + prose()


def many_colours() -> str:
    return "".join(
        text(20 + 93 * (number % 6), 820 - 11 * (number // 6), "depot", colour=(number / 400, 0, 0))
        for number in range(400)
    )


def measure_busyness() -> float:
    """Tell how much slower this machine is now than a quiet one of ours."""
    begin = time.process_time()
    total = 0
    for number in range(LOOPS):
        total += number
    return max((time.process_time() - begin) / QUIET_SECONDS, 1.0)


@pytest.mark.parametrize(
    "page",
    [
        *(prose, small_prose, three_columns, table, words_anywhere, letters_one_by_one, turned),
        *(ruled_table, photos, many_colours),
    ],
)
def test_fifty_pages_take_two_seconds_at_most(page: Callable[[], str]) -> None:
    content = pdf_file(*[page()] * PAGES)
    seconds = []
    for _ in range(TRIES):
        busyness = measure_busyness()
        begin = time.process_time()
        assert pdf.text_of(content, FileLimits()).text
        seconds.append((time.process_time() - begin) / busyness)
        if seconds[-1] <= MOST_SECONDS:
            return
    pytest.fail(f"{min(seconds):.1f} s")


def test_a_sidebar_does_not_double_the_time() -> None:
    def seconds(page: str) -> float:
        begin = time.process_time()
        pdf.text_of(pdf_file(*[page] * 10), FileLimits())
        return time.process_time() - begin

    plain = min(seconds(prose()) for _ in range(3))

    assert min(seconds(SIDEBAR + prose()) for _ in range(3)) < 2.5 * plain
