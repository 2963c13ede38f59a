"""Lambda: starts the ranking of a slot of a schedule."""
