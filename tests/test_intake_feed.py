"""Feeds as WordPress writes RSS and as RFC 4287 has Atom, with invented entries, and hostile ones."""

import time
import tracemalloc

import pytest
from lxml import etree
from lxml.builder import ElementMaker

from dementi.articles import Problem, read
from dementi.intake.markup import text_of
from dementi.records import Article

TEXT = "Minsk dément avoir livré des chars à Moscou."
TAG = f"<{'b' * 1_000}/>"
ITEM = f"<item><guid>{{}}</guid><description>{TEXT}</description></item>"


def rss(*items, head='<?xml version="1.0" encoding="UTF-8"?>', tail="</channel></rss>"):
    return f"{head}<rss version='2.0'><channel><title>G</title>{''.join(items)}{tail}"


@pytest.fixture
def inputs(request):
    return request.config.rootpath / "tests" / "inputs"


def test_rss(inputs):
    first, second = sorted(read([inputs / "rss.xml"]), key=lambda one: one.date, reverse=True)
    assert first.id.startswith("gazette-du-levant-example-p-4711-") and first.author == "Aurore Fictive"
    assert (first.date, first.publisher) == ("2023-03-14", "La Gazette du Levant")
    assert first.url == "https://gazette-du-levant.example/2023/03/14/minsk-dement/"
    assert first.text.split("\n") == [
        "Le ministère biélorusse de la Défense a démenti mardi avoir livré des chars à la Russie.",
        "Un dépôt.",
        "« Aucun véhicule n’a été remis », assure le ministère.",
        "Kiev soutient le contraire.",
    ]
    assert second.text == "L’Iran nie avoir livré des drones à la Russie." and second.date == "2023-03-13"
    assert first.original != second.original and first.original.startswith("sha256:")


def test_atom(inputs):
    first, second = sorted(read([inputs / "atom.xml"]), key=lambda one: one.date, reverse=True)
    assert (first.title, first.author, first.date) == (
        "Drones : 3 < 12, répond Ankara",
        "Basile Imaginaire",
        "2022-11-05",
    )
    assert first.url == "http://courrier-des-detroits.example/2022/11/05/drones", "not its audio"
    assert first.publisher == "Le Courrier des Détroits"
    assert first.text.split("\n") == [
        "La Turquie nie avoir vendu des drones à l’Azerbaïdjan : « 3 < 12, voilà tout. »",
        "L’Arménie affirme que douze appareils ont été livrés à Bakou.",
    ]
    assert (second.title, second.date, second.author) == ("Minsk & Moscou", "2022-11-04", None)


def test_rdf_of_rss_1(tmp_path):
    (tmp_path / "x.rss").write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://a.example/"><title>La Gazette</title>'
        "</channel>"
        f'<item rdf:about="https://a.example/1"><title>T</title><link>https://a.example/1</link><description>{TEXT}'
        "</description><dc:date>2023-03-05T10:00:00+01:00</dc:date><dc:creator>Aurore</dc:creator></item></rdf:RDF>",
        encoding="utf-8",
    )
    (article,) = read([tmp_path])
    assert (article.date, article.publisher, article.author) == ("2023-03-05", "La Gazette", "Aurore")


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-15", "us-ascii"])
def test_atom_as_lxml_writes_it(tmp_path, encoding):
    """With prefixes, markup as elements, and letters as references where the encoding has none."""
    atom = ElementMaker(namespace="http://www.w3.org/2005/Atom", nsmap={"atom": "http://www.w3.org/2005/Atom"})
    p = ElementMaker(namespace="http://www.w3.org/1999/xhtml").p
    entry = atom.entry(
        atom.id("tag:gazette.example,2023:1"),
        atom.title("Chars : « rien »"),
        atom.updated("2023-03-05T10:00:00Z"),
        atom.author(atom.name("Aurore Fictive")),
        atom.link(href="https://gazette.example/1"),
        atom.content(p(TEXT), p("3 < 12, œuvre & Cie"), type="xhtml"),
    )
    feed = etree.tostring(atom.feed(atom.title("La Gazette"), entry), xml_declaration=True, encoding=encoding)
    (tmp_path / "x.atom").write_bytes(feed)
    (one,) = read([tmp_path])
    assert one.text == f"{TEXT}\n3 < 12, œuvre & Cie"
    assert (one.title, one.author, one.publisher) == ("Chars : « rien »", "Aurore Fictive", "La Gazette")


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "UTF-8"),
        ("cp1252", "windows-1252"),
        ("iso-8859-15", "ISO-8859-15"),
        ("utf-16", "utf-16"),
        ("cp1252", "UTF-8"),
        ("cp1252", ""),
        ("utf-8-sig", ""),
    ],
)
def test_encodings(tmp_path, encoding, declared):
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    (tmp_path / "x.rss").write_bytes(rss(ITEM.format("a"), head=head).encode(encoding))
    (article,) = read([tmp_path / "x.rss"])
    assert article.text == TEXT


def test_entities_that_are_not_declared_are_those_of_html(tmp_path):
    item = "<item><guid>a</guid><description>L&apos;Iran&nbsp;nie &amp;eacute;t&eacute;</description></item>"
    (tmp_path / "x.rss").write_text(rss(item), encoding="utf-8")
    (article,) = read([tmp_path])
    assert article.text == "L'Iran nie été"


LAUGHS = "<!DOCTYPE rss [<!ENTITY a 'ha'>" + "".join(
    f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("data", "message", "also"),
    [
        (f"{LAUGHS}]>{rss(ITEM.format('&j;'), head='')}", "declares an entity, 'a'", []),
        (
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("<item>&x;</item>", head=""),
            "declares an entity",
            [],
        ),
        ('<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]>' + rss(head=""), "declares an entity", []),
        (rss(ITEM.format("a"), "<x>" * 10_000), "more than 200 elements", ["a"]),
        (rss(ITEM.format("a"), tail=""), "no XML from line 1 on", ["a"]),
        (
            rss(ITEM.format("a"), f"<item><description>{'x' * 40_000_000}</description></item>", ITEM.format("b")),
            "more than 8,388,608",
            ["a", "b"],
        ),
        (rss(ITEM.format("a"), f"<item x='{'x' * 40_000_000}'/>", ITEM.format("b")), "a tag of more than", ["a"]),
        (
            rss(ITEM.format("a"), f"<item><title>{TAG * 80_000}</title></item>", ITEM.format("b")),
            "more than 8,388,608",
            ["a", "b"],
        ),
        (rss(ITEM.format("a"), "<item><title>Rien</title></item>"), "an entry without text", ["a"]),
        (rss(ITEM.format("a"), "\x00"), "no XML", ["a"]),
        ("<html></html>", "no feed: its root is <html>", []),
        ("", "empty", []),
        ("{}", "no XML", []),
    ],
    ids="laughs file parameter deep cut long tag tags textless nul html empty json".split(),
)
def test_hostile_feeds_cost_themselves_alone(tmp_path, data, message, also):
    (tmp_path / "x.rss").write_text(data, encoding="utf-8")
    (tmp_path / "y.txt").write_text(TEXT, encoding="utf-8")
    del data
    tracemalloc.start()
    began = time.monotonic()
    found = list(read([tmp_path / "x.rss", tmp_path / "y.txt"]))
    assert time.monotonic() - began < 10, "seconds"
    assert tracemalloc.get_traced_memory()[1] < 150_000_000, "bytes"
    tracemalloc.stop()
    assert message in " ".join(one.message for one in found if isinstance(one, Problem))
    assert [one.id for one in found if isinstance(one, Article)] == [*also, "y"]


def test_a_doctype_alone_is_no_harm_and_is_not_fetched(tmp_path):
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">'
    (tmp_path / "x.rss").write_text(doctype + rss(ITEM.format("a"), head=""), encoding="utf-8")
    assert [one.id for one in read([tmp_path])] == ["a"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Un</p><p>deux <b>trois</b></p>", "Un\ndeux trois"),
        ("a < b et c > d", "a < b et c > d"),
        ("Un<br>deux<br/>trois", "Un\ndeux\ntrois"),
        ('<img alt="a > b">x', "x"),
        ("<script>a</script>b<style>c</style>", "b"),
        ("a<!-- b -->c<!-- d", "ac"),
        ("&lt;p&gt; &eacute;&#39;", "<p> é'"),
        ("<div>" * 10_000 + "x", "x"),
        ("un\n  deux", "un deux"),
    ],
)
def test_markup(markup, text):
    assert text_of(markup) == text


@pytest.mark.parametrize("piece", ["<", "<a ", '<a href="', "<!--", "<script>", "&", "</p>", "<p '", '"'])
def test_markup_takes_time_as_it_is_long(piece):
    began = time.monotonic()
    text_of(piece * 200_000)
    assert time.monotonic() - began < 5, "seconds"
