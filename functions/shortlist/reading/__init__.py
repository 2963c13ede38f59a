"""What a resume says: the state of reading it, and its text made plain."""
