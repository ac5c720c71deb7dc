"""Compiled kernels: what is kept on disk is never older than the kernels it was made from."""

from __future__ import annotations

import os
import re
from pathlib import Path

import numpy as np

from planner.solver.compiling import LEAN_OPTIONS, PACKAGE, SOURCES, compiled, forget_stale_code, lean
from planner.solver.search.placing_kernels import last_short


def test_an_index_older_than_any_kernel_is_forgotten(tmp_path: Path) -> None:
    kernel, other = tmp_path / "a_kernels.py", tmp_path / "other.py"
    cache = tmp_path / "__pycache__"
    cache.mkdir()
    stale, fresh = cache / "b_kernels.f-1.py311.nbi", cache / "b_kernels.g-1.py311.nbi"
    for path, time in ((stale, 10), (kernel, 20), (fresh, 30), (other, 40)):
        path.touch()
        os.utime(path, (time, time))
    forget_stale_code(tmp_path)
    assert not stale.exists()
    assert fresh.exists()


def test_a_folder_without_kernels_or_cache_is_left_alone(tmp_path: Path) -> None:
    forget_stale_code(tmp_path)
    assert not list(tmp_path.iterdir())


def test_every_file_with_kernels_and_every_record_they_take_is_a_source() -> None:
    sources = {path for pattern in SOURCES for path in PACKAGE.rglob(pattern)}
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    kernels = {path for path, text in texts.items() if "\n@lean\n" in text or "\n@compiled\n" in text}
    assert len(kernels) > 10
    assert kernels <= sources
    taken = {name for path in kernels for name in re.findall(r"from (planner[\w.]+) import", texts[path])}
    files = {PACKAGE.parent / f"{name.replace('.', '/')}.py" for name in taken}
    assert {path for path in files if "(NamedTuple)" in texts[path]} <= sources


def test_lean_kernels_compute_what_others_do() -> None:
    assert LEAN_OPTIONS, "this release of numba does not know the option: kernels are some 2.5 times slower"

    def total(numbers: np.ndarray, upper: int) -> int:
        found = 0
        for number in numbers[1:]:
            if number < upper:
                found += number
        return found

    numbers = np.array([100, 1, 2, 50, 3])
    assert lean(total)(numbers, 10) == compiled(total)(numbers, 10) == 6


def test_the_last_short_day() -> None:
    days = np.array([3, 1, 4, 1, 5])
    assert last_short(days, 2) == 3
    assert last_short(days, 1) == -1
    assert last_short(days, 6) == 4
    assert last_short(days[:0], 1) == -1
