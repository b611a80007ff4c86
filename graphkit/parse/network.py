"""The network of a spaCy pipeline, run with less around it: the same vectors, tags and links, to the bit.

What the network makes of a word by itself hangs on nothing else, so it is kept (``WordVectors``). And the loop of
spaCy's parser gives up the interpreter's lock, only to ask for it back several times a word; the same steps are taken
here while holding it, which takes half the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

import numpy as np

Annotate = Callable[[Sequence[Any]], None]

# Words whose vectors are kept: 400 bytes each, key and vector.
KEPT_WORDS = 30_000


def annotators(pipeline: Any) -> list[Annotate]:
    """Return for each component of a spaCy pipeline what sets its annotations on a batch of documents, in order."""
    return [_annotator(part) for _, part in pipeline.pipeline]


def _annotator(part: Any) -> Annotate:
    from spacy.pipeline import DependencyParser, Tok2Vec

    if isinstance(part, DependencyParser) and part.cfg.get("beam_width", 1) == 1:
        return partial(_link, part)
    if isinstance(part, Tok2Vec) and _embeds_words_alone(part.model):
        return partial(_encode, part, WordVectors(part.model.layers[0]))
    return partial(_apply, part)


def _embeds_words_alone(model: Any) -> bool:
    """Return whether a network first makes vectors of the features of single words, and does all else after that."""
    names = [layer.name for layer in model.layers]
    return len(names) == 2 and [layer.name for layer in model.layers[0].layers[:2]] == [
        "extract_features",
        "list2ragged",
    ]


def _apply(part: Any, docs: Sequence[Any]) -> None:
    if hasattr(part, "pipe"):
        list(part.pipe(docs, batch_size=len(docs)))
        return
    for doc in docs:
        part(doc)


def _encode(part: Any, vectors: WordVectors, docs: Sequence[Any]) -> None:
    part.set_annotations(docs, part.model.layers[1].predict(vectors.of(docs)))


def _link(parser: Any, docs: Sequence[Any]) -> None:
    found = parser.moves.init_batch(docs)
    states = [state for state in found if not state.is_final()]
    if states:
        network = parser.model.predict(docs)
        while states:
            states = parser.transition_states(states, network.predict(states))
        network.clear_memory()
    parser.set_annotations(docs, found)


class WordVectors:
    """What the first layers of a network make of words, each computed once.

    Args:
        embed: the layers, of which the first returns of each document an array of features with a row a word.
    """

    def __init__(self, embed: Any) -> None:
        from thinc.api import chain

        self._features = embed.layers[0]
        self._embed: Any = chain(*embed.layers[1:])
        self._numbers: dict[bytes, int] = {}
        self._vectors = np.empty((0, embed.get_dim("nO")), dtype=np.float32)

    def of(self, docs: Sequence[Any]) -> list[np.ndarray]:
        """Return of each document the vectors of its words, an array of floats (words, width)."""
        rows = self._features.predict(docs)
        if len(self._numbers) > KEPT_WORDS:
            self._numbers.clear()
            self._vectors = self._vectors[:0]
        found = self._vectors_of(np.concatenate(rows))
        return list(_split(found, [len(one) for one in rows]))

    def _vectors_of(self, rows: np.ndarray) -> np.ndarray:
        numbers, known = self._numbers, len(self._numbers)
        keys = rows.view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist()
        places = [numbers.setdefault(key, len(numbers)) for key in keys]
        if len(numbers) > known:
            new = b"".join(islice(numbers, known, None))
            features = np.frombuffer(new, dtype=rows.dtype).reshape(-1, rows.shape[1])
            self._vectors = np.concatenate((self._vectors, *self._embed.predict([features])))
        return self._vectors[places]


def _split(rows: np.ndarray, lengths: Sequence[int]) -> Iterator[np.ndarray]:
    begin = 0
    for length in lengths:
        yield rows[begin : begin + length]
        begin += length
