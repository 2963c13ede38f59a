"""What rows follow from, as hashes: a row serves again where they are the same."""

from shortlist.catalogue.ports import Resume
from shortlist.judging.prompt import PROMPT_VERSION
from shortlist.options import RankingOptions, hash_json
from shortlist.ranking.ranker import OFFLINE_VERSION
from shortlist.tasks.ports import Plan


def find_version(options: RankingOptions) -> str:
    """Name the version of what makes the rows: the words for a model, or the offline ranker."""
    return PROMPT_VERSION if options.ranker == "llm" else OFFLINE_VERSION


def hash_plan(options: RankingOptions, plan: Plan) -> str:
    """Hash what all rows of a ranking follow from, besides each one's resume.

    The month moves offline rows alone: an answer that was paid for serves in the next month, too.
    """
    # The offline ranker stands in for a model, too.
    parts: list[object] = [plan.title, plan.description, OFFLINE_VERSION]
    parts.append(plan.rubric.model_dump(mode="json"))
    if options.ranker == "llm":
        parts += [PROMPT_VERSION, options.model, options.samples, options.blind]
    else:
        parts.append(plan.month)
    return hash_json(parts)


def hash_resume(resume: Resume) -> str:
    """Hash what a row follows from: the text, or why there is none, and how to name it."""
    candidate = resume.candidate
    reading = candidate.reading
    return hash_json(
        [candidate.name, reading.state, reading.reason, list(candidate.flags), resume.text]
    )
