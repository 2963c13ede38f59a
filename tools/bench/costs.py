"""What a deployment costs at rest and for a thousand rankings, from counted calls and list prices.

`python -m tools.bench.costs` writes docs/measurements/costs.md anew; a test compares it.
"""

import argparse
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from adapters.metrics import SHAPES
from shortlist.spending import CallUsage, price_call, prices_date
from tools.bench import prices
from tools.bench.calls import CountedCalls, count_ranking
from tools.canary import CANARIES, WAITED_FOR
from tools.mocked.template import ROOT, parse_template, resources_of
from tools.pages import fill, tabulate

PAGE = ROOT / "docs/measurements/costs.md"
CANDIDATES = 100
RANKINGS = 1000
MINUTES_A_MONTH = 43_800
# Lambda polls each queue with five connections, each of which asks every 20 seconds.
POLLS_A_QUEUE = 5 * 3 * MINUTES_A_MONTH
# Somebody waits for a ranking with so many looks, and opens one page of rows.
LOOKS = 12
# How long functions work, of which most is waiting: start, a look, a hundred offline rows, a sweep.
START_SECONDS, LOOK_SECONDS, CHUNK_SECONDS, SWEEP_SECONDS = 0.15, 0.05, 1.5, 0.3
# What a function has that people wait for, and the sweeper.
FUNCTION_GIGABYTES = 0.5
MODEL = "gpt-6-luna"
TOKENS = CallUsage(input=2500, cached=0, output=400)


class CostLine(NamedTuple):
    """One line of a table: what is paid for, on what grounds, and how much."""

    what: str
    why: str
    usd: float


def list_costs_at_rest() -> list[CostLine]:
    """Return what a month costs in which nobody does anything."""
    alarms = _load_leaf("alarms")
    watched = sum(max(1, str(one).count("MetricStat")) for one in alarms.values())
    queues = len(resources_of("AWS::Lambda::EventSourceMapping"))
    sweeps = MINUTES_A_MONTH * (
        prices.LAMBDA_REQUEST + _price_seconds(SWEEP_SECONDS, FUNCTION_GIGABYTES)
    )
    return [
        CostLine("alarms", f"{len(alarms)}, on {watched} metrics", watched * prices.ALARM_METRIC),
        CostLine("dashboard", "one", prices.DASHBOARD),
        CostLine("metrics", "the sweeper's two", 2 * prices.METRIC),
        CostLine("secret", "the model server's key", prices.SECRET),
        CostLine(
            "polling of queues",
            f"{queues} queues, {POLLS_A_QUEUE:,} requests each",
            queues * POLLS_A_QUEUE * prices.SQS_REQUEST,
        ),
        CostLine("sweeper", f"{MINUTES_A_MONTH:,} runs, {SWEEP_SECONDS} s each", sweeps),
    ]


def list_costs_of_parameters() -> list[CostLine]:
    """Return what a month costs more with what a deployment may ask for."""
    rules = len(_load_leaf("web_acl")["WebAcl"]["Properties"]["Rules"])
    requests = f"an ACL and {rules} rules; {prices.WEB_ACL_REQUESTS:.2f} a million requests more"
    snapshot = prices.SNAPSHOT_GB_SECOND * FUNCTION_GIGABYTES * MINUTES_A_MONTH * 60
    snapshots = f"{len(WAITED_FOR)} functions, for each version that is kept"
    return [
        CostLine("`CANARY=1`", f"{len(CANARIES)} alarms", len(CANARIES) * prices.ALARM_METRIC),
        CostLine("`Waf=on`", requests, prices.WEB_ACL + rules * prices.WEB_ACL_RULE),
        CostLine("`SnapStart=PublishedVersions`", snapshots, len(WAITED_FOR) * snapshot),
    ]


def list_costs_of_rankings(counted: CountedCalls) -> list[CostLine]:
    """Return what a thousand rankings of a hundred candidates cost, each looked at till its end."""
    calls = sum(counted.calls.values())
    functions = (
        _price_seconds(START_SECONDS + LOOKS * LOOK_SECONDS, FUNCTION_GIGABYTES)
        + _price_seconds(CHUNK_SECONDS * counted.messages, 1)
        + (1 + LOOKS + counted.messages) * prices.LAMBDA_REQUEST
    )
    series = sum(len(shape.dimension_sets) for shape in SHAPES.values())
    lines = [
        CostLine("requests of the API", f"a start and {LOOKS} looks", (1 + LOOKS) * prices.REQUEST),
        CostLine("tables and queue", f"{calls} calls, counted", counted.price()),
        CostLine("functions", f"a start, looks, {counted.messages} chunk", functions),
    ]
    lines = [line._replace(usd=line.usd * RANKINGS) for line in lines]
    metrics = f"{series} sets of dimensions, a series each; paid once a month"
    return [*lines, CostLine("metrics", metrics, series * prices.METRIC)]


def price_model() -> float:
    """Return what a model's tokens cost for a thousand rankings of a hundred candidates."""
    each = price_call(MODEL, TOKENS, None) or Decimal(0)
    return float(each * CANDIDATES * RANKINGS)


def _tabulate(lines: Sequence[CostLine]) -> str:
    rows = [(line.what, line.why, f"{line.usd:.2f}") for line in lines]
    return tabulate(("What", "For", "USD"), rows)


def _add_up(lines: Sequence[CostLine]) -> CostLine:
    return CostLine("**together**", "", sum(line.usd for line in lines))


def _price_seconds(seconds: float, gigabytes: float) -> float:
    return seconds * gigabytes * prices.LAMBDA_GB_SECOND


def _load_leaf(name: str) -> dict[str, Any]:
    leaf = parse_template((ROOT / f"infra/{name}.yaml").read_text(encoding="utf-8"))
    resources: dict[str, Any] = leaf["Resources"]
    return resources


def make_page() -> str:
    """Return the page as it is to be now."""
    rest, rankings = list_costs_at_rest(), list_costs_of_rankings(count_ranking(CANDIDATES))
    tokens = f"{TOKENS.input:,} tokens in and {TOKENS.output} out a candidate, `{MODEL}`"
    assumed = {
        "a start": START_SECONDS,
        "a look": LOOK_SECONDS,
        f"a chunk of {CANDIDATES} rows": CHUNK_SECONDS,
        "a sweep": SWEEP_SECONDS,
    }
    parts = {
        "prices": f"List prices of {prices.AS_OF} in {prices.REGION}, without free tiers.",
        "rest": _tabulate([*rest, _add_up(rest)]),
        "parameters": _tabulate(list_costs_of_parameters()),
        "rankings": _tabulate([*rankings, _add_up(rankings)]),
        "model": _tabulate([CostLine("model", f"{tokens}, {prices_date()}", price_model())]),
        "assumed": tabulate(("Of", "Seconds"), assumed.items()),
    }
    return fill(PAGE.read_text(encoding="utf-8"), parts)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    PAGE.write_text(make_page(), encoding="utf-8")
