"""Job posts, their candidates and the resumes that were handed in."""
