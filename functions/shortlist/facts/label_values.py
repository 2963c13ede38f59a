"""Labels on lines of their own, with the value on the line below: "Colegiación", "none"."""

from shortlist.facts.late_denials import read_denial
from shortlist.facts.sheet import SEARCHED, Sheet
from shortlist.facts.stances import read_stance

_MARKS = " :.-"


def is_lost_below(number: int, name: tuple[int, int], sheet: Sheet) -> bool:
    """Tell whether a line is nothing but a name, and the one below says that it is not held."""
    line = sheet.folded[number]
    label = line[slice(*name)]
    if line.strip(_MARKS) != label.strip(_MARKS) or number + 1 >= len(sheet.folded):
        return False
    below = sheet.folded[number + 1][:SEARCHED]
    joined = f"{label}: {below}"
    if read_denial(joined, 0, len(label)) == "denied":
        return True
    place = below.find(label)
    stance = read_stance(below, place, place + len(label), sheet.today) if place >= 0 else "held"
    return stance in ("denied", "expired")
