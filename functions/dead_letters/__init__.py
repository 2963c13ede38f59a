"""Lambda: ends the tasks of messages that the ranking queue gave up on."""
