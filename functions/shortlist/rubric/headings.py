"""Headings of a job post: lines of their own, and those within a line."""

import re

from shortlist.facts.needs import find_need_kind
from shortlist.rubric.cue_words import load_cues, load_signs
from shortlist.rubric.employers import split_call
from shortlist.rubric.section_names import (
    EDGE,
    Kind,
    is_label,
    name_kind,
    names_section,
    plain_heading,
    says_nothing_else,
)

# Any sign that is no letter, digit, bracket or quotation mark may be a bullet; the usual ones are
# also without a gap behind them: "-Gestión de clientes", "a)cunoaște limba".
BULLET = re.compile(
    r"^\s{0,12}(?:[^\w\s\"'(\[{\u00ab\u201c\u201e\u00bf\u00a1#@&$\u20ac\u00a3.,]{1,2}\s|o\s|\(?\d{1,2}(?:\.\s|\)\s?)|\(?[ivx]{1,4}\)\s|\(?[a-z]\)\s"
    r"|[IVX]{1,4}\.\s|[-–•·▪●➢](?=[^\W\d_])|[a-h]\)(?=[^\W\d_]))"  # noqa: RUF001
)
_BARS = re.compile(r"\s[|·•/–—-]\s|\s?[|·•]\s?")  # noqa: RUF001
# "Home » Jobs » Vacancies": where on a site the post stands.
_TRAIL = re.compile(r"^\s{0,5}\w[^:»]{1,30}(?:\s?»\s?[^:»]{1,40}){2,}$")
_FOLLOWING = re.compile(
    r"(?:following|folgende[nrs]?|seguenti|siguientes|nastepujac\w+) "
    r"|\w+ (?:suivante?s|urmatoare\w*)$"
)
# "Openness to new duties" in a list of one word each is a trait, and "RSA" a paper.
_TRAIT = re.compile(
    r"(?:(?!tatig|verantwort|zustand)\w+(?:heit|keit|bereitschaft|interesse)|interesse|freude|lust"
    r"|openness|willingness|interest|apertura|disponibil\w+|ouverture|otwartosc|gotowosc"
    r"|deschidere) (?:gegenuber|fur|an|am|bei|zu|mit|auf|im|to|in|a|alle|verso|per|para|aux?|na"
    r"|do|la|pentru|spre)\b"
)
_CODE = re.compile(r"[A-Z]{2,5}\d?")
_LONGEST = 60
_LONGEST_LEAD_IN = 200
_LONGEST_VALUE = 200
_MOST_WORDS = 7
_MOST_CALL_WORDS = 10
_CALLS = re.compile(
    r"\b(?:zatrudnimy|zatrudni|przyjmiemy|poszukujemy|szukamy|suchen|sucht|cherche|cherchons|recrute"
    r"|recrutons|busca|buscamos|cerca|cerchiamo|cauta|cautam|angajam|angajeaza|hiring|looking for)"
    r"\b(?!.*\b(?:with|who|mit|avec|con|cu|z)$)"
)
_LONGEST_CALL = 110
# "A 2:1 degree" has none.
_COLON = re.compile(r":(?!\d)")
_MOST_CLAUSE_WORDS = 8
_FEW_WORDS = 5
_LONGEST_METADATA = 140
_FEWEST_WORDS = 3
_NAMED_FACTS = ("permit", "licence")
# "Wymagane 3 lata doświadczenia" asks by itself.
_COUNT = re.compile(
    r"\s\d{1,2}\+?\s(?:years?|jahre?n?|ans|ann\u00e9es|a\u00f1os|anni|ani|lat|lata)\s"
)
_ASIDE = re.compile(r"\s{0,3}\([^)]{1,60}\)")
_SENTENCE = re.compile(r"[.;,]\s*$|\.\s+\S")


def find_heading(
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
    if bullet and _heads_others(line[bullet.end() :], is_rare=is_rare):
        line, bullet = line[bullet.end() :], None
    stripped = _ASIDE.sub(" ", line).strip()
    if stripped.isupper() and name_run_in(stripped):
        stripped = stripped.rstrip(".! ")
    if len(stripped) > _LONGEST and not bullet:
        is_short = len(stripped) <= _LONGEST_LEAD_IN
        return _name_lead_in(line, has_list=is_short and BULLET.match(after) is not None)
    if not stripped or len(stripped) > _LONGEST or bullet or _SENTENCE.search(stripped):
        return None
    plain = plain_heading(stripped)
    is_clause = load_signs("clause").match(plain) is not None
    has_end = stripped.endswith((":", "?"))
    is_call = has_end and (is_clause or name_kind(plain) == "nice")
    if not _is_short(stripped, plain, has_end=has_end, is_call=is_call):
        return _name_lead_in(line, has_list=False)
    fact = find_need_kind(line)
    if fact in _NAMED_FACTS and not has_end and not BULLET.match(after):
        # "Right to work in the UK" asks for something by itself.
        return None
    kind = _name_short(stripped, after, is_apart=is_apart, is_alone=is_alone and fact is None)
    return "nice" if kind and _says_nice_aside(line) else kind


def _says_nice_aside(line: str) -> bool:
    """Tell whether a heading says in brackets that what follows is only wished for."""
    asides = (match.group().strip(" ()") for match in _ASIDE.finditer(line))
    return any(name_kind(plain_heading(aside)) == "nice" for aside in asides)


def _name_short(stripped: str, after: str, *, is_apart: bool, is_alone: bool) -> Kind | None:
    """Tell which section a line opens that is as short as a heading; None if it is none."""
    plain = plain_heading(stripped)
    kind = name_kind(plain)
    is_clause = load_signs("clause").match(plain) is not None
    has_end = stripped.endswith((":", "?"))
    is_code = kind is None and not is_alone and _CODE.fullmatch(stripped) is not None
    has_shape = has_end or bool(BULLET.match(after)) or (stripped.isupper() and not is_code)
    is_trait = not has_end and _TRAIT.match(plain) is not None
    has_words = says_nothing_else(plain) or (names_section(plain) and not is_trait)
    is_known = has_words or is_clause
    is_few = len(plain.split()) < _FEW_WORDS
    # "Training as a teacher is an advantage" above a list is a wish by itself, and "do not wait
    # and apply!" a call.
    is_wish = kind == "nice" and not (is_few or has_end or is_known)
    if is_wish or (stripped.endswith("!") and not is_known):
        kind, has_shape, after = None, False, ""
    if kind is not None and (has_shape or is_alone or (after.strip() and has_words)):
        return kind
    is_above = is_apart and len(plain.split()) <= _FEW_WORDS and len(after) > 3 * len(stripped)
    is_above = is_above or (is_clause and bool(after.strip()))
    if not (has_shape or is_above) or stripped[-1].isdigit():
        # "Job description", which a board prints above a firm's words, ends what stands above.
        is_printed = load_signs("board").fullmatch(plain) is not None and bool(after.strip())
        return "neutral" if is_printed else None
    return kind if kind in ("other", "required") else "neutral"


def _is_short(stripped: str, plain: str, *, has_end: bool, is_call: bool) -> bool:
    """Tell whether a line has no more words than a heading, and no statement beside them."""
    most = _MOST_CALL_WORDS if is_call else _MOST_WORDS
    asks = not has_end and _COUNT.search(stripped) is not None
    return 0 < len(plain.split()) <= most and ":" not in stripped[:-1] and not asks


def _name_lead_in(line: str, *, has_list: bool) -> Kind | None:
    """Tell which section a long clause opens: its first words, or its last ones above a list.

    One that names a fact itself is no mere heading.
    """
    if not line.rstrip().endswith(":") or find_need_kind(line) is not None:
        return None
    if _opens_with_asking(line):
        return "required"
    if has_list and load_signs("giving").match(plain_heading(line)):
        return "other"
    if not has_list:
        # The cook will see to the following tasks.
        last = " ".join(plain_heading(line).split()[-2:])
        return name_kind(last) if _FOLLOWING.match(last) and says_nothing_else(last) else None
    words = plain_heading(re.split(r"[,;.]\s", line.rstrip(": "))[-1]).split()
    last = " ".join(words[-2:])
    if name_kind(last) == "required" and says_nothing_else(last):
        return "required"
    kind = name_kind(" ".join(words[-_MOST_WORDS:]))
    # "The safety gear required" asks for nothing.
    return kind if kind in ("duty", "nice", "other") else None


def _opens_with_asking(line: str) -> bool:
    """Tell whether a clause begins as a heading of what is asked for: "Specific conditions ..."."""
    words = plain_heading(line).split()
    starts = [" ".join(words[:count]) for count in (2, 3)]
    return any(name_kind(one) == "required" and says_nothing_else(one) for one in starts)


def _heads_others(text: str, *, is_rare: bool) -> bool:
    """Tell whether what follows a sign or a number may be the heading of a list.

    Where those below it have the same sign, only one of wishes is: "- would be an asset:".
    """
    plain = plain_heading(text)
    if not is_rare:
        return text.rstrip().endswith(":") and name_kind(plain) == "nice"
    is_known = name_kind(plain) is not None or load_signs("clause").match(plain) is not None
    return is_known or is_label(plain) or text.rstrip().endswith(":")


def is_metadata(line: str) -> bool:
    """Tell whether a line has only what job boards print above a post, as "Full-time · On-site"."""
    if len(line) > _LONGEST_METADATA:
        return False
    if _TRAIL.search(line):
        return True
    meta = load_signs("meta")
    parts = [plain_heading(part) for part in _BARS.split(line) if part.strip(EDGE)]
    found = sum(meta.fullmatch(part) is not None for part in parts)
    return bool(parts) and (found == len(parts) or (len(parts) > 1 and found > 0))


def split_inline_heading(text: str) -> tuple[Kind, str] | None:
    """Split "Requirements: Python, SQL" or "Who we are. Cedar ..." into a kind and the rest."""
    colon = _COLON.search(text)
    head, rest = (text[: colon.start()], text[colon.end() :]) if colon else (text, "")
    plain = plain_heading(head)
    is_clause = load_signs("clause").match(plain) is not None
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
    if sentence.isupper() and len(plain.split()) > 1 and says_nothing_else(plain):
        return name_kind(plain)
    if not sentence.endswith((".", "?", "!")) or len(plain.split()) > _FEW_WORDS:
        return None
    if ":" in sentence:
        return None
    is_short = len(plain.split()) <= _FEWEST_WORDS and says_nothing_else(plain)
    return name_kind(plain) if is_short or load_signs("clause").match(plain) else None


def leads_in(line: str, after: str) -> bool:
    """Tell whether a line only begins the sentences that the list below it ends.

    "As part of a team, and under the ward's head, you:" asks for nothing by itself.
    """
    is_open = line.rstrip().endswith(":") and not BULLET.match(line)
    return is_open and BULLET.match(after) is not None and find_need_kind(line) is None


def labels_prose(plain: str, after: str) -> bool:
    """Tell whether a line is a label whose value only begins the prose below it: "Salary:"."""
    return is_label(plain) and len(after) > _LONGEST_VALUE and not BULLET.match(after)
