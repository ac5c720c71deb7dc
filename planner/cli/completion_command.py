"""`planner completion`: the script with which a shell completes commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

VARIABLE = "_PLANNER_COMPLETE"


HELP = """Print the script that lets SHELL complete commands, options and files.

\b
Examples:
  planner completion bash >> ~/.bashrc
  planner completion zsh >> ~/.zshrc
  planner completion fish > ~/.config/fish/completions/planner.fish
"""


@click.command("completion", help=HELP)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(f"no completion for {shell}")
    root = click.get_current_context().find_root().command
    click.echo(completion(root, {}, "planner", VARIABLE).source())
