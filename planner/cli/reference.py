"""The page of all commands, made from their help: `python -m planner.cli.reference > docs/commands.md`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from planner.cli.commands import main
from planner.cli.shared.lazy_commands import every_command

WIDTH = 100
INTRODUCTION = """# Commands

Made from the help of the commands by `make docs`; a test compares the two.

"""


def commands_page() -> str:
    """The whole page in Markdown."""
    return INTRODUCTION + "\n".join(_sections())


def _sections() -> Iterator[str]:
    widths = {"max_content_width": WIDTH, "terminal_width": WIDTH}
    root = click.Context(main, info_name="planner", **{**main.context_settings, **widths})
    yield _section("planner", main.get_help(root))
    for words, command in every_command(main):
        name = " ".join(words)
        context = click.Context(command, info_name=name, parent=root, **{**command.context_settings, **widths})
        yield _section(f"planner {name}", command.get_help(context))


def _section(title: str, help_text: str) -> str:
    return f"## `{title}`\n\n```text\n{help_text}\n```\n"


if __name__ == "__main__":
    click.echo(commands_page(), nl=False)
