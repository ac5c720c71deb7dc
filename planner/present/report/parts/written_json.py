"""The JSON file of a folder that one of our commands wrote with `--out`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.errors import PlanFileError


def read_written(path: Path, *, form: str, noun: str) -> Mapping[str, Any]:
    """What the file holds; `form` is the command, which the file names. Raises PlanFileError where it is another one."""
    cure = f"name a folder that `{form} --out` wrote"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise PlanFileError(f"{path} cannot be read; {cure}") from error
    if not isinstance(content, dict) or content.get("format") != form:
        raise PlanFileError(f"{path} is no {noun}; {cure}")
    return content
