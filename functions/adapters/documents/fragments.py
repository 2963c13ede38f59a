"""From glyphs to fragments: stretches of one line that belong together beyond doubt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from adapters.documents.glyphs import Break, Glyph, Mark
from adapters.documents.spacing import Spacing, Stretch

_MAX_GAP = 1.0
_MAX_OVERLAP = 1.0
_MAX_SHIFT = 0.5


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text upright in its own coordinates, which grow to the right and downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)


def fragments_of(marks: Iterable[Mark]) -> dict[int, list[Fragment]]:
    """Gather the glyphs into fragments, by the direction that they are written in."""
    stretches = list(_stretches(marks))
    spacing = Spacing(stretches)
    found: dict[int, list[Fragment]] = {}
    for stretch in stretches:
        seen = [glyph for glyph in stretch.glyphs if not glyph.character.isspace()]
        if seen:
            found.setdefault(seen[0].turns, []).append(_fragment(spacing.spell(stretch), seen))
    return found


def _stretches(marks: Iterable[Mark]) -> Iterator[Stretch]:
    glyphs: list[Glyph] = []
    breaks: list[bool] = []
    broken = ended = False
    for mark in marks:
        if isinstance(mark, Break):
            broken, ended = True, ended or mark.ends_line
            continue
        glyph = _upright(mark)
        if glyphs and (ended or not _touch(glyphs[-1], glyph)):
            yield Stretch(glyphs, breaks)
            glyphs, breaks = [], []
        glyphs.append(glyph)
        breaks.append(broken)
        broken = ended = False
    if glyphs:
        yield Stretch(glyphs, breaks)


def _touch(last: Glyph, glyph: Glyph) -> bool:
    if last.turns != glyph.turns:
        return False
    height = max(last.bottom - last.top, glyph.bottom - glyph.top)
    if abs(glyph.baseline - last.baseline) > _MAX_SHIFT * height:
        return False
    # Either side: right-to-left scripts come in reading order.
    gap = max(glyph.left - last.right, last.left - glyph.right)
    return -_MAX_OVERLAP * height < gap < _MAX_GAP * height


def _fragment(text: str, glyphs: list[Glyph]) -> Fragment:
    return Fragment(
        text=text,
        left=min(glyph.left for glyph in glyphs),
        top=min(glyph.top for glyph in glyphs),
        right=max(glyph.right for glyph in glyphs),
        bottom=max(glyph.bottom for glyph in glyphs),
        baseline=glyphs[0].baseline,
    )


def _upright(glyph: Glyph) -> Glyph:
    """Turn the coordinates of a glyph, so that its text runs to the right; `turns` stays."""
    (left, top, right, bottom), base = glyph.box, glyph.baseline
    if glyph.turns == 1:
        left, top, right, bottom, base = top, -right, bottom, -left, -base
    elif glyph.turns == 2:
        left, top, right, bottom, base = -right, -bottom, -left, -top, -base
    elif glyph.turns == 3:
        left, top, right, bottom = -bottom, left, -top, right
    else:
        return glyph
    return replace(glyph, left=left, top=top, right=right, bottom=bottom, baseline=base)
