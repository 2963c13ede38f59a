"""Where the words of a letter-spaced line begin: there the parser takes each letter for a word."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

from adapters.documents.pieces import Gap, Piece, is_right_to_left

_ENOUGH = 5
_ENOUGH_UNSPACED = 3
_MOSTLY = 0.6
_SEEN_BEYOND = 0.06
_UNSEEN_BEYOND = 0.18
_PARTS_WORDS = 0.18


def spell(pieces: Sequence[Piece]) -> str:
    """Write the pieces of a line as words, with the parser's spaces unless they part letters."""
    if any(is_right_to_left(piece.text) for piece in pieces):
        return _spell_to_the_left(pieces)
    if _is_letter_by_letter(pieces):
        spaced = _respace(pieces)
    else:
        spaced = [piece.gap is not Gap.NONE for piece in pieces]
    text = pieces[0].text
    for piece, space in zip(pieces[1:], spaced[1:], strict=True):
        text += f" {piece.text}" if space else piece.text
    return text


def _spell_to_the_left(pieces: Sequence[Piece]) -> str:
    """Write a line of a right-to-left script by where its pieces stand: files keep any order.

    Pieces of other scripts that follow each other are read to the right among them.
    """
    words: list[str] = []
    last: Piece | None = None
    for _, run in groupby(
        sorted(pieces, key=lambda piece: -piece.right), lambda piece: is_right_to_left(piece.text)
    ):
        some = list(run)
        for piece in some if is_right_to_left(some[0].text) else reversed(some):
            gap = max(last.left - piece.right, piece.left - last.right) if last else 0.0
            words.append(" " if last and gap > _PARTS_WORDS * piece.ink.size else "")
            words.append(piece.text)
            last = piece
    return "".join(words)


def _is_letter_by_letter(pieces: Sequence[Piece]) -> bool:
    """Tell whether a line is drawn, or taken by the parser, as mostly single letters."""
    single = sum(len(piece.text) == 1 and piece.text.isalnum() for piece in pieces)
    # A short word in wide letters is told from initials and grades by spaces that nobody typed.
    typed = any(piece.blank for piece in pieces[1:]) or not pieces[0].text.isupper()
    enough = _ENOUGH if typed else _ENOUGH_UNSPACED
    return len(pieces) >= enough and single >= _MOSTLY * len(pieces)


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
