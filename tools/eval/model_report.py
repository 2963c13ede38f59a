"""The page that keeps what was measured, and the parts it is made of."""

from collections.abc import Iterable, Sequence
from datetime import date
from textwrap import TextWrapper

from shortlist.judging.prompt import PROMPT_VERSION
from shortlist.spending import prices_date
from tools.eval.model_server import ModelUnderTest

_WIDTH = 120
_WRAPPER = TextWrapper(width=_WIDTH, break_long_words=False, break_on_hyphens=False)
_KEPT_AS_THEY_ARE = ("|", "#", "- ", "`python")
_INTRODUCTION = """# Evaluation of rankings with a model

The pipeline under test is the product's own: redaction, screening, prompt, client, retries,
pace, check of evidence and score, over HTTP, in one process and without any AWS. Both rankers
use the rubric that the offline ranker drafts and nobody edited. The data is not part of the
project; its folder is an argument."""
_STUB = """**No model was asked for this page.** The server is the project's stub
(`tools/stub`), which invents answers. So the page shows what the code makes of good, noisy,
wrong and deceived answers, and says nothing about any model. With `OPENAI_BASE_URL`,
`OPENAI_API_KEY` and `SHORTLIST_MODEL` set and without `--stub`, the same command measures a
real one; `--jobs` and `--candidates` say how much is asked."""


def write_page(body: str, model: ModelUnderTest, command: str, day: date) -> str:
    """Write the page of what a command measured."""
    facts = "\n".join(
        [
            f"- date: {day.isoformat()}",
            f"- model: {model.name}" + (" (the stub bills as it)" if model.stub else ""),
            f"- server: {model.server}",
            f"- prompt version: {PROMPT_VERSION}",
            f"- prices of: {prices_date()}",
        ]
    )
    parts = [_INTRODUCTION, *([_STUB] if model.stub else []), facts]
    parts.append(f"## Order, cost and evidence\n\n`{command}`\n\n{body}")
    return _wrap("\n\n".join(parts)) + "\n"


def _wrap(text: str) -> str:
    blocks = text.split("\n\n")
    return "\n\n".join(
        block if block.startswith(_KEPT_AS_THEY_ARE) else _WRAPPER.fill(block) for block in blocks
    )


def write_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write_share(part: int, whole: int) -> str:
    """Write how many of how many, and the percentage."""
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "none to count"
