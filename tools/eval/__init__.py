"""Measures the rankers on judged lists of resumes."""
