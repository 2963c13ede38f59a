"""An audit as a table for a program, and as a page to print."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from shortlist_client.audit.printed_page import (
    write_facts,
    write_limits,
    write_page,
    write_section,
    write_table,
    write_text,
)
from shortlist_client.audit.rates import Audit, CategoryRate, Interval, RateTable
from shortlist_client.audit.sample import Sample, Selection

CSV_HEADINGS = (
    "kind",
    "table",
    "race_ethnicity",
    "sex",
    "applicants",
    "reached",
    "rate",
    "rate_low",
    "rate_high",
    "impact_ratio",
    "ratio_low",
    "ratio_high",
    "remarks",
    "unknown",
)
NOT_AN_AUDIT = (
    "This is arithmetic and no legal advice. New York City's Local Law 144 asks for an audit by"
    " an independent auditor: somebody who neither made, distributed nor uses the tool, and who is"
    " not paid by those who do. Whoever runs this command over their own data is none; the page is"
    " what such an auditor can start from and check.",
    "A ratio near 1 does not show that a tool is fair, nor a low one that it is unfair: the rates"
    " say nothing about who could do the work. Groups come from the file that was handed in; what"
    " people did not say is not guessed.",
)


@dataclass(frozen=True)
class Circumstances:
    """What the files do not say."""

    audited_on: str
    source: str = ""
    in_use_since: str = ""
    data: Literal["historical", "test"] = "historical"


def list_csv_rows(audit: Audit) -> Iterator[tuple[object, ...]]:
    """Yield a row for each category of each table, under CSV_HEADINGS."""
    for kind, tables in (("selection", audit.selection), ("scoring", audit.scoring)):
        for table in tables:
            for one in table.rates:
                yield (kind, table.title, *_find_groups(table, one), *_list_numbers(one, table))


def write_audit_page(
    audit: Audit, sample: Sample, selection: Selection, circumstances: Circumstances
) -> str:
    """Return the page to print."""
    return write_page(
        "Selection and scoring rates by group",
        "In the form that New York City's rules on automated employment decision tools ask for (6"
        " RCNY § 5-300 to 5-303).",
        [
            write_limits(NOT_AN_AUDIT),
            write_section("Data", write_facts(_list_facts(audit, sample, circumstances))),
            write_section(
                "Selection rates",
                write_text(f"Selected means here: {selection.describe()}."),
                *(_write_rates(one, "Selected", "Selection rate") for one in audit.selection),
            ),
            write_section(
                "Scoring rates",
                write_text(_explain_scoring(audit)),
                *(
                    _write_rates(one, "Above the median", "Scoring rate")
                    for one in (audit.scoring if audit.median_score is not None else ())
                ),
            ),
            write_section("How to read it", *map(write_text, _explain())),
        ],
    )


def _find_groups(table: RateTable, one: CategoryRate) -> tuple[str, str]:
    found = dict(zip(table.heading, one.category, strict=True))
    return found.get("Race or ethnicity", ""), found.get("Sex", "")


def _list_numbers(one: CategoryRate, table: RateTable) -> tuple[object, ...]:
    return (
        one.applicants,
        one.reached,
        *(_round(number) for number in (one.rate, *one.rate_interval, one.ratio)),
        *(_round(number) for number in (one.ratio_interval or (None, None))),
        "; ".join(one.remarks),
        table.unknown,
    )


def _round(number: float | None) -> object:
    return None if number is None else round(number, 4)


def _list_facts(
    audit: Audit, sample: Sample, circumstances: Circumstances
) -> list[tuple[str, str]]:
    return [
        ("Date of this page", circumstances.audited_on),
        ("Tool", f"Shortlist: {'; '.join(sample.rankers)}"),
        ("In use since (distribution date)", circumstances.in_use_since or "not stated"),
        ("Kind of data", f"{circumstances.data} data"),
        ("Rankings made", f"{sample.first_ranked} to {sample.last_ranked}"),
        ("Source of the data", circumstances.source or "not stated"),
        ("Applications", f"{audit.applicants:,}, of whom {audit.selected:,} were selected"),
        (
            "In an unknown category",
            f"{audit.unknown:,} lack sex, race or both; {sample.without_groups:,} of them are not"
            " in the file of groups at all. They are in no table that needs what is not known.",
        ),
        ("Without a score", f"{audit.without_score:,}, whose resume could not be read"),
        ("In the file of groups, but in no ranking", f"{sample.unused_groups:,}"),
    ]


def _explain_scoring(audit: Audit) -> str:
    if audit.median_score is None:
        return "Nobody has a score."
    return (
        f"The median score of the whole sample is {audit.median_score:g}. A scoring rate is the"
        f" share of a category's scores above it. {audit.without_score:,} applications without a"
        " score are in no scoring rate."
    )


def _explain() -> list[str]:
    return [
        "Impact ratio: the rate of a category by the highest rate in its table. Local Law 144 sets"
        " no limit; the remark “below four fifths” points at a rule of thumb of the federal"
        " guidelines (29 CFR 1607.4 D).",
        "95 %: where the rate or the ratio may well lie, given how few or many were counted"
        " (Wilson's interval of a rate; Katz's interval of a ratio, with Haldane's halves where"
        " a count is 0). An interval that holds 1 shows no difference, which is not the same as"
        " showing that there is none. The highest rate was picked because it is the highest, so"
        " that ratios are a little low by chance alone, the more so the smaller the groups.",
        "Small numbers: a category with fewer than 30 applicants, or under 2 % of the data, says"
        " little by itself, and as the highest of its table it makes all others look low. The rules"
        " let an independent auditor leave categories under 2 % out of the ratios, and ask for the"
        " reason, the number and the rate all the same (§ 5-301 d).",
        "Applications count, not people: who is in two rankings counts twice.",
    ]


def _write_rates(table: RateTable, reached: str, rate: str) -> str:
    caption = f"{table.title} ({table.unknown:,} unknown)"
    headings = [*table.heading, "Applicants", reached, rate, "95 %", "Impact ratio", "95 %"]
    rows = [
        (
            *one.category,
            f"{one.applicants:,}",
            f"{one.reached:,}",
            f"{one.rate:.1%}",
            f"{one.rate_interval.low:.1%} to {one.rate_interval.high:.1%}",
            "" if one.ratio is None else f"{one.ratio:.3f}",
            _write_interval(one.ratio_interval),
            "; ".join(one.remarks),
        )
        for one in table.rates
    ]
    return write_table(caption, [*headings, "~Remarks"], rows, numbers=7)


def _write_interval(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval.low:.3f} to {interval.high:.3f}"
