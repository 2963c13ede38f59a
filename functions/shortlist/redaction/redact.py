"""Redacting a resume: the same lines, without what says who the candidate is."""

from collections.abc import Sequence

from shortlist.cpu_limit import limit_cpu
from shortlist.errors import DefiantResumeError
from shortlist.redaction.addresses import find_addresses
from shortlist.redaction.births import find_births
from shortlist.redaction.contacts import find_emails, find_links, find_phones
from shortlist.redaction.fields import find_fields
from shortlist.redaction.found_names import find_names
from shortlist.redaction.gender import find_gender, find_pronouns
from shortlist.redaction.name_spans import NameFinder
from shortlist.redaction.names import PersonName, read_name
from shortlist.redaction.page import Page, read_page
from shortlist.redaction.placeholders import NAME, Span, replace_spans
from shortlist.redaction.referees import find_referees, find_superiors
from shortlist.redaction.statements import find_statements
from shortlist.redaction.vocabulary import compose

# The candidate in a few spellings; a hostile text would have any number of names searched for.
_MOST_PEOPLE = 6


@limit_cpu()
def redact_lines(lines: Sequence[str], name: str | None) -> tuple[str, ...]:
    """Replace personal data in a resume's lines by placeholders such as `[NAME]`.

    The answer has as many lines, in the same order. Resumes that differ only in name, pronouns,
    forms of address, e-mail addresses, numbers and links give the same lines, unless the rest of
    the resume uses a word of one of the names. The same input gives the same output, and time
    grows with the length of the text.

    Raises:
        DefiantResumeError: if the rules take too long, or lose count of the lines.
    """
    if not lines:
        return ()
    page = read_page(compose(_join_lines(lines)))
    contacts = [*find_emails(page), *find_links(page)]
    support = " ".join(page.folded[span.start : span.end] for span in contacts)
    page = page.replace(contacts)
    fields = find_fields(page)
    people = _read_names(page, [span for span in fields if span.placeholder == NAME])
    phones = find_phones(page.hide(fields))
    page = page.replace([*fields, *phones])
    told = read_name(name) if name else None
    spans = _find_personal_data(page, [told, *people] if told else people, support)
    redacted = replace_spans(page.text, spans)
    return tuple(_split_into_lines(redacted, lines))


@limit_cpu()
def hide_name(lines: Sequence[str], name: str) -> list[str]:
    """Give the lines with nothing to be found where a person is named."""
    known = read_name(name)
    if not known:
        return list(lines)
    page = read_page(compose(_join_lines(lines)))
    return _split_into_lines(page.hide(NameFinder(known).find(page)).text, lines)


def _split_into_lines(text: str, lines: Sequence[str]) -> list[str]:
    """Cut a text into lines, as many as came in: evidence is cited by their numbers."""
    cut = text.split("\n")
    if len(cut) != len(lines):
        raise DefiantResumeError(f"{len(lines)} lines became {len(cut)}")
    return cut


def _join_lines(lines: Sequence[str]) -> str:
    return "\n".join([line.replace("\n", " ") for line in lines])


def _read_names(page: Page, spans: Sequence[Span]) -> list[PersonName]:
    texts = dict.fromkeys(page.text[span.start : span.end] for span in spans)
    return [name for name in map(read_name, list(texts)[:_MOST_PEOPLE]) if name]


def _find_personal_data(page: Page, known: Sequence[PersonName], support: str) -> list[Span]:
    births = list(find_births(page))
    spans = [*births, *find_statements(page, births)]
    told = [span for span in spans if span.placeholder == NAME]
    rest = page.hide(spans)
    referees = list(find_referees(rest, support))
    rest = rest.hide(referees)
    names = [*told, *find_names(rest, known, support)]
    people = dict.fromkeys([*known, *_read_names(page, names)])
    for person in list(people)[:_MOST_PEOPLE]:
        names += NameFinder(person).find(page)
    rest = rest.hide(names)
    superiors = list(find_superiors(rest))
    rest = rest.hide(superiors)
    genders = [*find_pronouns(rest), *find_gender(rest)]
    spans += [*referees, *names, *superiors, *genders]
    return [*spans, *find_addresses(rest.hide(genders), spans)]
