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
_UNEVEN = 0.08
_LONGEST_CRUMB = 2
GRADES = frozenset("abcdef")


def spell(pieces: Sequence[Piece]) -> str:
    """Write the pieces of a line as words, with the parser's spaces unless they part letters."""
    if any(is_right_to_left(piece.text) for piece in pieces):
        return _spell_to_the_left(pieces)
    if _is_letter_by_letter(pieces):
        spaced = find_even_words(pieces) or _respace(pieces)
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


def find_even_words(pieces: Sequence[Piece]) -> list[bool] | None:
    """Tell which letters of a line begin words, if all stand at even steps or with even gaps.

    At even steps a wide letter has narrow gaps, so that these tell nothing. None if neither is so.
    """
    if any(len(piece.text) > 1 for piece in pieces):
        return None
    pairs = list(pairwise(pieces))
    lefts = [after.left - before.left for before, after in pairs]
    middles = [after.left + after.right - before.left - before.right for before, after in pairs]
    for steps in (lefts, middles):
        usual = median(steps)
        counts = [round(step / usual) if usual > 0 else 0 for step in steps]
        if all(
            count > 0 and abs(step - count * usual) <= _UNEVEN * usual
            for step, count in zip(steps, counts, strict=True)
        ):
            return [False, *(count > 1 for count in counts)]
    gaps = [(after.left - before.right) / before.height for before, after in pairs]
    beyond = [gap - median(gaps) for gap in gaps]
    if all(abs(more) <= _UNEVEN or more >= _PARTS_WORDS for more in beyond):
        return [False, *(more >= _PARTS_WORDS for more in beyond)]
    return None


def _is_letter_by_letter(pieces: Sequence[Piece]) -> bool:
    """Tell whether a line is drawn, or taken by the parser, as mostly single letters."""
    single = [piece for piece in pieces if len(piece.text) == 1 and piece.text.isalnum()]
    # A short word in wide letters is told from initials and grades by spaces that nobody typed.
    typed = any(piece.blank for piece in pieces[1:])
    enough = _ENOUGH if typed or not pieces[0].text.isupper() else _ENOUGH_UNSPACED
    is_mostly_single = len(pieces) >= enough and len(single) >= _MOSTLY * len(pieces)
    return is_mostly_single and not _are_typed_apart(pieces, single)


def _are_typed_apart(pieces: Sequence[Piece], single: Sequence[Piece]) -> bool:
    """Tell letters that mean something each, as in `Grades: A B C`, from those of wide words."""
    gaps = [(after.left - before.right) / before.height for before, after in pairwise(pieces)]
    if min(gaps) < _PARTS_WORDS:
        return False
    typed = sum(piece.blank is not None for piece in single)
    has_word = any(sum(map(str.isalpha, piece.text)) > _LONGEST_CRUMB for piece in pieces)
    are_grades = GRADES.issuperset(piece.text.casefold() for piece in single)
    return 2 * typed >= len(single) and (has_word or are_grades)


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
