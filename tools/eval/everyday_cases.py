"""Everyday cases of the evaluation that ships: professions, and the kinds of pairs made of them.

All of it is written for this project, about nobody. A case is a job post and two resumes, of which
the first must be read first; where it names a gate, both answers to it are known.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "everyday.json"
PAIRS = Path(__file__).parent / "everyday_pairs.txt"
POSTS = Path(__file__).parent / "everyday_posts.txt"
_CASE = re.compile(r"^## ", re.MULTILINE)
_PART = re.compile(r"^--$", re.MULTILINE)
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
class PostCase:
    """A job post, and what its rubric must and must not hold; of alternatives one is enough."""

    title: str
    description: str
    gates: tuple[tuple[str, ...], ...]
    criteria: tuple[tuple[str, ...], ...]
    never: tuple[str, ...]


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
    """Make every kind of case of every profession, and read those that were written one by one."""
    words = read_words()
    yield from read_pairs(words)
    for trade in read_trades():
        yield from _make_trade(trade, words[trade.language])


def read_pairs(words: dict[str, dict[str, str]]) -> Iterator[PairCase]:
    """Read the written pairs.

    Two of three posts stand between text about the employer, unless they were written whole.
    """
    for number, text in enumerate(_CASE.split(PAIRS.read_text("utf-8"))[1:]):
        head, _, body = text.partition("\n")
        category, title, contains, first, second, language = head.split("|")
        asked, one, other = (part.strip() for part in _PART.split(body))
        lines = [line.removeprefix("- ") for line in asked.splitlines()]
        is_whole = language == "-" or number % 3 == 0
        post = asked if is_whole else write_post(words[language], lines)
        answer = Answer(contains, first, second) if contains != "-" else None
        yield PairCase(category.partition("-")[0], title, post, one, other, answer)


def read_posts() -> Iterator[PostCase]:
    """Read the written job posts."""
    for text in _CASE.split(POSTS.read_text("utf-8"))[1:]:
        title, _, body = text.partition("\n")
        post, gates, criteria, never = re.split(r"^(?:gates|criteria|never):", body, flags=re.M)
        wanted = (_read_choices(gates), _read_choices(criteria))
        yield PostCase(title, post.strip(), *wanted, tuple(map(str.strip, never.split(" ; "))))


def _read_choices(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str.strip, one.split(","))) for one in text.strip().split(" ; "))


def _make_trade(trade: Trade, words: dict[str, str]) -> Iterator[PairCase]:
    def write_work(when: str) -> str:
        return _write_job(trade, trade.masculine, _write_dates(words, when), trade.tasks)

    def make_pair(
        category: str, post: str, first: str, other: str, gate: Answer | None
    ) -> PairCase:
        return PairCase(category, trade.masculine, post, first, other, gate)

    asked = [words["years_asked"].format(title=trade.masculine), *trade.tasks]
    post, plain = write_post(words, asked), write_post(words, list(trade.tasks))
    years = Answer(words["years_sign"], "pass", "fail")
    old = write_work("old")
    yield make_pair("years", post, old, write_work("new"), years)
    yield make_pair("since", post, write_work("since_old"), write_work("since_new"), years)
    strange = _write_job(trade, trade.other, _write_dates(words, "old"), (trade.other_task,))
    yield make_pair("profession", plain, old, strange, None)
    wish = f"{strange}\n{words['wish'].format(tasks=', '.join(trade.tasks))}"
    yield make_pair("wish", plain, old, wish, None)
    listed = f"{words['skills']}\n{trade.masculine}, {', '.join(trade.tasks)}\n{strange}"
    yield make_pair("keyword list", plain, old, listed, None)
    with_paper = write_post(words, [f"{trade.paper} ({words['required']})", *trade.tasks])
    held, lost = f"{old}\n{trade.paper}", f"{old}\n{trade.denied}"
    yield make_pair("paper", with_paper, held, lost, Answer(trade.paper, "pass", "not pass"))


def _write_dates(words: dict[str, str], when: str) -> str:
    return words[when].format(present=words["present"])


def make_twins() -> Iterator[tuple[str, str, str, str]]:
    """Make resumes that differ only in the gender of a title: post title, post, either resume."""
    words = read_words()
    for trade in read_trades():
        said = words[trade.language]
        post = write_post(said, list(trade.tasks))
        dates = _write_dates(said, "old")
        for title in (trade.masculine, trade.feminine):
            one, other = (
                _write_job(trade, called, dates, trade.tasks)
                for called in (trade.masculine, trade.feminine)
            )
            yield title, post, one, other


def write_post(words: dict[str, str], asked: list[str]) -> str:
    """Write a job post that asks for some things, between text about the employer."""
    lines = [words["about"], words["company"], "", words["asked"]]
    lines += [f"- {one}" for one in asked]
    return "\n".join([*lines, "", words["offer"], words["benefits"], "", words["equal"]])


def _write_job(trade: Trade, title: str, dates: str, tasks: tuple[str, ...]) -> str:
    return "\n".join([f"{title}, {trade.employer}, {dates}", *[f"- {task}" for task in tasks]])
