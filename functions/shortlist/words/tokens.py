"""Words of a text: lower case, without accents, plurals folded; the same for every language.

And which language it is, told by the small words that every text in it has.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Set
from functools import lru_cache
from importlib.resources import files

LONGEST_WORD = 40
_CHUNK = 500
_WORD = re.compile(r"[^\W_]+(?:\+\+|\#)?|\n")
_SIGN_AT_END = re.compile(r"\+\+(?<=[^\W_]\+\+)|\#(?<=[^\W_]\#)")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
# Text may hold halves of characters, which only then can be made bytes and text again.
_AS_IS = "surrogatepass"
_ASCII = bytes(range(128))
_TO_WORDS = bytes(
    code if code == 10 or (code < 128 and chr(code).isalnum()) else 32 for code in range(256)
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SIGN_OR_WORD = re.compile(
    r"[\n\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # scripts without spaces: a sign is a word
    r"|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+(?:\+\+|\#)?"
)
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_DOTTED = re.compile(r"\.(?=net\b|js\b)")
# Short names with a sign in them: A&E, FP&A, S&OP, FI/CO, C+E.
_SIGNED = re.compile(r"\b([a-z]{1,2})&([a-z]{1,2})\b|\b(fi)/(co)\b|\b(c)\+(e)\b")
_ADDRESS = re.compile(
    r"[^\s]{0,80}(?:@|://|www\.)\S{0,200}"
    r"|\b(?:linkedin|github|gitlab|xing|behance|dribbble|kaggle)\.(?:com|net|org)/\S{0,200}"
)

# What every one of them has in it, found many times faster.
_ADDRESS_SIGNS = ("@", "://", "www.", ".com/", ".net/", ".org/")
_ADDRESS_SIGN = re.compile("|".join(map(re.escape, _ADDRESS_SIGNS)))
_SIGNED_SIGNS = ("&", "fi/co", "c+e")
# Words that stand in nearly every text of one language, and seldom in those of the others; behind
# them those of job posts and resumes, which often have no whole sentence.
_SMALL_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "English": "the and of with for to by from at on our your you we who this will must"
        " years including english",
        "German": "und der die mit fur von im zur das ein eine bei auf zum sowie wir sie ihre nach"
        " kenntnisse erfahrung berufserfahrung ausbildung seit heute sprachen deutsch aufgaben",
        "French": "et les des du dans pour avec aux une sur au vous votre nous chez ou ans depuis"
        " aujourd profil poste equipe langues anglais francais missions connaissance",
        "Spanish": "y los las para el del por al desde anos experiencia actualidad conocimientos"
        " requisitos funciones formacion idiomas ingles trabajo empresa gestion",
        "Italian": "di il della per nel gli dei delle alla nella presso esperienza oggi requisiti"
        " lavoro conoscenza lingue inglese anni buona mansioni capacita",
        "Romanian": "si cu pentru din pe sau prin ale unui unei experienta cunostinte cerinte ani"
        " responsabilitati minim engleza limbi",
        "Polish": "i w z na oraz do dla przy od lub doswiadczenie praca lat znajomosc obecnie"
        " wymagania jezyk jezyki obsluga wyksztalcenie mile obowiazki angielski",
    }.items()
}
_FEWEST = 3


def fold(text: str) -> str:
    """Lower the case, drop accents and set every apostrophe straight."""
    if text.isascii():
        return text.lower()
    if all(map(_is_plain_sign, _find_foreign(text))):
        return text.encode("utf-8", _AS_IS).lower().decode("utf-8", _AS_IS)
    return _FOREIGN.sub(_fold_match, text.lower())


def _find_foreign(text: str) -> str:
    """Give the characters of a text that are not ASCII, many times faster than a pattern would."""
    return text.encode("utf-8", _AS_IS).translate(None, _ASCII).decode("utf-8", _AS_IS)


# A bullet, a dash: nothing to fold, nor does it change with its neighbours.
@lru_cache(maxsize=4096)
def _is_plain_sign(sign: str) -> bool:
    is_alone = not unicodedata.combining(sign) and sign == sign.lower()
    return is_alone and _fold_foreign(sign) == sign


def _fold_match(match: re.Match[str]) -> str:
    run = match[0]
    return _fold_kept(run) if len(run) <= LONGEST_WORD else _fold_foreign(run)


def _fold_foreign(run: str) -> str:
    run = run.replace("\u0142", "l").replace("\u00df", "ss").replace("\u2019", "'")
    # Putting a long run of marks in order takes quadratic time, so no run may be long.
    chunks = (run[start : start + _CHUNK] for start in range(0, len(run), _CHUNK))
    return _ACCENTS.sub("", "".join([unicodedata.normalize("NFKD", chunk) for chunk in chunks]))


# The same few signs and letters stand in most texts.
_fold_kept = lru_cache(maxsize=20_000)(_fold_foreign)


def find_words(folded: str) -> list[str]:
    """Split folded text into words, a line's end being one of them.

    E-mail and web addresses are left out: they name a person, not a skill.
    """
    if _may_have_address(folded):
        folded = _edit_lines(folded, _ADDRESS_SIGNS, _ADDRESS, " ")
    if ".net" in folded or ".js" in folded:
        folded = _DOTTED.sub(" ", folded)
    folded = _edit_lines(folded, _SIGNED_SIGNS, _SIGNED, _join_signed)
    lines = _drop_signs(folded).split("\n")
    for number, line in _find_lettered(folded):
        pattern = _SIGN_OR_WORD if _UNSPACED.search(line) else _WORD
        lines[number] = " ".join(pattern.findall(line))
    words: list[str] = []
    for line in lines:
        words += line.split()
        words.append("\n")
    del words[-1]
    return words


def find_addresses(folded: str) -> set[str]:
    """Find what stands between spaces and may hold an e-mail or web address."""
    if not _may_have_address(folded):
        return set()
    bounds = _find_lines(folded, _ADDRESS_SIGNS)
    tokens = [token for start, end in bounds for token in folded[start:end].split()]
    return set(filter(_ADDRESS_SIGN.search, tokens))


def _may_have_address(folded: str) -> bool:
    return "@" in folded or "://" in folded or "www." in folded or ".com/" in folded


def _find_lines(folded: str, signs: Iterable[str]) -> list[tuple[int, int]]:
    """Find where the lines begin and end that have any of some signs."""
    bounds = set()
    for sign in signs:
        place = folded.find(sign)
        while place >= 0:
            end = folded.find("\n", place)
            end = end if end >= 0 else len(folded)
            bounds.add((folded.rfind("\n", 0, place) + 1, end))
            place = folded.find(sign, end)
    return sorted(bounds)


def _edit_lines(
    folded: str,
    signs: Iterable[str],
    pattern: re.Pattern[str],
    replacement: str | Callable[[re.Match[str]], str],
) -> str:
    """Replace a pattern that stays on one line, only on the lines that have any of its signs."""
    pieces = []
    done = 0
    for start, end in _find_lines(folded, signs):
        pieces += [folded[done:start], pattern.sub(replacement, folded[start:end])]
        done = end
    return "".join([*pieces, folded[done:]]) if pieces else folded


def _join_signed(match: re.Match[str]) -> str:
    left, right = filter(None, match.groups())
    return f"{left}and{right}" if match.group(1) else left + right


def _drop_signs(folded: str) -> str:
    """Put a space for all that is no ASCII letter or digit and no end of a line."""
    return folded.encode("ascii", "replace").translate(_TO_WORDS).decode()


def _find_lettered(folded: str) -> list[tuple[int, str]]:
    """Find the lines, from 0, whose words may have other letters or a sign at the end: c++, c#."""
    has_signs = "++" in folded or "#" in folded
    if not has_signs and (folded.isascii() or not _has_letters(folded)):
        return []
    return [
        (number, line)
        for number, line in enumerate(folded.split("\n"))
        if _SIGN_AT_END.search(line) or (not line.isascii() and _has_letters(line))
    ]


def _has_letters(text: str) -> bool:
    """Tell whether a text has letters or digits that are not ASCII."""
    return any(map(str.isalnum, _find_foreign(text)))


def fold_plural(word: str) -> str:
    """Give the singular of an English-looking plural, cut to a bounded length."""
    word = word[:LONGEST_WORD]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


# Words whose ending is none: a reactor is nothing that reacts, nor a factor one that acts.
_WHOLE = frozenset(
    files("shortlist.words").joinpath("data", "whole_words.txt").read_text("utf-8").split()
)
_LONGEST_BARE = 6
_SHORT_VERB = re.compile(r"([b-df-hj-np-tv-z][aeiou][b-df-hj-np-tvz])(?:ed|ing)")
_ENDINGS = ("ing", "ed", "er", "or", "ment", "ation", "ion", "ly")


@lru_cache(maxsize=100_000)
def find_root(word: str) -> str:
    """Cut one English ending, so that "managed" and "management" meet; for evidence only."""
    if len(word) <= 4 or not word.isascii() or word in _WHOLE:
        return word
    if len(word) <= _LONGEST_BARE and (short := _SHORT_VERB.fullmatch(word)):
        # Baked and baking are of bake.
        return f"{short[1]}e"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            # Validated, validation and validate are one.
            if len(word) >= _LONGEST_BARE and word.endswith("at"):
                word = word[:-2]
            break
    else:
        if len(word) > _LONGEST_BARE and word.endswith("ate"):
            word = word[:-3]
    if len(word) >= 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if word[-1] in "ey" and len(word) > 4 else word


def find_language(words: Set[str], *, fewest: int = _FEWEST) -> str | None:
    """Name the language of a text by its folded words; None where they do not tell.

    So many of its small words as `fewest` must stand there, twice as many as of any other.
    """
    counts = sorted(
        ((len(small & words), name) for name, small in _SMALL_WORDS.items()), reverse=True
    )
    (most, name), (next_most, _) = counts[:2]
    return name if most >= fewest and most >= 2 * next_most else None
