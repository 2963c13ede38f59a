"""Headings of a job post, known by their shape and by the words in them."""

import re
from functools import cache
from typing import Literal

from shortlist.facts.needs import find_need_kind
from shortlist.rubric.employers import split_call
from shortlist.rubric.post_words import load_cues, load_evidence, read_lines
from shortlist.words.lexicon import read_lines as read_word_lines
from shortlist.words.tokens import fold

Kind = Literal["required", "duty", "nice", "other", "neutral"]

EDGE = " \t\r\n:;-–—_*#•·|=>.,▪●■§~…?!"  # noqa: RUF001
# Any sign that is no letter, digit, bracket or quotation mark may be a bullet.
BULLET = re.compile(
    r"^\s{0,12}(?:[^\w\s\"'(\[{\u00bf\u00a1#@&$\u20ac\u00a3.,]{1,2}\s|o\s|\(?\d{1,2}(?:\.\s|\)\s?)|\(?[ivx]{1,4}\)\s|\(?[a-z]\)\s)"
)
_ORDER: tuple[tuple[str, Kind], ...] = (
    ("profile", "required"),
    ("other", "other"),
    ("nice", "nice"),
    ("work", "duty"),
    ("required", "required"),
    ("duty", "duty"),
)
_BARS = re.compile(r"\s[|·•/–—-]\s|\s?[|·•]\s?")  # noqa: RUF001
_LONGEST = 60
_MOST_WORDS = 7
_MOST_CALL_WORDS = 10
_HEADING_WORDS = frozenset(
    (
        "key",
        "main",
        "training",
        "list",
        "job",
        "position",
        "basic",
        "general",
        "core",
        "criteria",
        "professional",
        "technical",
        "personal",
    )
)
# "We look after people": what else we say of ourselves.
_OURS = re.compile(r"(?:we|our|wir|unsere?|nous|notre|nos|noi|nasz\w*|nuestr\w+|nostr\w+)\b")
_SPEAKS = re.compile(r"\b(?:you|role|job|rolle|poste|puesto|ruolo|rol|aufgabe|mission|tache)")
_CALLS = re.compile(
    r"\b(?:zatrudnimy|zatrudni|przyjmiemy|poszukujemy|szukamy|suchen|sucht|cherche|cherchons|recrute"
    r"|recrutons|busca|buscamos|cerca|cerchiamo|cauta|cautam|angajam|angajeaza|hiring|looking for)"
    r"\b(?!.*\b(?:with|who|mit|avec|con|cu|z)$)"
)
_LONGEST_CALL = 110
# "A 2:1 degree" has none.
_COLON = re.compile(r":(?!\d)")
# Who reads, or has, alone: what follows is who that should be.
_READER = frozenset(
    ("you", "du", "sie", "vous", "toi", "tu", "ty", "usted", "lei", "ai", "masz", "hai")
)
_WILL = frozenset(("vei", "bedziesz", "wirst du", "you will", "you would"))

_WITH_US = re.compile(
    r"(?<=\w)(?<!dich)(?<!sie)\s"
    r"(?:with us|bei uns|chez nous|con nosotros|da noi|con noi|la noi|u nas)(?=\s|$)"
)
_SHORT_VERBS = (("you'll need", "you will need"), ("you'd need", "you will need"))
_MOST_CLAUSE_WORDS = 8
_FEW_WORDS = 5
_LONGEST_METADATA = 140
_FEWEST_WORDS = 3
_ASIDE = re.compile(r"\s{0,3}\([^)]{1,60}\)")
_SENTENCE = re.compile(r"[.;,]\s*$|\.\s+\S")


@cache
def _load_kinds() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    pairs = dict(line.split(" = ") for line in read_lines("sections.txt"))
    kinds: list[tuple[Kind, re.Pattern[str]]] = []
    for name, kind in _ORDER:
        words = sorted(set(pairs[name].split(", ")), key=lambda word: (-len(word), word))
        kinds.append((kind, re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")")))
    return tuple(kinds)


@cache
def _load_labels() -> frozenset[str]:
    return frozenset(word for line in read_lines("labels.txt") for word in line.split())


def plain_heading(text: str) -> str:
    """Give a heading's text folded, without the signs around it."""
    folded = fold(text).replace("&", " and ").replace("\u2019", "'")
    return " ".join(folded.strip(EDGE).split())


def name_kind(plain: str) -> Kind | None:
    """Tell which kind of section a heading opens, by its words."""
    if plain in _READER:
        return "required"
    if plain in _WILL:
        return "duty"
    for short, full in _SHORT_VERBS:
        plain = plain.replace(short, full)
    # "What you'll do with us" is no offer.
    plain = _WITH_US.sub("", plain)
    if load_evidence("gives").search(plain):
        return "other"
    if _OURS.match(plain) and load_evidence("asking").search(plain):
        return "required"
    ours: Kind | None = "other" if _OURS.match(plain) else None
    kind = next((kind for kind, words in _load_kinds() if words.search(plain)), ours)
    # "Our workshop" has the beginning of "work" in it.
    return ours if ours and kind == "duty" and not _SPEAKS.search(plain) else kind


def find_post_heading(
    line: str,
    after: str,
    *,
    is_apart: bool = False,
    is_rare: bool = False,
    is_alone: bool = False,
) -> Kind | None:
    """Tell which section a line opens; None if it is no heading. `after` is the next line.

    A heading is short, no sentence and no bullet, and either its words are those of headings or
    a list follows, or it stands apart above a longer text. One that says nothing of its section
    opens a neutral one. `is_rare` tells that its bullet is another one than those below it,
    `is_alone` that it stands between blank lines and above a block.
    """
    bullet = BULLET.match(line)
    if bullet and is_rare and _heads_list(line[bullet.end() :]):
        line, bullet = line[bullet.end() :], None
    stripped = _ASIDE.sub(" ", line).strip()
    if not stripped or len(stripped) > _LONGEST or bullet or _SENTENCE.search(stripped):
        return None
    plain = plain_heading(stripped)
    kind = name_kind(plain)
    is_clause = load_evidence("clause").match(plain) is not None
    has_end = stripped.endswith((":", "?"))
    most = _MOST_CALL_WORDS if has_end and (is_clause or kind == "nice") else _MOST_WORDS
    if not plain or len(plain.split()) > most or ":" in stripped[:-1]:
        return None
    has_shape = has_end or bool(BULLET.match(after)) or stripped.isupper()
    has_words = says_nothing_else(plain) or _names_section(plain)
    is_alone = is_alone and find_need_kind(line) is None
    if kind is not None and (has_shape or is_alone or (after.strip() and has_words)):
        return kind
    is_above = is_apart and len(plain.split()) <= _FEW_WORDS and len(after) > 3 * len(stripped)
    is_above = is_above or (is_clause and bool(after.strip()))
    if not (has_shape or is_above) or stripped[-1].isdigit():
        return None
    return kind if kind in ("other", "required") else "neutral"


def _heads_list(text: str) -> bool:
    """Tell whether what follows a sign or a number may be the heading of a list."""
    plain = plain_heading(text)
    is_known = name_kind(plain) is not None or load_evidence("clause").match(plain) is not None
    return is_known or is_label(plain) or text.rstrip().endswith(":")


def _names_section(plain: str) -> bool:
    """Tell whether a short line has a word that hardly stands outside headings."""
    return _load_section_words().search(plain) is not None


@cache
def _load_section_words() -> re.Pattern[str]:
    pairs = dict(line.split(" = ") for line in read_lines("sections.txt"))
    return re.compile(r"\b(?:" + "|".join(pairs["sure"].split(", ")) + r")")


def says_nothing_else(plain: str) -> bool:
    """Tell whether a line has only words of headings and words that say nothing."""
    rest = plain
    for _, words in _load_kinds():
        rest = re.sub(words.pattern + r"\w*", " ", rest)
    return _load_empty_words().issuperset(re.findall(r"\w+", rest))


@cache
def _load_empty_words() -> frozenset[str]:
    return frozenset(map(fold, read_word_lines("stop_words.txt"))) | _HEADING_WORDS


def is_label(plain: str) -> bool:
    """Tell whether a folded text is the label of a short fact, as "Location"."""
    return _load_labels().issuperset(re.findall(r"\w+", plain))


def is_metadata(line: str) -> bool:
    """Tell whether a line has only what job boards print above a post, as "Full-time · On-site"."""
    if len(line) > _LONGEST_METADATA:
        return False
    meta = load_evidence("meta")
    parts = [plain_heading(part) for part in _BARS.split(line) if part.strip(EDGE)]
    found = sum(meta.fullmatch(part) is not None for part in parts)
    return bool(parts) and (found == len(parts) or (len(parts) > 1 and found > 0))


def split_inline_heading(text: str) -> tuple[Kind, str] | None:
    """Split "Requirements: Python, SQL" or "Who we are. Cedar ..." into a kind and the rest."""
    colon = _COLON.search(text)
    head, rest = (text[: colon.start()], text[colon.end() :]) if colon else (text, "")
    plain = plain_heading(head)
    is_clause = load_evidence("clause").match(plain) is not None
    is_call = len(plain.split()) >= _FEW_WORDS and _CALLS.search(plain) is not None
    is_call = is_call and not is_clause
    if colon and is_call and len(head) <= _LONGEST_CALL and rest.count(",") > 1:
        return "duty", rest
    if not colon or not rest.strip() or len(head) > _LONGEST:
        return split_call(text)
    if len(plain.split()) > _FEW_WORDS:
        # "It'd be great if you also had: German" is longer than other headings.
        kind = name_kind(plain) if len(plain.split()) <= _MOST_CLAUSE_WORDS else None
        is_long_head = (is_clause or kind == "nice") and "," not in head
        return (kind, rest) if kind and is_long_head else None
    kind = name_kind(plain)
    if is_label(plain):
        return "other", rest
    if kind != "other" and load_cues("required").search(plain):
        kind = "required"
    return (kind, rest) if kind else None


def name_run_in(sentence: str) -> Kind | None:
    """Tell which section a first sentence opens that is no more than a heading: "Who we are."."""
    plain = plain_heading(sentence)
    if not sentence.endswith((".", "?", "!")) or len(plain.split()) > _FEW_WORDS:
        return None
    if ":" in sentence:
        return None
    is_short = len(plain.split()) <= _FEWEST_WORDS and says_nothing_else(plain)
    return name_kind(plain) if is_short or load_evidence("clause").match(plain) else None
