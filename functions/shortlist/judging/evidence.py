"""What is accepted of a model's answers: what lines support, and of several answers the median."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from shortlist.judging.verdict import CriterionVerdict, GateVerdict, Verdict
from shortlist.ranking.criterion_matcher import LONGEST_LINE, MOST_LINES
from shortlist.ranking.row import CriterionOutcome, Evidence, GateOutcome
from shortlist.rubric.rubric import TOP_LEVEL, WEIGHTS, Criterion, Rubric
from shortlist.words.lexicon import Lexicon
from shortlist.words.roots import weigh_roots
from shortlist.words.tokens import find_root, find_words, fold

UNSUPPORTED = "unsupported_level"
INSTRUCTIONS = "instruction_like_text"
SWEEPING = "sweeping_verdict"
# From here on a line must speak of the criterion itself.
_HIGH_LEVEL = 3
_LEVEL_WITHOUT_MENTION = 2
# A line with "experience in production" does not speak of "experience with Kubernetes".
_EMPTY_WORDS = (
    "experience experienced knowledge skill skills ability strong excellent good solid proven"
    " professional understanding years production environment related relevant work working"
)
_TELLING_SHARE = 0.15
_SEARCHED_CHARACTERS = 2000
# Of fewer criteria a good resume may well reach the top in each.
_FEWEST_SWEPT = 3


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer after the check; `lowered` counts criteria whose level was not supported.

    `suspicions` are flags that the answer gives rise to: the model reported lines that speak to
    it, or it praised everything and lines do not bear that out, as a model does that obeys.
    """

    criteria: tuple[CriterionOutcome, ...]
    gates: tuple[GateOutcome, ...]
    lowered: int
    suspicions: frozenset[str] = frozenset()


class EvidenceCheck:
    """Checks answers by one rubric against the lines that they cite."""

    def __init__(self, rubric: Rubric, lexicon: Lexicon) -> None:
        """Find the words by which each criterion may be mentioned."""
        self._rubric = rubric
        self._lexicon = lexicon
        self._mentions = _find_mentions(rubric.criteria, lexicon)

    def check(self, verdict: Verdict, lines: Sequence[str], quarantined: frozenset[int]) -> Checked:
        """Check an answer about a resume of these lines.

        Lines that do not exist, are empty, are quarantined or were reported by the model as
        instructions support nothing.
        """
        barred = quarantined | frozenset(verdict.instruction_lines)
        citable = _CitableLines(lines, barred)
        outcomes = [
            self._check_criterion(index, one, citable) for index, one in enumerate(verdict.criteria)
        ]
        gates = [
            _check_gate(gate.id, one, citable)
            for gate, one in zip(self._rubric.gates, verdict.gates, strict=True)
        ]
        given = [one.level for one in verdict.criteria]
        lowered = sum(outcome.level < level for outcome, level in zip(outcomes, given, strict=True))
        suspicions = set()
        if any(citable.has_text(number) for number in verdict.instruction_lines):
            suspicions.add(INSTRUCTIONS)
        if lowered and len(given) >= _FEWEST_SWEPT and min(given) == TOP_LEVEL:
            suspicions.add(SWEEPING)
        return Checked(tuple(outcomes), tuple(gates), lowered, frozenset(suspicions))

    def _check_criterion(
        self, index: int, given: CriterionVerdict, citable: "_CitableLines"
    ) -> CriterionOutcome:
        evidence = citable.cite(given.lines)
        level: int = given.level if evidence else 0
        cited = (citable.lines[one.line - 1] for one in evidence)
        if level >= _HIGH_LEVEL and not self._is_mentioned(index, cited):
            level = _LEVEL_WITHOUT_MENTION
        criterion = self._rubric.criteria[index]
        return CriterionOutcome(id=criterion.id, level=level, evidence=evidence if level else ())

    def _is_mentioned(self, index: int, lines: Iterable[str]) -> bool:
        mention = self._mentions[index]
        return any(mention.stands_in(line, self._lexicon) for line in lines)


@dataclass(frozen=True, slots=True)
class _CitableLines:
    """The lines of a resume, and those that nothing may rest on."""

    lines: Sequence[str]
    barred: frozenset[int]

    def cite(self, numbers: Iterable[int]) -> tuple[Evidence, ...]:
        """Cite the lines that may be cited, each once, in the order given."""
        usable = [number for number in dict.fromkeys(numbers) if self._may_be_cited(number)]
        return tuple(
            Evidence(line=number, text=self.lines[number - 1].strip()[:LONGEST_LINE])
            for number in usable[:MOST_LINES]
        )

    def has_text(self, number: int) -> bool:
        """Tell whether a line exists and is not empty."""
        return 1 <= number <= len(self.lines) and bool(self.lines[number - 1].strip())

    def _may_be_cited(self, number: int) -> bool:
        return number not in self.barred and self.has_text(number)


def _check_gate(gate_id: str, given: GateVerdict, citable: _CitableLines) -> GateOutcome:
    evidence = citable.cite(given.lines)
    if given.status == "unknown" or not evidence:
        return GateOutcome(id=gate_id, status="unknown")
    return GateOutcome(id=gate_id, status=given.status, evidence=evidence)


@dataclass(frozen=True)
class _Mention:
    """The words by which a line speaks of a criterion.

    `shares` are the roots of its title, by how telling they are; `own` are roots of its anchors
    that no other criterion has. `words` is the title as it stands, where no root of it tells
    anything ("Go", "C").
    """

    shares: Mapping[str, float]
    own: frozenset[str]
    words: frozenset[str]

    def stands_in(self, line: str, lexicon: Lexicon) -> bool:
        """Tell whether a line speaks of the criterion: more than by its emptiest words."""
        words = find_words(fold(line[:_SEARCHED_CHARACTERS]))
        if not self.shares:
            return self.words <= set(words)
        roots = {find_root(term) for term in lexicon.find_terms(words)}
        told = sum(self.shares[root] for root in roots & self.shares.keys())
        return told >= _TELLING_SHARE or bool(roots & self.own)


def _find_mentions(criteria: Sequence[Criterion], lexicon: Lexicon) -> tuple[_Mention, ...]:
    anchors = [frozenset(weigh_roots(" ".join(one.levels), lexicon)) for one in criteria]
    found = []
    for index, criterion in enumerate(criteria):
        others = frozenset().union(*anchors[:index], *anchors[index + 1 :])
        own = anchors[index] - others if len(criteria) > 1 else frozenset[str]()
        weights = _weigh_title(criterion.title, lexicon)
        total = sum(weights.values())
        shares = {root: weight / total for root, weight in weights.items()} if total else {}
        found.append(_Mention(shares, own, frozenset(find_words(fold(criterion.title)))))
    return tuple(found)


def _weigh_title(title: str, lexicon: Lexicon) -> dict[str, float]:
    weights = weigh_roots(title, lexicon)
    empty = weigh_roots(_EMPTY_WORDS, lexicon)
    telling = {root: weight for root, weight in weights.items() if root not in empty}
    return telling or weights


def join_samples(samples: Sequence[Checked]) -> Checked:
    """Join repetitions of a judgement: the median level, and the status of most for a gate.

    The evidence is that of a sample which gave the level or the status that came out. What one
    sample gave rise to suspect stays.
    """
    if len(samples) == 1:
        return samples[0]
    criteria = [_join_criterion(some) for some in zip(*(s.criteria for s in samples), strict=True)]
    gates = [_join_gate(some) for some in zip(*(s.gates for s in samples), strict=True)]
    lowered = median_low([sample.lowered for sample in samples])
    suspicions = frozenset[str]().union(*(sample.suspicions for sample in samples))
    return Checked(tuple(criteria), tuple(gates), lowered, suspicions)


def measure_agreement(rubric: Rubric, samples: Sequence[Checked]) -> float:
    """Give how well repetitions agree: 1 if all levels are equal, 0 if they span the ladder."""
    weights = [WEIGHTS[criterion.importance] for criterion in rubric.criteria]
    spread = 0
    for weight, some in zip(weights, zip(*(s.criteria for s in samples), strict=True), strict=True):
        levels = [outcome.level for outcome in some]
        spread += weight * (max(levels) - min(levels))
    return 1 - spread / (TOP_LEVEL * sum(weights))


def measure_confidence(
    rubric: Rubric, samples: Sequence[Checked], wanted: int, offline_confidence: float
) -> float:
    """Give how far repetitions agree; of a single answer, how much of it lines support.

    `wanted` is how many there should have been.
    """
    if wanted > 1:
        return round(measure_agreement(rubric, samples) * len(samples) / wanted, 2)
    supported = 1 - samples[0].lowered / len(rubric.criteria)
    return round(offline_confidence * supported, 2)


def _join_criterion(outcomes: Sequence[CriterionOutcome]) -> CriterionOutcome:
    level = median_low([outcome.level for outcome in outcomes])
    return next(outcome for outcome in outcomes if outcome.level == level)


def _join_gate(outcomes: Sequence[GateOutcome]) -> GateOutcome:
    status, count = Counter(outcome.status for outcome in outcomes).most_common(1)[0]
    if 2 * count <= len(outcomes):
        return GateOutcome(id=outcomes[0].id, status="unknown")
    return next(outcome for outcome in outcomes if outcome.status == status)
