"""Several ways to fulfil one must-have: another fact, or the promise to obtain the one it names."""

import re

from shortlist.words.joints import OR, OTHER_WAY

# "a degree; or four years of practice".
_OTHER_WAY = re.compile(rf";\s(?:{OTHER_WAY})\s")
_OR = rf"\b(?:{OR})\b"
_WILLING = (
    r"\b(?:willing\w*|ability|able|eligib\w+|prepared|ready|bereit\w*|volont\w+|voluntad|prete?s?"
    r"|dispos\w+|dispoz\w+|dispuest\w+|disponib\w+|dispost\w+|dispus\w*|gotow\w*)\b"
)
_OBTAIN = (
    r"(?:obtain\w*|acquir\w+|work towards?"
    r"|erwerb\w*|erlang\w*|obteni\w*|acquerir|obtener\w*|adquirir\w*"
    r"|ottener\w*|conseguir\w*|acquisir\w*|obtine\w*|dobandi\w*|uzyska\w*|zdoby\w*)\b"
)
_TAKE = r"(?:get|gain|earn|pass|take|do|machen|absolvieren|passer|sacar\w*|zrobi\w*)\b"
# "Or the willingness to obtain it", "able to obtain it within six months": who has none may still
# come. "And able to take charge" is something else to be asked for.
_PROMISE = re.compile(
    rf"[\s,(]*{_OR}[^.;]{{0,25}}{_WILLING}[^.;]{{0,25}}\b(?:{_OBTAIN}|{_TAKE})[^.;]*"
    rf"|^\W*(?:(?:must|should) be )?{_WILLING}[^.;]{{0,25}}\b{_OBTAIN}[^.;]*"
    rf"|[\s,(]*{_OR}[^.;]{{0,20}}\b{_OBTAIN}[^.;]*"
    r"|\b(?:obtain\w*|acquired?)\b[^.;]{0,25}\bwithin\b[^.;]*"
    r"|\bwithin\b[^.;]{3,30}\bof (?:hire|hiring|employment|appointment|start\w*|joining)\b"
)


def split_ways(text: str) -> list[str]:
    """Part a must-have into the ways to fulfil it."""
    return _OTHER_WAY.split(text)


def may_be_obtained(folded: str) -> bool:
    """Tell whether a must-have also takes whoever will only obtain what it names."""
    return _PROMISE.search(folded) is not None


def drop_promise(folded: str) -> str:
    """Leave of a must-have what is to be held, without the promise that would do."""
    return _PROMISE.sub("", folded) or folded
