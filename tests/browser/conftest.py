"""The running demo, shared by all tests in here."""

from collections.abc import Iterator

import pytest

from tests import demo


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a running demo, inside the first official round."""
    with demo.running() as address:
        yield address
