"""The criteria of a job post: their shape, their drafting from a description, their warnings."""
