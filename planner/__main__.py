"""`python -m planner` is the command `planner`."""

from planner.cli.commands import main

if __name__ == "__main__":
    main(prog_name="planner")
