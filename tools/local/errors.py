"""What can go wrong with the local cloud, said so that a person knows what to do."""


class LocalCloudError(Exception):
    """The local cloud cannot do what was asked; the message says what to do."""
