"""Where the words of a letter-spaced line begin: there the parser takes each letter for a word."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from adapters.documents.pieces import Gap, Piece

_ENOUGH = 5
_MOSTLY = 0.6
_SEEN_BEYOND = 0.06
_UNSEEN_BEYOND = 0.18


def spell(pieces: Sequence[Piece]) -> str:
    """Write the pieces of a line as words, with the parser's spaces unless they part letters."""
    if _is_letter_by_letter(pieces):
        spaced = _respace(pieces)
    else:
        spaced = [piece.gap is not Gap.NONE for piece in pieces]
    text = pieces[0].text
    for piece, space in zip(pieces[1:], spaced[1:], strict=True):
        text += f" {piece.text}" if space else piece.text
    return text


def _is_letter_by_letter(pieces: Sequence[Piece]) -> bool:
    """Tell whether a line is drawn, or taken by the parser, as mostly single letters."""
    single = sum(len(piece.text) == 1 and piece.text.isalnum() for piece in pieces)
    return len(pieces) >= _ENOUGH and single >= _MOSTLY * len(pieces)


def _respace(pieces: Sequence[Piece]) -> list[bool]:
    """Take for a space what is wider than the gaps usual, the sooner if the parser does."""
    gaps = [
        # Right-to-left scripts come in reading order, so the next piece is on the left.
        max(after.left - before.right, before.left - after.right) / before.height
        for before, after in pairwise(pieces)
    ]
    usual = median(gaps)
    return [
        False,
        *(
            gap - usual > (_SEEN_BEYOND if piece.gap is not Gap.NONE else _UNSEEN_BEYOND)
            for gap, piece in zip(gaps, pieces[1:], strict=True)
        ),
    ]
