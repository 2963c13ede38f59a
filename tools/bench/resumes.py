"""Invented resumes of about six hundred words, about nobody, the same ones for the same numbers."""

import random
import tomllib
from pathlib import Path

WORDS_A_RESUME = 600
_FORMS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
TITLE: str = _FORMS["title"]
DESCRIPTION: str = _FORMS["description"]
_LEVELS = (
    "{title} is not mentioned",
    "{title} is named in a list",
    "{title} was used in one project",
    "{title} was part of a role for years",
    "{title} was part of a late role, with an outcome that can be counted",
)
RUBRIC = {
    "gates": [{"id": "permit", "text": "Holds a work permit"}],
    "criteria": [
        {"id": name, **one, "levels": [level.format(**one) for level in _LEVELS]}
        for name, one in _FORMS["criteria"].items()
    ],
}
_WORDS: dict[str, list[str]] = _FORMS["words"]


def invent_resume(number: int) -> tuple[str, str]:
    """Return the name of a candidate and the text of the resume."""
    draw = random.Random(number)  # noqa: S311  # no secret
    first, last = (_invent_name(draw) for _ in range(2))
    mail = f"{first}.{last}.{number}@example.com".lower()
    lines = [
        f"{first} {last}",
        f"{mail} | +1 202 555 {100 + number % 100:04d} | {draw.choice(_WORDS['places'])}",
        "",
        "Summary",
        f"{draw.choice(_WORDS['roles'])} with {draw.randint(2, 20)} years in teams that run what"
        f" they build, most of them with {', '.join(draw.sample(_WORDS['skills'], 3))}.",
        "",
        "Experience",
    ]
    year = 2026
    words = sum(len(line.split()) for line in lines)
    while words < WORDS_A_RESUME - 40:
        role = _invent_role(draw, year)
        year -= 2
        words += sum(len(line.split()) for line in role)
        lines += role
    skills = ", ".join(draw.sample(_WORDS["skills"], 9))
    lines += ["Education", f"BSc in computer science, {year}", "", "Skills", skills]
    return f"{first} {last}", "\n".join(lines)


def _invent_name(draw: random.Random) -> str:
    return "".join(draw.sample(_WORDS["syllables"], 2)).title()


def _invent_role(draw: random.Random, year: int) -> list[str]:
    company = f"{_invent_name(draw)} {draw.choice(('Logistics', 'Travel', 'Energy', 'Retail'))}"
    head = f"{draw.choice(_WORDS['roles'])}, {company}, {year - 2} - {year}"
    return [
        head,
        *(f"- {_invent_deed(draw, deed)}." for deed in draw.sample(_WORDS["deeds"], 4)),
        "",
    ]


def _invent_deed(draw: random.Random, deed: str) -> str:
    one, two = draw.sample(_WORDS["skills"], 2)
    return deed.format(
        what=draw.choice(_WORDS["things"]), one=one, two=two, number=draw.randint(2, 60)
    )
