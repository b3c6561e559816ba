"""The line of components as a whole."""

from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dementi import pipeline
from dementi.records import STANCE_OF_ACT, Article, Selector
from dementi.statements import flat_row, statements
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
)


@given(TEXTS)
@example("")
@example(" ")
@example("\n\n\n")
@example("Dément")
@example("«")
@example("»,")
@example("« “ ” »")
@example("\x00\x07\x1b[0m")
@example("Téhéran 北京 Москва طهران 🚀👩‍🚀 e\u0301")
@example("Belgrade\u00a0dément\u202f: «\u00a0Nous n\u2019avons livré aucun obus à Kiev\u00a0».")
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
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


def test_nothing_outside_of_the_body_makes_a_statement():
    text = "Kiev accuse l'Iran d'avoir livré des drones à la Russie.\n\nBelgrade dément avoir livré des obus à Kiev."
    body = ((text.index("Belgrade"), len(text)),)
    found = statements(pipeline.annotate(Article(id="case", text=text, body=body, date=DATE), pipeline.build()))
    assert [statement.source.name for statement in found] == ["Serbia"]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_file_of_cases_belongs_to_a_component(path):
    assert path.stem in pipeline.COMPONENTS
    assert (Path(__file__).parent / f"test_{path.stem}.py").is_file()
