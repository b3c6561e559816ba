"""What must change in the graph ``derived``, line by line."""

from pyoxigraph import NamedNode, Quad, Store

from dementi.derived import Draft
from dementi.rdf import DERIVED
from dementi.said import Reading
from dementi.vocabulary import term

HERE = "https://example.org/"


def line(subject, name, value):
    return Quad(NamedNode(HERE + subject), term(name), NamedNode(HERE + value), NamedNode(DERIVED))


def draft(*lines, fresh=False):
    store = Store()
    store.extend(lines)
    return Draft(Reading(store), fresh)


def test_what_is_doubted_goes_unless_it_holds():
    found = draft(*(line("a", "dem:refines", value) for value in "bcd"))
    found.hold(HERE + "a", "dem:refines", HERE + "b")
    found.doubt(HERE + "a", "dem:refines")
    found.hold(HERE + "a", "dem:refines", HERE + "c")
    found.hold(HERE + "a", "dem:refines", HERE + "e")
    delta = found.delta(7)
    assert delta.removed == [line("a", "dem:refines", "d")]
    assert delta.added == [line("a", "dem:refines", "e")]
    assert delta.compared == 7


def test_what_nobody_doubts_stays():
    assert draft(line("a", "dem:refines", "b")).delta(0).removed == []


def test_afresh_all_lines_of_the_rules_go_unless_they_hold():
    cluster = line("a", "dem:inCluster", "b")
    found = draft(cluster, *(line("a", "dem:refines", value) for value in "bc"), fresh=True)
    found.hold(HERE + "a", "dem:refines", HERE + "b")
    delta = found.delta(0)
    assert (delta.removed, delta.added) == ([line("a", "dem:refines", "c")], [])
