"""Ranking tasks: starting one, its life, its chunks, its result."""
