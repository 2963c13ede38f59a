"""Measures the offline ranker on judged lists of resumes."""
