"""The command `planner`, also as `python -m planner`."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command of the arguments; its parts are loaded inside, so that an early Ctrl-C leaves no traceback."""
    try:
        from planner.cli.commands import main

        main(prog_name="planner")
    except KeyboardInterrupt:
        sys.exit("Stopped; nothing was written.")


if __name__ == "__main__":
    run()
