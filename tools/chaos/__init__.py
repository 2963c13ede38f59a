"""Kills workers of the local cloud while rankings run, and counts what is lost."""
