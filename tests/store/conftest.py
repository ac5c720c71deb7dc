"""Stores to test: a SQLite file, and a database of a real PostgreSQL server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from planner.store.addresses import open_store
from planner.store.run_store import RunStore
from tests.store.postgres_server import program_folder, running_server

_NUMBERS = count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    programs = program_folder()
    if programs is None:
        message = "no PostgreSQL server on this machine (Debian: apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with running_server(programs) as address:
        yield address


@pytest.fixture
def postgres_address(postgres_server: str) -> str:
    """An empty database."""
    import psycopg

    name = f"runs{next(_NUMBERS)}"
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    return f"{postgres_server}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a store that does not exist yet."""
    if request.param == "sqlite":
        return str(tmp_path / "runs.sqlite")
    found: str = request.getfixturevalue("postgres_address")
    return found


@pytest.fixture
def store(address: str) -> RunStore:
    return open_store(address)
