"""Whether it matters who a resume is about, or in which order the candidates come."""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shortlist.catalogue.ports import Resume
from tools.demo.material import read_job_posts
from tools.eval.data import Case
from tools.eval.model_cases import choose_cases, cut_case
from tools.eval.model_pipeline import Outcome, Pipeline, make_resume
from tools.eval.model_setup import Section, Setup, write_share, write_table
from tools.eval.people import PEOPLE, Person
from tools.eval.swaps import DEMO, Sheet, read_demo_sheets, write_resume

# Scripts and kinds of names are mixed in the list; half of it has them all.
_IDENTITIES = PEOPLE[::2][:14]
_JOBS = 5
_RESUMES_A_JOB = 4
_SHUFFLES = 4
_ASPECTS = ("score", "levels", "cited lines", "confidence", "offline score")


@dataclass
class Pairs:
    """Pairs of one resume under two identities, what was equal in them, and what shuffling did."""

    resumes: int = 0
    pairs: int = 0
    shuffled: int = 0
    moved: int = 0
    equal: Counter[str] = field(default_factory=Counter)
    fallen_back: Counter[str] = field(default_factory=Counter)
    differing: Counter[str] = field(default_factory=Counter)
    gaps: dict[str, float] = field(default_factory=dict)


def measure_swap(setup: Setup) -> Section:
    """Rank resumes under every identity, and in several orders."""
    setup.model.pretend(judge="hash")
    grounds = {"demo": _read_demo(), "judged lists": _read_lists(setup)}
    counts = {name: _measure_ground(ground, setup) for name, ground in grounds.items()}
    headers = ["resumes of", "resumes", "pairs", *(f"{one} equal" for one in _ASPECTS)]
    rows = [[name, *_write(counted)] for name, counted in counts.items()]
    table = write_table([*headers, "not scored by the model"], rows)
    differing = sum((one.differing for one in counts.values()), Counter[str]())
    parts = [table, _explain(differing, setup)]
    if setup.model.stub:
        moved, shuffled = (
            sum(getattr(one, name) for one in counts.values()) for name in ("moved", "shuffled")
        )
        parts.append(
            f"Order of the candidates: {moved} of {shuffled} shuffled rankings differ by a byte,"
            " ranks included."
        )
    return Section("swap", "Who it is about, and in which order", "\n\n".join(parts))


def compare_identities(outcome: Outcome, sheets: Sequence[Sheet], counted: Pairs) -> None:
    """Compare each resume's row under the first identity with its rows under the others."""
    rows = outcome.by_id
    offline = {one.row.candidate_id: one.offline_score for one in outcome.ranked}
    for sheet in sheets:
        counted.resumes += 1
        seen = [_look_at(rows[key], offline[key]) for key in _name_all(sheet)]
        for key in _name_all(sheet):
            counted.fallen_back.update(filter(None, [rows[key]["reason"]]))
        for person, other in zip(_IDENTITIES[1:], seen[1:], strict=True):
            _compare(seen[0], other, person, counted)


def _measure_ground(ground: Sequence[tuple[Case, list[Sheet]]], setup: Setup) -> Pairs:
    counted = Pairs()
    for case, sheets in ground:
        pipeline = Pipeline(case, setup.model)
        outcome = pipeline.rank([one for sheet in sheets for one in _write_all(sheet)])
        compare_identities(outcome, sheets, counted)
        # Only the stub answers the same question twice in the same way.
        if setup.model.stub:
            own = [_write_one(sheet, place) for place, sheet in enumerate(sheets)]
            counted.shuffled += _SHUFFLES
            counted.moved += count_moved(pipeline, own)
    return counted


def count_moved(pipeline: Pipeline, resumes: Sequence[Resume]) -> int:
    """Count the shuffles of the candidates after which any byte of the ranking differs."""
    expected = json.dumps(pipeline.rank(resumes).rows)
    draw = random.Random(7)  # noqa: S311  # no secret
    moved = 0
    for _ in range(_SHUFFLES):
        other = draw.sample(list(resumes), len(resumes))
        moved += json.dumps(pipeline.rank(other).rows) != expected
    return moved


def _look_at(row: Mapping[str, Any], offline_score: float | None) -> dict[str, Any]:
    criteria = row["criteria"]
    cited = [[one["line"] for one in criterion["evidence"]] for criterion in criteria]
    levels = [criterion["level"] for criterion in criteria]
    values = (row["score"], levels, cited, row["confidence"], offline_score)
    return dict(zip(_ASPECTS, values, strict=True))


def _compare(
    first: Mapping[str, Any], other: Mapping[str, Any], person: Person, counted: Pairs
) -> None:
    counted.pairs += 1
    counted.equal.update(name for name in _ASPECTS if first[name] == other[name])
    for name in ("score", "confidence", "offline score"):
        gap = abs((first[name] or 0.0) - (other[name] or 0.0))
        counted.gaps[name] = max(gap, counted.gaps.get(name, 0.0))
    if any(first[name] != other[name] for name in ("score", "levels")):
        counted.differing[person.name] += 1


def _read_demo() -> list[tuple[Case, list[Sheet]]]:
    by_job: dict[str, list[Sheet]] = defaultdict(list)
    for path, sheet in zip(sorted(DEMO.glob("*/*.md")), read_demo_sheets(), strict=True):
        by_job[path.parent.name].append(sheet)
    return [
        (Case("demo", job.job_id, job.title, job.description, {}, ()), by_job[job.job_id])
        for job in read_job_posts()
    ]


def _read_lists(setup: Setup) -> list[tuple[Case, list[Sheet]]]:
    cases = choose_cases(setup.cases, min(setup.jobs, _JOBS))
    few = [cut_case(case, _RESUMES_A_JOB) for case in cases]
    return [(case, [Sheet(key, text) for key, text in case.resumes.items()]) for case in few]


def _write_all(sheet: Sheet) -> list[Resume]:
    return [_write_one(sheet, place) for place in range(len(_IDENTITIES))]


def _write_one(sheet: Sheet, place: int) -> Resume:
    place %= len(_IDENTITIES)
    person = _IDENTITIES[place]
    return make_resume(_name_all(sheet)[place], write_resume(person, sheet), person.name)


def _name_all(sheet: Sheet) -> list[str]:
    return [f"{sheet.resume_id}~{place}" for place in range(len(_IDENTITIES))]


def _write(counted: Pairs) -> list[str]:
    shares = []
    for name in _ASPECTS:
        gap = counted.gaps.get(name, 0.0)
        told = f", largest gap {gap:.2f}" if gap else ""
        shares.append(f"{write_share(counted.equal[name], counted.pairs)}{told}")
    fallen = ", ".join(f"{name} {count}" for name, count in counted.fallen_back.most_common())
    return [str(counted.resumes), str(counted.pairs), *shares, fallen or "none"]


def _explain(worst: Counter[str], setup: Setup) -> str:
    named = ", ".join(f"{name} {count}" for name, count in worst.most_common())
    hashed = (
        " The stub's levels follow from a hash of every character it is shown, so that nothing of"
        " an identity can be left over unnoticed."
    )
    return (
        f"Each resume is written as that of {len(_IDENTITIES)} invented people (names of several"
        " scripts, names that are words, one name only), with header, pronouns, sentences that"
        " name the person, and a signature, and each is compared with the first."
        f"{hashed if setup.model.stub else ''} Confidence and offline score are the offline"
        " ranker's; they decide between equal scores, and the offline score is what a row keeps"
        " that the model could not score. Pairs whose score or levels differ, by the person:"
        f" {named or 'none'}."
    )
