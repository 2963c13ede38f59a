"""Candidates and rows as somebody sees them who shall not know whose they are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from shortlist.catalogue.candidate import Candidate, ShownCandidate, ShownListedCandidate
from shortlist.catalogue.ports import Resume
from shortlist.ranking.row import CriterionOutcome, GateOutcome, ShownRow
from shortlist.redaction.hidden_lines import Report, hide_lines

# Stands for a line of which nobody knows what redaction would leave.
UNSEEN = "[HIDDEN]"
_SOMEBODY = "the candidate"
_LONGEST_LINE = 200

FindCandidates = Callable[[Sequence[str]], Mapping[str, Candidate]]
_Outcome = TypeVar("_Outcome", GateOutcome, CriterionOutcome)


def write_label(candidate: Candidate | None) -> str:
    """Return what a blind view calls a candidate: its number in the job post, never its rank."""
    if candidate is None or candidate.number is None:
        return "Candidate"
    return f"Candidate {candidate.number:02d}"


def show_candidate_blind(candidate: Candidate) -> ShownListedCandidate:
    """Return a candidate as a blind list shows it."""
    hidden = {"name": None, "label": write_label(candidate)}
    return ShownListedCandidate.model_validate(candidate).model_copy(update=hidden)


def show_resume_blind(resume: Resume, report: Report) -> ShownCandidate:
    """Return a candidate with the text of the resume as redaction leaves it.

    Where redaction fails on the resume, `report` is told why, and no line of it is shown.
    """
    candidate, text = resume
    shown = None if text is None else _hide_text(text, candidate, report)
    return ShownCandidate(**dict(show_candidate_blind(candidate)), resume_text=shown)


def _hide_text(text: str, candidate: Candidate, report: Report) -> str:
    try:
        return hide_lines(text, candidate.hidden_lines, candidate.name)
    except Exception as error:  # noqa: BLE001  # reported, and nothing is shown that was not redacted
        report(error)
        return "\n".join(UNSEEN for _ in text.split("\n"))


def show_rows_blind(
    rows: Iterable[ShownRow], find_candidates: FindCandidates, *, model_was_blind: bool
) -> tuple[ShownRow, ...]:
    """Return rows without who they are about.

    A model that was not blind may have named anybody, so that its summaries are left out.
    """
    shown = tuple(rows)
    found = find_candidates([row.candidate_id for row in shown])
    return tuple(
        _show_row(row, found.get(row.candidate_id), model_was_blind=model_was_blind)
        for row in shown
    )


def _show_row(row: ShownRow, candidate: Candidate | None, *, model_was_blind: bool) -> ShownRow:
    """Return a row without who it is about; `candidate` is None if it is gone by now."""
    name = (row.name or "").strip()
    wrote_freely = row.scored_by == "llm" and not model_was_blind
    hidden: dict[str, Any] = {
        "name": None,
        "label": write_label(candidate),
        "gates": tuple(_hide_evidence(one, candidate) for one in row.gates),
        "criteria": tuple(_hide_evidence(one, candidate) for one in row.criteria),
        "matched": tuple(_hide_name(text, name) for text in row.matched),
        "missing": tuple(_hide_name(text, name) for text in row.missing),
        "summary": "" if wrote_freely else _hide_name(row.summary, name),
    }
    return row.model_copy(update=hidden)


def _hide_evidence(outcome: _Outcome, candidate: Candidate | None) -> _Outcome:
    shown = tuple(
        cited.model_copy(update={"text": _hide_line(cited.line, cited.text, candidate)})
        for cited in outcome.evidence
    )
    return outcome.model_copy(update={"evidence": shown})


def _hide_line(number: int, text: str, candidate: Candidate | None) -> str:
    if candidate is None or candidate.hidden_lines is None:
        return UNSEEN
    hidden = candidate.hidden_lines.get(number)
    return text if hidden is None else hidden.strip()[:_LONGEST_LINE]


def _hide_name(text: str, name: str) -> str:
    """Take out the name as a row has it: a model was shown a placeholder, and nothing of it."""
    return text.replace(name, _SOMEBODY) if name else text
