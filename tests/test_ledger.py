"""Changes of a store, and the lines that tell them."""

from pyoxigraph import Literal, NamedNode, Quad, Store

from dementi.ledger import Ledger, line_of
from dementi.rdf import DERIVED, VOCABULARY
from dementi.terms import BASE, PREFIXES

COUNT = NamedNode(f"{PREFIXES['xsd']}nonNegativeInteger")


def thing(name):
    return NamedNode(f"{BASE}{name}")


def quad(subject, value, graph="article/a"):
    return Quad(thing(subject), thing("p"), value if isinstance(value, Literal) else thing(value), thing(graph))


def ledger(*quads):
    store = Store()
    store.extend(quads)
    return Ledger(store)


def test_what_was_there_is_not_added_and_what_comes_back_was_never_gone():
    there, new = quad("a", "b"), quad("a", "c")
    book = ledger(there)
    book.put([there, new, new])
    assert (book.added, book.removed) == ({line_of(new)}, set())
    book.drop([there, new])
    assert (book.added, book.removed) == (set(), {line_of(there)})
    book.put([there])
    assert (book.added, book.removed) == (set(), set()) and set(book.store) == {there}


def test_a_number_stands_in_the_file_as_it_was_typed():
    typed = quad("a", Literal("5", datatype=COUNT))
    book = ledger(typed)
    (stored,) = book.store
    assert stored != typed, "the store forgets the type; else the ledger need not care"
    book.drop([stored])
    assert line_of(typed) in book.removed
    book.put([typed])
    assert line_of(typed) not in book.added | book.removed


def test_what_nobody_refers_to_is_forgotten_with_what_only_it_led_to():
    claim, item, top = (quad(one, other, "vocabulary") for one, other in (("c", "i"), ("i", "t"), ("t", "x")))
    assert claim.graph_name.value == VOCABULARY
    said, other = quad("s", "c"), quad("o", "t", "article/b")
    derived = quad("d", "c", "derived")
    assert derived.graph_name.value == DERIVED
    book = ledger(claim, item, top, said, other, derived)
    led_to = book.drop_article(f"{BASE}article/a")
    book.forget(led_to)
    assert set(book.store) == {top, other, derived}
    assert book.removed == {line_of(one) for one in (claim, item, said)}


def test_a_thing_is_described_once():
    old, new = (quad("c", Literal(name, language="fr"), "vocabulary") for name in ("ancien", "nouveau"))
    book = ledger(old)
    book.describe([new])
    assert set(book.store) == {new}
    assert (book.added, book.removed) == ({line_of(new)}, {line_of(old)})
