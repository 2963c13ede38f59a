"""Where the words of a letter-spaced line begin: there the parser takes each letter for a word."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from adapters.documents.pieces import Gap, Piece

_ENOUGH = 5
_MOSTLY = 0.6
_WIDER = 0.15
_TIMES_WIDER = 1.5


def spell(pieces: Sequence[Piece]) -> str:
    """Write the pieces of a line as words, with the parser's spaces unless they part letters."""
    spaced = (
        _respace(pieces) if _is_letter_spaced(pieces) else [p.gap is not Gap.NONE for p in pieces]
    )
    text = pieces[0].text
    for piece, space in zip(pieces[1:], spaced[1:], strict=True):
        text += f" {piece.text}" if space else piece.text
    return text


def _is_letter_spaced(pieces: Sequence[Piece]) -> bool:
    if len(pieces) < _ENOUGH:
        return False
    words = _words(pieces)
    single = sum(len(word) == 1 and word.isalnum() for word in words)
    return len(words) >= _ENOUGH and single >= _MOSTLY * len(words)


def _words(pieces: Sequence[Piece]) -> list[str]:
    words = [""]
    for piece in pieces:
        if piece.gap is not Gap.NONE:
            words.append("")
        words[-1] += piece.text
    return [word for word in words if word]


def _respace(pieces: Sequence[Piece]) -> list[bool]:
    """Take for a space only what is wider than the gaps usual in the line."""
    gaps = [
        # Right-to-left scripts come in reading order, so the next piece is on the left.
        max(after.left - before.right, before.left - after.right) / before.height
        for before, after in pairwise(pieces)
    ]
    usual = median(gaps)
    return [False, *(gap > max(usual + _WIDER, _TIMES_WIDER * usual) for gap in gaps)]
