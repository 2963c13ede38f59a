"""What people decide about candidates: never computed, never changed by a ranking."""
