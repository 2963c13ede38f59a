"""Lambda: tells how far a ranking is, gives its rows, cancels it."""
