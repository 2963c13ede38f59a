"""Languages that a resume names, with their levels, compared with those that are asked for."""

import re

from shortlist.facts.languages import climb_stated, load_language, load_language_list
from shortlist.facts.needs import Need
from shortlist.facts.sheet import Finding, Sheet, Status
from shortlist.facts.stances import is_denied
from shortlist.words.joints import AND

_FLUENT = 5
_CLEAR_GAP = 2
# A sentence ends behind a whole word: "niv. C1" goes on.
_SPLIT = re.compile(
    r"[,;|/•·]|(?<=\w{4})\.(?:\s|$)|\s[-–]\s|\band\b|\bund\b|\bet\b|\by\b|\bsi\b"  # noqa: RUF001
)
_REACH = 45
# "German, fluent": a level alone behind the comma.
_ALONE = re.compile(
    r",\s?((?:very |sehr |tres |muy |molto |foarte |bardzo )?[a-z]\w+"
    r"(?:\s(?:only|level|speaker|knowledge|user|niveau|nivel|livello))?)\s?(?:[,;.|)]|$)"
)
# "Fluent in Spanish, English and French": how one list of them may be joined.
_LONGEST_LIST = 80
_LIST_LEAD = re.compile(r"\b(?:in|en|w)\s$")
# "Mandarin HSK 5 / B2"
_SCALE = re.compile(r"\s\w{2,8}\s\d\s?/\s?[abc][12]\b")
_BRACKET = re.compile(r"\s?[:-]?\s?\(([^()]{1,40})\)")
_TOGETHER = re.compile(rf"\s(?:{AND})\s\w+(?=\s|,?$)")


def compare_languages(need: Need, sheet: Sheet) -> Finding:
    """Compare languages: each one must be there at its level, or one where any will do."""
    findings = [_compare_one(language, level, sheet) for language, level in need.languages]
    lines = tuple(dict.fromkeys(line for one in findings for line in one.lines))
    statuses = {one.status for one in findings}
    if need.any_language:
        ranked = sorted(findings, key=lambda one: ("pass", "unknown", "fail").index(one.status))
        return ranked[0]
    if "fail" in statuses:
        return Finding(
            "fail", tuple(n for one in findings if one.status == "fail" for n in one.lines)
        )
    return Finding("pass" if statuses == {"pass"} else "unknown", lines)


def _compare_one(language: str, needed: int, sheet: Sheet) -> Finding:
    pattern, names = load_language(language)
    stated: list[tuple[int, int]] = []
    denied: list[int] = []
    silent: list[int] = []
    for number, line in sheet.find_lines(names):
        for match in pattern.finditer(line):
            if is_denied(line, *match.span()):
                denied.append(number)
            elif level := _find_level(line, *match.span()):
                stated.append((level, number))
            else:
                silent.append(number)
    best = max((level for level, _ in stated), default=0)
    lines = tuple(number for level, number in stated if level == best)
    if best >= min(needed, _FLUENT):
        return Finding("pass", lines)
    if best:
        status: Status = "fail" if best <= needed - _CLEAR_GAP else "unknown"
        return Finding(status, lines)
    if denied and not silent:
        return Finding("fail", tuple(denied))
    return Finding("unknown", tuple(silent + denied))


def _find_level(line: str, start: int, end: int) -> int:
    """Find the level that stands beside a language, before words that belong to the next one."""
    before = _SPLIT.split(line[max(0, start - _REACH) : start])[-1]
    rest = line[end : end + _REACH]
    after = _SPLIT.split(rest.lstrip(" :(-–"))[0]  # noqa: RUF001
    shared = _TOGETHER.match(rest)
    if shared:
        # "Dutch and English fluently": both.
        after = _SPLIT.split(rest[shared.end() :])[0]
    bracket = _BRACKET.match(rest)
    if bracket and (level := climb_stated(bracket.group(1))):
        return level
    scale = _SCALE.match(rest)
    alone = _ALONE.match(rest)
    return (
        climb_stated(after)
        or climb_stated(before)
        or (climb_stated(scale.group()) if scale else 0)
        or (climb_stated(alone.group(1)) if alone else 0)
        or _find_shared(line[max(0, start - _LONGEST_LIST) : start])
    )


def _find_shared(before: str) -> int:
    """Find the level in front of several languages that stand before the last of them."""
    listed = load_language_list().search(before)
    if listed is None:
        return 0
    lead = before[: listed.start()]
    if "," in listed.group() and not _LIST_LEAD.search(lead):
        return 0
    return climb_stated(_SPLIT.split(lead)[-1])
