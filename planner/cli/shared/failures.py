"""Every failure as a message and an exit code: 0 done, 1 no plan or findings, 2 bad usage or input; never a traceback."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import click

from planner.cli.shared.surroundings import own_surroundings
from planner.errors import InputError, JudgementError, MissingExtraError, PlannerError
from planner.present.wording import printable

NO_PLAN = 1
FINDINGS = 1
BAD_INPUT = 2
EXTRAS = MappingProxyType({"matplotlib": "viz"})
"""The extra that brings an optional library, where a command cannot be loaded without it."""
STOPPED = "Stopped; nothing was written."
SHOW_TRACEBACK = "PLANNER_TRACEBACK"
"""Environment variable; if it is set, a defect of the program ends in a traceback."""


class Failure(click.ClickException):
    """A failure that ends in `NO_PLAN`."""

    exit_code = NO_PLAN

    def format_message(self) -> str:
        return "\n".join(printable(line) for line in self.message.split("\n"))


class BadInput(Failure):
    """A failure of usage or input, which ends in `BAD_INPUT`."""

    exit_code = BAD_INPUT


class ForgivingGroup(click.Group):
    """A group of commands that turns every exception into a message and an exit code; help lists them as they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def main(self, *args: Any, **options: Any) -> Any:
        with own_surroundings(), output_written():
            return super().main(*args, **options)

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        with said():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        with said():
            return super().invoke(ctx)


@contextmanager
def said() -> Iterator[None]:
    """Turn every exception of the block into a message and an exit code."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except KeyboardInterrupt:
        raise Failure(STOPPED) from None
    except Exception as error:
        if _is_ctrl_c(error):
            raise Failure(STOPPED) from None
        if isinstance(error, OSError) and error.errno == errno.EPIPE:
            raise
        if os.environ.get(SHOW_TRACEBACK):
            raise
        raise failure_of(error) from error


def _is_ctrl_c(error: BaseException | None) -> bool:
    """Whether Ctrl-C is behind an error: compiled libraries turn it into one of their own while they are loaded."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


@contextmanager
def output_written() -> Iterator[None]:
    """Flush the output when the block ends; say once where it cannot be written."""
    try:
        yield
    finally:
        try:
            if sys.stdout is not None:
                sys.stdout.flush()
        except OSError as error:
            os.dup2(
                os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
            )  # the interpreter flushes once more at its end
            if error.errno != errno.EPIPE:
                click.echo(f"Error: the output cannot be written ({error.strerror})", err=True)
            raise SystemExit(NO_PLAN) from error


def failure_of(error: Exception) -> Failure:
    """The message of an exception, and its exit code."""
    match error:
        case InputError():
            from planner.present.tables.findings_table import errors_text

            return BadInput(errors_text(error.findings))
        case JudgementError():
            return Failure(f"{error}\nThis is a defect of the program; no plan was returned.")
        case PlannerError():
            return BadInput(str(error))
        case ModuleNotFoundError() if extra := EXTRAS.get((error.name or "").partition(".")[0]):
            return BadInput(str(MissingExtraError(str(error.name).partition(".")[0], extra)))
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            return BadInput(f"{where}{error.strerror or error}")
        case UnicodeEncodeError():
            return BadInput("A name or a text holds half of a character, which cannot be written; type it anew")
        case MemoryError():
            return Failure("There is not enough memory for this portfolio.")
        case _:
            text = f"{type(error).__name__}: {error}"
            return Failure(f"A defect of the program: {text}\nSet {SHOW_TRACEBACK}=1 to see where.")
