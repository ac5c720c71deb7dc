"""Every failure as a message and an exit code: 0 done, 1 no plan or findings, 2 bad usage or input; never a traceback."""

from __future__ import annotations

import errno
import os
from typing import Any

import click

from planner.cli.wording import printable
from planner.errors import InputError, JudgementError, PlannerError

NO_PLAN = 1
BAD_INPUT = 2
SHOW_TRACEBACK = "PLANNER_TRACEBACK"
"""Environment variable: set, a defect of the program ends in a traceback."""


class Failure(click.ClickException):
    """A failure with the exit code it ends in."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code

    def format_message(self) -> str:
        return "\n".join(printable(line) for line in self.message.split("\n"))


def bad_input(message: str) -> Failure:
    """The failure for usage or input that cannot be worked with."""
    return Failure(message, BAD_INPUT)


class ForgivingGroup(click.Group):
    """A group of commands that turns every exception into a message and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            raise Failure("Stopped before there was a plan; nothing was written.", NO_PLAN) from None
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            if os.environ.get(SHOW_TRACEBACK):
                raise
            raise failure_of(error) from error


def failure_of(error: Exception) -> Failure:
    """What is said of an exception, and the exit code it ends in."""
    match error:
        case InputError():
            return bad_input(_findings_text(error))
        case JudgementError():
            return Failure(f"{error}\nThis is a defect of the program; no plan was returned.", NO_PLAN)
        case PlannerError():
            return bad_input(str(error))
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            return bad_input(f"{where}{error.strerror or error}")
        case MemoryError():
            return Failure("There is not enough memory for this portfolio.", NO_PLAN)
        case _:
            text = f"{type(error).__name__}: {error}"
            return Failure(f"A defect of the program: {text}\nSet {SHOW_TRACEBACK}=1 to see where.", NO_PLAN)


def _findings_text(error: InputError) -> str:
    from planner.cli.findings_shown import error_count_text

    lines = [str(finding) for finding in error.findings if finding.is_error]
    return "\n".join([error_count_text(error.findings), *lines])
