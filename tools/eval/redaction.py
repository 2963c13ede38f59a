"""Measures what redaction finds of the personal data in resumes whose personal data is known."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shortlist.redaction.redact import redact_lines
from shortlist.redaction.vocabulary import fold_in_place
from tools.eval.labelled import KnownValue, LabelledResume, read_marks, write_resumes
from tools.pages import make_parser, tabulate, tell

_PLACEHOLDER = re.compile(r"\[[A-Z ]+\]")
_TOKEN = re.compile(r"[^\W_]+")
_MARKED = re.compile(r"\{([a-z ]+)\|([^}]*)\}")
WRITTEN = Path(__file__).with_name("written_resumes.txt")


@dataclass
class Recall:
    """Values by kind and what of them was left; lines that had none and were changed."""

    resumes: int = 0
    values: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[LabelledResume, KnownValue, str]] = field(default_factory=list)
    plain_lines: int = 0
    changed: list[tuple[str, str]] = field(default_factory=list)

    def add(self, resume: LabelledResume) -> None:
        """Redact a resume and count."""
        self.resumes += 1
        redacted = redact_lines(resume.lines, resume.name)
        for value in resume.values:
            after = redacted[value.line]
            self.values[value.kind] += 1
            if _is_gone(value, resume.lines[value.line], after):
                self.found[value.kind] += 1
            else:
                self.missed.append((resume, value, after))
        told = {value.line for value in resume.values}
        for index, (before, after) in enumerate(zip(resume.lines, redacted, strict=True)):
            if index not in told:
                self.plain_lines += 1
                if before != after:
                    self.changed.append((before, after))


def _is_gone(value: KnownValue, before: str, after: str) -> bool:
    """Tell whether no word of a value is left on its line, but for words that stand beside it."""
    others = Counter(_list_tokens(before)) - Counter(_list_tokens(value.text))
    left = Counter(_list_tokens(_PLACEHOLDER.sub(" ", after))) - others
    return not left & Counter(_list_tokens(value.text))


def _list_tokens(text: str) -> Iterator[str]:
    return (match[0] for match in _TOKEN.finditer(fold_in_place(text)))


def measure(resumes: Iterable[LabelledResume]) -> Recall:
    """Redact resumes and count what was found."""
    recall = Recall()
    for resume in resumes:
        recall.add(resume)
    return recall


def read_written_resumes() -> Iterator[LabelledResume]:
    """Read the resumes that were written by hand, where values stand as `{kind|value}`."""
    for block in WRITTEN.read_text("utf-8").split("=== ")[1:]:
        head, _, body = block.rstrip().partition("\n")
        language, _, name = (part.strip() for part in head.partition("|"))
        lines, values = read_marks(body, _MARKED)
        yield LabelledResume(language, "by hand", name or None, lines, values)


def write_tables(recall: Recall) -> str:
    """Write recall by kind, and what else was changed."""
    rows = [
        (kind, count, recall.found[kind], f"{recall.found[kind] / count:.1%}")
        for kind, count in sorted(recall.values.items())
    ]
    changed = len(recall.changed)
    return (
        f"{tabulate(('Kind', 'Values', 'Found', 'Recall'), rows)}\n\n"
        f"{recall.resumes} resumes; {changed} of {recall.plain_lines} lines without personal data"
        f" were changed, {changed / recall.resumes:.2f} a resume."
    )


def main() -> None:
    """Measure, print, and keep the table when asked to."""
    parser = make_parser("tools.eval.redaction", __doc__, needs_data=False)
    parser.add_argument("--count", type=int, default=144)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    options = parser.parse_args()
    recall = measure(write_resumes(options.count, options.seed))
    written = measure(read_written_resumes())
    if options.misses:
        for resume, value, after in [*recall.missed, *written.missed]:
            before = resume.lines[value.line]
            print(f"{resume.language} {resume.layout} {value.kind}: {before!r} -> {after!r}")
        for before, after in [*recall.changed, *written.changed]:
            print(f"changed: {before!r} -> {after!r}")
    tables = f"{write_tables(recall)}\n\nWritten by hand:\n\n{write_tables(written)}"
    tell(parser, options, tables)


if __name__ == "__main__":
    main()
