"""Writes `functions/shortlist/prices.json` from the package genai-prices."""

import argparse
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from genai_prices.data_snapshot import get_snapshot
from genai_prices.types import ClauseEquals, ClauseOr, ModelInfo, ModelPrice, TieredPrices

from shortlist.spending import ANY_SNAPSHOT, STANDARD_TIER, TokenPrices

PATH = Path("functions/shortlist/prices.json")
MODELS: Mapping[str, list[str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text("utf-8")
)
TIERS = (STANDARD_TIER, "flex", "priority", "fast")
_PRICES = ("input_mtok", "cache_read_mtok", "cache_write_mtok", "output_mtok")
# No model was released then: who matches it, matches every day.
_NO_RELEASE = "2001-01-01"


def make_table(day: date) -> dict[str, Any]:
    """Return the table of prices on a day, as the installed package has them.

    Raises:
        LookupError: if the package does not know a model.
    """
    return {
        "source": f"genai-prices {version('genai-prices')}",
        "date": day.isoformat(),
        "unit": "USD per million tokens",
        "columns": list(TokenPrices._fields),
        "models": {
            name: {
                "snapshots": _list_snapshots(name, _find_model(name, seller)),
                "tiers": dict(_list_tiers(_find_model(name, seller), day)),
            }
            for seller, names in MODELS.items()
            for name in names
        },
    }


def write_table(table: Mapping[str, Any]) -> str:
    """Return the table as text, one line a model's tier, so that a change of price shows."""
    head = [f' "{key}": {json.dumps(table[key])},' for key in table if key != "models"]
    entries = []
    for name, entry in table["models"].items():
        tiers = [f'   "{tier}": {json.dumps(rows)}' for tier, rows in entry["tiers"].items()]
        snapshots = json.dumps(entry["snapshots"])
        lines = ",\n".join(tiers)
        entries.append(f'  "{name}": {{"snapshots": {snapshots}, "tiers": {{\n{lines}}}}}')
    return "\n".join(["{", *head, ' "models": {', ",\n".join(entries), " }", "}", ""])


def _find_model(name: str, seller: str) -> ModelInfo:
    for provider in get_snapshot().providers:
        if provider.id == seller and (model := provider.find_model(name)):
            return model
    raise LookupError(f"genai-prices knows no {name} of {seller}")


def _list_snapshots(name: str, model: ModelInfo) -> str | list[str]:
    """Return the days of a model's snapshots, or that any day will do."""
    if model.is_match(f"{name}-{_NO_RELEASE}"):
        return ANY_SNAPSHOT
    clauses = model.match.or_ if isinstance(model.match, ClauseOr) else [model.match]
    names = [clause.equals for clause in clauses if isinstance(clause, ClauseEquals)]
    found = [re.fullmatch(re.escape(name) + r"-(\d{4}-\d{2}-\d{2})", one) for one in names]
    return [match[1] for match in found if match]


def _list_tiers(model: ModelInfo, day: date) -> Iterator[tuple[str, list[list[int | str]]]]:
    """Yield the service tiers that a model has prices for, and their rows."""
    noon = datetime.combine(day, time(12), UTC)
    yield STANDARD_TIER, _list_rows(model.get_prices(noon))
    offered = {variant.when.get("service_tier") for variant in model.price_variants or ()}
    for tier in TIERS[1:]:
        if tier in offered:
            yield tier, _list_rows(model.get_prices(noon, {"service_tier": tier}))


def _list_rows(prices: ModelPrice) -> list[list[int | str]]:
    """Return a row for each length of prompt that has prices of its own."""
    columns = [getattr(prices, name) for name in _PRICES]
    # Without a price of their own, cached and written tokens cost what any input does.
    columns = [columns[0] if column is None else column for column in columns]
    tiers = chain.from_iterable(one.tiers for one in columns if isinstance(one, TieredPrices))
    starts = sorted({0, *(tier.start for tier in tiers)})
    return [[start, *(str(_price(column, start)) for column in columns)] for start in starts]


def _price(column: Decimal | TieredPrices, above: int) -> Decimal:
    if not isinstance(column, TieredPrices):
        return column
    reached = [tier.price for tier in column.tiers if tier.start <= above]
    return reached[-1] if above and reached else column.base


def main() -> None:
    """Write the table of today's prices."""
    parser = argparse.ArgumentParser(prog="python -m tools.prices", description=__doc__)
    parser.add_argument("--date", type=date.fromisoformat, default=datetime.now(UTC).date())
    table = make_table(parser.parse_args().date)
    PATH.write_text(write_table(table), encoding="utf-8")
    print(f"{len(table['models'])} models, {table['source']}, {table['date']}: {PATH}")


if __name__ == "__main__":
    main()
