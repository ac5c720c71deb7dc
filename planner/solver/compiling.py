"""Compiling kernels to machine code that runs outside the interpreter lock and is kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit
from numba.core.cpu import CPUTargetOptions

PACKAGE = Path(__file__).parents[1]
"""The folder of all kernels: those of one floor may call those of another."""

LEAN_OPTIONS: dict[str, Any] = {"_nrt": False} if hasattr(CPUTargetOptions, "_nrt") else {}

SOURCES = ("*_kernels.py", "flat_*.py", "tuning.py")
"""Files of kernels, and of the named tuples they take."""

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(function: Kernel) -> Kernel:
    """Compile at the first call; the code is kept on disk where that is possible."""
    return _compiled(function, {})


def lean(function: Kernel) -> Kernel:
    """As `compiled`, for kernels that make no arrays and call lean ones only: they count no references to what they get.

    Counting them for the arrays of a `FlatBlocks` takes several times as long as a short kernel's own work: finding an
    open day took 490 nanoseconds with it and takes 53 without. numba's own code uses the option, which is not documented:
    where a release does not know it the kernel is compiled as others are, with the same results.
    """
    return _compiled(function, LEAN_OPTIONS)


def _compiled(function: Kernel, options: dict[str, Any]) -> Kernel:
    try:
        return cast(Kernel, njit(cache=True, nogil=True, **options)(function))
    except RuntimeError:  # numba finds no folder it may write to: compile anew in every process
        return cast(Kernel, njit(nogil=True, **options)(function))


def forget_stale_code(folder: Path) -> None:
    """Delete the indexes of compiled code that are older than any source of kernels in a folder or below it.

    numba compiles a kernel again when its own file has changed, but not when one it calls has, or a record it takes.
    """
    sources = (path for pattern in SOURCES for path in folder.rglob(pattern))
    newest = max((path.stat().st_mtime_ns for path in sources), default=0)
    for index in folder.rglob("__pycache__/*.nbi"):
        with suppress(OSError):  # another process was faster, or the folder is not ours: then nothing in it has changed
            if index.stat().st_mtime_ns < newest:
                index.unlink()


forget_stale_code(PACKAGE)
