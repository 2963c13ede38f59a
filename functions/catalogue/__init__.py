"""Lambda: job posts, rubrics, candidates, upload addresses, lists of tasks."""
