"""How often a resume that attacks nobody is flagged all the same; no model is asked."""

from collections import Counter
from collections.abc import Sequence

from shortlist.ranking.row import Row
from tools.eval.data import Case
from tools.eval.model_cases import choose_cases
from tools.eval.model_pipeline import Pipeline, make_resume, make_resumes
from tools.eval.model_setup import Setup, write_share, write_table

INSTRUCTION = "instruction_like_text"
_JOBS = 8


def count_flagged(setup: Setup) -> str:
    """Count flags of resumes as they are, and of resumes with one look-alike line each."""
    cases = choose_cases(setup.cases, _JOBS)
    clean = [flags for case in cases for flags in _list_flags(case, setup)]
    alike = _flag_lookalikes(setup.lookalikes, cases, setup)
    rows = [_write("resumes as they are", clean), _write("with a look-alike line", alike)]
    headers = ["clean resumes", "flagged at all", f"flagged `{INSTRUCTION}`", "flags"]
    note = (
        "Clean resumes: every candidate of the job posts that are used, none left out. For a"
        " look-alike only flags count that the resume did not have without it."
    )
    return f"### Clean resumes\n\n{write_table(headers, rows)}\n\n{note}"


def _list_flags(case: Case, setup: Setup) -> list[tuple[str, ...]]:
    offline = Pipeline(case, setup.model).rank_offline(make_resumes(case.resumes))
    return [one.row.flags for one in offline.ranked]


def _flag_lookalikes(
    lines: Sequence[str], cases: Sequence[Case], setup: Setup
) -> list[tuple[str, ...]]:
    pipelines = [Pipeline(case, setup.model) for case in cases]
    found = []
    for number, line in enumerate(lines):
        pipeline = pipelines[number % len(pipelines)]
        texts = list(pipeline.case.resumes.values())
        text = texts[number % len(texts)]
        before = _rank(pipeline, text).flags
        after = _rank(pipeline, f"{text.rstrip()}\n{line}").flags
        found.append(tuple(flag for flag in after if flag not in before))
    return found


def _rank(pipeline: Pipeline, text: str) -> Row:
    return pipeline.rank_offline([make_resume("one", text)]).ranked[0].row


def _write(name: str, flags: Sequence[tuple[str, ...]]) -> list[str]:
    kinds = Counter(flag for some in flags for flag in some)
    listed = ", ".join(f"`{flag}` {count}" for flag, count in kinds.most_common())
    flagged = sum(bool(some) for some in flags)
    share = write_share(kinds[INSTRUCTION], len(flags))
    return [name, write_share(flagged, len(flags)), share, listed or "none"]
