"""Redaction: what says who somebody is, taken out of a resume before any model sees it."""
