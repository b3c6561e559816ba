"""Train the French pipeline from Universal Dependencies treebanks, measure it and write its model card.

    python scripts/train_fr.py --treebanks DIR [--out DIR] [--seed N] [--trained MODEL]

DIR holds the CoNLL-U files of UD_French-Sequoia (train, dev, test), UD_French-GSD (dev, test), UD_French-PUD (test) and
UD_French-FQB (test), under their public names. The pipeline is trained on Sequoia train, GSD dev, PUD and FQB with the
settings of train_fr.cfg, chosen by Sequoia dev, and measured once, at the end, on the Sequoia and GSD test files. This
takes about an hour and a half of one core. With ``--trained`` nothing is trained: MODEL, which this script or the
training loop wrote, is measured and written to --out, with a new card.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import Any

import spacy
from spacy.lang.char_classes import ALPHA
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, load_config, registry
from spacy.vocab import Vocab

import dementi
from dementi.fr.normalise import normalise

HERE = Path(__file__).resolve().parent
MODEL = HERE.parent / "graph" / "dementi" / "fr" / "model"
SENTENCES_A_DOC = 10  # so that the parser learns where sentences end
SHARE_UPPER = 0.06  # sentences repeated in capitals, as headlines are set
SHARE_BARE = 0.12  # sentences repeated without their last full stop, as headlines and list items are
NOT_SCORED = "punct"  # spaCy leaves the arcs of punctuation out of UAS and LAS

# Elided words split off to the right: "l'Iran" -> l' Iran; not "aujourd'hui", "quelqu'un", "prud'homme".
ELISION = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'"
# Inverted subjects split off to the left: "a-t-il" -> a -t-il; not "porte-parole".
CLITIC = r"(?:-t)?-(?:ils?|elles?|on|je|tu|nous|vous|ce|moi|toi)"
# Marks that part words without a space: « armes,drones », « russes/iraniens », « ("rien") ».
INFIXES = (
    r"\.\.+",
    "…",
    "--+",
    r'(?<=[\w»"\)])["«»\(\)\[\]](?=[\w«"\(])',
    rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
    rf"(?<=[{ALPHA}])[:;!?](?=[{ALPHA}])",
    r"(?<=[^\W\d])/(?=[^\W\d])",
)
# Words that only look elided or inverted; in lower case, capitalised or in capitals.
WHOLE = ("c'est-à-dire", "jong-il", "rendez-vous")


@dataclass(frozen=True, slots=True)
class Treebank:
    """One CoNLL-U file of a public treebank.

    Attributes:
        name: Of the treebank, as Universal Dependencies has it.
        stem: Of the file.
        commit: Of the treebank's repository, abbreviated, at which the file was taken.
        licence: That the treebank states at this commit.
        credit: Who made it and where that is published.
    """

    name: str
    stem: str
    commit: str
    licence: str
    credit: str


_SEQUOIA = (
    "f5b0496",
    "LGPL-LR",
    "M. Candito, D. Seddah, G. Perrier, B. Guillaume. Candito and Seddah: Le corpus Sequoia : annotation syntaxique et "
    "exploitation pour l'adaptation d'analyseur par pont lexical. TALN 2012.",
)
_GSD = (
    "830e278",
    "CC BY-SA 4.0",
    "M.-C. de Marneffe, B. Guillaume, R. McDonald, A. Suhr, J. Nivre, M. Grioni and others. Guillaume, de Marneffe and "
    "Perrier: Conversion et améliorations de corpus du français annotés en Universal Dependencies. TAL 60(2), 2019.",
)
TRAIN = (
    Treebank("UD_French-Sequoia", "fr_sequoia-ud-train", *_SEQUOIA),
    Treebank("UD_French-GSD", "fr_gsd-ud-dev", *_GSD),
    Treebank(
        "UD_French-PUD",
        "fr_pud-ud-test",
        "c245786",
        "CC BY-SA 3.0",
        "H. Uszkoreit, V. Macketanz, A. Burchardt, S. Petrov, D. Zeman, M.-C. de Marneffe, B. Guillaume and others. "
        "Zeman and others: CoNLL 2017 Shared Task: Multilingual Parsing from Raw Text to Universal Dependencies.",
    ),
    Treebank(
        "UD_French-FQB",
        "fr_fqb-ud-test",
        "d585d0f",
        "LGPL-LR",
        "D. Seddah, M. Candito. Seddah and Candito: Hard Time Parsing Questions: Building a QuestionBank for French. "
        "LREC 2016.",
    ),
)
DEV = Treebank("UD_French-Sequoia", "fr_sequoia-ud-dev", *_SEQUOIA)
TESTS = (
    Treebank("UD_French-Sequoia", "fr_sequoia-ud-test", *_SEQUOIA),
    Treebank("UD_French-GSD", "fr_gsd-ud-test", *_GSD),
)


@registry.callbacks("dementi.french_tokenizer.v1")
def french_tokenizer() -> Callable[[Language], Language]:
    """Return a callback that makes spaCy's French tokenizer cut as the treebanks do.

    spaCy splits most hyphens (« Royaume - Uni », « ont - elles ») and leaves quotes glued to parentheses; UD French
    keeps compounds whole and splits inverted subjects off with their hyphen.
    """

    def change(nlp: Language) -> Language:
        tokenizer: Any = nlp.tokenizer
        prefixes = [*(nlp.Defaults.prefixes or ()), rf"(?i:{ELISION})(?=[{ALPHA}\"«0-9])"]
        suffixes = [*(nlp.Defaults.suffixes or ()), rf"(?<=[{ALPHA}])(?i:{CLITIC})"]
        tokenizer.prefix_search = compile_prefix_regex(prefixes).search
        tokenizer.suffix_search = compile_suffix_regex(suffixes).search
        tokenizer.infix_finditer = compile_infix_regex(INFIXES).finditer
        # The default keeps whole whatever looks like a compound, inverted subjects too.
        tokenizer.token_match = None
        # spaCy lists some inverted forms one by one, cut otherwise (« A-t-il » -> A -t -il).
        tokenizer.rules = {form: cut for form, cut in tokenizer.rules.items() if "-t-" not in form.lower()}
        for word in WHOLE:
            for form in (word, word.capitalize(), word.title(), word.upper()):
                tokenizer.add_special_case(form, [{"ORTH": form}])
        return nlp

    return change


def merge_contractions(rows: Iterable[list[str]]) -> tuple[list[list[str]], list[int]]:
    """Return the words of a sentence and the index of each one's head, itself for the root.

    A contraction (« du » = de + le) stays one token. It takes the word class, lemma and arc of its first word, which in
    French is the preposition: its case arc says what the noun does in the clause.
    """
    words: list[list[str]] = []
    place: dict[str, int] = {}  # CoNLL-U id -> index of the token
    last_of_contraction = 0
    for row in rows:
        if "." in row[0]:  # an empty node of the enhanced graph is no word
            continue
        if "-" in row[0]:
            last_of_contraction = int(row[0].split("-")[1])
            words.append(list(row))
            continue
        if int(row[0]) > last_of_contraction:
            words.append(list(row))
        elif words[-1][3] == "_":
            words[-1][2:8] = row[2:8]
        place[row[0]] = len(words) - 1
    return words, [place.get(row[6], i) for i, row in enumerate(words)]


def read_conllu(path: Path, vocab: Vocab) -> Iterator[Doc]:
    """Yield the sentences of a CoNLL-U file as one Doc each, spelt as articles are after normalisation."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        if not rows:
            continue
        words, heads = merge_contractions(rows)
        yield Doc(
            vocab,
            words=[normalise(row[1]) for row in words],
            spaces=["SpaceAfter=No" not in row[9] for row in words],
            pos=["" if row[3] == "_" else row[3] for row in words],
            lemmas=[row[2] for row in words],
            morphs=["" if row[5] == "_" else row[5] for row in words],
            heads=heads,
            deps=["ROOT" if row[7] == "root" else row[7] for row in words],
        )


def _copy(doc: Doc, words: list[str], keep: int) -> Doc:
    """Return the first ``keep`` tokens of a sentence, spelt otherwise."""
    tokens = doc[:keep]
    return Doc(
        doc.vocab,
        words=words[:keep],
        spaces=[bool(t.whitespace_) for t in tokens],
        pos=[t.pos_ for t in tokens],
        lemmas=[t.lemma_ for t in tokens],
        morphs=[str(t.morph) for t in tokens],
        heads=[t.head.i for t in tokens],
        deps=[t.dep_ for t in tokens],
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


def corpus(treebanks: Path, files: Iterable[Treebank], chance: random.Random | None = None) -> DocBin:
    """Return treebank files as documents of a few sentences; with ``chance``, augmented.

    Raises:
        FileNotFoundError: A file is not in the folder.
    """
    vocab = Vocab()
    out = DocBin(store_user_data=False)
    for file in files:
        docs = list(read_conllu(treebanks / f"{file.stem}.conllu", vocab))
        if chance:
            docs = list(augment(docs, chance))
        for start in range(0, len(docs), SENTENCES_A_DOC):
            # In running text a space follows the last word of a sentence.
            out.add(Doc.from_docs(docs[start : start + SENTENCES_A_DOC], ensure_whitespace=True))
    return out


def evaluate(nlp: Language, treebanks: Path, file: Treebank) -> dict[str, Any]:
    """Return spaCy's scores on one file, tokens and sentence ends predicted, and under "gold" its arcs by label."""
    gold = list(corpus(treebanks, [file]).get_docs(nlp.vocab))
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in gold])
    return scores | {"gold": Counter(token.dep_ for doc in gold for token in doc if token.dep_ != NOT_SCORED)}


def train_pipeline(treebanks: Path, seed: int) -> Language:
    """Return the pipeline that did best on the dev file."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        paths = {"paths.train": str(place / "train.spacy"), "paths.dev": str(place / "dev.spacy")}
        corpus(treebanks, TRAIN, random.Random(seed)).to_disk(paths["paths.train"])
        corpus(treebanks, [DEV]).to_disk(paths["paths.dev"])
        config = load_config(HERE / "train_fr.cfg", overrides=paths | {"system.seed": seed})
        (place / "out").mkdir()
        train(init_nlp(config), place / "out")
        return spacy.load(place / "out" / "model-best")


def finish(nlp: Language) -> Language:
    """Return the pipeline with its metadata filled in, and without those settings that only the run could use.

    That is the places of its files and the callback that set up the tokenizer, which is saved with the pipeline: nobody
    who loads it needs this script.
    """
    config = nlp.config.copy()
    config["paths"] = dict.fromkeys(config["paths"])
    config["initialize"]["before_init"] = None
    nlp.config = config
    nlp.meta.update(
        name="dementi_fr",
        version=dementi.__version__,
        description="French tokens, sentences, word classes, lemmas and dependencies for Démenti; no vectors.",
        author="The Démenti contributors",
        license="CC-BY-SA-4.0 AND LGPLLR",
        spacy_version=">=3.8.0,<3.9.0",
        sources=[{"name": t.name, "license": t.licence, "author": t.credit, "url": _url(t)} for t in TRAIN],
    )
    nlp.meta.get("performance", {}).pop("speed", None)  # tells of the machine, not of the model
    return nlp


def _url(file: Treebank) -> str:
    return f"https://github.com/UniversalDependencies/{file.name}"


CARD = Template("""\
# dementi_fr: the French pipeline of Démenti

Tokens, sentences, word classes and features, lemmas, and dependencies of Universal Dependencies: a spaCy pipeline
without word vectors ($pipeline), trained from scratch on public treebanks.
`scripts/train_fr.py` writes this page and everything beside it.

## Intended use

For reading French news in Démenti, beneath its rules, which look at word classes, features and dependencies. It has no
recogniser of names: those come from the ontology. Any spaCy program may load this folder as a small French parser. It
is not meant to judge people or texts, and what it says of a sentence is a guess: Démenti checks decisive words against
lists, and keeps the words of the article beside every statement.

## Data

| treebank | file | commit | licence | sentences | tokens | used |
|---|---|---|---|---|---|---|
$data

Contractions (« du », « aux ») are one token with the arc of their preposition. $upper % of the training sentences are
given a second time in capitals, and $bare % of those that end in a full stop without it, as headlines are; some are
put in lower case, some get stray white space. Apostrophes, quotes, hyphens and spaces are made plain, as Démenti
makes them in articles.

## Scores

Per cent, on whole documents of ten sentences with tokens and sentence ends predicted. Chosen by Sequoia dev; the test
files were used for nothing but this table. UAS and LAS leave punctuation out, as spaCy's scorer does.

| file | tokens F | UPOS | features | lemma | UAS | LAS | sentences F |
|---|---|---|---|---|---|---|---|
$overall

By dependency label: arcs in the file, precision, recall, F. Do not stand on `conj`, `appos`, `parataxis` or
`dislocated` alone.

| label | Sequoia test: arcs | P | R | F | GSD test: arcs | P | R | F |
|---|---|---|---|---|---|---|---|---|
$labels

## Made with

    python scripts/train_fr.py --treebanks DIR --seed $seed

DIR holds the files above under these names; settings are in `scripts/train_fr.cfg` (at most $steps steps). Python
packages: $tools. Another processor or another version may give other last digits.

## Limits

- It was trained on mostly edited prose (news, encyclopedia, parliament, medicine, some blogs and reviews) and on
  questions, not on speech or chat.
- The lemmatizer errs on rare verbs (« dément »): Démenti takes the lemma of its lexicon words from a checked table.
- It expects text as `dementi.fr.normalise` gives it, with composed accents (NFC).
- Treebanks of France's press and administration prevail: French of Africa, Canada or Belgium was not measured apart.
- How good Démenti's statements are, which is another question, stands in QUALITY.md of the project.

## Licences and attribution

The weights derive from the treebanks above. Read conservatively, a model is an adaptation of its data; so the weights
are offered under CC BY-SA 4.0 (which adaptations of CC BY-SA 3.0 material may carry) with this attribution, and the
terms of LGPL-LR hold for the part that derives from UD_French-Sequoia and UD_French-FQB. Démenti's code, this script
among it, is under Apache-2.0. No text of a treebank is part of the model; its vocabulary holds their word forms.

$credits
""")


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def _data_rows(treebanks: Path) -> Iterator[str]:
    used = [*((t, "train") for t in TRAIN), (DEV, "choice"), *((t, "test") for t in TESTS)]
    for file, use in used:
        docs = list(read_conllu(treebanks / f"{file.stem}.conllu", Vocab()))
        tokens = sum(map(len, docs))
        about = (file.name, f"`{file.stem}`", file.commit, file.licence, f"{len(docs):,}", f"{tokens:,}", use)
        yield f"| {' | '.join(about)} |"


def _overall_row(file: Treebank, scores: dict[str, Any]) -> str:
    keys = ("token_f", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
    return f"| `{file.stem}` | {' | '.join(_percent(scores[key]) for key in keys)} |"


def _label_row(label: str, tests: Iterable[dict[str, Any]]) -> str:
    cells = [f"`{label}`"]
    for scores in tests:
        arcs = scores["gold"][label]
        of_label = scores["dep_las_per_type"][label.lower()] if arcs else {}
        cells += [str(arcs), *(_percent(of_label.get(key)) for key in "prf")]
    return f"| {' | '.join(cells)} |"


def card(nlp: Language, treebanks: Path) -> str:
    """Return the model card; the same for the same model, treebanks and tools."""
    tests = [evaluate(nlp, treebanks, file) for file in TESTS]
    overall = [(DEV, evaluate(nlp, treebanks, DEV)), *zip(TESTS, tests, strict=True)]
    labels = sorted(set().union(*(scores["gold"] for scores in tests)))
    return CARD.substitute(
        pipeline=", ".join(nlp.pipe_names),
        data="\n".join(_data_rows(treebanks)),
        upper=round(100 * SHARE_UPPER),
        bare=round(100 * SHARE_BARE),
        overall="\n".join(_overall_row(file, scores) for file, scores in overall),
        labels="\n".join(_label_row(label, tests) for label in labels),
        seed=nlp.config["system"]["seed"],
        steps=nlp.config["training"]["max_steps"],
        tools=", ".join(f"{name} {version(name)}" for name in ("spacy", "thinc", "numpy")),
        credits="\n".join(f"- [{t.name}]({_url(t)}) at {t.commit}, {t.licence}: {t.credit}" for t in TRAIN),
    )


def main() -> None:
    """Train or take a pipeline, write it with its card, and print the scores of the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--trained", type=Path, metavar="MODEL", help="measure this one in place of training")
    options = parser.parse_args()
    nlp = spacy.load(options.trained) if options.trained else train_pipeline(options.treebanks, options.seed)
    nlp = finish(french_tokenizer()(nlp))  # cutting is not trained: a model from before takes over the rules of now
    text = card(nlp, options.treebanks)
    nlp.to_disk(options.out)
    (options.out / "README.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
