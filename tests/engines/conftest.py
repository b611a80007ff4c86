from __future__ import annotations

import pytest

from graphkit.engines import Running
from graphkit.pipeline import BuildOptions, build
from tests.engines.news import write_texts
from tests.test_pipeline import contents


@pytest.fixture(scope="package")
def source(tmp_path_factory):
    return write_texts(tmp_path_factory.mktemp("source") / "news.jsonl")


@pytest.fixture(scope="package")
def expected(extractor, source, tmp_path_factory):
    """What a build in one process writes."""
    out = tmp_path_factory.mktemp("expected") / "out"
    build(extractor, [str(source)], out, BuildOptions(running=Running(workers=0)))
    return contents(out)
