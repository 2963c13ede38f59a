"""Several ways to fulfil one must-have: another fact, or the promise to obtain the one it names."""

import re

# "a degree; or four years of practice".
_OTHER_WAY = re.compile(
    r";\s(?:or|oder|ou|oppure|in alternativa|alternatively|alternativ|sau|lub)\s"
)
# "Or the willingness to obtain it", "or obtain it within six months": who has none may still come.
_PROMISE = re.compile(
    r"[\s,(]*\b(?:(?:or|oder|ou|o|sau|lub|and|und|et|y|e|si|oraz)\b[^.;]{0,25})?"
    r"\b(?:willing\w*|ability|able|eligib\w+|prepared|ready|bereit\w*|volont\w+|voluntad|prete?s?|dispos\w+|dispoz\w+|dispuest\w+"
    r"|disponib\w+|dispost\w+|disponibilit\w+|dispus\w*|gotow\w*)\b[^.;]{0,25}"
    r"\b(?:obtain|get|acquire|gain|earn|work towards?|pass|take|erwerben|machen|erlangen"
    r"|absolvieren|obtenir|passer|acquerir|obtener\w*|sacar\w*|adquirir\w*|ottener\w*|conseguir\w*|acquisir\w*|obtine\w*"
    r"|dobandi\w*|uzyska\w*|zdobyci\w*|zdoby\w*|zrobieni\w*)\b[^.;]*"
    r"|[\s,(]*\b(?:or|oder|ou|o|sau|lub)\b[^.;]{0,20}\b(?:obtain\w*|acquir\w+|erwerb\w*|obteni\w*)\b[^.;]*"
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
