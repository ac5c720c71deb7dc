"""The circumstances of a measurement: processor, Python, versions of libraries and of the code itself."""

from __future__ import annotations

import os
import platform
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import planner

PACKAGE = Path(planner.__file__).parent


@lru_cache(maxsize=1)
def machine_name() -> str:
    """Processor, cores this process may use, memory and Python, in one line; no name of the machine."""
    return f"{_processor()}, {usable_cores()} cores, {_memory()}, Python {platform.python_version()}"


def usable_cores() -> int:
    """Cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def library_version(name: str) -> str:
    """Installed version of a library; `absent` where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


@lru_cache(maxsize=16)
def code_digest(*folders_and_files: str) -> str:
    """Eight digits that change with any source file named, given as paths inside the package."""
    digest = sha256()
    for path in folders_and_files:
        home = PACKAGE / path
        for file in sorted(home.rglob("*.py")) if home.is_dir() else [home]:
            digest.update(file.relative_to(PACKAGE).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:8]


def peak_megabytes() -> int | None:
    """The most memory this process has held, in megabytes of 10^6 bytes; None where the system does not say.

    Linux counts from the start of this program; `ru_maxrss` there may contain the memory of the process that started it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 // 10**6
    if platform.system() == "Darwin":
        from resource import RUSAGE_SELF, getrusage

        return getrusage(RUSAGE_SELF).ru_maxrss // 10**6
    return None


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        return f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB"
    return "memory not known"
