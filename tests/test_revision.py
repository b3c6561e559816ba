"""What decisions make of statements."""

from dataclasses import replace

import pytest

from deciding import decision, some
from dementi import rdf, revision
from dementi.records import Act, Kind, SourceKind, Stance, Status
from dementi.revision import corrected, counted, gold, revisions, statement_id
from queries.corpus import ACCUSED, corpus
from synthetic import annotated

SAID = corpus()[0][1]
ACCUSER, DENIER, OFFICIALS, TURKEY = SAID


def after(*decisions, statements=SAID):
    return counted(statements, revisions(ACCUSED, statements, decisions)[0])


def test_without_a_decision_all_is_as_it_was():
    assert after() == SAID


def test_what_each_decision_does():
    assert after(decision(ACCUSED, DENIER, "accept")) == SAID
    assert after(decision(ACCUSED, DENIER, "reject")) == [ACCUSER, OFFICIALS, TURKEY]
    assert after(decision(ACCUSED, DENIER, "reject"), decision(ACCUSED, DENIER, "accept", by="B.")) == SAID
    assert after(decision(ACCUSED, DENIER, "reject"), decision(ACCUSED, DENIER, "withdraw")) == SAID
    assert after(decision(ACCUSED, None, "complete")) == SAID
    *others, changed = after(decision(ACCUSED, DENIER, "correct", {"recipient": "Syrie"}))
    assert others == [ACCUSER, OFFICIALS, TURKEY]
    assert changed == replace(DENIER, claim=replace(DENIER.claim, recipient="Syria"), rule="review")


def test_which_decision_stands_and_what_it_replaces():
    one, two, other = (
        decision(ACCUSED, DENIER, "reject"),
        decision(ACCUSED, DENIER, "accept"),
        decision(ACCUSED, TURKEY),
    )
    found, unfit = revisions(ACCUSED, SAID, [one, other, two])
    assert unfit == [] and [(x.decision, x.stands, x.earlier) for x in found] == [
        (one, False, None),
        (other, True, None),
        (two, True, one),
    ]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"article_hash": "0" * 64}, "the article has another text now"),
        ({"statement": "statement-0123456789abcdef"}, "no such statement any more"),
        ({"seen": decision(ACCUSED, DENIER).seen | {"start": 0, "end": 2}}, "made elsewhere in the text now"),
    ],
)
def test_what_does_not_fit_is_not_applied_and_the_one_before_stands(changed, why):
    first, second = decision(ACCUSED, DENIER, "reject"), replace(decision(ACCUSED, DENIER), **changed)
    found, (unfit,) = revisions(ACCUSED, SAID, [first, second])
    assert [(x.decision, x.stands) for x in found] == [(first, True)]
    assert unfit.decision is second and why in unfit.why
    assert after(first, second) == [ACCUSER, OFFICIALS, TURKEY]


def correct(statement=DENIER, **fields):
    return corrected(statement, fields, [one.source for one in SAID])


def test_fields_that_are_as_they_were_change_nothing():
    assert correct(source="Iran", stance="denies", supplier="Iran", item="drone", kind="transfer") is DENIER


def test_a_stance_brings_its_act():
    assert (correct(stance="asserts").act, correct(stance="uncertain").act) == (Act.STATES, Act.UNCONFIRMED)
    assert correct(stance="asserts", act="admits").act is Act.ADMITS
    assert correct(act="rejects") == replace(DENIER, act=Act.REJECTS, rule="review")


def test_a_claim():
    assert correct(kind="use").claim.kind is Kind.USE
    assert correct(supplier=None).claim.supplier is None
    assert correct(supplier="Chine").claim.supplier == correct(supplier="China").claim.supplier == "China"
    narrow = correct(item="shahed-136")
    assert (narrow.claim.item, narrow.item_concept) == ("drone", "shahed-136")
    assert correct(narrow, item="drone").claim.item == "drone"
    assert correct(item="tank").claim.item == "armour"


@pytest.mark.parametrize(
    ("name", "kind", "behalf", "concept", "text"),
    [
        ("Ukraine", SourceKind.STATE, "Ukraine", None, "Kiev"),
        ("Dmitri Peskov", SourceKind.PERSON, "Russia", "dmitry-peskov", None),
        ("Reuters", SourceKind.MEDIA, None, "reuters", None),
        ("article", SourceKind.ARTICLE, None, None, None),
        ("unattributed", SourceKind.UNATTRIBUTED, None, None, None),
        ("P. Fictif", SourceKind.STATE, None, None, None),
    ],
)
def test_a_source(name, kind, behalf, concept, text):
    found = correct(source=name).source
    assert (found.kind, found.on_behalf_of, found.concept) == (kind, behalf, concept)
    assert (found.text.exact if found.text else None) == text


def test_somebody_in_the_place_of_nobody_belongs_to_the_article():
    voice = replace(DENIER, source=revision._VOICES["article"])
    assert correct(voice, source="un porte-parole").source.kind is SourceKind.GROUP
    assert correct(source="P. Fictif", on_behalf_of="Russie").source.on_behalf_of == "Russia"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"item": "teapot"}, "item 'teapot': is no item"),
        ({"item": "iran"}, "item 'iran': is no item"),
        ({"supplier": "article"}, "'article': is no party"),
        ({"act": "admits"}, "act admits does not go with denies; give one of denies, rejects"),
    ],
)
def test_what_makes_no_statement(fields, message):
    with pytest.raises(ValueError, match=message):
        correct(**fields)
    assert after(decision(ACCUSED, DENIER, "correct", fields)) == SAID


def test_a_correction_to_what_is_there_already_is_one_statement_with_both_evidences():
    (united, *others) = after(decision(ACCUSED, OFFICIALS, "correct", {"source": "Ukraine", "stance": "asserts"}))
    assert others == [DENIER, TURKEY] and united.act is ACCUSER.act
    assert united.evidences == ACCUSER.evidences + OFFICIALS.evidences
    again = after(decision(ACCUSED, OFFICIALS, "correct", {"source": "Ukraine"}), decision(ACCUSED, ACCUSER, "reject"))
    assert [one.evidences for one in again if one.source.name == "Ukraine"] == [OFFICIALS.evidences]


def test_two_statements_change_places():
    flip = [
        decision(ACCUSED, ACCUSER, "correct", {"source": "Iran", "stance": "denies"}),
        decision(ACCUSED, DENIER, "correct", {"source": "Ukraine", "stance": "asserts"}),
    ]
    found = {statement_id(one): one for one in after(*flip)}
    assert found.keys() == set(map(statement_id, SAID))
    assert found[statement_id(DENIER)].evidences == ACCUSER.evidences


def test_whatever_is_decided_the_statements_that_count_can_be_written():
    kinds = set()
    for number in range(150):
        one = annotated("a", number)
        decisions = some(one, number)
        found, unfit = revisions(one.article, one.statements, decisions)
        assert len(found) + len(unfit) == len(decisions)
        right = counted(one.statements, found)
        assert list(rdf.own_quads(one.article, right))
        kinds |= {x.decision.verdict for x in found if x.stands}
    assert len(kinds) == 5


def accepted(*statements):
    return [decision(ACCUSED, one) for one in statements]


def right(*decisions, statements=SAID):
    return gold(statements, revisions(ACCUSED, statements, decisions)[0])


def test_gold_is_an_article_of_which_all_is_decided():
    assert right(*accepted(*SAID)) == SAID
    assert right(*accepted(*SAID[1:])) is None
    assert right(*accepted(*SAID), decision(ACCUSED, TURKEY, "withdraw")) is None
    fixed = right(
        *accepted(*SAID[:2]),
        decision(ACCUSED, OFFICIALS, "reject"),
        decision(ACCUSED, TURKEY, "correct", {"stance": "asserts"}),
    )
    assert [(one.source.name, one.stance) for one in fixed] == [
        ("Ukraine", Stance.ASSERTS),
        ("Iran", Stance.DENIES),
        ("Turkey", Stance.ASSERTS),
    ]
    assert fixed[0].status is Status.DONE


def test_gold_is_an_article_marked_complete_and_nothing_but_what_was_found_right():
    done = decision(ACCUSED, None, "complete")
    assert right(done, *accepted(DENIER)) == [DENIER]
    assert right(done, statements=[]) == [] and right(statements=[]) is None
    assert right(done, decision(ACCUSED, None, "withdraw")) is None
