"""Messages for the person at the terminal, apart from results."""

from __future__ import annotations

import click

from planner.present.wording import printable


def say(message: str, *, quiet: bool = False) -> None:
    """Print the message on stderr, unless quiet was asked for."""
    if not quiet:
        click.echo("\n".join(map(printable, message.split("\n"))), err=True)
