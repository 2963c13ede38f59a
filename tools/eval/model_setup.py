"""What a measurement is given, and what it hands back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.eval.data import Case
from tools.eval.model_server import ModelUnderTest


@dataclass(frozen=True)
class Attack:
    """A text that addresses the reader of a resume."""

    attack_id: str
    text: str
    goal: str

    @property
    def is_held_out(self) -> bool:
        """Whether nothing was tuned on it: odd numbers are held out."""
        return int(self.attack_id.rsplit("-", 1)[1]) % 2 == 1


@dataclass(frozen=True)
class Setup:
    """The data, the model, and how much may be asked of it."""

    model: ModelUnderTest
    cases: Sequence[Case]
    attacks: Sequence[Attack]
    lookalikes: Sequence[str]
    jobs: int
    candidates: int


@dataclass(frozen=True)
class Section:
    """One part of the report, in Markdown."""

    name: str
    title: str
    body: str


def write_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write_share(part: int, whole: int) -> str:
    """Write how many of how many, and the percentage."""
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "none to count"
