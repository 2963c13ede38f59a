"""A resume's text, cut into lines, folded and split into words once for all who look at it."""

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from shortlist.words.tokens import find_words, fold

END_OF_LINE = "\n"


@dataclass(frozen=True)
class ResumeText:
    """The lines of a resume as they are and folded, one for one, and the words on them in order.

    The end of a line is a word too, so that words can be counted back to their lines.
    """

    lines: list[str]
    folded: list[str]

    @cached_property
    def words(self) -> list[str]:
        """The words of all lines, with the ends of lines among them."""
        return find_words(self.whole)

    @cached_property
    def whole(self) -> str:
        """The folded lines as one text."""
        return "\n".join(self.folded)

    @cached_property
    def plain(self) -> list[str]:
        """The words as if all stood on one line."""
        return [word for word in self.words if word != END_OF_LINE]

    @cached_property
    def unique(self) -> frozenset[str]:
        """Every word once."""
        return frozenset(self.words)

    @cached_property
    def longest(self) -> int:
        """The length of the longest word."""
        return max(map(len, self.unique), default=0)

    def blank(self, numbers: Set[int]) -> "ResumeText":
        """Give the text with nothing to be found on the lines of these numbers, from 1."""
        if not numbers:
            return self
        folded = [
            "" if number in numbers else line for number, line in enumerate(self.folded, start=1)
        ]
        return ResumeText(self.lines, folded)


def read_resume_text(text: str) -> ResumeText:
    """Cut a text into lines and fold them; an empty text is one empty line."""
    return read_resume_lines(text.splitlines() or [""])


def read_resume_lines(lines: list[str]) -> ResumeText:
    """Fold lines that were cut before."""
    # Most lines have nothing to fold but their case.
    folded = [line.lower() if line.isascii() else fold(line) for line in lines]
    return ResumeText(lines, folded)
