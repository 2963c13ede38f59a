"""The five level texts of a drafted criterion: a ladder for work done, another for facts."""

from shortlist.facts.needs import find_need_kind

_LADDER = (
    "Nothing in the resume points to it: {title}.",
    "Named in a skill list or in passing, with no use shown: {title}.",
    "Used in a project, a course or in education: {title}.",
    "Part of the work in at least one role: {title}.",
    "Part of the work in a recent role, with an outcome the resume states: {title}.",
)
_FACT_LADDER = (
    "Nothing in the resume points to it, or a line denies it: {title}.",
    "Named, but expected, run out, or with nothing that verifies it: {title}.",
    "Something close to it, or less of it than asked for: {title}.",
    "Held, as a line says: {title}.",
    "Held in full, as a line says: {title}.",
)


def write_levels(title: str) -> tuple[str, ...]:
    """Write the anchors for levels 0 to 4: of work done, or of a fact that is held or not."""
    kind = find_need_kind(title)
    ladder = _LADDER if kind in (None, "words", "experience") else _FACT_LADDER
    return tuple(text.format(title=title) for text in ladder)
