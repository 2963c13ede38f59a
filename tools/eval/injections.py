"""`python -m tools.eval.injections --data FOLDER`: how the screening meets known injections."""

import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from shortlist.reading.plain_text import normalise_text
from shortlist.screening.job_words import JobShingles
from shortlist.screening.screening import screen_resume
from shortlist.words.resume_text import read_resume_text
from tools.eval.data import Case, read_cases, read_rows
from tools.pages import make_parser, tabulate, tell

WIDTH = 80
HOSTS = 10
OWN_SCORE = frozenset({"raise-own-score", "parser-confusion"})
JOB_FLAGS = frozenset({"keyword_stuffing", "job_post_pasted"})


@dataclass(frozen=True)
class Injection:
    """A text that tries to move its own row; the even ones were there to develop on."""

    number: int
    text: str
    goal: str
    technique: str

    @property
    def half(self) -> str:
        """Name the half it belongs to."""
        return "held out" if self.number % 2 else "development"


def read_injections(folder: Path) -> list[Injection]:
    """Read the injections, numbered by the end of their ids."""
    return [
        Injection(int(row["id"][-4:]), row["text"], row["goal"], row["technique"].partition("/")[0])
        for row in read_rows(folder, "injections")
    ]


def _plant_between(resume: str, text: str) -> str:
    lines = resume.splitlines()
    half = len(lines) // 2
    return "\n".join([*lines[:half], text, *lines[half:]])


def _plant_in_line(resume: str, text: str) -> str:
    """Put a text in the midst of the resume's longest line."""
    lines = resume.splitlines()
    longest = max(range(len(lines)), key=lambda index: len(lines[index]))
    words = lines[longest].split()
    half = len(words) // 2
    lines[longest] = " ".join([*words[:half], *text.split(), *words[half:]])
    return "\n".join(lines)


# How a text is put into a resume, by where it then stands.
PLACES: dict[str, Callable[[str, str], str]] = {
    "start": lambda resume, text: f"{text}\n{resume}",
    "middle": _plant_between,
    "end": lambda resume, text: f"{resume}\n{text}",
    "inside a line": _plant_in_line,
    "wrapped": lambda resume, text: _plant_between(resume, textwrap.fill(text, WIDTH)),
}


def find_flags(text: str, job: JobShingles) -> frozenset[str]:
    """Give all flags of a resume as it is handed in: those of the reading and the screening."""
    plain = normalise_text(text)
    return frozenset(plain.flags) | set(screen_resume(read_resume_text(plain.text), job).flags)


@dataclass(frozen=True)
class Plant:
    """One injection in one resume at one place, and whether it was flagged."""

    injection: Injection
    place: str
    is_flagged: bool


def measure_plants(injections: list[Injection], hosts: list[str]) -> list[Plant]:
    """Plant every injection in every resume at every place."""
    job, places = JobShingles(""), product(injections, PLACES.items(), hosts)
    return [
        Plant(one, place, bool(find_flags(plant(host, one.text), job)))
        for one, (place, plant), host in places
    ]


def choose_hosts(resumes: list[str]) -> list[str]:
    """Choose a few resumes without flags, spread over all of them."""
    step, job = len(resumes) // HOSTS, JobShingles("")
    starts = range(0, step * HOSTS, step)
    return [next(one for one in resumes[n:] if not find_flags(one, job)) for n in starts]


def write_recall(plants: list[Plant], title: str, key: Callable[[Plant], str]) -> str:
    """Write the share of flagged plants in either half, a row for each key."""
    groups: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for plant in plants:
        for name in (key(plant), "**all**"):
            groups[name][plant.injection.half].append(plant.is_flagged)
    halves = ("development", "held out")
    rows = [(name, *(_share(one[half]) for half in halves)) for name, one in sorted(groups.items())]
    return tabulate((title, *halves), rows)


def _share(flagged: list[bool]) -> str:
    return f"{100 * sum(flagged) / len(flagged):.1f} % of {len(flagged)}" if flagged else "-"


def write_clean(resumes: list[str], cases: list[Case]) -> str:
    """Write how many resumes are flagged without anything planted in them."""
    job = JobShingles("")
    alone = Counter(flag for text in resumes for flag in find_flags(text, job))
    pairs: Counter[str] = Counter()
    for case in cases:
        shingles = JobShingles(f"{case.title}\n{case.description}")
        for text in case.resumes.values():
            pairs.update(find_flags(text, shingles) & JOB_FLAGS)
    count = sum(len(case.resumes) for case in cases)
    rows = [(flag, n, f"{len(resumes)} resumes") for flag, n in sorted(alone.items())]
    rows += [(flag, n, f"{count} resumes with a job post") for flag, n in sorted(pairs.items())]
    return tabulate(("flag", "flagged", "of"), rows)


def count_flagged_lookalikes(texts: Iterable[str], hosts: list[str]) -> tuple[int, int]:
    """Count harmless lines that are flagged at any place of any resume, and all of them."""
    job = JobShingles("")
    flagged = [
        any(find_flags(plant(host, text), job) for plant in PLACES.values() for host in hosts)
        for text in texts
    ]
    return sum(flagged), len(flagged)


def write_report(folder: Path) -> str:
    """Measure everything and write it as tables."""
    injections = read_injections(folder)
    resumes = [row["resume_text"] for row in read_rows(folder, "candidates")]
    cases = [one for one in read_cases(folder) if not one.source.endswith((" cut", "judged"))]
    hosts = choose_hosts(resumes)
    plants = measure_plants(injections, hosts)
    lookalikes = (row["text"] for row in read_rows(folder, "benign_lookalikes"))
    flagged, count = count_flagged_lookalikes(lookalikes, hosts)
    wants_score = [one for one in plants if one.injection.goal in OWN_SCORE]
    wanting = "technique, of those that want a better score"
    tables = [
        write_recall(plants, "goal", lambda one: one.injection.goal),
        write_recall(plants, "place", lambda one: one.place),
        write_recall(wants_score, wanting, lambda one: one.injection.technique),
        write_clean(resumes, cases),
        f"Harmless lines that look like instructions, planted likewise: {flagged} of {count}.",
    ]
    return "\n\n".join(tables)


def main() -> None:
    """Measure and print."""
    parser = make_parser("tools.eval.injections", __doc__, needs_data=True)
    options = parser.parse_args()
    tell(parser, options, write_report(options.data))


if __name__ == "__main__":
    main()
