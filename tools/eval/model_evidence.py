"""Whether what is cited exists and speaks of its criterion, counted by rules of its own."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields

from shortlist.catalogue.ports import Resume
from shortlist.judging.prompt import WITHHELD
from shortlist.judging.verdict import Verdict, read_verdict
from shortlist.ranking.criterion_matcher import LONGEST_LINE
from shortlist.rubric.rubric import Criterion
from shortlist.words.lexicon import load_lexicon
from tools.eval.model_pipeline import Outcome, Pipeline
from tools.eval.model_server import Exchange

HIGH_LEVEL = 3
_STEM_LENGTH = 5
_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")
_SHOWN = re.compile(r"^L(\d+)\| ?(.*)$", re.MULTILINE)


@dataclass
class Citations:
    """What was cited; `high` counts criteria at level 3 or 4, and those with a line that speaks."""

    judged: int = 0
    lines: int = 0
    existing: int = 0
    high: int = 0
    high_spoken_of: int = 0
    high_lines: int = 0
    high_lines_speaking: int = 0

    def add(self, other: "Citations") -> None:
        """Add another count."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def note(self, criterion: Criterion, level: int, cited: Sequence[str | None]) -> None:
        """Count one criterion's level and the lines that it cites; None for no such line."""
        self.judged += 1
        self.lines += len(cited)
        self.existing += sum(line is not None for line in cited)
        if level < HIGH_LEVEL:
            return
        speaking = [line is not None and speaks_of(line, criterion.title) for line in cited]
        self.high += 1
        self.high_spoken_of += any(speaking)
        self.high_lines += len(speaking)
        self.high_lines_speaking += sum(speaking)


def speaks_of(line: str, title: str) -> bool:
    """Tell whether a line and a title share a word that says something."""
    return bool(_find_stems(line) & _find_stems(title))


def read_answers(pipeline: Pipeline, exchanges: Sequence[Exchange]) -> dict[str, Verdict]:
    """Read the answers that keep to the shape, by what was shown."""
    found = {}
    for exchange in exchanges:
        try:
            found[exchange.tail] = read_verdict(exchange.answer, pipeline.rubric)
        except ValueError:
            continue
    return found


def count_answers(pipeline: Pipeline, exchanges: Sequence[Exchange]) -> Citations:
    """Count what the model cited, before any check."""
    counted = Citations()
    for tail, verdict in read_answers(pipeline, exchanges).items():
        shown = {int(number): text for number, text in _SHOWN.findall(tail) if text != WITHHELD}
        for criterion, given in zip(pipeline.rubric.criteria, verdict.criteria, strict=True):
            if given.level:
                counted.note(criterion, given.level, [shown.get(line) for line in given.lines])
    return counted


def count_rows(pipeline: Pipeline, resumes: Sequence[Resume], outcome: Outcome) -> Citations:
    """Count what the rows of the model cite."""
    counted = Citations()
    texts = {one.candidate.candidate_id: (one.text or "").splitlines() for one in resumes}
    for row in outcome.rows:
        if row["scored_by"] != "llm":
            continue
        lines = texts[row["candidate_id"]]
        for criterion, found in zip(pipeline.rubric.criteria, row["criteria"], strict=True):
            if found["level"]:
                cited = [_look_up(lines, one["line"], one["text"]) for one in found["evidence"]]
                counted.note(criterion, found["level"], cited)
    return counted


def count_lowered(pipeline: Pipeline, resumes: Sequence[Resume], outcome: Outcome) -> int:
    """Count the levels that are lower in the rows than the model gave them."""
    answers = read_answers(pipeline, outcome.exchanges)
    rows = outcome.by_id
    lowered = 0
    for resume in resumes:
        verdict = answers.get(pipeline.show(resume) or "")
        row = rows[resume.candidate.candidate_id]
        if verdict is None or row["scored_by"] != "llm":
            continue
        pairs = zip(verdict.criteria, row["criteria"], strict=True)
        lowered += sum(found["level"] < given.level for given, found in pairs)
    return lowered


def _look_up(lines: Sequence[str], number: int, text: str) -> str | None:
    if not 1 <= number <= len(lines):
        return None
    line = lines[number - 1].strip()
    return line if line and line[:LONGEST_LINE] == text else None


def _find_stems(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return {term[:_STEM_LENGTH] for term in load_lexicon().find_terms(_WORD.findall(plain))}
