"""The round trip of a review: keys on the page, a file, its application, and the page after it."""

import json

import pytest

from deciding import decision
from dementi import generations, reviews, workspace
from queries.corpus import ACCUSED, HOSTILE, hostile
from served import serving, stored
from test_review_page import page_of

DENIALS = "Téhéran dément avoir livré des drones à Moscou. Ankara dément avoir vendu des obus à Kiev."


@pytest.fixture
def page(shown):
    return shown(page_of())


def card(tab, number):
    return tab.locator(".card").nth(number - 1)


def begin(tab, name="R. Exemple"):
    tab.get_by_role("button", name="Relire ces déclarations").click()
    tab.get_by_label("Votre nom").fill(name)
    tab.locator("h1").click()


def downloaded(tab):
    with tab.expect_download() as waited:
        tab.get_by_role("button", name="Télécharger les décisions").click()
    return reviews.parsed(waited.value.path().read_bytes(), "download")


def test_keys_decide_only_once_the_review_is_on(page):
    page.keyboard.press("j")
    page.keyboard.press("a")
    assert page.locator(".decide:visible").count() == 0 and page.locator("#review-panel").is_hidden()
    begin(page)
    assert page.locator(".decide:visible").count() == 4


def test_keys_make_decisions_that_are_read(page):
    begin(page)
    for key in "jajrjajc":
        page.keyboard.press(key)
    form = page.get_by_role("dialog")
    form.get_by_label("Position").select_option("asserts")
    assert form.get_by_label("Matériel").locator("option:checked").inner_text() == "munition"
    form.get_by_label("Matériel").select_option(label="missile")
    form.get_by_label("Destinataire").fill("Syrie")
    form.get_by_label("Pourquoi").fill("« dément » porte ailleurs")
    form.get_by_role("button", name="Corriger").click()
    assert card(page, 2).locator(".decided").inner_text() == "rejetée, à remettre"
    page.keyboard.press("k")
    page.keyboard.press("u")
    found = downloaded(page)
    assert [one.verdict.value for one in found] == ["accept", "reject", "correct"]
    assert found[2].correction == {"stance": "asserts", "recipient": "Syrie", "item": "missile"}
    assert found[2].note == "« dément » porte ailleurs" and {one.by for one in found} == {"R. Exemple"}
    assert {one.article_hash for one in found} == {ACCUSED.hash}


def test_without_a_name_nothing_is_decided(page):
    page.get_by_role("button", name="Relire ces déclarations").click()
    card(page, 1).get_by_role("button", name="Accepter").click()
    assert page.locator("#review-said").inner_text().startswith("Donnez d’abord votre nom")
    assert page.locator("#review-by").evaluate("one => one === document.activeElement")
    page.keyboard.type("ar")  # a name, and no decisions
    assert page.get_by_role("button", name="Télécharger les décisions").is_disabled()


def test_decisions_stay_in_the_browser_until_they_are_forgotten(page):
    begin(page)
    card(page, 3).get_by_role("button", name="Rejeter").click()
    page.reload()
    assert card(page, 3).locator(".decided").inner_text() == "rejetée, à remettre"
    assert page.get_by_label("Votre nom").input_value() == "R. Exemple"
    assert [one.verdict.value for one in downloaded(page)] == ["reject"]


def test_where_nothing_can_be_kept_it_says_so(chromium, tmp_path):
    (tmp_path / "page.html").write_text(page_of(), encoding="utf-8")
    tab = chromium.new_page()
    tab.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }})")
    tab.goto((tmp_path / "page.html").as_uri())
    begin(tab)
    assert tab.get_by_text("Ce navigateur ne garde rien").is_visible()
    card(tab, 1).get_by_role("button", name="Accepter").click()
    assert len(downloaded(tab)) == 1
    tab.close()


def test_all_is_seen(page):
    begin(page)
    card(page, 1).get_by_role("button", name="Rejeter").click()
    page.get_by_role("button", name="Tout est vu").click()
    found = downloaded(page)
    assert [one.verdict.value for one in found] == ["reject", "accept", "accept", "accept", "complete"]


def test_the_round_trip(chromium, dementi, tmp_path):
    graph, text = tmp_path / "g", tmp_path / "denial.txt"
    text.write_text(DENIALS, encoding="utf-8")
    assert dementi("build", text, "--out", graph).returncode == 0
    tab = chromium.new_page()
    address = (graph / "site" / "article" / "denial.html").as_uri()
    tab.goto(address)
    begin(tab)
    assert tab.locator(".card").count() == 2
    for key in "jrj":
        tab.keyboard.press(key)
    card(tab, 2).get_by_role("button", name="Corriger").click()
    tab.get_by_role("dialog").get_by_label("Destinataire").fill("Syrie")
    tab.keyboard.press("Enter")
    file = tmp_path / "decisions.jsonl"
    file.write_text("".join(json.dumps(one.entry()) + "\n" for one in downloaded(tab)), encoding="utf-8")
    done = dementi("review", "apply", file, "--graph", graph)
    assert "2 decisions added" in done.stderr and "now 1 statements count" in done.stderr
    tab.evaluate("localStorage.clear()")
    tab.goto(address)
    assert tab.locator(".card").count() == 1 and "Turquie → Syrie" in tab.locator(".card").inner_text()
    tab.get_by_role("button", name="Relire ces déclarations").click()
    assert card(tab, 1).locator(".decided").inner_text().startswith("corrigée (R. Exemple")
    # A second thought, on the page as it is now.
    tab.get_by_label("Votre nom").fill("B. Modèle")
    tab.get_by_role("button", name="Revenir là-dessus").click()
    card(tab, 1).get_by_role("button", name="Rejeter").click()
    file.write_text("".join(json.dumps(one.entry()) + "\n" for one in downloaded(tab)), encoding="utf-8")
    assert "now 1 statements count" in dementi("review", "apply", file, "--graph", graph).stderr
    (one,) = workspace.stored(generations.published(graph), reviews.load(graph))
    assert [found.source.name for found in one.counted()] == ["Iran"] and len(one.decisions) == 4
    tab.close()


def test_hostile_words_are_shown_as_text(shown):
    article, said = hostile()[0]
    by = HOSTILE.replace("\u2028", " ")[:200]
    tab = shown(page_of(decision(article, said[0], "reject", by=by, note=HOSTILE), article=article, said=said))
    begin(tab, by)
    tab.keyboard.press("j")
    tab.keyboard.press("a")
    assert by in tab.locator(".rejected").inner_text()
    assert tab.get_by_label("Votre nom").input_value() == by


def test_decisions_are_saved_by_a_server_that_takes_them(chromium, tmp_path):
    with serving(stored(tmp_path), "--review") as served:
        token = served.process.stderr.readline().split()[-1]
        tab, asked = chromium.new_page(), []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(f"http://{served.host}/en/article/accusation.html")
        tab.get_by_role("button", name="Review these statements").click()
        tab.get_by_label("Your name").fill("R. Exemple")
        tab.locator("h1").click()
        for key in "jrja":
            tab.keyboard.press(key)
        tab.get_by_label("Token").fill("wrong")
        tab.get_by_role("button", name="Save", exact=True).click()
        tab.get_by_text("Nothing is saved.").wait_for()
        assert reviews.load(tmp_path).of("accusation") == ()
        tab.get_by_label("Token").fill(token)
        tab.get_by_role("button", name="Save", exact=True).click()
        tab.get_by_text("The decisions are saved").wait_for()
        assert [one.verdict.value for one in reviews.load(tmp_path).of("accusation")] == ["reject", "accept"]
        assert tab.get_by_role("button", name="Download the decisions").is_disabled()
        assert {url.rpartition("/")[0] for url in asked} <= {
            f"http://{served.host}{room}" for room in ("", "/en/article")
        }
        tab.close()
