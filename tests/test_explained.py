"""How an article was read: every mark at its place, every finding with its rule, on a page and on a terminal."""

import hashlib
import io
import re
from base64 import b64encode

import pytest
from rich.console import Console

from conftest import SEEDS
from dementi import pipeline
from dementi.articles import read
from dementi.explained import Explained, Label, explain, letter
from dementi.records import Article, Stance
from dementi.views.coloured import explained_text
from dementi.views.explain import explained_page
from dementi.views.words import words
from page import Page
from queries.corpus import HOSTILE
from spans import annotated

TEXT = "Le 3 mars, Paris accuse l'Iran d'avoir livré 400 drones à Moscou.\n\nTéhéran dément ces accusations.\n"


def explained(text: str) -> Explained:
    return explain(annotated(text))


def marked(found: Explained, label: Label) -> list[str]:
    return [mark.where.exact for paragraph in found.paragraphs for mark in paragraph.marks if mark.label is label]


def printed(found: Explained, **options: object) -> str:
    console = Console(width=100, highlight=False, markup=False, file=io.StringIO(), **options)
    for part in explained_text(found):
        console.print(part)
    return console.file.getvalue().replace("\u00a0", " ")


def test_everything_found_is_marked():
    found = explained(TEXT)
    assert marked(found, Label.CUE)[:2] == ["accuse", "dément"]
    assert marked(found, Label.PREDICATE) == ["livré"]
    assert marked(found, Label.SUPPLIER) == ["Iran"] and marked(found, Label.RECIPIENT) == ["Moscou"]
    assert (marked(found, Label.ITEM), marked(found, Label.QUANTITY)) == (["drones"], ["400"])
    assert marked(found, Label.DATE) == ["3 mars"]
    assert {"Paris", "Moscou", "Téhéran"} <= set(marked(found, Label.ACTOR))


def test_a_statement_names_what_it_is_made_of():
    first, second = explained(TEXT).paragraphs
    assert [one.number for one in first.speech] == ["1"] and [one.number for one in first.predicates] == ["A"]
    assert [one.numbers for one in first.said] == [("1", "A")]
    assert [(one.numbers, one.assertion.stance) for one in second.said] == [(("2", "A"), Stance.DENIES)]
    assert all(one.assertion.rule for one in (*first.said, *second.said))


def test_two_transfers_of_one_item_are_told_apart():
    (paragraph,) = explained("L'Iran et la Russie s'échangent des armes.").paragraphs
    assert [one.numbers for one in paragraph.said] == [("A",), ("B",)]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_text_is_whole(path):
    (article,) = (found for found in read([path]) if isinstance(found, Article))
    found = explain(pipeline.annotate(article, pipeline.build()))
    assert "".join(text for paragraph in found.paragraphs for text, _ in paragraph.pieces()) == article.text
    outside = [p for p in found.paragraphs if not p.body]
    assert not any(p.said or p.speech or p.predicates for p in outside)


@pytest.mark.parametrize(("number", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters(number, name):
    assert letter(number) == name


# ---- the page ---------------------------------------------------------------------------------------------------


def test_the_page_is_whole_and_asks_for_nothing():
    page = explained_page(explained(TEXT))
    found = Page(page)
    for _, attrs, _ in found.found:
        assert not {"src", "srcset", "style", "onclick", "onload"} & set(attrs)
        assert attrs.get("href", "#").startswith("#")
    (policy,) = (attrs["content"] for attrs, _ in found.all("meta") if "http-equiv" in attrs)
    (style,) = (text for _, text in found.all("style"))
    allowed = f"'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
    assert policy == f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'"
    assert not found.all("script") and not re.search(r"\burl\(|@import", style)


def test_every_link_leads_to_a_note():
    found = Page(explained_page(explained(TEXT)))
    targets = {attrs["id"] for attrs, _ in found.all("li") if "id" in attrs}
    assert {attrs["href"].removeprefix("#") for attrs, _ in found.all("a")} == targets == {"n1", "n2", "nA"}


def test_the_page_has_the_rules_and_the_names_in_french():
    page = explained_page(explained(TEXT))
    assert "noun:démentir" in page and "give:livrer" in page
    assert "drone : Iran → Russie" in page.replace("\u00a0", " ")
    assert ">fournisseur<" in page and "démenti" in page


def test_the_page_in_english():
    page = explained_page(explained(TEXT), lang="en")
    assert '<html lang="en">' in page and "drone: Iran → Russia" in page and ">supplier<" in page
    with pytest.raises(ValueError, match="de: the page speaks fr, en"):
        explained_page(explained(TEXT), lang="de")


def test_hostile_text_stays_text():
    text = f"{HOSTILE} Paris accuse l'Iran d'avoir livré des drones à Moscou."
    article = Article("x", text, publisher=HOSTILE, title=HOSTILE, date="2024")
    page = explained_page(explain(pipeline.annotate(article, pipeline.build())))
    assert not {"script", "img"} & {tag for tag, _, _ in Page(page).found}


def test_the_same_article_gives_the_same_page():
    first, second = (
        explain(pipeline.annotate(Article("case", TEXT, date="2024-06"), pipeline.build())) for _ in range(2)
    )
    assert explained_page(first) == explained_page(second)
    assert printed(first) == printed(second)


# ---- the terminal -----------------------------------------------------------------------------------------------


def test_what_the_terminal_shows_without_colour():
    text = printed(explained(TEXT))
    assert "Paris accuse[1] l'Iran ‹fournisseur› d'avoir livré[A] 400 drones à Moscou ‹destinataire›." in text
    assert "2 + A démenti · Iran · drone : Iran → Russie · règle : anaphor noun:démentir" in text
    assert "Déclarations retenues" in text and "assertion   France · drone : Iran → Russie" in text


def test_the_terminal_has_colours():
    assert "\x1b[1;7;31mdément" in printed(explained(TEXT), force_terminal=True, color_system="standard")


def test_no_text_rules_the_terminal():
    assert "\x1b" not in printed(explained("Paris dément \x1b[31m avoir livré des obus à Kiev.\x07"))


def test_every_label_has_a_word():
    for lang in ("fr", "en"):
        assert set(words(lang)["explain"]["labels"]) == {label.value for label in Label}
