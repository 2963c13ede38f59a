"""The reading order of a page: columns one after the other, never a line across two."""

from collections.abc import Iterable, Sequence

from adapters.documents.columns import measure_margins, part, region_at
from adapters.documents.fragments import Fragment, fragments_of
from adapters.documents.pairs import match_centred
from adapters.documents.pieces import Piece
from adapters.documents.text_rows import TextRow, join_leaders, lines_of, rows_of

_DEEPEST = 4


def page_text(pieces: Iterable[Piece]) -> str:
    """Write the page as lines; text that runs in another direction follows after the rest."""
    groups = sorted(fragments_of(pieces).values(), key=len, reverse=True)
    return "\n\n".join("\n".join(lay_out(fragments)) for fragments in groups)


def lay_out(fragments: Sequence[Fragment], depth: int = 0) -> list[str]:
    """Order fragments of one direction into lines; no page has columns in columns for long."""
    rows = rows_of(join_leaders(fragments))
    lines: list[str] = []
    plain: list[TextRow] = []
    if depth > _DEEPEST or not rows:
        return lines_of(rows)
    margins = measure_margins(rows)
    start = 0
    while start < len(rows):
        region = region_at(rows, start, margins)
        if region.gutter is None:
            plain += rows[start : region.end]
        else:
            lines += _block(lines_of(plain))
            plain = []
            columns = part(rows[start : region.end], region.gutter)
            lines += _block(match_centred(*columns) or _lay_out_apart(columns, depth))
        start = region.end
    return lines + lines_of(plain)


def _lay_out_apart(columns: Iterable[Sequence[TextRow]], depth: int) -> list[str]:
    lines: list[str] = []
    for column in columns:
        inner = [fragment for row in column for fragment in row.fragments]
        lines += _block(lay_out(inner, depth + 1))
    return lines[:-1]


def _block(lines: list[str]) -> list[str]:
    return [*lines, ""] if lines else []
