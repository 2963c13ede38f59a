"""Commands about candidates."""

import typer


def add_to(app: typer.Typer) -> None:
    """Add the commands of this subject."""
