"""The trained pipeline: what it is made of, and that typography does not lead it astray."""

import importlib.util
import itertools
import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dementi import pipeline
from dementi.fr.normalise import normalise
from dementi.records import Article

ROOT = Path(__file__).parents[1]
META = json.loads((pipeline.MODEL / "meta.json").read_text(encoding="utf-8"))
CARD = (pipeline.MODEL / "README.md").read_text(encoding="utf-8")


def annotate(text):
    return pipeline.annotate(Article("test", text), pipeline.build())


def words(doc):
    return [token for token in doc if not token.is_space]


def parse(text):
    """The tree as (word, word class, label, head's place among the words), whatever the spacing and the offsets."""
    doc = annotate(text)
    place = {token: i for i, token in enumerate(words(doc))}
    return [(t.lower_, t.pos_, t.dep_, place[t.head]) for t in place]


def tokens(text):
    return [token.text for token in words(annotate(text))]


def gap(*values, reason):
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason))


@pytest.fixture(scope="module")
def train_fr():
    spec = importlib.util.spec_from_file_location("train_fr", ROOT / "scripts" / "train_fr.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


# What it is made of


def test_it_is_small():
    assert sum(path.stat().st_size for path in pipeline.MODEL.rglob("*") if path.is_file()) < 15_000_000


def test_meta_says_what_it_is():
    assert META["name"] == "dementi_fr"
    assert META["license"] == "CC-BY-SA-4.0 AND LGPLLR"
    assert META["version"] and META["description"]
    assert "speed" not in META["performance"]


def test_settings_name_no_place_of_the_machine():
    settings = (pipeline.MODEL / "config.cfg").read_text(encoding="utf-8")
    assert "train = null" in settings
    assert "/tmp" not in settings + CARD
    assert "/home" not in settings + CARD


def test_plain_spacy_loads_it():
    code = (
        "import sys, spacy; nlp = spacy.load(sys.argv[1]); doc = nlp('Moscou dément.'); "
        # Where Démenti is installed, spaCy imports its factory, as that of any package; the model needs nothing of it.
        "assert all(type(pipe).__module__.split('.')[0] == 'spacy' for _, pipe in nlp.pipeline); "
        "print(*(t.dep_ for t in doc))"
    )
    command = [sys.executable, "-I", "-W", "error", "-c", code, str(pipeline.MODEL)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout) == (0, "nsubj ROOT punct\n"), done.stderr


def test_card_names_every_treebank_and_licence(train_fr):
    files = (*train_fr.TRAIN, train_fr.DEV, *train_fr.TESTS)
    for file in files:
        assert f"| {file.name} | `{file.stem}` | {file.commit} | {file.licence} |" in CARD
    assert {source["name"] for source in META["sources"]} == {file.name for file in train_fr.TRAIN}
    for licence in ("CC BY-SA 4.0", "CC BY-SA 3.0", "LGPL-LR", "Apache-2.0"):
        assert licence in CARD.partition("## Licences")[2]


def test_test_files_are_not_trained_on(train_fr):
    assert not {file.stem for file in train_fr.TESTS} & {file.stem for file in (*train_fr.TRAIN, train_fr.DEV)}


def test_labelled_attachment_is_good_enough():
    row = next(line for line in CARD.splitlines() if line.startswith("| `fr_sequoia-ud-test` |"))
    las = float(row.split("|")[7])
    assert las >= 84


# How treebanks are read

DU = """\
# text = Moscou dément du coup.
1\tMoscou\tMoscou\tPROPN\t_\t_\t2\tnsubj\t_\t_
2\tdément\tdémentir\tVERB\t_\tNumber=Sing\t0\troot\t_\t_
3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_
3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_
4\tle\tle\tDET\t_\tNumber=Sing\t5\tdet\t_\t_
5\tcoup\tcoup\tNOUN\t_\t_\t2\tobl:mod\t_\tSpaceAfter=No
5.1\trien\trien\tPRON\t_\t_\t_\t_\t_\t_
6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_
"""


def test_contractions_stay_whole(train_fr, tmp_path):
    path = tmp_path / "du.conllu"
    path.write_text(DU, encoding="utf-8")
    (doc,) = train_fr.read_conllu(path, Vocab())
    assert doc.text == "Moscou dément du coup. "
    assert [(t.text, t.lemma_, t.pos_, t.dep_, t.head.text) for t in doc] == [
        ("Moscou", "Moscou", "PROPN", "nsubj", "dément"),
        ("dément", "démentir", "VERB", "ROOT", "dément"),
        ("du", "de", "ADP", "case", "coup"),
        ("coup", "coup", "NOUN", "obl:mod", "dément"),
        (".", ".", "PUNCT", "punct", "dément"),
    ]


def test_augmentation_keeps_the_tree(train_fr):
    class Always:
        def random(self):
            return 0.0

    doc = Doc(Vocab(), words=["Moscou", "nie", "tout", "."], heads=[1, 1, 1, 1], deps=["nsubj", "ROOT", "obj", "punct"])
    same, upper, bare = train_fr.augment([doc], Always())
    assert same is doc
    assert [t.text for t in upper] == ["MOSCOU", "NIE", "TOUT", "."]
    assert [t.text for t in bare] == ["Moscou", "nie", "tout"]
    assert [t.dep_ for t in upper] == [t.dep_ for t in doc]
    assert [t.head.i for t in bare] == [1, 1, 1]


# Tokens


@pytest.mark.parametrize(
    "word",
    [
        "porte-parole",
        "Royaume-Uni",
        "États-Unis",
        "sous-marins",
        "vice-ministre",
        "Afrique-du-Sud",
        "c'est-à-dire",
        "rendez-vous",
        "celui-ci",
        "là-bas",
        "peut-être",
        "Shahed-136",
        "S-300",
        "MiG-29",
        "russo-iranien",
        "Aujourd'hui",
        "Jong-il",
        "quelqu'un",
    ],
)
def test_words_stay_whole(word):
    assert word in tokens(f"À Kiev, {word} est évoqué.")
    assert word.upper() in tokens(f"À KIEV, {word.upper()} EST ÉVOQUÉ.")


@pytest.mark.parametrize(
    ("written", "cut"),
    [
        ("a-t-il", "a -t-il"),
        ("A-t-il", "A -t-il"),
        ("a-t-elle", "a -t-elle"),
        ("a-t-on", "a -t-on"),
        ("dément-il", "dément -il"),
        ("affirment-ils", "affirment -ils"),
        ("ont-elles", "ont -elles"),
        ("dit-on", "dit -on"),
        ("est-ce", "est -ce"),
        ("assure-t-il", "assure -t-il"),
        ("l'a-t-il", "l' a -t-il"),
        ("n'a-t-elle", "n' a -t-elle"),
        ("A-T-IL", "A -T-IL"),
        ("a‑t‑il", "a -t-il"),
        gap("donne-le-lui", "donne -le -lui", reason="object clitics after an imperative stay glued: rare in news"),
    ],
)
def test_inverted_subjects_are_split_off(written, cut):
    assert " ".join(tokens(f"Moscou {written} ?")) == f"Moscou {cut} ?"


@pytest.mark.parametrize(
    ("written", "cut"),
    [
        ("l'Iran", "l' Iran"),
        ("L’IRAN", "L' IRAN"),
        ("qu’“une”", 'qu\' " une "'),
        ("d'«armes»", 'd\' " armes "'),
        ("(l’Iran)", "( l' Iran )"),
        ("jusqu'ici", "jusqu' ici"),
        ("lorsqu’il", "lorsqu' il"),
        ("armes,drones", "armes , drones"),
        ("russes/iraniens", "russes / iraniens"),
        ("drones…", "drones …"),
    ],
)
def test_elisions_and_marks_are_split_off(written, cut):
    assert " ".join(tokens(f"à {written} même")) == f"à {cut} même"


# Typography

CLAUSES = (
    "L'Iran dément avoir livré des missiles à la Russie.",
    '"Nous n\'avons livré aucune arme", a-t-il déclaré.',
    "Selon l'armée ukrainienne, l'Iran aurait fourni 400 drones à Moscou.",
    "Le porte-parole du ministère l'a démenti jeudi.",
    'C\'est "faux", affirme-t-on à Téhéran.',
)
VARIANTS = {
    "typographic apostrophes": {"'": "’"},
    "letter apostrophes": {"'": "ʼ"},
    "guillemets": {' "': " «\u00a0", '"': "\u00a0»"},
    "curly quotes": {' "': " “", '"': "”"},
    "straight quotes": {},
    "non-breaking hyphens": {"-": "‑"},
    "non-breaking spaces": {" ": "\u00a0"},
    "thin spaces": {" ": "\u202f"},
    "tabs": {" ": "\t"},
}


@pytest.mark.parametrize("clause", CLAUSES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_typography_does_not_change_the_parse(clause, variant):
    changed = f" {clause}"
    for plain, written in VARIANTS[variant].items():
        changed = changed.replace(plain, written)
    assert parse(changed.strip()) == parse(clause)


NEWS = (
    "Le ministère iranien des Affaires étrangères a démenti jeudi avoir livré des drones à la Russie depuis le début "
    "de la guerre en Ukraine, alors que Kiev accuse Téhéran d'en fournir à Moscou. Selon l'armée ukrainienne, des "
    "centaines de drones iraniens auraient été utilisés contre des villes du pays. La Russie a rejeté ces accusations."
)


@pytest.mark.parametrize("width", [64, 72, 80, 90, 100])
def test_wrapped_lines_end_no_sentence(width):
    wrapped = textwrap.fill(NEWS, width)
    assert [sent.text.split() for sent in annotate(wrapped).sents] == [s.text.split() for s in annotate(NEWS).sents]


@pytest.mark.xfail(reason="a line end is a token of its own to the model, and moves some arcs")
def test_wrapped_lines_keep_the_parse():
    assert parse(textwrap.fill(NEWS, 80)) == parse(NEWS)


@pytest.mark.parametrize(
    "clause",
    [
        "L'Iran dément avoir livré des missiles à la Russie",
        gap("Kiev accuse Moscou d'avoir reçu des drones iraniens", reason="names without a capital of their own"),
        "La Russie a rejeté ces accusations",
        "Moscou rejette les accusations de Kiev",
    ],
)
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_case_keeps_subject_and_object(clause, case):
    """Of a clause in another case: the same subjects and objects of the same verbs."""

    def core(tree):
        return [(word, label, tree[head][0]) for word, _, label, head in tree if label in {"nsubj", "obj", "ROOT"}]

    assert core(parse(case(clause))) == core(parse(clause))


@pytest.mark.xfail(reason="decomposed accents cannot be composed without moving offsets")
def test_decomposed_accents():
    assert parse("Téhéran dément.") == parse("Te\u0301he\u0301ran de\u0301ment.")


# Sentences


@pytest.mark.parametrize(
    "expected",
    [
        ["L'Iran a-t-il livré des armes ?", "Téhéran dément.", "Kiev accuse."],
        ["La Russie nie.", "« C'est faux », affirme Moscou.", "Kiev insiste."],
        ["Le ministère dément.", "« Nous n’avons rien livré. »", "Moscou se tait."],
        ["Le ministère dément.", "“Nous n’avons rien livré.”", "Moscou se tait."],
        ['"Nous n\'avons rien livré."', "Moscou se tait."],
        ["L'O.N.U. a vu M. le ministre.", "Elle attend."],
        ["Selon Kiev, 1 200 drones ont été livrés en 2022.", "Téhéran nie."],
        ["Des armes sont arrivées…", "Qui les a livrées ?!", "Moscou se tait !"],
        ["Kiev accuse (Moscou dément).", "Téhéran nie."],
    ],
)
def test_sentences_end_at_stops(expected):
    assert [sent.text for sent in annotate(" ".join(expected)).sents] == [normalise(text) for text in expected]


PARAGRAPHS = (
    "Livraisons de drones : Téhéran nie",
    "Kiev accuse Moscou",
    "La Russie a rejeté ces accusations.",
    "MOSCOU NIE",
)


@pytest.mark.parametrize("blank", ["\n\n", "\n\n\n", "\r\n\r\n", "\n \n", "\n\u00a0\n", " \n\t\n "])
def test_blank_lines_end_sentences(blank):
    for one, other in itertools.permutations(PARAGRAPHS, 2):
        starts = [sent.text.strip() for sent in annotate(one + blank + other).sents]
        assert any(other.startswith(start) for start in starts), (one, other, starts)


@pytest.mark.parametrize("one", PARAGRAPHS)
@pytest.mark.parametrize("other", [*PARAGRAPHS, NEWS])
def test_short_lines_end_sentences(one, other):
    starts = [sent.text.strip() for sent in annotate(f"{one}\n{other}").sents]
    assert any(other.startswith(start) for start in starts)


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=6))
@settings(derandomize=True, deadline=None, max_examples=30)
def test_no_sentence_spans_paragraphs(paragraphs):
    doc = annotate("\n\n".join(paragraphs))
    assert all("\n\n" not in sent.text.strip() for sent in doc.sents)


@pytest.mark.parametrize(
    ("headline", "arc"),
    [
        ("Téhéran dément toute livraison à Moscou", ("Téhéran", "nsubj", "dément")),
        ("Moscou dément", ("Moscou", "nsubj", "dément")),
        ("Kiev accuse l'Iran", ("Iran", "obj", "accuse")),
        gap(
            "Livraisons de drones : Téhéran nie",
            ("Téhéran", "nsubj", "nie"),
            reason="a verb after a colon, read as a name",
        ),
    ],
)
def test_headlines_need_no_full_stop(headline, arc):
    doc = annotate(headline + "\n\nLe ministère s'est exprimé jeudi.")
    assert arc in [(token.text, token.dep_, token.head.text) for token in doc]


@given(st.text(st.sampled_from("L’Iran nie « tout ». \n\u00a0-–“”…é\u200b\ufeff\r"), max_size=60))
@settings(derandomize=True, deadline=None, max_examples=60)
def test_offsets_are_those_of_the_article(text):
    doc = annotate(text)
    assert len(doc.text) == len(text)
    assert [doc.text[token.idx : token.idx + len(token)] for token in doc] == [token.text for token in doc]
    assert "".join(token.text_with_ws for token in doc) == doc.text
