"""Invented resumes of about six hundred words, about nobody, the same ones for the same numbers."""

import random

WORDS_A_RESUME = 600

TITLE = "Backend engineer"
DESCRIPTION = """We look for a backend engineer for our booking service.

Required:
- 5 years of Python in production
- PostgreSQL schema design and tuning
- Distributed systems on AWS
- HTTP API design

Nice to have:
- Message queues
- Terraform
- Mentoring of colleagues
"""
RUBRIC = {
    "gates": [{"id": "permit", "text": "Holds a work permit"}],
    "criteria": [
        {"id": name, "title": title, "importance": importance, "levels": levels}
        for name, title, importance in (
            ("python", "Python in production", "critical"),
            ("postgres", "PostgreSQL schema design and tuning", "critical"),
            ("systems", "Distributed systems on AWS", "critical"),
            ("apis", "HTTP API design", "important"),
            ("queues", "Message queues", "important"),
            ("terraform", "Terraform", "nice"),
            ("mentoring", "Mentoring of colleagues", "nice"),
        )
        for levels in [
            [
                f"{title} is not mentioned",
                f"{title} is named in a list",
                f"{title} was used in one project",
                f"{title} was part of a role for years",
                f"{title} was part of a late role, with an outcome that can be counted",
            ]
        ]
    ],
}

_SYLLABLES = [
    "bel",
    "dar",
    "fen",
    "gol",
    "hum",
    "jas",
    "kel",
    "lor",
    "mav",
    "nid",
    "pol",
    "rus",
    "sev",
    "tam",
    "vor",
    "wex",
    "yil",
    "zan",
]
_PLACES = [
    "Eastmoor",
    "Highfield",
    "Lakeborough",
    "Northwick",
    "Oldhaven",
    "Stonebridge",
    "Westmere",
]
_ROLES = [
    "Backend engineer",
    "Data engineer",
    "Platform engineer",
    "Software developer",
    "Test engineer",
]
_SKILLS = [
    "Python",
    "PostgreSQL",
    "AWS Lambda",
    "DynamoDB",
    "Terraform",
    "Kafka",
    "Redis",
    "Django",
    "FastAPI",
    "Docker",
    "Kubernetes",
    "Grafana",
    "GraphQL",
    "Java",
    "Go",
    "React",
    "Linux",
    "Ansible",
    "RabbitMQ",
    "SQL",
]
_DEEDS = (
    "Built a service for {what} with {one} and {two}, used by {number} branch offices every day",
    "Moved {what} from nightly jobs to {one}, which cut the delay from hours to {number} minutes",
    "Designed the HTTP API for {what} together with {number} client teams, documented with {two}",
    "Tuned slow queries on {what} in {one} until the report ran in {number} seconds at month end",
    "Mentored {number} colleagues in {one} and reviewed their changes to {what} every week",
    "Wrote alerts and a runbook for {what} on {two} after an outage that had lasted {number} hours",
)
_THINGS = [
    "seat bookings",
    "price lists",
    "warehouse stock",
    "refunds",
    "loyalty points",
    "meter readings",
    "tour plans",
    "customer letters",
    "spare parts",
    "delivery slots",
    "laboratory results",
    "course enrolments",
]


def invent_resume(number: int) -> tuple[str, str]:
    """Return the name of a candidate and the text of the resume."""
    draw = random.Random(number)  # noqa: S311  # no secret
    first, last = (_invent_name(draw) for _ in range(2))
    mail = f"{first}.{last}.{number}@example.com".lower()
    lines = [
        f"{first} {last}",
        f"{mail} | +1 202 555 {100 + number % 100:04d} | {draw.choice(_PLACES)}",
        "",
        "Summary",
        f"{draw.choice(_ROLES)} with {draw.randint(2, 20)} years in teams that run what they build,"
        f" most of them with {', '.join(draw.sample(_SKILLS, 3))}.",
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
    skills = ", ".join(draw.sample(_SKILLS, 9))
    lines += ["Education", f"BSc in computer science, {year}", "", "Skills", skills]
    return f"{first} {last}", "\n".join(lines)


def _invent_name(draw: random.Random) -> str:
    return "".join(draw.sample(_SYLLABLES, 2)).title()


def _invent_role(draw: random.Random, year: int) -> list[str]:
    company = f"{_invent_name(draw)} {draw.choice(('Logistics', 'Travel', 'Energy', 'Retail'))}"
    head = f"{draw.choice(_ROLES)}, {company}, {year - 2} - {year}"
    return [head, *(f"- {_invent_deed(draw, deed)}." for deed in draw.sample(_DEEDS, 4)), ""]


def _invent_deed(draw: random.Random, deed: str) -> str:
    one, two = draw.sample(_SKILLS, 2)
    return deed.format(what=draw.choice(_THINGS), one=one, two=two, number=draw.randint(2, 60))
