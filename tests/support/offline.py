"""One job post and one resume, ranked offline."""

from shortlist.ranking.offline import OfflineRanker
from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.rubric import Criterion, Gate, Rubric

TITLE = "Backend Engineer"


DESCRIPTION = """Requirements:
- 5+ years of experience with Python
- Strong knowledge of PostgreSQL
- Must speak fluent German
Nice to have:
- Kubernetes
Responsibilities:
- Design REST services for invoicing
"""


RESUME = """Jo Example
Summary
Engineer who likes short feedback loops
Experience
Backend Engineer, Example GmbH, Jan 2018 - Dec 2024
- Built Python services for invoicing and cut latency by 40 %
- Ran PostgreSQL clusters
Education
Bachelor of Science in Computer Science, 2014 - 2017
Skills
Python, Kubernetes, Docker
Languages
German C1, English C2
"""


def make_rubric(*criteria: tuple[str, str], gates: tuple[str, ...] = ()) -> Rubric:
    return Rubric(
        version=1,
        gates=tuple(Gate(id=f"g{n}", text=text) for n, text in enumerate(gates, start=1)),
        criteria=tuple(
            Criterion(id=f"c{n}", title=title, importance=importance, levels=tuple("01234"))
            for n, (title, importance) in enumerate(criteria, start=1)
        ),
    )


def rank(resume: str, rubric: Rubric | None = None, name: str | None = None):
    rubric = rubric or draft_rubric(TITLE, DESCRIPTION)
    return OfflineRanker(TITLE, DESCRIPTION, rubric).rank("c-1", name, resume)


def find_status(gate: str, resume: str, title: str = "Welder") -> str:
    """Tell how a resume stands to a gate of a job post with this title."""
    ranker = OfflineRanker(title, gate, make_rubric(("Work", "critical"), gates=(gate,)))
    return ranker.rank("c-1", None, resume).gates[0].status
