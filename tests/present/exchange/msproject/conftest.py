"""One MPXJ for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.foreign import need
from tests.present.exchange.msproject.mpxj import Mpxj


@pytest.fixture(scope="session")
def mpxj() -> Iterator[Mpxj]:
    """A foreign reader and scheduler of project files."""
    need("java", libraries=("mpxj", "jpype"))
    with Mpxj() as process:
        yield process
