"""Prices: exactly what the maintained package says, by a table that ships without it."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from genai_prices import Usage, calc_price
from hypothesis import given, settings
from hypothesis import strategies as st

from shortlist.spending import CallUsage, price_call, prices_date
from tools.mocked.template import ROOT
from tools.prices import MODELS, PATH, TIERS, make_table, write_table

SELLERS = {name: seller for seller, names in MODELS.items() for name in names}
TABLE = json.loads((ROOT / PATH).read_text(encoding="utf-8"))
LONG_PROMPT = 272_000
USAGE = CallUsage(input=2_000, cached=1_280, cache_write=100, output=150, reasoning=30)


@st.composite
def usages(draw: st.DrawFn) -> CallUsage:
    """Draw the usage of a call: short and long prompts, and the lengths between their prices."""
    length = st.integers(0, 5_000) | st.integers(LONG_PROMPT - 2, LONG_PROMPT + 2)
    tokens = draw(length | st.integers(0, 1_050_000))
    cached = draw(st.integers(0, tokens))
    written = draw(st.integers(0, tokens - cached))
    output = draw(st.integers(0, 128_000))
    return CallUsage(tokens, cached, written, output, draw(st.integers(0, output)))


def ask_the_package(model: str, usage: CallUsage, tier: str, seller: str) -> Decimal:
    """Return what genai-prices says that a call cost on the day of our table."""
    day = date.fromisoformat(prices_date())
    reported = Usage(
        input_tokens=usage.input,
        cache_read_tokens=usage.cached,
        cache_write_tokens=usage.cache_write,
        output_tokens=usage.output,
    )
    return calc_price(
        reported,
        model,
        provider_id=seller,
        genai_request_timestamp=datetime.combine(day, time(12), UTC),
        price_context={"service_tier": tier},
    ).total_price


# The first call loads the package's own table.
@settings(deadline=None)
@given(st.sampled_from(sorted(SELLERS)), usages(), st.sampled_from(TIERS))
def test_a_call_costs_to_the_last_digit_what_the_package_says(
    model: str, usage: CallUsage, tier: str
) -> None:
    assert price_call(model, usage, tier) == ask_the_package(model, usage, tier, SELLERS[model])


@pytest.mark.parametrize("model", SELLERS)
@pytest.mark.parametrize("tier", TIERS)
def test_every_model_and_tier_has_the_packages_price(model: str, tier: str) -> None:
    for usage in (USAGE, USAGE._replace(input=LONG_PROMPT), USAGE._replace(input=LONG_PROMPT + 1)):
        assert price_call(model, usage, tier) == ask_the_package(model, usage, tier, SELLERS[model])


@pytest.mark.parametrize("model", MODELS["openai"])
def test_a_snapshot_costs_what_the_package_says_of_that_snapshot(model: str) -> None:
    known = TABLE["models"][model]["snapshots"]
    for day in ["2026-09-22"] if known == "any" else known:
        name = f"{model}-{day}"
        assert price_call(name, USAGE, None) == ask_the_package(name, USAGE, "default", "openai")


@pytest.mark.parametrize(
    "model",
    [
        "somebodys-own-model",
        "gpt-6-luna-",
        "gpt-6-luna-latest",
        "gpt-6-lunatic",
        "gpt-6-luna-2026-09",
        "gpt-6-luna-2026-09-22-preview",
        "gpt-4o-2024-05-13",  # a snapshot that costs more than the others do
        "openai/gpt-6-luna",
        "GPT-6-LUNA",
        "",
    ],
)
def test_a_name_that_is_not_exactly_a_models_has_no_price(model: str) -> None:
    assert price_call(model, USAGE, None) is None


def test_an_unknown_model_has_no_price_even_for_no_tokens() -> None:
    assert price_call("somebodys-own-model", CallUsage(), None) is None
    assert price_call("gpt-6-luna", CallUsage(), None) == 0


def test_cached_and_written_tokens_are_part_of_the_input() -> None:
    whole = price_call("gpt-6-luna", CallUsage(input=1_000_000), None)
    cached = price_call("gpt-6-luna", CallUsage(input=1_000_000, cached=1_000_000), None)
    assert (whole, cached) == (Decimal("0.2"), Decimal("0.02"))
    written = CallUsage(input=1_000, cache_write=1_000)
    assert price_call("gpt-6-luna", written, None) == Decimal("0.000125")


def test_reasoning_is_part_of_the_output() -> None:
    usage = CallUsage(output=1_000, reasoning=900)
    assert price_call("gpt-6-luna", usage, None) == Decimal("0.0005")


def test_more_cached_tokens_than_input_never_make_a_call_cheaper_than_nothing() -> None:
    usage = CallUsage(input=10, cached=1_000)
    assert price_call("gpt-6-luna", usage, None) == 1_000 * Decimal("0.01") / 1_000_000


@pytest.mark.parametrize("tier", [None, "auto", "default"])
def test_the_standard_tier_has_three_names(tier: str | None) -> None:
    assert price_call("gpt-6-luna", USAGE, tier) == price_call("gpt-6-luna", USAGE, "default")


@pytest.mark.parametrize("model", ["gpt-6-luna", "gpt-5.6-luna", "gpt-6-sol", "gpt-5-nano"])
def test_flex_costs_half(model: str) -> None:
    standard = price_call(model, USAGE, None)
    flex = price_call(model, USAGE, "flex")
    assert standard is not None
    assert flex == standard / 2


def test_a_tier_that_a_model_does_not_have_is_billed_as_the_standard_one() -> None:
    assert price_call("gpt-4.1", USAGE, "flex") == price_call("gpt-4.1", USAGE, None)


@pytest.mark.parametrize("asked", [None, "flex", "priority"])
def test_the_tier_that_served_a_call_is_billed(asked: str | None) -> None:
    for served in ("default", "flex", "priority"):
        usage = USAGE._replace(tier=served)
        assert price_call("gpt-6-luna", usage, asked) == price_call("gpt-6-luna", USAGE, served)


def test_a_served_tier_that_nobody_has_a_price_for_has_none() -> None:
    assert price_call("gpt-6-luna", USAGE._replace(tier="scale"), "flex") is None


def test_a_call_of_unknown_usage_has_no_price() -> None:
    assert price_call("gpt-6-luna", CallUsage(is_known=False), None) is None


def test_a_tier_that_nobody_has_a_price_for_has_none() -> None:
    assert price_call("gpt-6-luna", USAGE, "scale") is None


def test_the_table_is_what_the_pinned_package_makes_of_it() -> None:
    made = write_table(make_table(date.fromisoformat(prices_date())))
    assert (ROOT / PATH).read_text(encoding="utf-8") == made


def test_the_table_names_its_source_and_its_day() -> None:
    (pinned,) = [
        line.replace("==", " ")
        for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if line.startswith("genai-prices==")
    ]
    assert TABLE["source"] == pinned
    assert date.fromisoformat(TABLE["date"]) <= datetime.now(UTC).date()
    assert prices_date() == TABLE["date"]


def test_the_table_is_small_and_ships_without_the_package() -> None:
    assert (ROOT / PATH).stat().st_size < 20_000
    code = "import shortlist.spending, sys; print('genai_prices' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "functions",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


def test_the_default_model_of_the_local_cloud_has_a_price() -> None:
    assert price_call("gpt-6-luna", USAGE, None)


def test_the_figure_of_the_page_about_models_is_the_tables() -> None:
    usage = CallUsage(input=1_300 + 900, output=220)
    costs = [price_call("gpt-6-luna", usage, tier) for tier in (None, "flex")]
    plain, flex = (100 * (cost or 0) for cost in costs)
    text = " ".join((ROOT / "docs" / "models.md").read_text(encoding="utf-8").split())
    assert f"list price of {prices_date()}, 100 resumes of 900 tokens" in text
    assert f"220 cost {plain.normalize()} USD without a cache, and {flex.normalize()} with" in text


def test_no_price_has_more_decimals_than_a_ledger_in_whole_numbers_can_add_up() -> None:
    prices = [
        Decimal(price)
        for entry in TABLE["models"].values()
        for rows in entry["tiers"].values()
        for _above, *row in rows
        for price in row
    ]
    # A millionth of them is the price of a token, counted in units of 10 ** -12 USD.
    assert all(price == round(price, 6) for price in prices)
