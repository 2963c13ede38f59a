"""Judging resumes with a model: what it is asked, how it is asked, and what is accepted of it."""
