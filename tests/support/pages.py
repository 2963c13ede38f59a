"""The documents, and what they hold."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.mocked.template import ROOT

DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]


README = "README.md"


MODELS = "docs/models.md"


DEPLOYMENT = "docs/deployment.md"


SIGN_IN = "docs/sign-in.md"


def describe(path: Path) -> str:
    """Name a document as people do."""
    return str(path.relative_to(ROOT))


def read(name: str) -> str:
    """Return the text of a document."""
    return (ROOT / name).read_text(encoding="utf-8")


def find_fences(text: str, language: str) -> list[str]:
    """Return the contents of the fenced blocks of a language."""
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", text)


def read_table(name: str, *headers: str) -> list[dict[str, str]]:
    """Return the rows of the table with these first headers, its cells without backticks."""
    lines = iter(read(name).splitlines())
    for line in lines:
        names = split_cells(line)
        if line.startswith("|") and names[: len(headers)] == list(headers):
            next(lines)
            return list(read_rows(lines, names))
    raise LookupError(f"{name} has no table {headers}")


def read_rows(lines: Iterator[str], names: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield rows until the table ends."""
    for line in lines:
        if not line.startswith("|"):
            return
        yield dict(zip(names, split_cells(line), strict=True))


def split_cells(line: str) -> list[str]:
    """Return the cells of a line of a table."""
    return [cell.strip().replace("`", "") for cell in line.strip().strip("|").split("|")]
