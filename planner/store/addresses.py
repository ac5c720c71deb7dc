"""The address of the run store: from an option, from the environment, or the user's own file."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from planner.errors import StoreError
from planner.store.databases import Database
from planner.store.postgres_database import PostgresDatabase
from planner.store.run_store import RunStore
from planner.store.sqlite_database import SqliteDatabase

STORE_VARIABLE = "PLANNER_STORE"
NO_STORE = "none"
"""Value of the variable or the option that switches history off."""

STORE_FILE = "planner-runs.sqlite"
_POSTGRES_SCHEMES = ("postgresql", "postgres")


def open_store(address: str | Path, *, create: bool = True, read_only: bool = False) -> RunStore:
    """The store at a path (SQLite) or a `postgresql://` address, made where it does not exist.

    Raises StoreError where it cannot be opened, and, without `create`, where there is no such file. A store that is only
    read is neither made nor changed in any way, and may lie where nothing can be written.
    """
    return RunStore(_database(str(address), create and not read_only, read_only))


def store_address(option: str | None, environment: Mapping[str, str] | None = None) -> str | None:
    """The option, else the variable PLANNER_STORE, else the user's own file; None where history is switched off."""
    env = os.environ if environment is None else environment
    address = option or env.get(STORE_VARIABLE) or str(user_data_folder(env, sys.platform) / STORE_FILE)
    return None if address == NO_STORE else address


def store_if_there(option: str | None) -> RunStore | None:
    """The store to read; None where history is switched off, or where nothing was ever stored and nobody names a store."""
    address = store_address(option)
    if address is None or (option is None and not store_is_there(address)):
        return None
    return open_store(address, create=False, read_only=True)


def store_is_there(address: str) -> bool:
    """Whether there is a store to read: a file, or the address of a server, which is not asked."""
    return "://" in address or Path(address).expanduser().exists()


def user_data_folder(environment: Mapping[str, str], platform: str) -> Path:
    """Where programs keep data of the user on Windows (`win32`), macOS (`darwin`) and elsewhere."""
    if platform == "win32" and environment.get("LOCALAPPDATA"):
        return Path(environment["LOCALAPPDATA"]) / "planner"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "planner"
    if environment.get("XDG_DATA_HOME"):
        return Path(environment["XDG_DATA_HOME"]) / "planner"
    return Path.home() / ".local" / "share" / "planner"


def _database(address: str, create: bool, read_only: bool = False) -> Database:
    scheme, separator, _ = address.partition("://")
    if separator and scheme in _POSTGRES_SCHEMES:
        return PostgresDatabase(address, read_only=read_only)
    if separator:
        raise StoreError(f"{address}: name a file, or a PostgreSQL database as postgresql://USER@HOST/DATABASE")
    path = Path(address).expanduser()
    if not create and not path.exists():
        raise StoreError(f"no run store at {path}; runs are stored there by `planner plan`")
    return SqliteDatabase(path, read_only=read_only)
