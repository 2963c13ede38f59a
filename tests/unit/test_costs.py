"""The pages of what is counted are what the code, the templates and the list prices make them."""

import re

import pytest

from tools.bench.calls import count_ranking
from tools.bench.costs import PAGE, make_page
from tools.bench.report import tabulate_calls

FIGURE = re.compile(r"\$?\d[\d,.]*")


def test_the_page_of_costs_is_current() -> None:
    kept, made = PAGE.read_text(encoding="utf-8"), make_page()
    assert FIGURE.sub("#", kept) == FIGURE.sub("#", made)
    # Bytes differ a little from run to run, with ids and times.
    for was, now in zip(FIGURE.findall(kept), FIGURE.findall(made), strict=True):
        before, after = (float(one.strip("$,.").replace(",", "")) for one in (was, now))
        assert abs(before - after) <= 0.02 + 0.05 * after, (was, now)


def test_the_page_of_the_benchmark_counts_what_small_rankings_take_now() -> None:
    kept = read_calls(PAGE.with_name("benchmark.md").read_text(encoding="utf-8"))
    made = read_calls(tabulate_calls([count_ranking(1), count_ranking(100)]))
    assert kept.keys() == made.keys()
    for name, now in made.items():
        # Bytes differ a little here, too.
        assert kept[name] == (pytest.approx(now, rel=0.02, abs=1) if "kB" in name else now), name


def read_calls(text: str) -> dict[str, tuple[int, int]]:
    """Read the figures for 1 and 100 candidates, without what only larger rankings do."""
    rows = re.findall(
        r"^\| (\w+\.\w+|kB [\w ]+|messages [\w ]+) \| (\d+) \| (\d+) \|", text, re.MULTILINE
    )
    return {name: (int(one), int(other)) for name, one, other in rows if one + other != "00"}
