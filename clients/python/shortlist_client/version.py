"""The version of the client, the same as the project's."""

__version__ = "0.2.0"
