"""Lambda: starts a ranking, or tells what one would cost."""
