"""What a line says beside a paper: of other people or another one, or that it is taken back."""

import re

from shortlist.words.lexicon import load_stop_words

_PART_END = re.compile(r"[,;:|•·()](?=\s|$|\))|(?<=\w{4})\.(?=\s|$)|\s[-–—(]\s?|\s\(")  # noqa: RUF001
_WORD = re.compile(r"[^\W\d_]+")
# What studies that were given up are told with, and nothing that has a name of its own.
_OF_STUDIES = re.compile(
    r"semest\w+|years?|anos?|annees?|ann[oi]|jahr\w*|ani?|rok|lata|term|studi\w+|etudes|estudios"
    r"|(?:prim|segund|tercer|cuart|second|terz|quart|ultim)[oaie]?|first|third|fourth|final|zweit\w+|dritt\w+"
    r"|premiere|deuxieme|troisieme|derniere|al|doilea|treilea|pierwsz\w+|drugi\w+|trzeci\w+"
    r"|curs\w*|corso|cours|abschluss|award|qualification|diplom\w*|titul\w+|laurea|dyplom\w*"
    r"|universi\w+|uczelni\w+|course|degree|exams?|final|thesis|leider|sadly|personal|family|reasons"
    r"|(?:private|family|health|financial|personal|familiar|gesundheit|finanz|person|famil|osobist|rodzinn"
    r"|zdrowotn|sanitar)\w*|grunden?|raisons?|sante|motiv\w+|powod\w+"
)
# "CACES 1, 3 et 5 (5 non valide)": the number is the name of another one.
_NUMBER_BEFORE = re.compile(r"(?<!\d)\d{1,2}\s$")
# "Never suspended" says that all is well.
_NEVER = re.compile(
    r"\b(?:never|not|nie|niemals|nicht|nunca|no|non|mai|jamais|pas|niciodata|nu|nigdy)"
    r"(?:\s(?:yet|been|ever|nie|a|ha|e|est|ist|jest|sido|stata?|ete|fost|fue|byl[oay]?|wurde|worden)){0,2}\s$"
)
_LOOK_BACK = 30
_WITHOUT = "without|ohne|sans|sin|senza|fara|bez"
_NOT_WITHOUT = re.compile(
    r"\b(?:never|not|no|nie|niemals|nicht|kein\w*|jamais|pas|aucun\w*|nunca|jamas|ningun\w*|mai|non|nessun\w*"
    rf"|niciodata|nu|nicio|niciun|nigdy|zaden|zadn\w+)\s(?:(?!(?:{_WITHOUT})\b)\w+\s)?(?:{_WITHOUT})\b"
)
# "Expired 2019, renewed 2024"; nothing but dates may stand between.
_RENEWED = re.compile(
    r"(?:[\W\d_]|\b(?:in|on|and|then|but|now|since|was|been|has|have|und|dann|aber|wurde|et|puis|mais"
    r"|y|e|i|pero|poi|ma|si|im|en|el|nel|w|dar|ale|depuis|desde)\b|\b[a-z]{3,10}(?=\.?\s(?:19|20)\d\d))*"
    r"\b(?:renewed|reinstated|renovad[oa]s?|verlangert|erneuert|renouvelee?s?|rinnovat[aoie]"
    r"|reinnoit[ae]?|odnowion[aey])\b"
)
# "Under the broker's licence": somebody else holds it.
_HOLDER_BEFORE = 60
_UNDER = re.compile(
    r"\b(?:under|unter|sous|bajo|sotto|sub|pod)(?:\s(?:the|a|an|our|his|her|their|der|dem|den|la|le|el|il|un|una|une))?"
    r"(?:\s\w+)?\s$"
)
# "Alongside SIA licensed door staff", "assisted a licensed plumber": others hold it.
_BESIDE = re.compile(
    r"\b(?:alongside|beside|work\w* with|assist(?:ed|ing|s|ant)|supervis(?:ed|es|ing)|led"
    r"|manag(?:ed|es|ing)|support(?:ed|ing|s)|shadow(?:ed|ing)|hir(?:ed|ing)|recruit(?:ed|ing)"
    r"|leading|teams? of)(?:\s(?:to|for|an?|the|our|other|all|several|\d+|two|three|four|five))*\s$"
)
_OTHERS = re.compile(
    r"\s(?:(?!(?:for|in|at|with|by|of|to|and|as)\s)\w+\s)?"
    r"(?:staff|teams?|personnel|crews?|people|compan(?:y|ies)|firms?|contractors?|agency|agencies"
    r"|colleagues|guards|officers|agents|supervisors|workers|employees|professionals|operatives|drivers"
    r"|nurses|plumbers|electricians|engineers|brokers|lifeguards|technicians)\b"
)
_SAID_OF_MORE = re.compile(r".*ed$|sia\b")
_OF_PEOPLE = re.compile(r"\bsia\b|\b(?:licen[cs]ed|certified|registered|qualified)\b")


def is_taken_back(line: str, start: int, end: int) -> bool:
    """Tell whether an end that a line tells of never came, or was followed by a renewal."""
    if _NEVER.search(line[max(0, start - _LOOK_BACK) : start]):
        return True
    return _RENEWED.match(line, end) is not None


def is_not_without(line: str, start: int, end: int) -> bool:
    """Tell whether a no is one of two that make a yes: "never without", "not a day without"."""
    if _NOT_WITHOUT.match(line, start):
        return True
    both = list(_NOT_WITHOUT.finditer(line, max(0, start - _LOOK_BACK), end))
    return bool(both) and both[-1].end() == end


def may_be_of_other(line: str, name: tuple[int, int], said: tuple[int, int]) -> bool:
    """Tell whether what is said stands in a part of the line that names something of its own.

    "BSc 2010, tax exam not passed" may say it of the exam; "BSc, Harrow, not completed" does not.
    """
    ends = [match.span() for match in _PART_END.finditer(line)]
    if not any(name[1] <= first < said[0] or said[1] <= first < name[0] for first, _ in ends):
        return False
    begins = max((last for _, last in ends if last <= said[0]), default=0)
    stops = min((first for first, _ in ends if first >= said[1]), default=len(line))
    before, after = line[begins : said[0]], line[said[1] : stops]
    if _NUMBER_BEFORE.search(before):
        return True
    words = set(_WORD.findall(f"{before} {after}")) - load_stop_words()
    return not all(map(is_of_studies, words))


def is_of_studies(word: str) -> bool:
    """Tell whether a word is one that studies that were given up are told with."""
    return _OF_STUDIES.fullmatch(word) is not None


def is_of_others(line: str, start: int, end: int) -> bool:
    """Tell whether somebody else holds the licence that a line names."""
    before = line[max(0, start - _HOLDER_BEFORE) : start]
    if _UNDER.search(before):
        return True
    if not _OF_PEOPLE.search(line, start, end):
        return False
    is_said_of_more = _SAID_OF_MORE.match(line, start, end) and _OTHERS.match(line, end)
    return bool(is_said_of_more or _BESIDE.search(before))
