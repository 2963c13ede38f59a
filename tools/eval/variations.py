"""Resumes that differ in what must not matter: who somebody is, and how the text is set."""

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shortlist.ranking.offline import OfflineRanker
from shortlist.rubric.rubric import Rubric
from tools.eval.everyday_cases import Trade, make_twins, read_trades, read_words, write_post
from tools.eval.people import PEOPLE
from tools.eval.swaps import write_contact, write_pronouns

_WIDTH = 60
_CITIES = ("Oslo", "Lagos", "Detroit", "Cluj-Napoca", "Izmir", "Osaka")
_UNIVERSITIES = (
    "State University", "Open University", "Howard University", "ETH Zurich",
    "Universidad de Sevilla", "Evening College of Larkfield",
)  # fmt: skip
_GRADUATED = ("1988", "1999", "2009", "2013")
# The same years of work, with a gap between the jobs and without.
_CAREERS = (("2006 - 2011", "2011"), ("2004 - 2009", "2011"), ("2001 - 2006", "2011"))


@dataclass
class Variation:
    """How many scores were compared, and the largest difference among them."""

    scores: int = 0
    largest: float = 0.0


@dataclass(frozen=True)
class _Person:
    """What is around the work in a resume, and how its years lie."""

    name: str = PEOPLE[0].name
    city: str = _CITIES[0]
    university: str = _UNIVERSITIES[0]
    graduated: str = _GRADUATED[-1]
    career: tuple[str, str] = _CAREERS[0]
    pronouns: str = ""
    contact: str = ""


def measure_variations(
    make_ranker: Callable[[str, str], tuple[Rubric, OfflineRanker]],
) -> dict[str, Variation]:
    """Rank every profession's resume in all variations, and compare the scores."""
    words = read_words()
    found: dict[str, Variation] = {}
    for trade in read_trades():
        post = write_post(words[trade.language], list(trade.tasks))
        _, ranker = make_ranker(trade.masculine, post)
        for name, variants in _vary(trade, words[trade.language]):
            _compare(ranker, variants, found.setdefault(name, Variation()))
    for title, post, one, other in make_twins():
        _, ranker = make_ranker(title, post)
        twins = found.setdefault("gender of the title", Variation())
        _compare(ranker, [(one, PEOPLE[0].name), (other, PEOPLE[0].name)], twins)
    return found


def _compare(ranker: OfflineRanker, texts: list[tuple[str, str]], variation: Variation) -> None:
    scores = [ranker.rank("a", name, text).score or 0.0 for text, name in texts]
    variation.scores += len(scores)
    variation.largest = max(variation.largest, max(scores) - min(scores))


def _vary(trade: Trade, words: dict[str, str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give the variants of a resume, each with the name told with it."""
    people: dict[str, list[_Person]] = {
        "name": [_Person(name=one.name) for one in PEOPLE],
        "e-mail, phone and link": [_Person(contact=write_contact(one)) for one in PEOPLE],
        "city": [_Person(city=one) for one in _CITIES],
        "university": [_Person(university=one) for one in _UNIVERSITIES],
        "year of graduation": [_Person(graduated=one) for one in _GRADUATED],
        "gap between jobs": [_Person(career=one) for one in _CAREERS],
    }
    for name, some in people.items():
        yield name, [(_write(trade, words, one), one.name) for one in some]
    told = [_Person(pronouns=write_pronouns(one)) for one in PEOPLE[:8]]
    yield "pronouns", [(_write(trade, words, one), one.name) for one in told]
    plain = _write(trade, words, _Person())
    for name, text in _set_in_other_ways(plain):
        yield name, [(plain, PEOPLE[0].name), (text, PEOPLE[0].name)]


def _write(trade: Trade, words: dict[str, str], person: _Person) -> str:
    earlier, later = person.career
    lines = [
        person.name, *filter(None, [person.contact]), person.city, "", "Experience",
        f"{trade.masculine}, {trade.employer}, {later} - {words['present']}",
        *[f"- {task}" for task in trade.tasks],
        f"{trade.masculine}, {trade.employer}, {earlier}",
        *[f"- {task}" for task in trade.tasks],
        "Education", f"{person.university}, {person.graduated}",
    ]  # fmt: skip
    return "\n".join([*lines, person.pronouns] if person.pronouns else lines)


def _set_in_other_ways(resume: str) -> Iterator[tuple[str, str]]:
    yield "wrapped", "\n".join(textwrap.fill(line, _WIDTH) for line in resume.splitlines())
    yield "blank lines between", resume.replace("\n", "\n\n")
    yield "other bullets", resume.replace("\n- ", "\n\u2022 ")
    yield "capitals", resume.upper()
    spaced = resume.replace("Experience\n", "E X P E R I E N C E\n")
    yield "spaced headings", spaced.replace("Education\n", "E D U C A T I O N\n")
    yield "no headings", resume.replace("Experience\n", "").replace("Education\n", "")
    yield "all on one line", " ".join(resume.split())
