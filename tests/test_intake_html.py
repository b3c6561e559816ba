"""Web pages as systems write them, with invented articles: wordpress.html and, in cp1252, spip.html of tests/inputs."""

import hashlib
import socket
import subprocess
import sys
import time

import lxml.etree
import lxml.html
import pytest

from dementi.articles import Problem, read
from dementi.intake import html
from dementi.records import Article

PROSE = "<p>Téhéran dément avoir livré des drones à Moscou, où l'on n'a rien reçu, dit-on au ministère.</p>"
LONG = "".join(f"<p>Le {day} mars, Kiev affirmait que des chars avaient été livrés par Minsk.</p>" for day in range(9))
ENGLISH = "".join(f"<p>On {day} March, the ministry denied that any drone was sent to Russia.</p>" for day in range(9))


def page(inside, head=""):
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{inside}</article></body></html>"


@pytest.fixture
def inputs(request):
    return request.config.rootpath / "tests" / "inputs"


def test_a_page_of_wordpress(inputs):
    (article,) = read([inputs / "wordpress.html"])
    assert (article.id, article.lang, article.date) == ("wordpress", "fr", "2023-03-14")
    assert (article.author, article.publisher) == ("Aurore Fictive", "La Gazette du Levant")
    assert article.title == "Minsk dément toute livraison de chars à Moscou"
    assert article.url == "https://gazette-du-levant.example/2023/03/14/minsk-dement/"
    assert article.original == "sha256:" + hashlib.sha256((inputs / "wordpress.html").read_bytes()).hexdigest()
    paragraphs = article.text.split("\n")
    assert len(paragraphs) == 3 and paragraphs[0].startswith("Le ministère biélorusse de la Défense a démenti")
    assert not {"lecteur", "Partager", "S’abonner", "Ankara"} & set(article.text.split()), "no comments, no menus"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("R. Modèle", "R. Modèle"),
        ("J.-P. Modèle", "J.-P. Modèle"),
        ("A. B. Fictive et R. Modèle", "A. B. Fictive et R. Modèle"),
        ("A. Fictive, R. Modèle", "A. Fictive; R. Modèle"),
        ("Aurore Fictive", "Aurore Fictive"),
    ],
)
def test_initials_keep_their_full_stops(written, read_as):
    for head, byline in ((f'<meta name="author" content="{written}">', ""), ("", f'<p class="author">{written}</p>')):
        assert html.read(page(byline + LONG, head).encode()).metadata["author"] == read_as


def test_a_page_of_spip_in_the_encoding_that_it_declares(inputs):
    (article,) = read([inputs / "spip.html"])
    assert "« Rien n’a été vendu, rien n’a été promis »" in article.text and "œuvre" in article.text
    assert (article.date, article.title) == ("2022-11-05", "Ankara et les drones : « rien n’a été vendu »")


@pytest.mark.parametrize(
    ("encoding", "head", "warned"),
    [
        ("utf-8", '<meta charset="utf-8">', ""),
        ("utf-8", '<meta charset="iso-8859-1">', ""),
        ("iso-8859-15", '<meta charset="ISO-8859-15">', ""),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', ""),
        ("mac-roman", "<meta charset=macintosh>", ""),
        ("cp1252", '<meta charset="utf-8">', "cp1252"),
        ("cp1252", "", "cp1252"),
        ("utf-16", '<meta charset="utf-8">', "UTF-16"),
        ("cp1252", '<meta charset="unicode_escape">', "cp1252"),
    ],
)
def test_encodings(tmp_path, encoding, head, warned):
    (tmp_path / "x.html").write_bytes(page(PROSE * 3, head).encode(encoding))
    *warnings, article = read([tmp_path / "x.html"])
    assert article.text.startswith("Téhéran dément avoir livré")
    assert bool(warnings) == bool(warned) and all(warned in one.message and not one.failed for one in warnings)


@pytest.mark.parametrize(
    ("inside", "lang", "read_as"),
    [(LONG, "en", "fr"), (PROSE, "en", None), (PROSE, "fr-CA", "fr"), (ENGLISH, "fr", None)],
    ids=["a long text tells better than the page", "a short one does not", "French of Canada", "English after all"],
)
def test_language(tmp_path, inside, lang, read_as):
    text = page(inside).replace("<html>", f'<html class="no-js" lang="{lang}">')
    (tmp_path / "x.html").write_text(text, encoding="utf-8")
    (found,) = read([tmp_path])
    assert found.lang == read_as if read_as else not found.failed and "its language is 'en'" in found.message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html><body></body></html>", "no article text"),
        (b"<p>x</p>", "no article text"),
        (page("").encode(), "no article text"),
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (page("<div>" * 10_000 + PROSE + "</div>" * 10_000).encode(), "inside one another"),
        (page("<x " + " ".join(f"a{i}=1" for i in range(200_000)) + ">" + PROSE).encode(), "attributes of one element"),
        (page(PROSE * 60_000).encode(), "too many for a page"),
    ],
    ids=["nothing", "too short", "no prose", "empty", "picture", "deep", "attributes", "large"],
)
def test_what_is_no_page_costs_itself_alone(tmp_path, data, message):
    (tmp_path / "x.html").write_bytes(data)
    (tmp_path / "y.html").write_text(page(PROSE * 3), encoding="utf-8")
    began = time.monotonic()
    found = list(read([tmp_path]))
    (problem,) = (one for one in found if isinstance(one, Problem))
    assert problem.failed and message in problem.message and problem.path == str(tmp_path / "x.html")
    assert [one.id for one in found if isinstance(one, Article)] == ["y"]
    assert time.monotonic() - began < 10, "seconds"


@pytest.mark.parametrize(
    "hostile",
    ["<p>" * 50_000, "<x-y>" * 50_000, "<" * 500_000, "&amp;" * 200_000, "<!--" * 100_000, '<a href="' * 50_000],
)
def test_what_is_odd_takes_no_time(hostile):
    began = time.monotonic()
    try:
        html.read(page(hostile + PROSE).encode())
    except ValueError as error:
        assert "no article text" in str(error) or "inside one another" in str(error)
    assert time.monotonic() - began < 15, "seconds"


def test_entities_of_a_page_are_not_expanded():
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in zip("abcdefgh", "bcdefghi", strict=True)
    )
    draft = html.read(f"{bomb}]><html><body>&i;{PROSE * 3}</body></html>".encode())
    assert len(draft.text) < 1_000


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-15", "us-ascii"])
def test_a_page_as_lxml_writes_it(tmp_path, encoding):
    whole = lxml.html.document_fromstring(page(PROSE * 3, "<title>Chars</title>"))
    declared = lxml.etree.tostring(whole, method="xml", xml_declaration=True, encoding=encoding)
    (tmp_path / "x.xhtml").write_bytes(declared)
    head = f"<meta charset={encoding}>".encode()
    (tmp_path / "y.html").write_bytes(lxml.html.tostring(whole, encoding=encoding).replace(b"<head>", b"<head>" + head))
    found = list(read([tmp_path]))
    assert [one.id for one in found] == ["x", "y"] and all(
        "rien reçu, dit-on au ministère" in one.text for one in found
    )


@pytest.mark.parametrize(
    "told",
    [
        '{"@context": "http://127.0.0.1:9/remote", "@type": "NewsArticle", "headline": "Chars"}',
        "[" * 10_000 + "]" * 10_000,
        '{"@type": "NewsArticle", "author": ' * 10_000 + "1" + "}" * 10_000,
        '[null, 1, {"@type": ["NewsArticle", 3], "author": {"name": [{}]}, "publisher": 3, "headline": {}}]',
    ],
    ids=["remote context", "arrays", "objects", "other types"],
)
def test_what_a_page_says_in_json_ld_does_no_harm(tmp_path, monkeypatch, told):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("something was fetched"))
    script = f'<script type="application/ld+json">{told}</script>'
    (tmp_path / "x.html").write_text(page(PROSE * 3, script), encoding="utf-8")
    began = time.monotonic()
    (article,) = read([tmp_path])
    assert article.text.startswith("Téhéran dément") and time.monotonic() - began < 10, "seconds"


def test_a_page_over_which_trafilatura_stumbles_costs_itself_alone(tmp_path, monkeypatch):
    (tmp_path / "x.html").write_text(page(PROSE), encoding="utf-8")
    (tmp_path / "y.txt").write_text("Téhéran dément.", encoding="utf-8")
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: {}["nothing"])
    problem, article = read([tmp_path])
    assert problem.message == "trafilatura cannot read it: KeyError('nothing')" and article.id == "y"


def test_without_trafilatura_the_rest_is_read(tmp_path, monkeypatch):
    (tmp_path / "x.html").write_text(page(PROSE), encoding="utf-8")
    (tmp_path / "y.txt").write_text("Téhéran dément.", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    problem, article = read([tmp_path])
    assert problem.message == "HTML files need trafilatura: pip install 'dementi[html]'" and article.id == "y"


def test_what_browsers_save_beside_a_page_is_no_article(tmp_path):
    for name in ("page.html", "page_files/frame.html", "page_fichiers/frame2.html", "notes_files/x.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(page(PROSE * 3), encoding="utf-8")
    assert [article.id for article in read([tmp_path])] == ["page", "x"]


def test_reading_other_formats_does_not_load_the_library(tmp_path):
    (tmp_path / "y.txt").write_text("Téhéran dément.", encoding="utf-8")
    code = (
        "import sys; from dementi.articles import read; list(read(sys.argv[1:])); print('trafilatura' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
