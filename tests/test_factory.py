"""What spaCy's users meet: the factory on a bare pipeline, its attributes, spans and errors."""

import subprocess
import sys
import tomllib

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from conftest import ROOT, SEEDS
from dementi import articles, factory, pipeline
from dementi.records import Article, Stance
from dementi.reported import contents, speech
from dementi.statements import statements
from page import Page
from queries.corpus import HOSTILE

TEXT = "Téhéran dément avoir livré des drones à Moscou.\n\nKiev affirme que l’Iran a vendu des missiles à la Russie"


@pytest.fixture(scope="module")
def nlp():
    bare = spacy.load(pipeline.MODEL)
    bare.add_pipe("dementi")
    return bare


def test_statements_and_attributions(nlp):
    doc = nlp(TEXT)
    assert [(one.source.name, one.stance, one.claim.item) for one in doc._.statements] == [
        ("Iran", Stance.DENIES, "drone"),
        ("Ukraine", Stance.ASSERTS, "missile"),
    ]
    assert [one.cue.exact for one in doc._.attributions] == ["dément", "affirme"]
    assert [str(doc[first : last + 1]) for one in doc._.attributions for first, last in one.content] == [
        "avoir livré des drones à Moscou",
        "l’Iran a vendu des missiles à la Russie",
    ]
    assert nlp.pipe_names[-1] == "dementi" and not [name for name in nlp.pipe_names if name.startswith("dementi_")]
    assert doc.text == TEXT and doc._.mentions is None


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt"))[:3], ids=lambda path: path.stem[:3])
def test_the_same_as_everywhere(nlp, path):
    (article,) = articles.read([path], "fr")
    doc = nlp.make_doc(article.text)
    doc._.article = article
    doc = nlp(doc)
    read = pipeline.annotate(article, pipeline.build())
    assert doc._.statements == statements(read)
    assert [(one.cue, one.source, one.act) for one in doc._.attributions] == [
        (one.cue, one.source, one.act) for one in speech(read)
    ]
    for here, there in zip(doc._.attributions, speech(read), strict=True):
        assert doc[here.at].idx <= read[there.at].idx < doc[here.at].idx + len(doc[here.at])
        for (first, last), where in zip(here.content, contents(read, there), strict=True):
            assert where.exact in doc.text[doc[first].idx : doc[last].idx + len(doc[last])]


def test_a_text_alone_has_the_body_and_no_date_but_its_feeds(nlp):
    text = (SEEDS / "002_5b97cbcc9cc71c7a.txt").read_text(encoding="utf-8")
    doc = nlp(text)
    assert doc._.article.id == "text" and doc._.article.body and len(doc._.statements) > 5


def test_what_is_known_of_the_article_counts(nlp):
    doc = nlp.make_doc("L'Iran a dit hier avoir livré des drones à Moscou.")
    doc._.article = Article("mien", doc.text, date="2023-05-02")
    (said,) = nlp(doc)._.statements
    assert said.article == "mien"


def test_an_article_of_another_text_is_refused(nlp):
    doc = nlp.make_doc("Téhéran dément.")
    doc._.article = Article("autre", "Moscou dément.")
    with pytest.raises(ValueError, match="doc._.article is 'autre', and of another text"):
        nlp(doc)


def test_a_parser_is_needed():
    blank = spacy.blank("fr")
    blank.add_pipe("dementi")
    with pytest.raises(ValueError, match="dementi: a parser is needed, and of dementi none has parsed this document"):
        blank("Téhéran dément.")
    assert blank("")._.statements == []


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="dementi: reads French, and this pipeline is of 'en'"):
        spacy.blank("en").add_pipe("dementi")


def test_a_parse_that_no_pipe_of_spacy_made():
    """Stanza and UDPipe parse within their tokenizers: words, heads and tags are there before the first pipe."""
    trained = spacy.load(pipeline.MODEL)

    @Language.component("parsed_elsewhere")
    def parsed_elsewhere(doc):
        known = ["LEMMA", "POS", "TAG", "DEP", "HEAD", "MORPH"]
        return Doc(doc.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc]).from_array(
            known, trained(doc.text).to_array(known)
        )

    blank = spacy.blank("fr", vocab=trained.vocab)
    blank.add_pipe("parsed_elsewhere")
    blank.add_pipe("dementi")
    (said,) = blank("L’Iran dément avoir livré des drones à Moscou.")._.statements
    assert (said.source.name, said.stance) == ("Iran", Stance.DENIES)


def test_spans_are_what_displacy_draws(nlp):
    doc = nlp(TEXT)
    spans = [(span.label_, span.text) for span in doc.spans["dementi"]]
    assert set(factory.LABELS) == {label for label, _ in spans}
    assert ("SOURCE", "Téhéran") in spans and ("CUE", "dément") in spans and ("ITEM", "drones") in spans
    assert ("CONTENT", "avoir livré des drones à Moscou") in spans
    manual = factory.displacy_spans(doc)
    shown = displacy.render(manual, style="span", manual=True, options=factory.OPTIONS, jupyter=False)
    assert shown == displacy.render(doc, style="span", options=factory.OPTIONS, jupyter=False)
    assert set(factory.OPTIONS["colors"]) == set(factory.LABELS)
    assert all(colour in shown for colour in factory.OPTIONS["colors"].values())


def test_displacy_shows_hostile_texts_as_texts(nlp):
    doc = nlp(f"Téhéran dément avoir livré des drones à Moscou. {HOSTILE}")
    shown = displacy.render(factory.displacy_spans(doc), style="span", manual=True, jupyter=False)
    assert not {"script", "img", "a"} & {tag for tag, _, _ in Page(shown).found}


def test_a_document_without_the_component_has_no_spans():
    assert factory.displacy_spans(spacy.blank("fr")("Rien.")) == {"text": "Rien.", "tokens": ["Rien", "."], "spans": []}


def test_documents_are_written_and_read(nlp):
    doc = nlp(TEXT)
    back = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (stored,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    for one in (back, stored, doc.copy()):
        assert list(one._.statements) == doc._.statements and list(one._.attributions) == doc._.attributions
    assert [span.label_ for span in back.spans["dementi"]] == [span.label_ for span in doc.spans["dementi"]]


def test_a_stream_of_texts(nlp):
    assert [len(doc._.statements) for doc in nlp.pipe([TEXT, "", "Il pleut."])] == [2, 0, 0]


def test_a_pipeline_is_written_and_read(nlp, tmp_path):
    nlp.to_disk(tmp_path / "mine")
    assert spacy.load(tmp_path / "mine")(TEXT)._.statements == nlp(TEXT)._.statements


def test_an_installed_package_tells_spacy(tmp_path):
    """The entry point of pyproject.toml, as an installation writes it, is enough: nothing of ours is imported."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (point,) = project["entry-points"]["spacy_factories"].items()
    folder = tmp_path / "invented-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: invented\nVersion: 1.0\n", encoding="utf-8")
    (folder / "entry_points.txt").write_text("[spacy_factories]\n{} = {}\n".format(*point), encoding="utf-8")
    code = (
        f"import sys; sys.path.append({str(tmp_path)!r})\n"
        "import spacy; nlp = spacy.blank('fr'); nlp.add_pipe('dementi'); print(nlp.pipe_names)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "['dementi']\n"
