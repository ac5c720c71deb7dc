"""Subcommands that are imported when they are used; a table of their names answers everything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

import click
from click.shell_completion import CompletionItem

from planner.cli.shared.failures import ForgivingGroup

SETTINGS = MappingProxyType({"help_option_names": ["-h", "--help"], "max_content_width": 100})
"""How the help of every command looks."""


@dataclass(frozen=True)
class Place:
    """The module of a command, and its line in the help. The module `a.b_command` defines `b_command`."""

    module: str
    short_help: str

    def load(self) -> click.Command:
        """Import the command."""
        command: click.Command = getattr(import_module(self.module), self.module.rpartition(".")[2])
        command.short_help = self.short_help
        return command


class LazyCommands(MutableMapping[str, click.Command]):
    """Commands by name, in the order of the table; looking one up imports it."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self.places = places
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            self._loaded[name] = self.places[name].load()
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*self.places, *self._loaded]))

    def __len__(self) -> int:
        return len(list(iter(self)))


class LazyGroup(ForgivingGroup):
    """A group whose help and completion need the table only, so that both are fast."""

    def __init__(self, places: Mapping[str, Place], name: str, help: str) -> None:
        super().__init__(name, commands=LazyCommands(places), help=help, context_settings=dict(SETTINGS))
        self.places = places

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.short_help) for name, place in self.places.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        fitting = {name: place for name, place in self.places.items() if name.startswith(incomplete)}
        items = [CompletionItem(name, help=place.short_help) for name, place in fitting.items()]
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]


def every_command(group: click.Group, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below a group with the words that call it, a group before its own commands."""
    for name, command in group.commands.items():
        yield (*above, name), command
        if isinstance(command, click.Group):
            yield from every_command(command, (*above, name))
