import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("shell", "hook"), [("bash", "complete -o"), ("zsh", "compdef"), ("fish", "complete --no-files")]
)
def test_each_shell_gets_its_own_script(shell: str, hook: str, run: Run) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert hook in result.stdout
    assert "_PLANNER_COMPLETE" in result.stdout


def test_the_script_of_bash_completes_a_command(workplace: Path) -> None:
    # What bash does when somebody presses Tab after `planner ver`.
    environment = {"_PLANNER_COMPLETE": "bash_complete", "COMP_WORDS": "planner ver", "COMP_CWORD": "1"}
    program = "from planner.cli.commands import main; main(prog_name='planner')"
    result = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert result.stdout == "plain,verify\n"
