"""The line of components as a whole."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.console import Console

from dementi import pipeline
from dementi.explained import explain
from dementi.rdf import nquads
from dementi.records import FORMERLY, STANCE_OF_ACT, Article, Selector
from dementi.reported import attribution_rows
from dementi.rows import flat_row, statements_of
from dementi.statements import statements
from dementi.views.coloured import explained_text
from dementi.views.explain import explained_page
from spans import CASES, DATE, annotated


def every_selector(record: object) -> list[Selector]:
    """Return every selector in a record and in the records it holds."""
    if isinstance(record, Selector):
        return [record]
    if isinstance(record, (list, tuple)):
        return [one for part in record for one in every_selector(part)]
    slots = getattr(record, "__dataclass_fields__", {})
    return [one for name in slots for one in every_selector(getattr(record, name))]


# ---- the order of components ------------------------------------------------------------------------------------


def test_every_component_runs_after_those_it_reads():
    problems = pipeline.build().analyze_pipes()["problems"]
    assert {name: missing for name, missing in problems.items() if missing} == {}


def test_the_line_is_the_declared_one():
    names = pipeline.build().pipe_names
    assert names[: len(pipeline.BEFORE)] == [f"dementi_{name}" for name in pipeline.BEFORE]
    assert names[-len(pipeline.COMPONENTS) :] == [f"dementi_{name}" for name in pipeline.COMPONENTS]


def test_every_attribute_is_assigned_once():
    nlp = pipeline.build()
    assigned = [name for one in nlp.pipe_names for name in nlp.get_pipe_meta(one).assigns if name.startswith("doc._.")]
    assert sorted(assigned) == sorted(f"doc._.{name}" for name in pipeline.ATTRIBUTES if name != "article")


def test_the_pipeline_is_loaded_once():
    assert pipeline.build() is pipeline.build()


def test_a_language_without_a_pipeline_is_refused():
    with pytest.raises(ValueError, match="--lang xx: no pipeline for it; there is fr"):
        pipeline.build("xx")


def test_a_model_without_a_parser_is_refused(tmp_path):
    spacy.blank("fr").to_disk(tmp_path / "blank")
    with pytest.raises(ValueError, match=r"--model .*blank: has no parser"):
        pipeline.build("fr", str(tmp_path / "blank"))


def test_a_model_that_is_not_there_is_refused():
    with pytest.raises(OSError, match="no-such-model"):
        pipeline.build("fr", "no-such-model")


# ---- any text -----------------------------------------------------------------------------------------------------

# What the extraction acts on, so that random texts reach it.
WORDS = (
    """
    Belgrade Téhéran Kiev l'Iran la Russie dément nie accuse affirme a n'a pas jamais livré livrer livraison avoir
    d'avoir des obus 400 drones Su-35 à de que qu'elle selon « » “ ” " , . : ; ! ? ( ) ’ si aurait aucun « … »
    août 2023 centaine ces accusations nous il a-t-il l' le 北京 Москва طهران 🚀
""".split()
    + ["\u200b", "\u00a0", "\x00", "\x07", "\t", "\n", "\n\n", "\ufeff"]
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="«»“”„\"‹›'’ .,\n", max_size=30),
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join),
    st.text(st.characters(codec="utf-8", categories=["Cc", "Cf", "Zl", "Zp", "Zs", "Mn", "Lo"]), max_size=30),
)
READER = Path(__file__).parent.parent / "scripts" / "reader" / "press.jsonl"
PROSE = [json.loads(line)["text"] for line in READER.read_text(encoding="utf-8").splitlines()]
ON_ONE_LINE = " ".join(["Kiev accuse l'Iran d'avoir livré 400 drones « à la Russie » ; Téhéran dément"] * 60)


def any_text(test: Callable[[str], None]) -> Callable[[], None]:
    """Run a test with texts of every kind, the same ones each time."""
    for text in (
        "",
        " ",
        "\n\n\n",
        "Dément",
        "«",
        "»,",
        "« “ ” »",
        "\x00\x07\x1b[0m",
        "\x85\u2028\u2029\v\f\r",
        "</span><script>alert(1)</script> dément « & » {{ 1 }}",
        "Téhéran 北京 Москва طهران 🚀👩‍🚀 e\u0301",
        "Belgrade\u00a0dément\u202f: «\u00a0Nous n\u2019avons livré aucun obus à Kiev\u00a0».",
        ON_ONE_LINE,
        "De missiles, l'Iran n'en a pas livré à la Russie.",  # nothing stands before its first words
        "drones livrés par l'Iran à la Russie",
        "Il est faux que",  # nor behind its last
        "Des informations selon lesquelles",
        "Minsk a livré des obus à Kiev, selon l'acte d'accusation",
        "Le Parlement dit oui, le gouvernement non",
        "Une association affirme que des techniciens turcs apprennent le métier aux opérateurs à Lomé. "
        "« Ils l'ont appris en Turquie, et ils sont rentrés », a corrigé le ministre.",  # no comma beside who speaks
    ):
        test = example(text)(test)
    slow = [HealthCheck.too_slow]
    return settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=slow)(given(TEXTS)(test))


@any_text
def test_any_text_is_read_and_every_stretch_is_its_own(text):
    doc = pipeline.annotate(Article(id="any", text=text, lang="fr", date=DATE), pipeline.build())
    assert len(doc.text) == len(text)
    found = statements(doc)
    held = [doc._.mentions, doc._.actors, doc._.transfers, doc._.attributions, doc._.assertions, doc._.anaphora, found]
    for where in every_selector(held):
        assert text[where.start : where.end] == where.exact
    for statement in found:
        row = flat_row(statement)
        assert text[row["evidence_start"] : row["evidence_end"]] == row["evidence"]
        assert STANCE_OF_ACT[statement.act] is statement.stance
    assert nquads([(doc._.article, found)])
    line = json.dumps({"id": "any", "statements": [flat_row(statement) for statement in found]})
    assert statements_of(json.loads(line)) == found


@any_text
def test_of_any_text_the_reported_speech_is_given(text):
    rows = attribution_rows(pipeline.annotate(Article(id="any", text=text, date=DATE), pipeline.build()))
    for row in rows:
        contents = row["content"] if isinstance(row["content"], list) else [row["content"]]
        for span in (row["source"], row["cue"], *contents, *row["via"]):
            assert span is None or text[span["start"] : span["end"]] == span["exact"]
    json.dumps(rows).encode()


@any_text
def test_any_text_is_explained(text):
    found = explain(pipeline.annotate(Article(id="any", text=text, date=DATE), pipeline.build()))
    assert "".join(piece for paragraph in found.paragraphs for piece, _ in paragraph.pieces()) == text
    page = explained_page(found)
    page.encode()
    assert "<script" not in page
    console = Console(file=io.StringIO(), force_terminal=False)
    for part in explained_text(found):
        console.print(part)
    assert not {c for c in console.file.getvalue() if c < " "} - {"\n", "\t"}


@settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PROSE), st.integers(0, 120), st.integers(1, 60))
def test_prose_may_be_cut_anywhere(text, first, count):
    words = text.split(" ")
    cut = " ".join(words[first % len(words) :][:count])
    assert len(pipeline.annotate(Article(id="cut", text=cut, date=DATE), pipeline.build()).text) == len(cut)


def test_offsets_count_characters_of_the_article_as_it_was_given():
    text = "😀 \u00abNous n\u2019avons livré aucun obus à Kiev\u00bb, assure le ministère serbe de la Défense."
    (statement,) = statements(annotated(text))
    where = statement.evidence.where
    assert text[where.start : where.end] == where.exact
    assert "n\u2019avons livré aucun obus" in where.exact


def test_the_same_text_gives_the_same_statements():
    text = "Kiev accuse l'Iran d'avoir livré des drones à la Russie. Téhéran dément."
    article = Article(id="case", text=text, lang="fr", date=DATE)
    first, second = (statements(pipeline.annotate(article, pipeline.build())) for _ in range(2))
    assert first == second
    assert len(first) == 2


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        (
            "Minsk a initialement nié avoir vendu des obus à Moscou. Minsk admet avoir vendu des obus à Moscou.",
            "denies",
        ),
        ("Minsk admet avoir vendu des obus à Moscou. En mai, Minsk avait nié avoir vendu des obus à Moscou.", "denies"),
        ("Minsk a nié avoir vendu des obus à Moscou. Minsk admet avoir vendu des obus à Moscou.", None),
    ],
)
def test_a_cue_says_that_it_was_before(text, earlier):
    found = statements(pipeline.annotate(Article("un", text), pipeline.build()))
    assert {s.stance for s in found} == {"denies", "asserts"}
    assert [s.stance for s in found if s.rule.endswith(FORMERLY)] == ([earlier] if earlier else [])


def test_nothing_outside_of_the_body_makes_a_statement():
    text = "Kiev accuse l'Iran d'avoir livré des drones à la Russie.\n\nBelgrade dément avoir livré des obus à Kiev."
    body = ((text.index("Belgrade"), len(text)),)
    found = statements(pipeline.annotate(Article(id="case", text=text, body=body, date=DATE), pipeline.build()))
    assert [statement.source.name for statement in found] == ["Serbia"]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_file_of_cases_belongs_to_a_component(path):
    assert path.stem in pipeline.COMPONENTS
    assert (Path(__file__).parent / f"test_{path.stem}.py").is_file()
