"""Train the French pipeline from Universal Dependencies treebanks.

    python scripts/train_fr.py --treebanks DIR [--out DIR] [--seed N]

DIR holds the CoNLL-U files of UD_French-Sequoia (train, dev, test), UD_French-GSD (dev, test), UD_French-PUD
(test) and UD_French-FQB (test), under their public names. The pipeline is trained on Sequoia train, GSD dev, PUD and
FQB, chosen by Sequoia dev, and measured once, at the end, on the Sequoia and GSD test files. About 40 minutes of one core.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import spacy
from spacy.lang.char_classes import ALPHA
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, load_config
from spacy.vocab import Vocab

from dementi.fr.normalise import normalise

HERE = Path(__file__).parent
MODEL = HERE.parent / "graph" / "dementi" / "fr" / "model"
TRAIN = ("fr_sequoia-ud-train", "fr_gsd-ud-dev", "fr_pud-ud-test", "fr_fqb-ud-test")
DEV = ("fr_sequoia-ud-dev",)
TESTS = ("fr_sequoia-ud-test", "fr_gsd-ud-test")
SENTENCES_A_DOC = 10  # so that the parser learns where sentences end
SHARE_UPPER = 0.06  # sentences repeated in capitals, as headlines are set
SHARE_BARE = 0.12  # sentences repeated without their last full stop, as headlines and list items are

# Elided words split off to the right: "l'Iran" -> l' Iran; not "aujourd'hui", "quelqu'un", "prud'homme".
ELISION = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'"
# Inverted subjects split off to the left: "a-t-il" -> a -t-il; not "porte-parole".
CLITIC = r"(?:-t)?-(?:ils?|elles?|on|je|tu|nous|vous|ce|moi|toi)"
WHOLE = ("rendez-vous", "Rendez-vous", "c'est-à-dire", "C'est-à-dire")


@spacy.registry.callbacks("dementi.french_tokenizer.v1")
def french_tokenizer() -> Callable[[Language], Language]:
    """Return a callback that makes spaCy's French tokenizer cut as the treebanks do.

    spaCy splits most hyphens (« Royaume - Uni », « ont - elles ») and leaves quotes glued to parentheses; UD French
    keeps compounds whole and splits inverted subjects off with their hyphen.
    """

    def change(nlp: Language) -> Language:
        tokenizer = nlp.tokenizer
        prefixes = [*nlp.Defaults.prefixes, rf"(?i:{ELISION})(?=[{ALPHA}\"«0-9])"]
        suffixes = [*nlp.Defaults.suffixes, rf"(?<=[{ALPHA}])(?i:{CLITIC})"]
        infixes = [r"\.\.+", "…", r'(?<=[\w»"\)])["«»\(\)\[\]](?=[\w«"\(])', rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
                   r"(?<=[^\W\d])/(?=[^\W\d])", rf"(?<=[{ALPHA}])[:;!?](?=[{ALPHA}])", "--+"]
        tokenizer.prefix_search = compile_prefix_regex(prefixes).search
        tokenizer.suffix_search = compile_suffix_regex(suffixes).search
        tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
        tokenizer.token_match = None
        # spaCy lists some inverted forms one by one, cut otherwise (« A-t-il » -> A -t -il).
        tokenizer.rules = {form: cut for form, cut in tokenizer.rules.items() if "-t-" not in form.lower()}
        for word in WHOLE:
            tokenizer.add_special_case(word, [{"ORTH": word}])
        return nlp

    return change


def read_conllu(path: Path, vocab: Vocab) -> Iterator[Doc]:
    """Yield the sentences of a CoNLL-U file as one Doc each, contractions kept as one token.

    A contraction (« du » = de + le) takes the word class, lemma and arc of its first word, which in French is the
    preposition: its case arc says what the noun does in the clause.
    """
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        if not rows:
            continue
        words: list[list[str]] = []
        index = {"0": -1}  # CoNLL-U id -> our token
        last_of_contraction = 0
        for row in rows:
            if "." in row[0]:
                continue
            if "-" in row[0]:
                first, last = map(int, row[0].split("-"))
                last_of_contraction = last
                words.append([str(first), row[1], *row[2:]])
                pending = len(words) - 1
            elif int(row[0]) <= last_of_contraction:
                index[row[0]] = pending
                if words[pending][2] == "_" and words[pending][3] == "_":
                    words[pending][2:8] = row[2:8]
            else:
                index[row[0]] = len(words)
                words.append(row)
        heads = [index[row[6]] for row in words]
        yield Doc(
            vocab,
            words=[normalise(row[1]).replace(" ", " ") for row in words],
            spaces=["SpaceAfter=No" not in row[9] for row in words],
            pos=["" if row[3] == "_" else row[3] for row in words],
            lemmas=[row[2] for row in words],
            morphs=["" if row[5] == "_" else row[5] for row in words],
            heads=[i if head < 0 or head == i else head for i, head in enumerate(heads)],
            deps=["ROOT" if row[7] == "root" else row[7] for row in words],
        )


def _copy(doc: Doc, words: list[str], keep: int) -> Doc:
    """Return the first ``keep`` tokens of a sentence, spelt otherwise."""
    tokens = doc[:keep]
    return Doc(
        doc.vocab, words=words[:keep], spaces=[bool(t.whitespace_) for t in tokens], pos=[t.pos_ for t in tokens],
        lemmas=[t.lemma_ for t in tokens], morphs=[str(t.morph) for t in tokens],
        heads=[t.head.i for t in tokens], deps=[t.dep_ for t in tokens],
    )


def augment(docs: Iterable[Doc], chance: random.Random) -> Iterator[Doc]:
    """Yield every sentence, and now and then a second time as a headline would set it."""
    for doc in docs:
        words = [t.text for t in doc]
        yield doc
        if chance.random() < SHARE_UPPER:
            yield _copy(doc, [word.upper() for word in words], len(doc))
        final = doc[-1]
        if final.text in ".!?" and len(doc) > 3 and not list(final.children) and chance.random() < SHARE_BARE:
            yield _copy(doc, words, len(doc) - 1)


def corpus(treebanks: Path, names: Iterable[str], chance: random.Random | None = None) -> DocBin:
    """Return the named treebanks as documents of a few sentences; with ``chance``, augmented."""
    vocab = Vocab()
    out = DocBin(store_user_data=False)
    for name in names:
        docs = list(read_conllu(treebanks / f"{name}.conllu", vocab))
        if chance:
            docs = list(augment(docs, chance))
        for doc in docs:  # the last word of a sentence is followed by a space in running text
            doc[-1]
        for start in range(0, len(docs), SENTENCES_A_DOC):
            group = docs[start : start + SENTENCES_A_DOC]
            out.add(Doc.from_docs(group, ensure_whitespace=True))
    return out


def evaluate(nlp: Language, treebanks: Path, name: str) -> dict[str, object]:
    """Return spaCy's scores on one treebank, documents of ten sentences, sentence ends predicted."""
    from spacy.training import Example

    gold = corpus(treebanks, [name]).get_docs(nlp.vocab)
    return nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in gold])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="override a setting of train_fr.cfg")
    options = parser.parse_args()
    overrides = {key: int(value) if re.fullmatch(r"\d+", value) else float(value) for key, value in (s.split("=") for s in options.set)}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        corpus(options.treebanks, TRAIN, random.Random(options.seed)).to_disk(place / "train.spacy")
        corpus(options.treebanks, DEV).to_disk(place / "dev.spacy")
        config = load_config(HERE / "train_fr.cfg", overrides={
            "paths.train": str(place / "train.spacy"), "paths.dev": str(place / "dev.spacy"),
            "system.seed": options.seed, **overrides})
        nlp = init_nlp(config)
        (place / "out").mkdir()
        train(nlp, place / "out")
        best = spacy.load(place / "out" / "model-best")
        best.to_disk(options.out)
    for name in TESTS:
        scores = evaluate(best, options.treebanks, name)
        print(name, {k: round(scores[k], 4) for k in ("token_acc", "pos_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f", "speed")})


if __name__ == "__main__":
    main()
