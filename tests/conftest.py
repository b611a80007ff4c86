from __future__ import annotations

import pytest
from hypothesis import settings

from graphkit.actors import load_actors
from graphkit.data import data_folder
from graphkit.extraction import Extractor, make_extractor
from graphkit.ontology import load_ontology
from tests.command import graphkit
from tests.world import PACK, short, text_of

# The same examples on every machine: a failure in CI is the failure here.
settings.register_profile("steady", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def pack(tmp_path_factory):
    """The file of a small pack of actors."""
    path = tmp_path_factory.mktemp("world") / "pack.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def actors(pack):
    """The actors of the small pack by id."""
    return load_actors([pack], builtin=False)


@pytest.fixture(scope="session")
def extractor(actors):
    """The built-in rules over the small pack."""
    return Extractor(load_ontology(), actors)


@pytest.fixture(scope="session")
def builtin():
    """The built-in rules over the built-in actors."""
    return make_extractor()


@pytest.fixture(scope="session")
def statements(extractor):
    """Read a text as a document of a day; the statements in order."""

    def read(text, date=None):
        return [s for _, found in extractor.statements([text_of(text, date)]) for s in found]

    return read


@pytest.fixture(scope="session")
def lines(statements):
    """Read a text; its statements as sorted lines."""
    return lambda text, date=None: sorted(short(s) for s in statements(text, date))


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The bundled reports, built by the installed command."""
    folder = tmp_path_factory.mktemp("built") / "out"
    done = graphkit("build", data_folder("seeds") / "documents", "-o", folder)
    assert done.returncode == 0, done.stderr
    return folder
