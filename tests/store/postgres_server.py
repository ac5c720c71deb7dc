"""A PostgreSQL server of our own: a fresh data folder, a free port of this machine, gone at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")
SERVER_USER = "postgres"
"""Whom the server runs as when the tests run as root, who may not run it."""


def program_folder() -> Path | None:
    """Where initdb and pg_ctl are; None without a PostgreSQL server on this machine."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    versions = sorted(DEBIAN_PROGRAMS.glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def running_server(programs: Path) -> Iterator[str]:
    """Gives the address of the server, without a database: `postgresql://planner@127.0.0.1:PORT`."""
    folder = Path(tempfile.mkdtemp(prefix="planner-pg-"))
    port = free_port()
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, SERVER_USER)
        data = str(folder / "data")
        control = [str(programs / "pg_ctl"), "-D", data, "-w", "-s"]
        _run(str(programs / "initdb"), "-D", data, "-U", "planner", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{folder}' -c fsync=off"
        _run(*control, "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://planner@127.0.0.1:{port}"
        finally:
            _run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(*command: str) -> None:
    as_user = ["runuser", "-u", SERVER_USER, "--"] if os.geteuid() == 0 else []
    environment = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(
        [*as_user, *command], cwd="/", env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr}")
