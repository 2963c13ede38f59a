"""Lambda: reads uploaded resumes."""
