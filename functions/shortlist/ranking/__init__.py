"""Rankers and what they answer: one row for each candidate."""
