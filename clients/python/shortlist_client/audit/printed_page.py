"""A page to print: one file, no script, nothing from elsewhere, every text escaped."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape

_STYLE = """
:root { color-scheme: light; }
body { font: 10.5pt/1.45 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
body { margin: 2rem auto; max-width: 62rem; padding: 0 1.5rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.15rem; margin: 1.8rem 0 .5rem; padding-bottom: .2rem; }
h2 { border-bottom: 1px solid #999; break-after: avoid; }
p, ul, dl { max-width: 48rem; margin: .5rem 0; }
.lead { color: #444; margin-top: 0; }
.limits { border: 1px solid #999; border-left: .4rem solid #8a5a00; break-inside: avoid; }
.limits { padding: .5rem 1rem; max-width: 46rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; }
dt { color: #444; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .4rem 0 1rem; }
table { font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; break-after: avoid; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; }
th, td { border-bottom: 1px solid #ccc; overflow-wrap: break-word; }
tbody th { font-weight: 500; }
thead th { border-bottom: 1.5px solid #333; font-size: .92em; }
th.number, td.number { text-align: right; } td.number { white-space: nowrap; }
thead { display: table-header-group; } tr { break-inside: avoid; }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 9pt; }
  a { color: inherit; text-decoration: none; }
}
"""


def write_page(title: str, lead: str, sections: Iterable[str], *, language: str = "en") -> str:
    """Return a whole page of sections that are written already."""
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{escape(title)}</h1>\n<p class="lead">{escape(lead)}</p>\n'
        + "\n".join(sections)
        + "\n</body>\n</html>\n"
    )


def write_section(heading: str, *parts: str) -> str:
    """Return a section of parts that are written already."""
    return f"<section>\n<h2>{escape(heading)}</h2>\n" + "\n".join(parts) + "\n</section>"


def write_text(text: str) -> str:
    """Return a paragraph."""
    return f"<p>{escape(text)}</p>"


def write_moment(moment: str | None) -> str:
    """Return a moment (ISO 8601) as people write one, in UTC; empty for none."""
    if not moment:
        return ""
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("%-d %B %Y, %H:%M:%S UTC")


def write_limits(texts: Sequence[str]) -> str:
    """Return, in a frame, what the page is not."""
    return '<div class="limits">' + "".join(write_text(one) for one in texts) + "</div>"


def write_facts(facts: Iterable[tuple[str, str]]) -> str:
    """Return names and what is to be said of each."""
    lines = (f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts)
    return f"<dl>{''.join(lines)}</dl>"


def write_table(
    caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int = 0
) -> str:
    """Return a table; the first `len(headings) - numbers` columns hold text, the others numbers.

    A table that ends with text has its last heading marked by a leading `~`.
    """
    kinds = _find_kinds(headings, numbers)
    heads = "".join(
        f'<th scope="col"{kind}>{escape(one.lstrip("~"))}</th>'
        for one, kind in zip(headings, kinds, strict=True)
    )
    body = "".join(f"<tr>{_write_cells(row, kinds)}</tr>\n" for row in rows)
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{body}</tbody>\n</table>"
    )


def _find_kinds(headings: Sequence[str], numbers: int) -> list[str]:
    first = len(headings) - numbers
    return [
        ' class="number"' if place >= first and not one.startswith("~") else ""
        for place, one in enumerate(headings)
    ]


def _write_cells(row: Sequence[str], kinds: Sequence[str]) -> str:
    first, *others = zip(row, kinds, strict=True)
    cells = "".join(f"<td{kind}>{escape(text)}</td>" for text, kind in others)
    return f'<th scope="row"{first[1]}>{escape(first[0])}</th>{cells}'
