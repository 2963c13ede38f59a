"""Measures redaction: who a resume is about must not change what a model reads."""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shortlist.redaction.leaks import find_leaks
from shortlist.redaction.redact import redact_lines
from shortlist.redaction.vocabulary import fold_in_place
from tools.eval.data import read_rows
from tools.eval.people import PEOPLE, Person
from tools.pages import make_parser, tabulate, tell

DEMO = Path(__file__).parents[2] / "demo" / "resumes"
_WORD = re.compile(r"[^\W\d_]{2,}")
_PLACEHOLDER = re.compile(r"\[[A-Z ]+\]")


@dataclass(frozen=True)
class Sheet:
    """A resume without its person: the lines that stand around whoever it is about."""

    body: str
    headline: str = ""


@dataclass
class Pairs:
    """Resumes of two people with the same body, compared.

    `named` counts the pairs that differ although the body holds a word of the person's name, so
    that they differ in more than in who they are about.
    """

    total: int = 0
    equal: int = 0
    named: int = 0
    leaks: int = 0
    by_person: Counter[str] = field(default_factory=Counter)


@dataclass
class Clean:
    """Resumes with next to nothing to redact, and what redaction changed in them."""

    resumes: int = 0
    stopped: int = 0
    lines: int = 0
    seconds: float = 0.0
    changed: int = 0
    placeholders: Counter[str] = field(default_factory=Counter)


def read_demo_sheets() -> Iterator[Sheet]:
    """Read the demo's resumes with their own names left out."""
    for path in sorted(DEMO.glob("*/*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        headline = re.search(r"^headline: (.*)$", head, re.MULTILINE)
        yield Sheet(body.strip(), headline[1] if headline else "")


def write_contact(person: Person) -> str:
    """Write the line that tells where a person is reached."""
    return f"{person.email} | {person.phone} | {person.link}"


def write_pronouns(person: Person) -> str:
    """Write sentences in which only pronouns tell who is meant."""
    he, him, his = ("she", "her", "her") if person.is_woman else ("he", "him", "his")
    return (
        f"In this post {he} planned the work of six people, and {his} team relied on {him}.\n"
        f"{he.title()} taught {him}self the reporting tools. {his.title()} manager confirms it."
    )


def write_mentions(person: Person) -> str:
    """Write sentences that name the person in different forms, and a signature."""
    return (
        f"{person.name} led the move to the new site.\n{person.given} joined the audit group.\n"
        f"{person.name}'s work was published ({person.last_first}; {person.initial_last}).\n"
        f"{person.formal} is known for careful plans. File: {person.file_name}_CV.pdf\n"
        f"Kind regards,\n{person.name}"
    )


def write_resume(person: Person, sheet: Sheet) -> str:
    """Write a sheet as a person's resume."""
    header = "\n".join(filter(None, (person.name, sheet.headline, write_contact(person))))
    return f"{header}\n\n{sheet.body}\n{write_pronouns(person)}\n{write_mentions(person)}"


def compare_redactions(sheets: Sequence[Sheet], *, is_name_known: bool) -> Pairs:
    """Redact every sheet as every person's resume, and compare with the first person's."""
    pairs = Pairs()
    for sheet in sheets:
        words = frozenset(_WORD.findall(fold_in_place(sheet.body)))
        expected = _redact(PEOPLE[0], sheet, is_name_known=is_name_known)
        for person in PEOPLE[1:]:
            lines = _redact(person, sheet, is_name_known=is_name_known)
            pairs.total += 1
            pairs.equal += lines == expected
            pairs.leaks += bool(find_leaks(lines, person.name))
            if lines != expected:
                pairs.by_person[person.name] += 1
                pairs.named += not words.isdisjoint(_WORD.findall(fold_in_place(person.name)))
    return pairs


def _redact(person: Person, sheet: Sheet, *, is_name_known: bool) -> tuple[str, ...]:
    name = person.name if is_name_known else None
    return redact_lines(write_resume(person, sheet).split("\n"), name)


def measure_clean(texts: Sequence[str], name: str | None) -> Clean:
    """Redact resumes that hold next to nothing to redact, and count what changed anyway."""
    clean = Clean(resumes=len(texts))
    for text in texts:
        lines = text.split("\n")
        start = time.process_time()
        redacted = redact_lines(lines, name)
        clean.seconds += time.process_time() - start
        changed = [after for before, after in zip(lines, redacted, strict=True) if before != after]
        clean.lines += sum(bool(line.strip()) for line in lines)
        clean.changed += len(changed)
        clean.placeholders.update(_PLACEHOLDER.findall("\n".join(changed)))
        clean.stopped += bool(find_leaks(redacted, name))
    return clean


def main() -> None:
    """Measure and print."""
    parser = make_parser("tools.eval.swaps", __doc__, needs_data=True)
    parser.add_argument("--step", type=int, default=4, help="take every so manyth resume")
    options = parser.parse_args()
    texts = [row["resume_text"] for row in read_rows(options.data, "candidates")]
    sheets = [*read_demo_sheets()]
    sheets += [Sheet(text) for text in texts[:: options.step]]
    rows = []
    for is_name_known in (True, False):
        pairs = compare_redactions(sheets, is_name_known=is_name_known)
        rows.append((f"pairs, name {'known' if is_name_known else 'unknown'}", _show(pairs)))
    rows.append(("clean resumes, name unknown", _show_clean(measure_clean(texts, None))))
    for person in PEOPLE:
        told = measure_clean(texts[:: 2 * options.step], person.name)
        rows.append((f"clean resumes as {person.name}", _show_clean(told)))
    tell(parser, options, tabulate(("What", "Figures"), rows))


def _show(pairs: Pairs) -> str:
    worst = ", ".join(f"{name} {count}" for name, count in pairs.by_person.most_common(5))
    return (
        f"{pairs.equal} of {pairs.total} equal; of the {pairs.total - pairs.equal} others"
        f" {pairs.named} have a word of the name in the body; {pairs.leaks} leaks; {worst}"
    )


def _show_clean(clean: Clean) -> str:
    return (
        f"{clean.changed} of {clean.lines} lines changed"
        f" ({100 * clean.changed / clean.lines:.2f} %), {clean.stopped} of {clean.resumes}"
        f" resumes stopped, {1000 * clean.seconds / clean.resumes:.2f} ms a resume;"
        f" {', '.join(f'{name} {count}' for name, count in clean.placeholders.most_common())}"
    )


if __name__ == "__main__":
    main()
