from __future__ import annotations

import pytest

from tests.serve.server import serving


@pytest.fixture(scope="session")
def server(built):
    """A server of the bundled graph."""
    with serving(built, "--workers", "2") as running:
        yield running
