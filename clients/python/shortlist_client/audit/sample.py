"""The sample of an audit: exported rankings, and the caller's own file of who is in which group."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from shortlist_client.errors import ShortlistError

Rule = Literal["decision", "top", "score"]
SEX, RACE = "sex", "race_ethnicity"
_EXPORT_COLUMNS = ("rank", "candidate_id", "score", "decision", "ranked_at")
_GROUP_COLUMNS = ("candidate_id", SEX, RACE)
# What people write where they do not say, or nobody asked.
_UNKNOWN = frozenset(
    {
        *("", "-", "?", "n/a", "na", "none", "null", "unknown", "undisclosed", "not specified"),
        *("declined", "decline to state", "decline to answer", "prefer not to say"),
        *("prefer not to answer", "not stated", "no answer", "not disclosed"),
    }
)


class SampleError(ShortlistError):
    """A file of an audit is not what it should be."""


@dataclass(frozen=True)
class Selection:
    """Who counts as selected: by a person's decision `talk`, by rank, or from a score on."""

    rule: Rule = "decision"
    limit: float = 0

    def describe(self) -> str:
        """Say it in a sentence."""
        match self.rule:
            case "top":
                return f"rank {self.limit:g} or better in the ranking of the own job post"
            case "score":
                return f"a score of {self.limit:g} or more"
            case _:
                return "a person decided “talk” after the ranking"


@dataclass(frozen=True)
class Application:
    """One person's row in one ranking. A group is None if it is not known."""

    score: float | None
    is_selected: bool
    sex: str | None
    race: str | None


@dataclass(frozen=True)
class Sample:
    """All applications, and what is known of where they come from."""

    applications: tuple[Application, ...]
    first_ranked: str
    last_ranked: str
    rankers: tuple[str, ...]
    without_groups: int
    """Applications whose candidate is not in the file of groups."""
    unused_groups: int
    """Candidates of the file of groups that are in no export."""


def read_sample(exports: Sequence[Path], groups: Path, selection: Selection) -> Sample:
    """Read exported rankings and the file of groups.

    A candidate in two rankings has applied twice.

    Raises:
        SampleError: if a file lacks a column, or says two things about one candidate.
    """
    known = _read_groups(groups)
    seen: set[str] = set()
    applications: list[Application] = []
    times: set[str] = set()
    rankers: set[str] = set()
    for export in exports:
        for line in _read_table(export, _EXPORT_COLUMNS):
            candidate_id = unescape(line["candidate_id"])
            sex, race = known.get(candidate_id, (None, None))
            seen.add(candidate_id)
            times.add(line["ranked_at"])
            rankers.add(_name_ranker(line))
            score = _read_number(export, line["score"])
            is_selected = _is_selected(export, line, score, selection)
            applications.append(Application(score, is_selected, sex, race))
    if not applications:
        raise SampleError("the exports have no rows")
    return Sample(
        tuple(applications),
        min(times)[:10],
        max(times)[:10],
        tuple(sorted(rankers)),
        without_groups=_count_missing(exports, known),
        unused_groups=len(set(known) - seen),
    )


def unescape(cell: str) -> str:
    """Return a cell without the apostrophe that an export puts before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and len(cell) > 1 and cell[1] in "=+-@" else cell


def _count_missing(exports: Sequence[Path], known: Mapping[str, object]) -> int:
    lines = (line for export in exports for line in _read_table(export, _EXPORT_COLUMNS))
    return sum(unescape(line["candidate_id"]) not in known for line in lines)


def _read_groups(path: Path) -> dict[str, tuple[str | None, str | None]]:
    spellings: dict[str, str] = {}
    found: dict[str, tuple[str | None, str | None]] = {}
    for line in _read_table(path, _GROUP_COLUMNS):
        candidate_id = unescape(line["candidate_id"])
        said = (_name_group(line[SEX], spellings), _name_group(line[RACE], spellings))
        if found.setdefault(candidate_id, said) != said:
            raise SampleError(f"{path} says two things about the candidate {candidate_id}")
    return found


def _name_group(cell: str, spellings: dict[str, str]) -> str | None:
    """Return a group in the spelling in which it came first; None for one that is not known."""
    text = " ".join(unescape(cell).split())
    folded = text.casefold()
    return None if folded in _UNKNOWN else spellings.setdefault(folded, text)


def _read_table(path: Path, columns: Iterable[str]) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = [one for one in columns if one not in (table.fieldnames or ())]
            if missing:
                raise SampleError(f"{path} has no column {', '.join(missing)}")
            for line in table:
                yield {name: cell or "" for name, cell in line.items() if isinstance(name, str)}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SampleError(f"{path} cannot be read: {error}") from error


def _is_selected(
    path: Path, line: Mapping[str, str], score: float | None, selection: Selection
) -> bool:
    if selection.rule == "decision":
        return line["decision"] == "talk"
    if score is None:
        return False
    if selection.rule == "score":
        return score >= selection.limit
    rank = _read_number(path, line["rank"])
    return rank is not None and rank <= selection.limit


def _read_number(path: Path, cell: str) -> float | None:
    if not cell:
        return None
    try:
        return float(cell)
    except ValueError:
        raise SampleError(f"{path} has {cell!r} where a number should be") from None


def _name_ranker(line: Mapping[str, str]) -> str:
    model, prompt = line.get("model", ""), line.get("prompt_version", "")
    return (
        f"the model {unescape(model)}, prompt version {prompt}" if model else "the offline ranker"
    )
