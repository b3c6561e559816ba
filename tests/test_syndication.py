import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rewrites
from dementi import syndication
from dementi.articles import read
from dementi.records import Article
from dementi.syndication import Syndication, own_text, shingles

ROOT = Path(__file__).parents[1]
SEEDS = {one.id: own_text(one) for one in read([ROOT / "seeds"], "fr") if isinstance(one, Article)}
SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo".split()
QUOTATION = (
    "Nous n'avons livré aucune arme à ce pays, ni avant le conflit ni depuis, ni nous-mêmes ni par un tiers, et nous "
    "n'en livrerons pas tant que durera cette guerre dont nous ne voulons pas. Quiconque prétend le contraire devra "
    "montrer des preuves, que nous attendons encore à ce jour et que personne, dans aucun de ces pays, n'a apportées."
)


def sentence(rng):
    """A sentence of words that mean nothing, so that no two share a sequence of three by chance."""
    return " ".join("".join(rng.choices(SYLLABLES, k=3)) for _ in range(rng.randrange(12, 26))).capitalize() + "."


def prose(seed, count):
    rng = random.Random(seed)
    return " ".join(sentence(rng) for _ in range(count))


FILLER = [prose(f"filler {number}", 1) for number in range(200)]


def clusters(texts):
    """The clusters of two and more among texts by id, found in one go."""
    found = Syndication(":memory:")
    for article_id, text in texts.items():
        found.put(article_id, text)
    return list(found.clusters())


def together(one, other):
    return clusters({"one": one, "other": other}) == [{"one", "other"}]


@pytest.mark.parametrize("step", rewrites.LIGHT, ids=lambda step: step.__name__)
def test_a_reprint_joins_its_dispatch(step):
    for article_id, text in SEEDS.items():
        for seed in range(10):
            again = rewrites.rewritten(text, seed, FILLER, [step])
            assert again != text
            assert together(text, again), (article_id, seed)


def test_most_that_were_rewritten_in_every_way_are_found():
    tries = [(text, rewrites.rewritten(text, seed, FILLER)) for text in SEEDS.values() for seed in range(20)]
    assert sum(together(*pair) for pair in tries) / len(tries) >= 0.85


def test_articles_on_one_event_are_many():
    assert clusters(SEEDS) == []


@pytest.mark.parametrize("marks", ["« {} »", "“{}”", '"{}"'])
@pytest.mark.parametrize("own", [2, 5, 10])
def test_a_shared_quotation_joins_nothing(marks, own):
    said = f"{marks.format(QUOTATION)}, a déclaré le ministre."
    for seed in range(20):
        one, other = (f"{prose(f'{who} {seed}', own)} {said}" for who in "ab")
        assert not together(one, other)


def test_a_shared_quotation_without_marks_joins_no_whole_articles():
    for seed in range(20):
        assert not together(*(f"{prose(f'{who} {seed}', 6)} {QUOTATION}" for who in "ab"))


def test_the_words_around_a_quotation_count():
    text = prose("around", 8).replace(". ", f". « {QUOTATION} » ", 3)
    assert together(text, text.replace(QUOTATION, "Rien."))


def test_background_repeated_in_a_new_dispatch_joins_nothing():
    background = prose("background", 8)
    assert not together(f"{prose('monday', 8)} {background}", f"{prose('tuesday', 8)} {background}")


def test_a_press_review_does_not_join_what_it_reprints():
    dispatches = {str(number): prose(f"dispatch {number}", 8) for number in range(5)}
    assert clusters(dispatches | {"review": "\n".join(dispatches.values())}) == []


def test_boilerplate_does_not_count(tmp_path):
    page = "date 2023-03 {}\n\nCrédit photo : Agence des Monts\n\nPartager sur Facebook\n\n3 commentaires\n\n{}"
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(page.format(prose(name, 12), prose("comments", 40)), encoding="utf-8")
    one, other = (found for found in read([tmp_path], "fr") if isinstance(found, Article))
    assert len(shingles(one.text) & shingles(other.text)) > 0.6 * len(shingles(one.text))
    assert clusters({"a": own_text(one), "b": own_text(other)}) == []


def test_without_a_body_all_is_compared():
    assert own_text(Article("a", "Tout.")) == "Tout."
    assert own_text(Article("a", "0 un 1 deux", body=((2, 4), (7, 11)))) == "un\ndeux"


def test_typography_makes_no_difference():
    plain = "L'Iran dément: \"Rien\" n'a ete livre au coeur de l'ete"
    assert shingles(plain) == shingles("l’IRAN  d\u00e9ment : « Tout » n’a\u00a0été li\u00advré au cœur de l’e\u0301té")
    assert shingles("un deux trois quatre") == {"un deux trois", "deux trois quatre"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Moscou",
        "\n\n\n",
        "Moscou dément.",
        "non " * 1000,
        "x" * 1_000_000,
        "«" * 100_000,
        '"a' * 50_000,
        "\ud800 " * 99,
    ],
    ids="empty word lines short repeated long marks openings surrogates".split(),
)
def test_too_little_to_be_alike(text):
    assert clusters({"a": text, "b": text}) == []


def test_a_line_of_a_megabyte():
    rng = random.Random(0)
    line = " ".join("".join(rng.choices(SYLLABLES, k=3)) for _ in range(150_000))
    assert together(line, line[: len(line) // 2])
    assert not together(line, prose("short", 10))


def test_settle_tells_what_changed():
    text, found = prose("told", 10), Syndication(":memory:")
    found.put("b", text)
    assert found.settle(["b"]) == {"b": {"b"}}
    found.put("a", f"{text} {prose('more', 2)}")
    found.put("c", prose("else", 10))
    assert found.settle(["a", "c"]) == {"a": {"a", "b"}, "b": {"a", "b"}, "c": {"c"}}
    found.put("a", f"{text} {prose('less', 1)}")
    assert found.settle(["a"]) == {"a": {"a", "b"}}
    found.drop("a")
    assert found.settle(["a"]) == {"a": set(), "b": {"b"}}
    assert found.settle(["a", "never"]) == {"a": set(), "never": set()}


def test_what_joined_two_parts_them_when_it_goes():
    parts, found = [prose(f"part {number}", 6) for number in range(3)], Syndication(":memory:")
    found.put("left", parts[0] + parts[1])
    found.put("middle", parts[0] + parts[1] + parts[2])
    found.put("right", parts[1] + parts[2])
    assert found.settle(["left", "middle", "right"])["left"] == {"left", "middle", "right"}
    found.put("middle", prose("another", 10))
    assert found.settle(["middle"]) == {"left": {"left"}, "middle": {"middle"}, "right": {"right"}}


# Texts that join in several ways: whole, halves, joined halves, one of them too short for any.
_PIECES = [prose(f"piece {number}", 4) for number in range(5)]
_TEXTS = ["", *_PIECES, *(one + other for one in _PIECES for other in _PIECES), " ".join(_PIECES[:3])]
_IDS = st.sampled_from("abcdefg")
_STEPS = st.lists(st.tuples(_IDS, st.one_of(st.none(), st.sampled_from(_TEXTS)), st.booleans()), max_size=25)


@settings(max_examples=150, deadline=None)
@given(_STEPS)
def test_any_way_there_gives_the_same_clusters(steps):
    found, texts, told, waiting = Syndication(":memory:"), {}, {}, set()
    for number, (article_id, text, settle) in enumerate(steps, 1):
        waiting.add(article_id)
        if text is None:
            found.drop(article_id)
            texts.pop(article_id, None)
        else:
            found.put(article_id, text)
            texts[article_id] = text
        if settle or number == len(steps):
            told |= found.settle(waiting)
            waiting.clear()
    afresh = Syndication(":memory:")
    for article_id in sorted(texts):
        afresh.put(article_id, texts[article_id])
    expected = afresh.settle(texts)
    assert {article_id: members for article_id, members in told.items() if members} == expected
    assert list(found.clusters()) == list(afresh.clusters())
    assert found._sql.execute("SELECT count(*) FROM article").fetchone() == (len(texts),)
    for table in ("text", "band", "alike"):
        count = f"SELECT count(*) FROM {table}"
        assert found._sql.execute(count).fetchall() == afresh._sql.execute(count).fetchall(), table


def test_unlike_texts_are_not_even_compared():
    found = Syndication(":memory:")
    for number in range(300):
        found.put(str(number), prose(f"many {number}", 10))
    assert found.compared == 0
    found.put("reprint", prose("many 7", 10) + prose("own", 2))
    assert found.compared == 1
    found.put("the same", prose("many 7", 10))
    assert found.compared == 1
    assert list(found.clusters()) == [{"7", "reprint", "the same"}]


def test_many_reprints_are_one_cluster():
    text, found = prose("everywhere", 10), Syndication(":memory:")
    for number in range(2000):
        found.put(str(number), text)
    assert {len(members) for members in found.settle(map(str, range(2000))).values()} == {2000}
    found.drop("7")
    assert len(found.settle(["7"])["8"]) == 1999


def test_only_what_is_committed_stays(tmp_path):
    path, text = tmp_path / "clusters.sqlite", prose("kept", 10)
    with Syndication(path) as found:
        found.put("a", text)
        found.settle(["a"])
    with pytest.raises(KeyError), Syndication(path) as found:
        found.put("c", text)
        raise KeyError
    with Syndication(path) as found:
        found.put("b", text + prose("more", 1))
        assert found.settle(["b"]) == {"a": {"a", "b"}, "b": {"a", "b"}}


@pytest.mark.parametrize("damage", ["settings", "other", "text"])
def test_a_file_made_otherwise_is_refused(tmp_path, damage):
    path = tmp_path / "clusters.sqlite"
    if damage == "text":
        path.write_text("Moscou dément. " * 100, encoding="utf-8")
    else:
        Syndication(path).close()
        made = sqlite3.connect(path)
        with made:
            made.execute("UPDATE format SET settings = '0'" if damage == "settings" else "DROP TABLE format")
        made.close()
    with pytest.raises(ValueError, match=r"clusters\.sqlite.*delete it and rebuild"):
        Syndication(path)


def test_signatures_do_not_hang_on_the_process():
    code = (
        "from dementi.syndication import Syndication, shingles; import hashlib; s = Syndication(':memory:');"
        "s.put('a', ' '.join(f'mot{n}' for n in range(100)));"
        "print(s._sql.execute('SELECT * FROM band').fetchall(), s._sql.execute('SELECT * FROM text').fetchall())"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": str(ROOT / "graph"), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12"
    }
    assert len(printed) == 1
    assert printed.pop().split(b"] [")[0].count(b"(") == syndication.BANDS
