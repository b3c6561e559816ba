import hashlib
import io
import json
import logging
import os
import time
import tracemalloc
from pathlib import Path

import pytest

from dementi import articles, boilerplate
from dementi.annotated import line_of_text
from dementi.articles import Inputs, Problem, load_manifest, read
from dementi.decoding import Undecodable, decode
from dementi.intake.inputs import Form
from dementi.records import Article

SENTENCE = "Téhéran dément avoir livré des drones à Moscou, où l'on n'a rien reçu, dit-on."
ENGLISH = "The ministry of defence in Tehran has denied that any drone was ever sent to the army of Russia. " * 5


def only(found):
    (article,) = found
    assert isinstance(article, Article), article
    return article


def outside(text):
    """What of a text is not the article, the pieces joined by a bar."""
    start = boilerplate.feed_date(text)[1]
    pieces, at = [], 0
    for first, last in [*boilerplate.body(text, start), (len(text), len(text))]:
        pieces.append(text[at:first].strip())
        at = last
    return "|".join(filter(None, pieces))


@pytest.mark.parametrize(
    ("data", "text", "warned"),
    [
        (SENTENCE.encode(), SENTENCE, ""),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), SENTENCE, ""),
        (b"un\r\ndeux\rtrois\n", "un\r\ndeux\rtrois\n", ""),
        (SENTENCE.encode("utf-16"), SENTENCE, "UTF-16"),
        (SENTENCE.encode("utf-32"), SENTENCE, "UTF-32"),
        (SENTENCE.encode("latin-1"), SENTENCE, "cp1252"),
        ("« L’œuvre » – dément-il…".encode("cp1252"), "« L’œuvre » – dément-il…", "cp1252"),
        (("é" * 9).encode()[:-1], "é" * 8, "cut off"),
    ],
)
def test_decoding(data, text, warned):
    found, warning = decode(data)
    assert found == text
    assert warned in " ".join(warning or ()) and bool(warned) == bool(warning)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"\x01\x02\x03 text", "binary"),
        (b"\xff\xfea", "mark of UTF-16"),
        (SENTENCE.encode("cp850"), "0x82"),
        (SENTENCE.encode("mac-roman"), "0x8E"),
        ("Тегеран опровергает".encode("cp1251"), "neither UTF-8"),
        ("Тегеран опровергает".encode("koi8-r"), "neither UTF-8"),
        (SENTENCE.encode() + b"\xff" + SENTENCE.encode(), "neither UTF-8"),
    ],
)
def test_undecodable(data, message):
    with pytest.raises(Undecodable, match=message):
        decode(data)


@pytest.mark.parametrize(
    ("first_line", "date", "rest"),
    [
        (" date 2023-03 Les relations", "2023-03", "Les relations"),
        ("date 2023-03-31\nLes relations", "2023-03-31", "Les relations"),
        ("\u00a0date 2023\r\nLes relations", "2023", "Les relations"),
        (" date 2023-13 Les relations", None, "date 2023-13 Les relations"),
        (" date 2023-02-30 Les relations", None, "date 2023-02-30 Les relations"),
        (" date 2023-033 Les relations", None, "date 2023-033 Les relations"),
        ("La date 2023-03 est sûre", None, "La date 2023-03 est sûre"),
        ("Titre\n date 2023-03 Les relations", None, "Titre\n date 2023-03 Les relations"),
    ],
)
def test_feed_date(tmp_path, first_line, date, rest):
    (tmp_path / "a.txt").write_text(first_line, encoding="utf-8", newline="")
    article = only(read([tmp_path / "a.txt"]))
    assert article.date == date
    assert "".join(article.text[start:end] for start, end in article.body) == rest


def test_boilerplate_of_the_seeds(seeds):
    assert {article.id[:3]: outside(article.text) for article in seeds} == {
        "000": "date 2023-03",
        "001": "date 2023-03",
        "002": "date 2022-10 Photo: Izvestia / Pavel Bednyakov|https://iz.ru/video/embed/1415200|"
        "Traduction : MIRASTNEWS\n\nSource : Izvestia",
        "003": "date 2023-02|AFP PHOTO / HO / IRANIAN ARMY OFFICE",
        "004": outside(seeds[4].text),
    }
    assert outside(seeds[4].text).startswith("Jforum.fr\n")
    assert outside(seeds[4].text).endswith("Afficher tous les commentaires")


@pytest.fixture
def seeds(request):
    return list(read([request.config.rootpath / "seeds"]))


@pytest.mark.parametrize(
    "line",
    [
        "Photo à l'appui, Kiev accuse Téhéran d'avoir livré des drones.",
        "Une source : le ministère, dément la livraison.",
        "Le ministère cite sa source : un rapport de Kiev.",
        "S'abonner à la prudence, conseille Ankara.",
        "Notre commentaire",
        "Drones iraniens : Moscou dément",
        "Le Monde / Kiev : une brouille que Paris nie.",
    ],
)
def test_prose_stays(line):
    assert outside(f"{SENTENCE}\n{line}\n{SENTENCE}") == ""


def test_comments_end_the_article():
    prose = f"{SENTENCE}\n" * 3
    assert outside(f"{prose}3 commentaires\nKiev ment.\n{prose}").startswith("3 commentaires\nKiev ment.")
    assert outside(f"Un titre\n3 commentaires\n{prose}") == "3 commentaires", "a count at the head of the page"


@pytest.mark.parametrize(
    "text",
    [
        "mot " * 1_250_000,
        "Abonnez-vous " + "x" * 5_000_000,
        ("Abonnez-vous " + "à " * 100 + "\n") * 24_000,
        " " * 5_000_000,
    ],
    ids=["one line", "one word", "near misses", "blank"],
)
def test_five_megabytes_take_no_time(text):
    began = time.perf_counter()
    list(boilerplate.body(text))
    assert time.perf_counter() - began < 10, "seconds"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("[[line]]\nregex = 'a'\nexample = 'a'", "key 'counter' is missing"),
        ("[[lines]]\nregex = 'a'\nexample = 'a'\ncounter = 'b'", "unknown table 'lines'"),
        ("[[line]]\nregex = '('\nexample = 'a'\ncounter = 'b'", "no regular expression"),
        ("[[line]]\nregex = 'a'\nexample = 'b'\ncounter = 'b'", "misses its example 'b'"),
        ("[[end]]\nregex = '.'\nexample = 'a'\ncounter = 'b'", "takes its counter-example 'b'"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path, entry, message):
    path = tmp_path / "rules.toml"
    path.write_text(entry)
    with pytest.raises(ValueError, match=f"rules.toml: .*{message}"):
        boilerplate.rules(path)


def test_metadata_however_the_file_is_named(tmp_path, monkeypatch, request):
    seeds = request.config.rootpath / "seeds"
    name = "002_5b97cbcc9cc71c7a"
    (tmp_path / "folder").symlink_to(seeds)
    (tmp_path / f"{name}.txt").symlink_to(seeds / f"{name}.txt")
    monkeypatch.chdir(seeds)
    for path in (f"{name}.txt", seeds / f"{name}.txt", tmp_path / "folder" / f"{name}.txt", tmp_path / f"{name}.txt"):
        article = only(read([path]))
        assert (article.id, article.publisher) == (name, "MIRASTNEWS"), path


def test_the_manifest_beside_a_link_comes_first(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "manifest.toml").write_text(f'[[article]]\nid = "x"\npublisher = "{folder}"\n')
    (tmp_path / "a" / "x.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "b" / "x.txt").symlink_to(tmp_path / "a" / "x.txt")
    assert only(read([tmp_path / "b" / "x.txt"])).publisher == "b"


def test_the_manifest_knows_better_than_the_feed(tmp_path):
    (tmp_path / "manifest.toml").write_text('[[article]]\nid = "x"\ndate = "2023-03-05"\n')
    (tmp_path / "x.txt").write_text(" date 2023-03 " + SENTENCE, encoding="utf-8")
    assert only(read([tmp_path])).date == "2023-03-05"


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ('[[article]]\npublisher = "x"', "key 'id' is missing"),
        ('[[article]]\nid = "x"\n[[article]]\nid = "x"', "stands there twice"),
        ('[[article]]\nid = "x"\nname = "y"', "unknown key 'name'"),
        ('[[article]]\nid = "x"\ndate = 2023', "date: 2023 is not"),
        ('[[article]]\nid = "x"\ndate = "mars"', "article 'x': date 'mars' is not"),
        ('[[article]]\nid = "x"\nurl = "gazette.example"', "article 'x': url 'gazette.example' is not"),
        ("[[article]", "not TOML"),
    ],
)
def test_a_wrong_manifest(tmp_path, manifest, message):
    (tmp_path / "manifest.toml").write_text(manifest)
    (tmp_path / "x.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "y.txt").write_text(SENTENCE, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_manifest(tmp_path / "manifest.toml")
    problem, *found = read([tmp_path])
    assert isinstance(problem, Problem) and "manifest.toml" in problem.path and problem.failed
    assert [article.id for article in found] == ["x", "y"], "told once, and the articles are read"


def test_folders(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    for name in ("b/2.txt", "a/1.TXT", "3.txt", ".hidden.txt", ".git/4.txt", "b/notes.md", "b/manifest.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("" if name.endswith(".toml") else SENTENCE, encoding="utf-8")
    assert [article.id for article in read([tmp_path])] == ["1", "2", "3"]
    assert "notes.md" in caplog.text
    assert [a.id for a in read([tmp_path / "3.txt", tmp_path / "b", tmp_path, tmp_path / "b" / "manifest.toml"])] == [
        "1",
        "2",
        "3",
    ], "a file named twice is read once, a manifest never, and the order of the arguments does not matter"


def test_one_id_for_two(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "y.txt").write_text(SENTENCE, encoding="utf-8")
    problem, article = read([tmp_path])
    assert str(tmp_path / "a" / "x.txt") in problem.path and str(tmp_path / "b" / "x.txt") in problem.path
    assert problem.failed and article.id == "y"


def test_other_names_of_one_file(tmp_path):
    (tmp_path / "x.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "a.txt").symlink_to(tmp_path / "x.txt")
    for paths in (["a.txt", "x.txt"], ["x.txt", "a.txt"]):
        assert only(read([tmp_path / path for path in paths])).id == "x"
    assert only(read([tmp_path / "a.txt"])).id == "a"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("missing.txt", None, "no such file"),
        ("table.json", b"[]", ".json files are not read yet"),
        ("x.txt", b"S'abonner\n", "nothing in it but"),
        ("folder", None, "no such file"),
        (os.fsdecode(b"\xff.txt"), b"text", "name is not UTF-8"),
    ],
)
def test_unusable(tmp_path, name, data, message):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    (problem,) = read([tmp_path / name])
    assert problem.failed and message in problem.message
    str(problem).encode()


def test_an_empty_folder_is_told(tmp_path):
    (problem,) = read([tmp_path])
    assert problem.failed and "no article in this folder" in problem.message


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SENTENCE.encode())))
    article = only(read(["-", "-"]))
    assert (article.id, article.text, article.lang) == ("stdin", SENTENCE, "fr")


@pytest.mark.parametrize(
    ("text", "lang", "read_as"),
    [
        (ENGLISH, None, None),
        (ENGLISH, "fr", "fr"),
        (ENGLISH[:300], None, None),
        (ENGLISH[:90], None, "fr"),
        (f"{SENTENCE} " * 6, None, "fr"),
        (f"{SENTENCE} ".upper() * 6, None, "fr"),
    ],
    ids=["English", "English called French", "a short one", "a sentence", "French", "capitals"],
)
def test_language(tmp_path, text, lang, read_as):
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    (found,) = read([tmp_path], lang)
    if read_as:
        assert found.lang == read_as
    else:
        assert not found.failed and "'en'" in found.message and "--lang fr" in found.hint


def test_a_long_article_is_remarked_on(tmp_path):
    (tmp_path / "x.txt").write_text("mot " * (articles.LONG // 4 + 1), encoding="utf-8")
    warning, article = read([tmp_path], "fr")
    assert not warning.failed and "characters are many" in warning.message and article.id == "x"


def record(**changes):
    article = Article("a", SENTENCE)
    return {"id": "a", "hash": article.hash, "lang": "fr", "date": "2023-05", "text": SENTENCE} | changes


def lines(path, *records):
    path.write_text("".join(f"{json.dumps(one)}\n" for one in records), encoding="utf-8")
    return path


def test_json_lines_as_they_are_written(tmp_path):
    path = lines(tmp_path / "x.jsonl", record(id="b", hash=None), record())
    first, second = read([path])
    assert (first.id, first.date, first.text, first.lang) == ("a", "2023-05", SENTENCE, "fr")
    assert first.body == ((0, len(SENTENCE)),) and second.id == "b"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"text": SENTENCE + " "}, "not that of its hash"),
        ({"text": ""}, "no 'text'"),
        ({"id": 1}, "no 'id'"),
        ({"date": "hier"}, "date 'hier'"),
        ({"title": 1}, "'title' is unknown, or not a text"),
        ({"auteur": "x"}, "'auteur' is unknown"),
        ({"url": "javascript:alert(1)"}, "url 'javascript:alert(1)' is not an address"),
        ({"original": "x"}, "original 'x' is no sha256:"),
        ({"text": "\ud800"}, "no JSON"),
    ],
)
def test_a_wrong_line_costs_only_itself(tmp_path, wrong, message):
    found = list(read([lines(tmp_path / "x.jsonl", record(id="z", hash=None), record() | wrong)]))
    (problem,) = (one for one in found if isinstance(one, Problem))
    assert message in problem.message and problem.path == f"{tmp_path / 'x.jsonl'}:2"
    assert [one.id for one in found if isinstance(one, Article)] == ["z"]


def test_what_is_no_json_and_what_is_there_twice(tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    path = lines(tmp_path / "x.jsonl", record())
    path.write_bytes(path.read_bytes() + b"\n[]\n{")
    array, half, twice = read([path, tmp_path / "a.txt"])
    assert (array.path, half.path) == (f"{path}:3", f"{path}:4") and "no JSON" in half.message
    assert twice.path == f"{tmp_path / 'a.txt'} and {path}:1" and "one id" in twice.message


def test_an_archive_gives_the_same_articles_and_the_same_lines(tmp_path):
    (tmp_path / "manifest.toml").write_text(
        '[[article]]\nid = "x"\nauthor = "Aurore Fictive"\nurl = "https://gazette.example/1"\n'
    )
    (tmp_path / "x.txt").write_bytes(b"\xef\xbb\xbf" + SENTENCE.encode())
    first = only(read([tmp_path]))
    assert (first.author, first.url) == ("Aurore Fictive", "https://gazette.example/1")
    assert first.original == "sha256:" + hashlib.sha256((tmp_path / "x.txt").read_bytes()).hexdigest()
    assert first.original != f"sha256:{first.hash}", "of the bytes with their mark, not of the text"
    archive = tmp_path / "articles.jsonl"
    archive.write_bytes(line_of_text(first) + b"\n")
    assert only(read([archive])) == first == articles.stored(line_of_text(first))
    assert line_of_text(only(read([archive]))) == line_of_text(first)


def test_a_line_without_its_original_is_its_own(tmp_path):
    path = lines(tmp_path / "x.jsonl", record())
    line = path.read_bytes().removesuffix(b"\n")
    assert only(read([path])).original == "sha256:" + hashlib.sha256(line).hexdigest()
    assert only(read([lines(path, record(original=None))])).original is None


def test_a_graph_in_a_folder_is_no_text_to_be_read(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    (tmp_path / "graph").mkdir()
    for name in ("graph/articles.jsonl", "graph/statements.jsonl", "graph/graph.nq", "x.txt"):
        (tmp_path / name).write_text(SENTENCE, encoding="utf-8")
    assert only(read([tmp_path])).id == "x" and "a graph that dementi built" in caplog.text


@pytest.mark.parametrize(
    "line",
    [b'{"a": ' * 10_000 + b"}" * 10_000, b"[" * 10_000_000, b'{"id": "b", "text": "' + b"x" * 40_000_000 + b'"}'],
    ids=["objects", "arrays", "long"],
)
def test_a_hostile_line_costs_itself_alone(tmp_path, line):
    path = lines(tmp_path / "x.jsonl", record())
    path.write_bytes(line + b"\n" + path.read_bytes())
    tracemalloc.start()
    began = time.monotonic()
    problem, article = read([path])
    assert problem.failed and problem.path == f"{path}:1" and article.id == "a"
    assert time.monotonic() - began < 10, "seconds"
    assert tracemalloc.get_traced_memory()[1] < 150_000_000, "bytes"
    tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_json_lines_of_other_programs_in_their_encodings(tmp_path, encoding):
    text = "".join(json.dumps(record(id=one), ensure_ascii=False) + "\r\n" for one in "ab")
    (tmp_path / "x.jsonl").write_bytes(text.encode(encoding))
    assert [one.id for one in read([tmp_path])] == ["a", "b"]


@pytest.mark.parametrize("name", ["x.txt", "x.html"])
def test_one_line_that_has_no_end_costs_itself_alone(tmp_path, name):
    (tmp_path / name).write_bytes(b"x" * 100_000_000)
    (tmp_path / "y.txt").write_text("Téhéran dément.", encoding="utf-8")
    tracemalloc.start()
    problem, article = read([tmp_path])
    assert tracemalloc.get_traced_memory()[1] < 20_000_000, "bytes"
    tracemalloc.stop()
    assert article.id == "y" and problem.message == "more than 8,388,608 bytes" and "split it" in problem.hint


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"\x89PNG\r\n\x1a\n\xff\xfe", b"[" * 10_000, b"x" * 50_000_000])
def test_hostile_standard_input_in_any_format(monkeypatch, form, data):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = list(read(Inputs(["-"], form)))
    assert [one for one in found if isinstance(one, Problem)] or (form, data[:1]) == (Form.TEXT, b"[")
    assert all(one.path.startswith("standard input") for one in found if isinstance(one, Problem))


def test_json_in_another_encoding_is_told_with_the_cure(tmp_path):
    path = lines(tmp_path / "x.jsonl", record())
    path.write_bytes(
        json.dumps(record(id="b", text="Téhéran"), ensure_ascii=False).encode("cp1252") + b"\n" + path.read_bytes()
    )
    problem, article = read([path])
    assert article.id == "a" and str(problem).startswith(f"{path}:1: not UTF-8, in which JSON is written: byte 0xE9 at")
    assert problem.hint == "save it as UTF-8"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_folder_in_which_a_pipe_stands_is_read_without_it(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("Téhéran dément.", encoding="utf-8")
    assert [one.id for one in read([tmp_path])] == ["b"]


def test_links_in_a_circle_and_to_nowhere_cost_themselves_alone(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "d.txt").write_text("Téhéran dément.", encoding="utf-8")
    *told, article = sorted(read([tmp_path]), key=lambda one: isinstance(one, Article))
    assert article.id == "d" and all(one.failed for one in told)
    assert {Path(one.path).name for one in told} <= {"a.txt", "b.txt", "c.txt"} and "c.txt" in told[-1].path


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        (b"a = " + b"[" * 10_000, "too many brackets inside one another"),
        (b"a" + b".a" * 100_000 + b" = 1", "line 1 has more than 1,000 dots"),
        (b"[" + b"a." * 100_000 + b"a]", "line 1 has more than 1,000 dots"),
        ('[[article]]\nid = "é"'.encode("cp1252"), "not UTF-8: invalid continuation byte at byte 18; save it as UTF-8"),
        (b"#" * 33_554_433, "more than 33,554,432 bytes"),
    ],
    ids=["brackets", "keys", "tables", "encoding", "large"],
)
def test_a_hostile_manifest_costs_its_metadata_alone(tmp_path, manifest, message):
    (tmp_path / "a.txt").write_text("Téhéran dément.", encoding="utf-8")
    (tmp_path / "manifest.toml").write_bytes(manifest)
    problem, article = read([tmp_path])
    assert article.id == "a" and message in problem.message and problem.path == str(tmp_path / "manifest.toml")


def test_articles_made_in_python(tmp_path):
    (tmp_path / "b.txt").write_text("Téhéran dément.", encoding="utf-8")
    text = "Kiev affirme que Téhéran livre des drones.\n\nLire aussi : autre chose"
    given = [
        Article("c", text, date="2023-05-02", publisher="La Gazette"),
        tmp_path / "b.txt",
        Article("a", "Paris nie."),
    ]
    first, second, third = articles.read(given)
    assert [first.id, second.id, third.id] == ["a", "b", "c"]
    assert (third.date, third.publisher, third.body) == ("2023-05-02", "La Gazette", ((0, 42),))
    assert list(articles.read([Article("d", text, body=((5, 9),))]))[0].body == ((5, 9),)


@pytest.mark.parametrize(
    ("article", "message"),
    [
        (Article("a", "Téhéran dément.", date="mai 2023"), "a (made in Python): its date 'mai 2023' is not"),
        (Article("a", "Téhéran dément.", date=2023), "a (made in Python): its date 2023 is no text"),
        (Article("a", None), "a (made in Python): its text None is no text"),
        (Article("", "Téhéran dément."), " (made in Python): it has no id"),
        (
            Article("a", "Téhéran dément.", url="javascript:x"),
            "a (made in Python): its url 'javascript:x' is not an address",
        ),
        (Article("a", "Téhéran \ud800 dément."), "a (made in Python): it holds halves of characters"),
        (Article("a", " "), "a (made in Python): nothing in it but metadata"),
        (Article("a", "Tehran denies.", lang="en"), "a (made in Python): skipped: its language is 'en'"),
    ],
)
def test_a_wrong_article_made_in_python(article, message):
    problem, good = articles.read([article, Article("b", "Téhéran dément.")])
    assert str(problem).startswith(message) and good.id == "b"


def test_one_id_for_a_file_and_an_article_made_in_python(tmp_path):
    (tmp_path / "a.txt").write_text("Téhéran dément.", encoding="utf-8")
    (problem,) = articles.read([tmp_path / "a.txt", Article("a", "Kiev affirme.")])
    assert problem.path == f"{tmp_path / 'a.txt'} and a (made in Python)"
