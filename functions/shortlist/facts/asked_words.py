"""The telling words of a must-have, and how much of the whole each of them is."""

import re
from collections.abc import Mapping

from shortlist.facts.asked_years import drop_years
from shortlist.facts.fact_words import load_pattern, read_vocabulary
from shortlist.facts.naming import find_degrees
from shortlist.facts.paper_names import drop_law
from shortlist.facts.ways import drop_promise
from shortlist.words.lexicon import Lexicon
from shortlist.words.roots import WHOLE, share_out
from shortlist.words.tokens import fold

_FILE = "needs.txt"
_SEARCHED = 500
# What all words of a field's name count together, where other fields would do: just enough.
_WHOLE_NAME = 0.31
# "DATEV-Kenntnisse": the tool stands in front.
_KNOWING = re.compile(r"(\w)-(\w*(?:kenntnisse?n?|erfahrung(?:en)?|praxis)\b)")
_DEGREE_WORDS = re.compile(
    r"\b(?:degree|diploma|university|hochschule|hochschul|fachhochschul|universitats|studium|studies|required|technical|tehnica"
    r"|technisch\w{0,2}|technique|tecnic[ao])\b"
)
# From when years are counted says nothing of what they are in.
_SINCE_TRAINING = re.compile(
    r"\b(?:(?:post|after|since)[- ]?(?:qualif|regist|graduat)\w*|pqe"
    r"|nach (?:der |dem |abgeschlossener |abgeschlossenem )?(?:\w*ausbildung|lehre|studium|examen)"
    r"|apres (?:le |l'obtention du )?diplome|tras la titulacion|dopo (?:il diploma|la laurea)"
    r"|po (?:studiach|dyplomie)|dupa absolvire)\b"
)
# Who gives a paper is not what it is.
_ISSUED = re.compile(
    r"\s(?:(?:issued|awarded|granted) by|ausgestellt (?:von|durch)|delivree? par|expedid[oa] por"
    r"|rilasciat[oa] d|emis[ae]? de|wydan\w{1,2} przez)\b.*"
)
# "En cours de validité" is for being in force, and of no course.
_IN_FORCE = re.compile(
    r"\b(?:en cours de validite|in corso di validita|in curs de valabilitate|w toku waznosci)\b"
)
_ASIDE = re.compile(r"(?<=\w)\s?\([^()\d]{3,40}\)")


def share_words(text: str, kind: str, lexicon: Lexicon) -> Mapping[str, int]:
    """Give the telling words of a must-have, without those that only say of what kind it is."""
    asked = _IN_FORCE.sub(" ", drop_promise(fold(drop_law(text))[:_SEARCHED]))
    if kind == "words":
        asked = _ISSUED.sub("", asked) or asked
        # "Attestato ponteggi (PiMUS)": what stands in brackets is said besides.
        asked = _ASIDE.sub("", asked) or asked
    shares = share_out(_strip(asked, text, kind), lexicon)
    # What nothing but words for papers is made of is known by these: "carte professionnelle T".
    return share_out(asked, lexicon) if kind == "words" and not shares else shares


def share_fields(
    text: str, shares_of_text: Mapping[str, int], lexicon: Lexicon
) -> Mapping[str, int]:
    """Give the words of the fields that a degree may be in; those of its text if it names none."""
    folded = fold(text)[:_SEARCHED]
    shares = _share_group(folded, "fields ", lexicon)
    if shares:
        # All of "Health and Social Care" is enough, besides any one field of health.
        own = {root: int(_WHOLE_NAME * share) for root, share in shares_of_text.items()}
        shares = {**own, **shares}
    aside = _ASIDE.search(folded) if shares else None
    if aside:
        # "A relevant degree (statistics)": the field stands in brackets.
        shares = share_out(_strip(aside[0], text, "degree"), lexicon) or shares
    if not shares and len(shares_of_text) <= 1:
        # "Technical studies" are those of any engineer.
        shares = _share_group(folded, "branch ", lexicon)
    return shares or shares_of_text


def _share_group(folded: str, mark: str, lexicon: Lexicon) -> Mapping[str, int]:
    """Give the fields of a group that a text names ("a quantitative field"): any one is enough."""
    fields = [
        name
        for key, names in read_vocabulary(_FILE).items()
        if key.startswith(mark) and _names_group(key.removeprefix(mark), mark, folded, lexicon)
        for name in names
    ]
    return dict.fromkeys(share_out(" ".join(fields), lexicon), WHOLE)


def _names_group(group: str, mark: str, folded: str, lexicon: Lexicon) -> bool:
    """Tell whether a text asks for a group of fields: "environmental health" is one of its own."""
    before, found, _ = folded.partition(group)
    words = before.rsplit(maxsplit=1)[-1:] if before.endswith(" ") and mark == "fields " else []
    is_joined = not words or words[0].endswith((",", ":", "("))
    return bool(found) and (
        is_joined or not share_out(_strip(words[0], words[0], "degree"), lexicon)
    )


def _strip(folded: str, text: str, kind: str) -> str:
    """Leave the words that say what the years, the paper or the degree are to be in."""
    if kind == "experience":
        folded = _SINCE_TRAINING.sub(" ", folded)
        folded = drop_years(load_pattern(_FILE, "post-of-leading").sub(" ", folded))
    if kind == "degree":
        for _, start, end in find_degrees(folded, text):
            folded = folded[:start] + " " * (end - start) + folded[end:]
        folded = load_pattern(_FILE, "any-field").sub(" ", _DEGREE_WORDS.sub(" ", folded))
    keys = ("boilerplate",) if kind == "experience" else ("boilerplate", "paper-boilerplate")
    if kind == "words":
        # "Command of SAP", "conoscenza del programma Zucchetti": the tool is what is asked for.
        keys = (*keys, "mastery")
    plain = [load_pattern(_FILE, key) for key in keys]
    words = [(word, word.strip(".,;:()")) for word in _KNOWING.sub(r"\1 \2", folded).split()]
    return " ".join(w for w, bare in words if not any(one.fullmatch(bare) for one in plain))
