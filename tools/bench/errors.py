"""What can stop a measurement."""


class BenchError(Exception):
    """The measurement cannot go on; the message says why and what to do."""
