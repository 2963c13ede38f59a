"""Lambda: plans rankings, ranks chunks, finishes rankings."""
