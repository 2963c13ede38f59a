"""Statements that ask for several languages, one for each."""

import re
from collections.abc import Iterator
from dataclasses import replace

from shortlist.facts.languages import climb_stated
from shortlist.rubric.items import Item
from shortlist.words.joints import AND_AS_WRITTEN
from shortlist.words.tokens import fold

_AND_OR_COMMA = re.compile(rf"[,;/]\s*|\s(?:{AND_AS_WRITTEN})\s")


def split_languages(item: Item, places: list[tuple[int, int]]) -> Iterator[Item]:
    """Give each language its own level, or the words around all of them."""
    if len(item.folded) != len(item.text):
        yield item
        return
    opening = item.text[: places[0][0]]
    closing = "" if opening.strip() else item.text[places[-1][1] :]
    ends = [start for start, _ in places[1:]] + [len(item.text)]
    own = ""
    for (start, end), next_start in zip(places, ends, strict=True):
        # "Fluent English and basic French", "English fluently and French": on which side of the
        # word between two languages a level stands says whose it is.
        behind, _, before_next = _part_at_and(item.text[end:next_start])
        said = own if own.strip() and climb_stated(fold(own)) else opening
        has_own = climb_stated(fold(behind)) > 0
        # "Native English and Spanish at C2" asks for no native Spanish.
        said = "" if has_own and said == opening and start > places[0][0] else said
        text = (said + item.text[start:end] + (behind if has_own else closing)).strip()
        text = text.rstrip(" –-/&+,;")  # noqa: RUF001
        own = before_next
        yield replace(item, text=text, folded=text.lower())


def _part_at_and(between: str) -> tuple[str, str, str]:
    """Part what stands between two languages at its last "and", or comma."""
    last = max(_AND_OR_COMMA.finditer(between), key=lambda match: match.start(), default=None)
    if last is None:
        return between, "", ""
    return between[: last.start()], last.group(), between[last.end() :]
