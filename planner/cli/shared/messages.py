"""Messages for the person at the terminal, apart from results."""

from __future__ import annotations

from shlex import join

import click

from planner.present.wording import printable


def say(message: str, *, quiet: bool = False) -> None:
    """Print the message on stderr, unless quiet was asked for."""
    if not quiet:
        click.echo("\n".join(map(printable, message.split("\n"))), err=True)


def to_type(*words: object) -> str:
    """The command of planner with these words, as it is typed: a name with blanks stands in quotes."""
    return join(("planner", *map(str, words)))
