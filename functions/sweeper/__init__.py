"""Lambda: looks after unfinished tasks every minute."""
