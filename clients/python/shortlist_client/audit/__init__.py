"""Audits: selection and scoring rates by group, and the record of a ranking, to print and keep."""
