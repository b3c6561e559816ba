"""The reader beside the rules: what it is sure of stands, what it is sure is wrong falls, and all has its evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dementi import pipeline
from dementi.components import reading
from dementi.components.arrays import arrays
from dementi.components.passages import KINDS, Claimed, Passage
from dementi.fr.sentences import bounds
from dementi.records import Act, Article, Assertion, Kind, SourceKind, Stance
from dementi.statements import statements

TEXT = (
    "Un avion-cargo s'est posé à Tripoli avec à son bord des missiles. Belgrade les y aurait envoyés, à en croire la"
    " rumeur. Le gouvernement de Serbie a formellement démenti dans la soirée, et la Libye se tait."
)


def told(monkeypatch: pytest.MonkeyPatch, *likely: tuple[str | None, Stance, float]) -> list[Assertion]:
    """Return what stands in the text when the reader takes stances on « Serbia – Libya, missiles » to be so likely."""

    def understand(passage: Passage, reader: object) -> reading.Understood:
        claim: Claimed = (
            passage.parties.index("Serbia"),
            passage.parties.index("Libya"),
            0,
            KINDS.index(Kind.TRANSFER),
        )
        taken = {(claim, party, s): 0.0 for party in range(len(passage.parties) + 1) for s in Stance}
        for name, stance, value in likely:
            party = len(passage.parties) if name is None else passage.parties.index(name)
            taken[claim, party, stance] = value
        return understood(passage, taken)

    doc = pipeline.annotate(Article("x", TEXT), pipeline.build())
    monkeypatch.setattr(reading, "understand", understand)
    return reading.read(doc, reading.load())


def understood(passage: Passage, taken: reading.Taken, **heard: float) -> reading.Understood:
    """Return what is made of a passage in which those named so are heard to deny, with such likelihood."""
    reader = reading.load()
    scores = reading.score(reader.weights, arrays(passage, reader.words)).namings
    denying = [heard.get(actor.source.name.replace(" ", "_"), 0.0) for actor, _ in passage.namings]
    return reading.Understood(passage, taken, scores, np.array([[0.0, value, 0.0] for value in denying]))


def stood(found: list[Assertion]) -> set[tuple[str, str]]:
    return {(a.source.name, a.stance.value) for a in found if a.rule == reading.RULE}


def test_what_is_sure_stands_with_the_sentence_that_shows_it(monkeypatch):
    found = told(monkeypatch, ("Serbia", Stance.DENIES, 0.9))
    (one,) = [a for a in found if a.source.on_behalf_of == "Serbia" or a.source.name == "Serbia"]
    assert one.stance is Stance.DENIES and one.act is Act.DENIES
    doc = pipeline.annotate(Article("x", TEXT), pipeline.build())
    assert "démenti" in doc[one.first : one.last + 1].text and one.cue is not None and "démenti" in one.cue.exact


def test_what_is_not_sure_enough_does_not_stand(monkeypatch):
    assert not stood(told(monkeypatch, ("Libya", Stance.UNCERTAIN, reading.SURE - 0.01)))
    assert stood(told(monkeypatch, ("Libya", Stance.UNCERTAIN, reading.SURE + 0.01))) == {("Libya", "uncertain")}


def test_who_may_as_well_say_the_opposite_says_nothing(monkeypatch):
    likely = ("Libya", Stance.ASSERTS, 0.8), ("Libya", Stance.DENIES, 0.8 * reading.TORN + 0.01)
    assert not stood(told(monkeypatch, *likely))


def test_one_stance_a_source_and_claim(monkeypatch):
    likely = ("Libya", Stance.ASSERTS, 0.6), ("Libya", Stance.UNCERTAIN, 0.9)
    assert stood(told(monkeypatch, *likely)) == {("Libya", "uncertain")}


def test_the_article_itself_can_say_it(monkeypatch):
    found = told(monkeypatch, (None, Stance.ASSERTS, 0.9))
    own = [a for a in found if a.source.kind is SourceKind.ARTICLE]
    assert own and all(a.stance is Stance.ASSERTS for a in own)


def test_what_the_rules_found_falls_only_where_it_is_all_but_surely_wrong():
    text = (
        "Selon Oslo, la Serbie a livré des missiles à la Libye. Belgrade dément ces informations, et Tripoli se tait."
    )
    doc = pipeline.annotate(Article("x", text), pipeline.build())
    passage = next(reading.passages(doc))
    rows = list(doc._.sifted)
    assert rows
    for likely, stays in ((reading.UNLIKELY - 0.01, False), (reading.UNLIKELY + 0.01, True)):
        taken = {(*reading._place(passage, a), a.stance): likely for a in rows}
        assert [reading._fallen(understood(passage, taken), a) for a in rows] == [not stays] * len(rows)


def test_a_sentence_or_two_are_the_rules_own(monkeypatch):
    monkeypatch.setattr(reading, "passages", lambda doc: pytest.fail("read"))
    doc = pipeline.annotate(Article("x", "La Serbie a livré des missiles à la Libye, selon Oslo."), pipeline.build())
    assert doc._.read == doc._.sifted and len(statements(doc)) == 1


@pytest.mark.parametrize(
    "text", ["", " ", "« » " * 40, "drone Iran Russie " * 300, "\x00\ufeff missiles Iran Russie " * 30]
)
def test_any_text_can_be_read(text):
    for statement in statements(pipeline.annotate(Article("x", text), pipeline.build())):
        where = statement.evidence.where
        assert text[where.start : where.end] == where.exact


LONG = (
    "Selon Oslo, la Serbie a livré des missiles à la Libye. Belgrade dément avoir livré ces missiles. "
    + "La pluie tombe sur les toits et les passants se hâtent. " * 60
    + "La Serbie, la Norvège et la Libye se sont vues à Rome, où il fut question de missiles. Oslo en attend peu."
)


def test_a_passage_judges_only_what_stands_in_it(monkeypatch):
    """What the first passage says of the same parties is not unlikely because the last says nothing of it."""
    doc = pipeline.annotate(Article("x", LONG), pipeline.build())
    firsts = [passage.first for passage in reading.passages(doc)]
    assert len(firsts) == 2
    rows = list(doc._.sifted)
    assert len(rows) == 2

    def understand(passage: Passage, reader: object) -> reading.Understood:
        likely = 1.0 if passage.first == firsts[0] else 0.0
        placed = [(reading._place(passage, a), a.stance) for a in rows]
        return understood(passage, {(*p, s): likely for p, s in placed if p})

    monkeypatch.setattr(reading, "understand", understand)
    assert reading.read(doc, reading.load()) == rows


def test_what_falls_is_gone_and_what_is_likelier_the_other_way_falls(monkeypatch):
    doc = pipeline.annotate(Article("x", LONG), pipeline.build())
    told, denied = doc._.sifted
    passage = next(reading.passages(doc))
    place = reading._place(passage, told)

    def read(*likely: float) -> list[Assertion]:
        taken = {(*place, stance): value for stance, value in zip(Stance, likely, strict=True)}
        taken |= {(*reading._place(passage, denied), s): float(s is Stance.DENIES) for s in Stance}
        monkeypatch.setattr(reading, "understand", lambda p, r: understood(p, taken if p.first == 0 else {}))
        return [a for a in reading.read(doc, reading.load()) if a.source.name == "Norway"]

    assert read(0.9, 0.0, 0.0) == [told]
    assert read(0.01, 0.0, 0.0) == []
    assert read(reading.TURNED, reading.TURNED + 0.01, 0.0) == []  # surer of the opposite, and not sure enough


def test_the_words_of_others_are_nobody_elses_cue(monkeypatch):
    """« Oslo accuse » is no cue of the Libya that is named beside it."""
    text = (
        "Oslo accuse la Serbie d'avoir livré des missiles à la Libye. Les passants se hâtent sous la pluie, et les"
        " toits luisent. Tripoli n'a pas fait de commentaire."
    )
    doc = pipeline.annotate(Article("x", text), pipeline.build())
    libya = next(a for a in doc._.actors if a.source.name == "Libya")
    norway = next(a for a in doc._.actors if a.source.name == "Norway")
    first, end = doc[libya.head].sent.start, doc[libya.head].sent.end
    assert reading._cue(doc, libya, Stance.ASSERTS, first, end) is None
    assert doc[reading._cue(doc, norway, Stance.ASSERTS, first, end).at].lemma_ == "accuser"


def test_an_adjective_does_not_speak(monkeypatch):
    """« Un diplomate occidental » is convinced, not the West."""
    monkeypatch.setattr(reading, "SURE", 0.2)
    text = (
        "Un cargo parti de Varna intrigue Khartoum. À son bord, selon un quotidien soudanais, des obus que la Bulgarie"
        " aurait cédés aux Forces de soutien rapide. Un diplomate occidental, lui, se dit convaincu que la cargaison"
        " est bien arrivée chez les paramilitaires."
    )
    doc = pipeline.annotate(Article("x", text), pipeline.build())
    assert "Western countries" in {a.source.name for a in doc._.actors if a.qualifier}
    understood = reading.understand(next(reading.passages(doc)), reading.load())
    west = understood.passage.parties.index("Western countries")
    # Of the West the reader would speak, were it not but an adjective.
    assert max(sure for (_, party, _), sure in understood.taken.items() if party == west) > reading.SURE
    said = {statement.source.name for statement in statements(doc)}
    assert said
    assert not said & {"Western countries", "Sudan"}


def test_who_speaks_for_a_side_is_the_source_and_not_the_state_in_his_office():
    text = (
        "Selon Oslo, des obus de la Serbie sont arrivés en Libye. Jean Untel, ministre serbe de la Défense, dément"
        " avoir livré ces obus, qui ne viennent pas de la Serbie. La Serbie et la Libye sont liées par un traité."
    )
    doc = pipeline.annotate(Article("x", text), pipeline.build())
    here = next(reading.passages(doc))
    named = [(actor, place) for actor, place in here.namings if actor.source.name == "Serbia"]
    places = [(actor, place, *bounds(doc[actor.head])) for actor, place in named]
    found = [reading._speaking(here, actor, place, first, end).source.name for actor, place, first, end in places]
    assert found == ["Serbia", "Jean Untel", "Serbia"]


@pytest.mark.parametrize(
    ("denial", "denied"),
    [
        ("La Serbie nie avoir livré des drones à la Libye.", {"transfer"}),
        ("La Serbie nie que la Libye emploie des drones serbes.", {"use"}),
        ("La Serbie dément ces informations.", {"transfer", "use"}),
    ],
)
def test_a_denial_that_says_what_it_denies_denies_no_other_kind(monkeypatch, denial, denied):
    text = (
        f"Selon Oslo, la Serbie a livré des drones à la Libye, qui les emploie au combat. {denial} Les passants se"
        " hâtent sous la pluie, et les toits luisent."
    )
    doc = pipeline.annotate(Article("x", text), pipeline.build())

    def understand(passage: Passage, reader: object) -> reading.Understood:
        serbia, libya = (passage.parties.index(name) for name in ("Serbia", "Libya"))
        kinds = (Kind.TRANSFER, Kind.USE)
        return understood(
            passage, {((serbia, libya, 0, KINDS.index(kind)), serbia, Stance.DENIES): 0.9 for kind in kinds}
        )

    monkeypatch.setattr(reading, "understand", understand)
    found = [a for a in reading.read(doc, reading.load()) if a.source.name == "Serbia"]
    assert {a.transfer.kind for a in found} == denied and {a.stance for a in found} == {Stance.DENIES}


@pytest.mark.parametrize(
    ("sentence", "stance", "goods"),
    [
        ("Oslo a parlé de drones dans la soirée.", Stance.ASSERTS, {"drone"}),
        ("Oslo a parlé de drones et de missiles dans la soirée.", Stance.ASSERTS, {"drone", "missile"}),
        ("Oslo en a parlé dans la soirée.", Stance.ASSERTS, {"drone", "missile"}),
        ("Oslo a parlé de drones dans la soirée.", Stance.DENIES, {"drone", "missile"}),
    ],
)
def test_who_is_read_to_assert_goods_by_their_name_asserts_no_others_there(monkeypatch, sentence, stance, goods):
    text = (
        f"Les drones et les missiles de la Serbie occupent le port de Tripoli, en Libye. {sentence} Les passants se"
        " hâtent sous la pluie, et les toits luisent."
    )
    doc = pipeline.annotate(Article("x", text), pipeline.build())

    def understand(passage: Passage, reader: object) -> reading.Understood:
        serbia, libya, oslo = (passage.parties.index(name) for name in ("Serbia", "Libya", "Norway"))
        items = {passage.items.index("drone"): 0.9, passage.items.index("missile"): 0.8}
        taken = {((serbia, libya, i, KINDS.index(Kind.TRANSFER)), oslo, stance): sure for i, sure in items.items()}
        found = understood(passage, taken)
        order = np.arange(len(passage.things))[:, None]  # the last naming of goods goes best with whoever speaks
        return replace(found, namings=np.broadcast_to(order, found.namings.shape))

    monkeypatch.setattr(reading, "understand", understand)
    found = [a for a in reading.read(doc, reading.load()) if a.source.name == "Norway"]
    assert {a.transfer.item for a in found} == goods and {a.stance for a in found} == {stance}


VOICES = (
    "Selon Oslo, la Serbie a livré des missiles à la Libye. Belgrade dément ces informations. Les passants se hâtent"
    " sous la pluie. « Pas une caisse n'a quitté nos ports », jure le général serbe Jean Untel, et Tripoli se tait."
)


def voices(monkeypatch: pytest.MonkeyPatch, text: str, **heard: float) -> list[tuple[str, str]]:
    """Return who denies in a text of which the reader makes no more than the rules, and hears some to deny."""
    doc = pipeline.annotate(Article("x", text), pipeline.build())

    def understand(passage: Passage, reader: object) -> reading.Understood:
        placed = [(reading._place(passage, a), a.stance) for a in doc._.sifted]
        return understood(passage, {(*p, s): 1.0 for p, s in placed if p}, **heard)

    monkeypatch.setattr(reading, "understand", understand)
    found = [a for a in reading.read(doc, reading.load()) if a.stance is Stance.DENIES]
    return [(a.source.name, doc[a.first : a.last + 1].text.split()[0]) for a in found]


def test_who_is_heard_by_name_joins_those_of_his_side(monkeypatch):
    assert voices(monkeypatch, VOICES, Jean_Untel=reading.VOICE) == [("Serbia", "Belgrade"), ("Jean Untel", "Pas")]


def test_who_is_hardly_heard_joins_nobody(monkeypatch):
    assert voices(monkeypatch, VOICES, Jean_Untel=reading.VOICE - 0.01) == [("Serbia", "Belgrade")]


def test_who_is_not_named_or_of_another_side_joins_nobody(monkeypatch):
    assert voices(monkeypatch, VOICES, Serbia=1.0, Libya=1.0, Norway=1.0) == [("Serbia", "Belgrade")]


def test_who_denies_already_does_not_do_so_twice(monkeypatch):
    text = VOICES.replace("Belgrade dément", "Le général serbe Jean Untel dément")
    assert voices(monkeypatch, text, Jean_Untel=1.0) == [("Jean Untel", "Le")]
