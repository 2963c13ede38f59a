"""The page that keeps what was measured."""

from collections.abc import Sequence
from datetime import date
from textwrap import TextWrapper

from shortlist.judging.prompt import PROMPT_VERSION
from shortlist.spending import prices_date
from tools.eval.model_server import ModelUnderTest
from tools.eval.model_setup import Section

_WIDTH = 120
_WRAPPER = TextWrapper(width=_WIDTH, break_long_words=False, break_on_hyphens=False)
_KEPT_AS_THEY_ARE = ("|", "#", "- ", "`python")
_INTRODUCTION = """# Evaluation of rankings with a model

The pipeline under test is the product's own: redaction, screening, prompt, client, retries,
pace, check of evidence and score, over HTTP, in one process and without any AWS. Both rankers
use the rubric that the offline ranker drafts and nobody edited. The data is not part of the
project; its folder is an argument. Each part names the command that shows it; the same command
without a name and with `--out` writes this page."""
_STUB = """**No model was asked for this page.** The server is the project's stub
(`tools/stub`), which invents answers. So the page shows what the code makes of good, noisy,
wrong and deceived answers, and says nothing about any model. With `OPENAI_BASE_URL`,
`OPENAI_API_KEY` and `SHORTLIST_MODEL` set and without `--stub`, the same command measures a
real one; `--jobs`, `--candidates` and the names of single measurements say how much is asked."""


def write_page(sections: Sequence[Section], model: ModelUnderTest, command: str, day: date) -> str:
    """Write the report; `command` is a pattern with a place for a section's name."""
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
    for section in sections:
        call = command.format(name=section.name)
        parts.append(f"## {section.title}\n\n`{call}`\n\n{section.body}")
    return _wrap("\n\n".join(parts)) + "\n"


def _wrap(text: str) -> str:
    blocks = text.split("\n\n")
    return "\n\n".join(
        block if block.startswith(_KEPT_AS_THEY_ARE) else _WRAPPER.fill(block) for block in blocks
    )
