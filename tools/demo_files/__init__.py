"""Renders the demo resumes from their sources; development only, never deployed."""
