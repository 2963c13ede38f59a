"""A job post read into items: short statements, each with the section it stands in."""

import re
from collections.abc import Iterator

from shortlist.facts.needs import find_need_kind
from shortlist.rubric.cue_words import NOT_ASKED, QUANTITY, load_cues, load_signs
from shortlist.rubric.employers import (
    cut_duty,
    cut_firm,
    cut_unasked,
    drop_reassured,
    is_foreign,
    is_of_work,
)
from shortlist.rubric.headings import (
    BULLET,
    find_heading,
    is_metadata,
    labels_prose,
    leads_in,
    name_run_in,
    split_inline_heading,
)
from shortlist.rubric.items import PLAIN_FACTS, Item
from shortlist.rubric.lines import drop_quotes, split_list
from shortlist.rubric.placement import place_items
from shortlist.rubric.post_layout import drop_posts, lay_out, read_mark
from shortlist.rubric.section_names import EDGE, Kind, is_label, plain_heading
from shortlist.rubric.section_reader import SectionReader
from shortlist.rubric.sentences import split_sentences
from shortlist.rubric.wishes import lists_wishes, part_aside, part_wish, read_grade, says_nice
from shortlist.rubric.wording import is_dependent
from shortlist.words.tokens import fold

_MOST_ITEMS = 400
_MOST_HEAD_WORDS = 4
_LONGEST_FACT = 90
_FEW_WORDS = 4
_LONGEST_ASIDE = 6
_LONGEST_LINE = 20_000
_NUMBERING = re.compile(r"^\s{0,20}(?:(?:\(?\d{1,2}\.|[a-z]\))\s{1,10}|\(?\d{1,2}\)\s{0,10})")


def read_items(description: str, title: str = "") -> list[Item]:
    """Read a job post into its items, in order; the role in the title opens what is the work's."""
    plain_title = plain_heading(title)
    layout = lay_out(drop_posts(description, plain_title))
    items: list[Item] = []
    reader = SectionReader()
    is_apart, mark = True, ""
    for number, (line, after) in enumerate(zip(layout.lines, layout.find_next(), strict=True)):
        is_after_blank, is_apart = is_apart, not line.strip()
        plain = plain_heading(line)
        # "Night shifts" is printed above a post, and asked for in a list of it.
        is_asked = reader.kind == "required" and BULLET.match(line) is not None
        if is_apart or (is_metadata(line) and not is_asked) or _repeats(plain, plain_title):
            continue
        if not (items or reader.named) and layout.is_printed_by_board(number):
            continue
        heading = find_heading(
            line,
            after,
            is_apart=is_after_blank,
            is_rare=layout.is_rare_mark(number, after, mark),
            is_alone=number in layout.alone,
        )
        mark = read_mark(line)
        if heading and reader.may_open(heading, line, after):
            reader.open("neutral" if labels_prose(plain, after) else heading, plain)
            items += _keep_fact(line, after, reader)
            continue
        if leads_in(line, after):
            continue
        is_listed = layout.is_listed(
            number, is_below_heading=reader.section > 0, is_placed=reader.kind != "neutral"
        )
        items += _read_line(line, reader, is_listed=is_listed, is_apart=is_after_blank)
        if len(items) >= _MOST_ITEMS:
            break
    return place_items(items[:_MOST_ITEMS], reader.named, title)


def _keep_fact(line: str, after: str, reader: SectionReader) -> Iterator[Item]:
    """Keep the fact that a heading asks for: "At least 3 years in:" with the first of its list."""
    kind = find_need_kind(line)
    text = BULLET.sub("", line).strip(EDGE)
    is_open = bool(text) and is_dependent(text.split()[-1])
    # "Education:" is a heading, "Vocational training with skills in:" asks for some.
    if kind != "experience" and not (
        kind == "degree" and is_open and len(text.split()) >= _FEW_WORDS
    ):
        return
    text = f"{text} {BULLET.sub('', after).strip()}" if is_open else text
    item = _make_item(text, reader, is_listed=True, is_placed=True)
    if item:
        yield item


def _repeats(plain: str, title: str) -> bool:
    """Tell whether a line is the title again, alone or with a short aside: "- night shift".

    What names a fact ("driver - licence of class C") is no aside.
    """
    aside = plain.removeprefix(title).strip() if title else plain
    if aside == plain or find_need_kind(aside) is not None:
        return False
    return not aside or (aside[0] in "-–—|,(/:" and len(aside.split()) <= _LONGEST_ASIDE)  # noqa: RUF001


def _read_line(
    line: str, reader: SectionReader, *, is_listed: bool, is_apart: bool
) -> Iterator[Item]:
    """Read the items of a line; a heading within it opens a section that lasts to its end."""
    head, colon, said = line.partition(":")
    if colon and said.strip() and not BULLET.match(line) and is_label(plain_heading(head)):
        return
    reader.pass_line(line, is_listed=is_listed, is_apart=is_apart)
    bullet = BULLET.match(line) if is_listed else None
    is_bullet = bullet is not None and not any(map(str.isdigit, bullet.group()))
    for sentence in drop_reassured(split_sentences(_NUMBERING.sub("", line)[:_LONGEST_LINE])):
        run_in = None if is_listed else name_run_in(sentence)
        if run_in:
            reader.open_inline(run_in, plain_heading(sentence))
            continue
        inline = None if is_bullet else split_inline_heading(sentence)
        before = reader.kind
        is_call = inline is not None and not sentence[: -len(inline[1])].rstrip().endswith(":")
        if inline and is_call:
            # "We seek somebody who places orders." says nothing of the sentences after it, and
            # "we seek people who share our values" below "why us" nothing of the work.
            reader.kind = "other" if reader.heading == "other" == before else inline[0]
        elif inline:
            reader.open_inline(inline[0], plain_heading(sentence[: -len(inline[1])]))
        elif not is_listed and reader.kind == "neutral" and _opens_list(sentence):
            reader.open_inline("neutral", "")
        rest = inline[1] if inline and not _needs_label(inline[1], sentence) else sentence
        is_below = not (is_listed or reader.is_inline) and reader.heading == "nice"
        is_list = inline is not None or (is_below and lists_wishes(rest))
        texts = split_list(rest) if is_list else part_wish(rest)
        for text in (part for one in texts for part in part_aside(one)):
            item = _make_item(text, reader, is_listed=is_listed, is_placed=inline is not None)
            if item:
                yield item
        if is_call:
            reader.kind = before


def _needs_label(said: str, sentence: str) -> bool:
    """Tell whether a value says too little without its label: "Experience: 5 years"."""
    kind = find_need_kind(said)
    is_bare = kind is None or (kind == "experience" and len(said.split()) <= _FEW_WORDS)
    return is_bare and len(said.split()) <= _FEW_WORDS and find_need_kind(sentence) is not None


def _opens_list(sentence: str) -> bool:
    """Tell whether a sentence is a list after a few words that no vocabulary knows as a heading."""
    head, colon, said = sentence.partition(":")
    return bool(colon) and len(head.split()) <= _MOST_HEAD_WORDS and said.count(",") > 0


def _make_item(
    text: str, reader: SectionReader, *, is_listed: bool, is_placed: bool
) -> Item | None:
    has_bullet, is_question = BULLET.match(text) is not None, text.rstrip().endswith("?")
    text = _clean(text, is_listed=is_listed)
    if not text:
        return None
    folded = fold(text)
    kind = _name_said(text, folded, reader, is_placed=is_placed)
    is_free = kind == "neutral" or (reader.is_inline and not is_placed)
    is_teaser = is_question and not is_listed and _is_teaser(text, folded, kind)
    is_offer = not has_bullet and load_signs("giving").search(folded) is not None
    is_entry = is_listed and not is_offer
    if is_teaser or is_foreign(folded, is_listed=is_entry, is_free=is_free):
        kind = "other"
    is_wish = says_nice(folded)
    says_required = _says_required(folded, is_wish=is_wish)
    if kind != "other" and is_wish and not says_required:
        kind = "nice"
    graded = None if kind == "other" else read_grade(folded)
    if graded:
        kind, within = graded
        says_required = kind == "required"
        text, folded = text[within], folded[within]
    opens_task = load_signs("work").match(folded) or load_signs("infinitive").match(folded)
    may_be_task = kind == "duty" or reader.is_described
    is_task = may_be_task and opens_task is not None and find_need_kind(text) is None
    may_be_must = says_required and not is_task and kind in ("duty", "neutral")
    return Item(
        text,
        folded,
        kind,
        kind == "required" or may_be_must,
        is_listed,
        reader.section,
        reader.heading,
        reader.is_tail and not is_listed,
        is_guessed=reader.is_guessed,
        is_described=reader.is_described,
    )


def _clean(text: str, *, is_listed: bool) -> str:
    """Leave what a statement says, without its bullet and what it does not ask for."""
    text = " ".join(BULLET.sub("", text).strip(EDGE).split())
    # A motto in quotation marks is none of the work.
    is_said = is_listed or find_need_kind(text) is not None
    return cut_firm(cut_unasked(drop_quotes(text) if is_said else text))


def _is_teaser(text: str, folded: str, kind: Kind) -> bool:
    """Tell whether a question asks for nothing: "Looking for a change?".

    "You know our schools well?" below "your profile" asks.
    """
    is_asking = kind == "required" and load_signs("having").match(folded) is not None
    return find_need_kind(text) is None and not is_asking


def _name_said(text: str, folded: str, reader: SectionReader, *, is_placed: bool) -> Kind:
    """Tell the section of a statement; behind an offer it may be of the work once more."""
    is_late = reader.kind == "other" and reader.is_tail and not is_placed
    is_ours = is_of_work(folded) or load_signs("having").match(folded) or _states_fact(text, folded)
    return "neutral" if is_late and is_ours else reader.kind


def _states_fact(text: str, folded: str) -> bool:
    """Tell whether a short line is no more than a fact that somebody has: "Degree in nursing"."""
    kind = find_need_kind(text)
    is_fact = kind in PLAIN_FACTS or (kind == "experience" and QUANTITY.search(folded) is not None)
    signs = ("paid-for", "giving", "perks", "noise", "employer", "telling")
    return (
        is_fact
        and len(text) <= _LONGEST_FACT
        and not any(load_signs(key).search(folded) for key in signs)
    )


def _says_required(folded: str, *, is_wish: bool) -> bool:
    said = NOT_ASKED.sub(" ", cut_duty(load_cues("nice").sub(" ", folded)))
    said = QUANTITY.sub(" ", said) if is_wish else said
    return load_cues("required").search(said) is not None
