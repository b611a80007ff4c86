"""The network of a spaCy pipeline, run with less around it: the same vectors, tags and links, to the bit.

What the network makes of a word by itself hangs on nothing else, so it is kept (``WordVectors``). The layers after that
are computed in place, with their weights in an order that suits the processor (``WindowLayer``). And the loop of
spaCy's parser gives up the interpreter's lock, only to ask for it back several times a word; the same steps are taken
here while holding it, which takes half the time. A component that is built in another way runs as spaCy runs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial, reduce
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
    if isinstance(part, Tok2Vec) and part.model.ops.xp is np and len(part.model.layers) == 2:
        embed, encode = part.model.layers
        if _is_of_words(embed) and _is_of_windows(encode):
            return partial(_encode, part, WordVectors(embed), WindowEncoder(encode))
    return partial(_apply, part)


def _is_of_words(embed: Any) -> bool:
    """Return whether layers make vectors of single words, of nothing but their features."""
    return [layer.name for layer in embed.layers[:2]] == ["extract_features", "list2ragged"]


def _is_of_windows(encode: Any) -> bool:
    """Return whether layers add to each vector what they make of it and its two neighbours."""
    return len(encode.layers) == 1 and "pad" in encode.attrs and all(map(_is_window, encode.layers[0].layers))


def _is_window(layer: Any) -> bool:
    parts = _parts(layer)
    names = [part.name for part in parts]
    is_window = names == ["expand_window", "maxout", "layernorm", "dropout"] and parts[0].attrs["window_size"] == 1
    return is_window and bool(layer.name.startswith("residual("))


def _parts(layer: Any) -> list[Any]:
    return [part for part in layer.walk(order="dfs_pre") if not part.layers]


def _apply(part: Any, docs: Sequence[Any]) -> None:
    if hasattr(part, "pipe"):
        list(part.pipe(docs, batch_size=len(docs)))
        return
    for doc in docs:
        part(doc)


def _encode(part: Any, words: WordVectors, windows: WindowEncoder, docs: Sequence[Any]) -> None:
    part.set_annotations(docs, windows.of(words.of(docs)))


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


class WindowEncoder:
    """The layers that make vectors of words in their sentence.

    Args:
        encode: the layers, one upon the other, over all documents with rows of zeros around each.
    """

    def __init__(self, encode: Any) -> None:
        self._pad: int = encode.attrs["pad"]
        self._layers = [WindowLayer(layer) for layer in encode.layers[0].layers]

    def of(self, vectors: Sequence[np.ndarray]) -> list[np.ndarray]:
        """Return of each document new vectors of its words, an array of floats (words, width)."""
        zeros = np.zeros((self._pad, vectors[0].shape[1]), dtype=np.float32)
        found = np.concatenate([zeros, *(rows for one in vectors for rows in (one, zeros))])
        for layer in self._layers:
            found = layer.of(found)
        return [rows[self._pad :] for rows in _split(found, [self._pad + len(one) for one in vectors])]


class WindowLayer:
    """A layer that adds to each vector what it makes of it and its two neighbours.

    That is the largest of some linear functions of the three, brought to mean 0 and variance 1, scaled and shifted.
    """

    def __init__(self, layer: Any) -> None:
        _, maxout, norm, _ = _parts(layer)
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        self._gemm = layer.ops.gemm
        self._width, self._pieces, size = weights.shape
        # All first functions, then all second ones: the largest is then taken of whole blocks.
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, size))
        self._bias = np.ascontiguousarray(bias.T.reshape(-1))
        self._scale, self._shift = norm.get_param("G"), norm.get_param("b")

    def of(self, rows: np.ndarray) -> np.ndarray:
        """Return the new vectors, an array of floats (words, width) as the given one."""
        values = self._gemm(_windows(rows), self._weights, trans2=True)
        values += self._bias
        found: np.ndarray = reduce(np.maximum, np.split(values, self._pieces, axis=1))
        found -= found.mean(axis=1, keepdims=True)
        variance = np.square(found).sum(axis=1, keepdims=True)
        variance /= self._width
        variance += 1e-8
        found *= variance**-0.5
        found *= self._scale
        found += self._shift
        found += rows
        return found


def _windows(rows: np.ndarray) -> np.ndarray:
    """Return of each row the one before it, itself and the one after it, side by side; zeros at both ends."""
    width = rows.shape[1]
    found = np.zeros((len(rows), 3 * width), dtype=rows.dtype)
    found[1:, :width] = rows[:-1]
    found[:, width : 2 * width] = rows
    found[:-1, 2 * width :] = rows[1:]
    return found


def _split(rows: np.ndarray, lengths: Sequence[int]) -> Iterator[np.ndarray]:
    begin = 0
    for length in lengths:
        yield rows[begin : begin + length]
        begin += length
