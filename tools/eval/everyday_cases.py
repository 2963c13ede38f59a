"""Everyday cases of the evaluation that ships: professions, and the kinds of pairs made of them.

All of it is written for this project, about nobody. A case is a job post and two resumes, of which
the first must be read first; where it names a gate, both answers to it are known.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "everyday.json"
# The month that the cases are ranked in: jobs of today last until then.
MONTH = "2026-07"


@dataclass(frozen=True)
class Answer:
    """What a gate that holds `contains` must say about either resume; "not pass" is not a pass."""

    contains: str
    first: str
    second: str


@dataclass(frozen=True)
class PairCase:
    """A job post and two resumes in the order in which they must come out."""

    category: str
    title: str
    description: str
    first: str
    second: str
    answer: Answer | None = None


@dataclass(frozen=True)
class Trade:
    """A profession as its people write it, in one language."""

    language: str
    masculine: str
    feminine: str
    other: str
    tasks: tuple[str, str]
    other_task: str
    employer: str
    paper: str
    denied: str


def read_trades() -> list[Trade]:
    """Read the professions."""
    rows = json.loads(CASES.read_text("utf-8"))["trades"]
    return [Trade(**{**row, "tasks": tuple(row["tasks"])}) for row in rows]


def read_words() -> dict[str, dict[str, str]]:
    """Read the words around the professions in each language."""
    words: dict[str, dict[str, str]] = json.loads(CASES.read_text("utf-8"))["words"]
    return words


def make_cases() -> Iterator[PairCase]:
    """Make every kind of case of every profession."""
    words = read_words()
    for trade in read_trades():
        yield from _make_trade(trade, words[trade.language])


def _make_trade(trade: Trade, words: dict[str, str]) -> Iterator[PairCase]:
    asked = [words["years_asked"].format(title=trade.masculine), *trade.tasks]
    post = _write_post(words, asked)
    old = _write_job(
        trade, trade.masculine, words["old"].format(present=words["present"]), trade.tasks
    )
    new = _write_job(
        trade, trade.masculine, words["new"].format(present=words["present"]), trade.tasks
    )
    strange = _write_job(
        trade, trade.other, words["old"].format(present=words["present"]), (trade.other_task,)
    )
    answer = Answer(words["years_sign"], "pass", "fail")
    yield PairCase("years", trade.masculine, post, old, new, answer)
    since = _write_job(trade, trade.masculine, words["since_old"], trade.tasks)
    lately = _write_job(trade, trade.masculine, words["since_new"], trade.tasks)
    yield PairCase("since", trade.masculine, post, since, lately, answer)
    plain = _write_post(words, list(trade.tasks))
    yield PairCase("profession", trade.masculine, plain, old, strange)
    wish = f"{strange}\n{words['wish'].format(tasks=', '.join(trade.tasks))}"
    yield PairCase("wish", trade.masculine, plain, old, wish)
    listed = f"{words['skills']}\n{trade.masculine}, {', '.join(trade.tasks)}\n{strange}"
    yield PairCase("keyword list", trade.masculine, plain, old, listed)
    with_paper = _write_post(words, [f"{trade.paper} ({words['required']})", *trade.tasks])
    held, lost = f"{old}\n{trade.paper}", f"{old}\n{trade.denied}"
    gate = Answer(trade.paper, "pass", "not pass")
    yield PairCase("paper", trade.masculine, with_paper, held, lost, gate)


def make_twins() -> Iterator[tuple[str, str, str, str]]:
    """Make resumes that differ only in the gender of a title: post title, post, either resume."""
    words = read_words()
    for trade in read_trades():
        said = words[trade.language]
        post = _write_post(said, list(trade.tasks))
        dates = said["old"].format(present=said["present"])
        for title in (trade.masculine, trade.feminine):
            yield (
                title,
                post,
                _write_job(trade, trade.masculine, dates, trade.tasks),
                _write_job(trade, trade.feminine, dates, trade.tasks),
            )


def _write_post(words: dict[str, str], asked: list[str]) -> str:
    lines = [words["about"], words["company"], "", words["asked"]]
    lines += [f"- {one}" for one in asked]
    return "\n".join([*lines, "", words["offer"], words["benefits"], "", words["equal"]])


def _write_job(trade: Trade, title: str, dates: str, tasks: tuple[str, ...]) -> str:
    return "\n".join([f"{title}, {trade.employer}, {dates}", *[f"- {task}" for task in tasks]])
