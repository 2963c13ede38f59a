"""The right to work and citizenships of a resume, compared with what is asked for."""

import re

from shortlist.facts.fact_words import load_pattern, load_phrases, read_vocabulary
from shortlist.facts.needs import Need
from shortlist.facts.sheet import Finding, Sheet
from shortlist.facts.stances import Stance, find_clause, read_stance
from shortlist.facts.visas import is_own_visa
from shortlist.words.tokens import fold

_FILE = "permits.txt"
# What is said of others' help is no permit.
_NO_PERMIT = re.compile("sponsor|visa")
# "No sponsorship required", "do not now, nor in the future, need sponsorship".
_NO_LACK = re.compile(
    r"\b(?:no|not|never|without|nor|(?:do|does|did|wo|would|is|are)n'?t|nicht|kein\w{0,2}|pas|non|nu|nie|sin|sans"
    r"|senza|bez)(?=\s)"
    r"(?:[\s,]+(?:now|currently|presently|or|nor|in|the|future|ever|any|an?|further|will|would|longer"
    r"|visa|work|employment|uk|us|eu|de|d))*[\s,']*$"
)
_NO = re.compile(r"\s?[:?]\s?(?:no|none|nein|non|nu|nie)\b")
# "No work permit needed", "benötige keine Arbeitserlaubnis".
_WITHOUT = re.compile(r"(?:no|not|kein\w{0,2}|ohne|sans|pas|sin|senza|fara|bez)\s")
_NEEDED = re.compile(
    r"\s(?:is |ist |est |es |e )?(?:needed|required|necessary|erforderlich|notwendig|notig"
    r"|necessaire|necesari[oa]?|necessari[oa]|requis\w?|potrzebn\w+|wymagan\w+)\b"
)
_NEEDS = re.compile(r"\b(?:benotig\w+|brauch\w*|needs?|needed|requires?|required)\s$")
_LOOK_BACK = 80
_LONGEST_NATION = 50
_CLAUSE_END = re.compile(r"[,;|.](?!\w)")
# The first word behind a label, or two that a word or sign joins: "italiana e rumena".
_NATION = re.compile(
    r"[\s:|–-]{0,5}(united \w+|great britain|[^\W\d_]+)"  # noqa: RUF001
    r"(?:(?:[-/]|\s(?:and|und|et|y|e|i|si|oraz)\s)([^\W\d_]+)(?=\s*(?:$|[,;.|()])))?(?!\w|\s?:)"
    # "British Indian" tells of a descent as well as of a passport.
    r"(?!\s(?:indian|asian|pakistani|bangladeshi|chinese|african|caribbean|arab|american)\b)"
)
# Nobody is of a nation who is not, not yet, or who only speaks its language.
_NO_NATION = re.compile(
    r"^\W*(?:non?|not|nicht|nie|pas|extra)\b|\b(?:overseas|appl\w+|pending|beantrag\w*|demande\w*|solicit\w*"
    r"|tramite|richiest\w*|solicitat\w*|wniosk\w*|einburger\w*|born|ancestry|descent|heritage"
    r"|origine?|origen|herkunft|speak\w*|\w*sprachig\w*|\w*sprech\w*|\w+phones?|\w+fon[oae])\b"
)
_APPLIED = re.compile(
    r"[\s:(,]{0,3}(?:is |ist |est )?(?:beantragt|applied for|pending|demandee?|solicitad[oa]"
    r"|en tramite|richiest[oa]|solicitat[a]?|en cours)\b"
)
# A British National (Overseas) needs a visa.
_OVERSEAS = re.compile(r"\s?\(?(?:overseas|bno)\b")
# Irish citizens may work in the United Kingdom, and British ones in Ireland; their visas do not.
_ISLANDS = frozenset(("country-uk", "country-ie"))
_ISLANDER = re.compile(r"\b(?:irish|british|uk) (?:citizen|passport|national)\b")
# What somebody had before says nothing of today.
_EARLIER = re.compile(r"\b(?:previous|former|earlier|old|past|ehemalig\w*|fruher\w*)\s(?:\w+\s)?$")
# Whoever is a citizen of the union may work in each of its countries.
_IN_EU = frozenset(f"country-{one}" for one in ("eu", "de", "fr", "es", "it", "ro", "pl", "ie"))


def compare_permit(need: Need, sheet: Sheet) -> Finding:
    """Compare the right to work: named and held, or plainly denied."""
    countries = _find_countries(fold(need.text))
    held: list[int] = []
    lost: list[int] = []
    key = "citizen" if need.is_citizenship else "held"
    for number, line in sheet.find_lines(load_phrases(_FILE, "lack", "nation", "visa", key)):
        rest, is_lost = _blank_lacks(line)
        if _names_nation(need, countries, line):
            held.append(number)
        if is_lost:
            lost.append(number)
        stance = _read_line(line, rest, key, sheet.today)
        if stance in ("denied", "expired"):
            lost.append(number)
        elif stance == "held" and _is_country(need, countries, line):
            held.append(number)
    held = [number for number in held if not _is_label(number, lost, sheet)]
    if lost and not held:
        return Finding("fail", tuple(dict.fromkeys(lost)))
    if held and not lost:
        return Finding("pass", tuple(dict.fromkeys(held)))
    return Finding("unknown", tuple(dict.fromkeys(held + lost)))


def _is_label(number: int, lost: list[int], sheet: Sheet) -> bool:
    """Tell whether a line is only what the line of a permit lacked stands under."""
    line = sheet.folded[number].strip(" :")
    return number + 1 in lost and load_pattern(_FILE, "need").fullmatch(line) is not None


def _names_nation(need: Need, asked: frozenset[str], line: str) -> bool:
    """Tell whether a line of a form names a nation whose people may work where it is asked for.

    "Staatsangehörigkeit: polnisch" may in Germany; what other nations may do, nobody can tell.
    """
    for label in load_pattern(_FILE, "nation").finditer(line):
        after = line[label.end() : label.end() + _LONGEST_NATION]
        nation = _NATION.match(after)
        clause = _CLAUSE_END.split(after, maxsplit=1)[0]
        if nation is None or _NO_NATION.search(clause) or _EARLIER.search(line[: label.start()]):
            continue
        said = " ".join(filter(None, nation.groups()))
        found = _find_countries(said)
        if asked <= _IN_EU and not need.is_citizenship and _is_of_union(said):
            return True
        if found and (_is_country(need, asked, said) or _are_islands(need, asked, found)):
            return True
    return False


def _are_islands(need: Need, asked: frozenset[str], found: frozenset[str]) -> bool:
    return (
        not need.is_citizenship and len(asked) == 1 and asked <= _ISLANDS and bool(found & _ISLANDS)
    )


def _is_of_union(said: str) -> bool:
    return load_pattern(_FILE, "nation-eu").search(said) is not None


def _blank_lacks(line: str) -> tuple[str, bool]:
    """Blank the clauses of a line that tell of a permit lacked, and tell whether there is any.

    "No work permit needed" is blanked too, and lacks nothing.
    """
    rest = line
    is_lost = False
    for match in load_pattern(_FILE, "lack").finditer(line):
        before = line[max(0, match.start() - _LOOK_BACK) : match.start()]
        if _NO_LACK.search(before) or _EARLIER.search(before) or _NO.match(line, match.end()):
            continue
        first, last = find_clause(line, *match.span())
        if _WITHOUT.match(match.group()) and _is_needless(line, before, match.end()):
            first, last = match.span()
        else:
            is_lost = True
        if match.end() > last:
            return rest[: match.start()], is_lost
        rest = rest[:first] + " " * (last - first) + rest[last:]
    return rest, is_lost


def _is_needless(line: str, before: str, end: int) -> bool:
    return bool(_NEEDED.match(line, end) or _NEEDS.search(before))


def _read_line(line: str, rest: str, key: str, today: int) -> Stance | None:
    """Read how a line stands to the permits that its rest names: one that is held is enough.

    "No right to work without sponsorship" names none beside the one it denies, and no citizenship
    stands beside another one.
    """
    stances: dict[Stance, str] = {}
    found = list(load_pattern(_FILE, key).finditer(rest))
    if key == "held":
        visas = load_pattern(_FILE, "visa").finditer(rest)
        found += [match for match in visas if is_own_visa(rest, *match.span(), today)]
    for match in found:
        if not (_APPLIED.match(line, match.end()) or _OVERSEAS.match(line, match.end())):
            stances.setdefault(read_stance(line, *match.span(), today), match.group())
    is_lost = not stances.keys().isdisjoint(("denied", "expired"))
    if is_lost and (key == "citizen" or _NO_PERMIT.search(stances.get("held", ""))):
        stances.pop("held", None)
    return next((one for one in ("held", "denied", "expired") if one in stances), None)


def _find_countries(folded: str) -> frozenset[str]:
    keys = [key for key in read_vocabulary(_FILE) if key.startswith("country-")]
    return frozenset(key for key in keys if load_pattern(_FILE, key).search(folded))


def _is_country(need: Need, asked: frozenset[str], line: str) -> bool:
    found = _find_countries(line)
    if asked == {"country-eu"} and found & _IN_EU:
        return True
    if need.is_citizenship:
        return not asked or not asked.isdisjoint(found)
    if "country-eu" in found and asked <= _IN_EU:
        return True
    if _ISLANDER.search(line) and _are_islands(need, asked, found):
        return True
    return not asked or not found or not asked.isdisjoint(found)
