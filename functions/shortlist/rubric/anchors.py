"""The five level texts of a drafted criterion, the same ladder for every criterion."""

_LADDER = (
    "Nothing in the resume points to it: {title}.",
    "Named in a skill list or in passing, with no use shown: {title}.",
    "Used in a project, a course or in education: {title}.",
    "Part of the work in at least one role: {title}.",
    "Part of the work in a recent role, with an outcome the resume states: {title}.",
)


def write_levels(title: str) -> tuple[str, ...]:
    """Write the anchors for levels 0 to 4."""
    return tuple(text.format(title=title) for text in _LADDER)
